import type { ReactElement } from 'react';
import type { AccidentBenefit } from '#scheme/case.ts';
import { BillFields, DisabilityFields, EventFields } from '#web/desk/single/accident-fields.tsx';
import { ClaimDateFields, ExclusionFields } from '#web/desk/single/claim-fields.tsx';
import { PaidFields, PeriodFields } from '#web/desk/single/cover-fields.tsx';
import { SettlementFields, StayFields } from '#web/desk/single/inpatient-fields.tsx';

export function InpatientForm(): ReactElement {
  return (
    <>
      <PeriodFields />
      <StayFields />
      <SettlementFields />
      <ClaimDateFields />
      <PaidFields />
      <ExclusionFields />
    </>
  );
}

export function AccidentForm({ benefit }: { readonly benefit: AccidentBenefit }): ReactElement {
  return (
    <>
      <PeriodFields />
      <EventFields />
      {benefit === 'medical' ? <BillFields /> : null}
      {benefit === 'disability' ? <DisabilityFields /> : null}
      <ClaimDateFields />
      <PaidFields />
      <ExclusionFields />
    </>
  );
}
