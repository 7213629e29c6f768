import type { ReactElement } from 'react';
import type { AccidentBenefit } from '#scheme/case.ts';
import { BillFields, DisabilityFields, EventFields } from '#web/calculator/single/accident-fields.tsx';
import { ClaimDateFields, ExclusionFields } from '#web/calculator/single/claim-fields.tsx';
import { PaidFields, PeriodFields } from '#web/calculator/single/cover-fields.tsx';
import { SettlementFields, StayFields } from '#web/calculator/single/inpatient-fields.tsx';

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
