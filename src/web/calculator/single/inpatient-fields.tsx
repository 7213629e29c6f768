import { Checkbox, Select } from 'antd';
import type { ReactElement } from 'react';
import { parseDate } from '#kernel/civil-date.ts';
import { formatYuan, parseYuan } from '#kernel/money.ts';
import type { Cause, SettlementField } from '#scheme/case.ts';
import { daysOfStay } from '#scheme/programs/henan-inpatient/stay-days.ts';
import { useDraft } from '#web/calculator/single/draft-editing.tsx';
import { ChoiceAsk, DateAsk, FormSection, MoneyAsk, TextAsk, YesAsk } from '#web/calculator/single/form-parts.tsx';
import { HospitalChoice } from '#web/calculator/single/hospital-choice.tsx';
import { CALCULATOR } from '#web/calculator/texts.ts';
import { Field, useControl } from '#web/ui/field.tsx';

const { asks } = CALCULATOR;

export function StayFields(): ReactElement {
  const { draft, patchStay } = useDraft();
  const { stay } = draft;
  const admitted = parseDate(stay.admittedOn);
  const discharged = parseDate(stay.dischargedOn);
  return (
    <FormSection title={CALCULATOR.single.stay}>
      <div className="tz-form-grid">
        <DateAsk
          path="claim.stay.admittedOn"
          ask={asks.admittedOn}
          value={stay.admittedOn}
          onChange={(admittedOn) => patchStay({ admittedOn })}
        />
        <DateAsk
          path="claim.stay.dischargedOn"
          ask={asks.dischargedOn}
          value={stay.dischargedOn}
          onChange={(dischargedOn) => patchStay({ dischargedOn })}
          {...(discharged >= admitted ? { hint: CALCULATOR.single.stayDays(daysOfStay(admitted, discharged)) } : {})}
        />
        <DateAsk
          path="claim.stay.settledOn"
          ask={asks.settledOn}
          value={stay.settledOn}
          onChange={(settledOn) => patchStay({ settledOn })}
        />
        <CauseAsk />
        <HospitalChoice
          path="claim.stay.hospital"
          grade={stay.grade}
          recognised={stay.recognised}
          onChange={patchStay}
        />
        <div>
          <ChoiceAsk
            path="claim.stay.hospital.region"
            ask={asks.region}
            choices={[
              ['henan', asks.regions.henan],
              ['other-province', asks.regions['other-province']],
              ['abroad', asks.regions.abroad],
            ]}
            value={stay.region}
            onChange={(region) => patchStay({ region })}
          />
          {stay.region === 'other-province' ? (
            <YesAsk
              path="claim.stay.transferApproved"
              label={asks.transferApproved}
              value={stay.transferApproved}
              onChange={(transferApproved) => patchStay({ transferApproved })}
            />
          ) : null}
        </div>
        <TextAsk
          path="claim.stay.mainDiagnosis"
          ask={asks.mainDiagnosis}
          hint={asks.diagnosisHint}
          value={stay.mainDiagnosis}
          onChange={(mainDiagnosis) => patchStay({ mainDiagnosis })}
        />
        <DateAsk
          path="claim.stay.observationFrom"
          ask={asks.observationFrom}
          hint={asks.observationHint}
          value={stay.observationFrom}
          onChange={(observationFrom) => patchStay({ observationFrom })}
        />
        <TextAsk
          path="claim.stay.excludedDays"
          ask={asks.excludedDays}
          hint={asks.excludedHint}
          inputMode="numeric"
          value={stay.excludedDays}
          onChange={(excludedDays) => patchStay({ excludedDays })}
        />
      </div>
    </FormSection>
  );
}

function CauseAsk(): ReactElement {
  const { draft, patchStay } = useDraft();
  const { status, ...attributes } = useControl('claim.stay.cause');
  return (
    <Field path="claim.stay.cause" label={asks.cause[0]} term={asks.cause[1]}>
      <Select<Cause>
        {...attributes}
        status={status}
        value={draft.stay.cause}
        options={Object.entries(asks.causes).map(([value, label]) => ({ value: value as Cause, label }))}
        onChange={(cause) => patchStay({ cause })}
      />
    </Field>
  );
}

const ABOVE_THE_LINE: readonly SettlementField[] = [
  'billedTotal',
  'nonCovered',
  'overLimit',
  'upfrontCostSharing',
  'eligibleExpense',
];
const IN_THE_BAND: readonly SettlementField[] = [
  'deductible',
  'poolingFundPaid',
  'catastrophicFundPaid',
  'civilServantPaid',
  'supplementaryPaid',
  'medicalAidPaid',
  'otherPaid',
];

/** The slip, in its own order, with the two sums that must hold checked as they are typed. */
export function SettlementFields(): ReactElement {
  const { draft, patch } = useDraft();
  const { settlement } = draft;
  const { amounts, ceilingUnknown } = settlement;
  const set = (field: SettlementField, text: string): void => {
    patch({ settlement: { ...settlement, amounts: { ...amounts, [field]: text } } });
  };
  const amountAsk = (field: SettlementField): ReactElement => (
    <MoneyAsk
      key={field}
      path={`claim.settlement.${field}`}
      ask={asks[field]}
      value={amounts[field]}
      onChange={(text) => set(field, text)}
    />
  );
  return (
    <FormSection title={CALCULATOR.single.settlement} intro={CALCULATOR.single.settlementIntro}>
      <div className="tz-form-grid">{ABOVE_THE_LINE.map(amountAsk)}</div>
      <BilledIdentity amounts={amounts} />
      <div className="tz-form-grid">
        {IN_THE_BAND.map(amountAsk)}
        <div>
          <MoneyAsk
            path="claim.settlement.aboveCeiling"
            ask={asks.aboveCeiling}
            value={ceilingUnknown ? '' : amounts.aboveCeiling}
            disabled={ceilingUnknown}
            onChange={(text) => set('aboveCeiling', text)}
          />
          <Checkbox
            checked={ceilingUnknown}
            onChange={(event) => patch({ settlement: { ...settlement, ceilingUnknown: event.target.checked } })}
          >
            {CALCULATOR.single.ceilingUnknown}
          </Checkbox>
        </div>
      </div>
      <BandIdentity amounts={amounts} ceilingUnknown={ceilingUnknown} />
    </FormSection>
  );
}

type Amounts = Readonly<Record<SettlementField, string>>;

/** 0 for nothing, NaN for what is no amount. */
function fenOf(text: string): number {
  return text.trim() === '' ? 0 : (parseYuan(text) ?? Number.NaN);
}

function BilledIdentity({ amounts }: { readonly amounts: Amounts }): ReactElement | null {
  if (amounts.billedTotal.trim() === '' || amounts.eligibleExpense.trim() === '') return null;
  const sum =
    fenOf(amounts.nonCovered) +
    fenOf(amounts.overLimit) +
    fenOf(amounts.upfrontCostSharing) +
    fenOf(amounts.eligibleExpense);
  const difference = Math.abs(fenOf(amounts.billedTotal) - sum);
  if (Number.isNaN(difference)) return null;
  return difference === 0 ? (
    <p className="tz-identity tz-identity--holds">{CALCULATOR.single.identityHolds}</p>
  ) : (
    <p className="tz-identity tz-identity--differs">
      {CALCULATOR.single.identityDiffers(formatYuan(sum), formatYuan(difference))}
    </p>
  );
}

interface BandProps {
  readonly amounts: Amounts;
  readonly ceilingUnknown: boolean;
}

function BandIdentity({ amounts, ceilingUnknown }: BandProps): ReactElement | null {
  if (amounts.eligibleExpense.trim() === '' || amounts.poolingFundPaid.trim() === '') return null;
  const aboveCeiling = ceilingUnknown ? 0 : fenOf(amounts.aboveCeiling);
  const catastrophic = ceilingUnknown ? 0 : fenOf(amounts.catastrophicFundPaid);
  const rest =
    fenOf(amounts.eligibleExpense) -
    fenOf(amounts.deductible) -
    fenOf(amounts.poolingFundPaid) -
    Math.max(aboveCeiling, catastrophic) -
    fenOf(amounts.civilServantPaid) -
    fenOf(amounts.supplementaryPaid) -
    fenOf(amounts.medicalAidPaid) -
    fenOf(amounts.otherPaid);
  if (Number.isNaN(rest)) return null;
  return rest >= 0 ? (
    <p className="tz-identity tz-identity--holds">{CALCULATOR.single.bandHolds(formatYuan(rest))}</p>
  ) : (
    <p className="tz-identity tz-identity--differs">{CALCULATOR.single.bandDiffers(formatYuan(-rest))}</p>
  );
}
