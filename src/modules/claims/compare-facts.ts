import { SETTLEMENT_FIELDS } from '#scheme/case.ts';
import { type FactValue, factAt } from './fact-path.ts';

type Facts = Readonly<Record<string, unknown>>;

/** A fact that its member and the insurer tell differently. */
export interface DifferingFact {
  readonly path: string;
  readonly typed: FactValue;
  readonly record: FactValue;
}

/** What both tell of a stay. The cause and days left out stand in no record; what one of them does not know differs from nothing. */
const COMPARED: readonly string[] = [
  ...['admittedOn', 'dischargedOn', 'settledOn', 'hospital.grade', 'hospital.region', 'mainDiagnosis'].map(
    (name) => `stay.${name}`,
  ),
  ...SETTLEMENT_FIELDS.map((name) => `settlement.${name}`),
];

/** Where a stay as somebody typed it differs from the insurer's record of it. */
export function differingFacts(typed: Facts, record: Facts): readonly DifferingFact[] {
  return COMPARED.flatMap((path) => {
    const [one, other] = [factAt(typed, path), factAt(record, path)];
    const isUnknown = one === undefined || other === undefined || one === null || other === null;
    if (isUnknown || one === '' || other === '' || one === other) return [];
    return [{ path, typed: one, record: other }];
  });
}
