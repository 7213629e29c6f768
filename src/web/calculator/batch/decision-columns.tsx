import { SETTLEMENT_OUTCOME_WORDS } from '#intake/settlement-outcome-words.ts';
import { maskName } from '#kernel/mask.ts';
import { CALCULATOR } from '#web/calculator/texts.ts';
import type { DecisionListRow, SettlementOutcome } from '#web/calculator/worker/protocol.ts';
import { CivilDate } from '#web/ui/civil-date.tsx';
import { MaskedText } from '#web/ui/masked-text.tsx';
import { Money } from '#web/ui/money.tsx';
import type { ListColumn } from '#web/ui/windowed-list.tsx';

const { column, until } = CALCULATOR.batch;

/** Columns that a reader may choose; outcome, member and amount always stand. */
export const FREE_COLUMNS = ['hospital', 'stay', 'why', 'id', 'settledOn', 'diagnosis'] as const;

export type FreeColumn = (typeof FREE_COLUMNS)[number];

export const USUAL_COLUMNS: readonly FreeColumn[] = ['hospital', 'stay', 'why'];

const TONE: Readonly<Record<SettlementOutcome, string>> = {
  pay: 'pay',
  decline: 'decline',
  refer: 'refer',
  'not-a-member': 'stranger',
  joined: 'decline',
  fault: 'fault',
};

/** The columns of the decisions; on a phone a card has its own selection. */
export function decisionColumns(
  chosen: readonly FreeColumn[],
  isWhole: boolean,
  isNarrow: boolean,
): readonly ListColumn<DecisionListRow>[] {
  const wanted: ReadonlySet<string> = new Set<string>(isNarrow ? ['hospital', 'stay', 'why'] : chosen);
  const all: readonly ListColumn<DecisionListRow>[] = [
    {
      key: 'outcome',
      title: column.outcome,
      width: '5.5rem',
      cell: ({ outcome }) => (
        <span className={`tz-tag tz-tag--${TONE[outcome]}`}>{SETTLEMENT_OUTCOME_WORDS[outcome]}</span>
      ),
    },
    {
      key: 'member',
      title: column.member,
      width: '5.5rem',
      cell: ({ name }) => <MaskedText text={name} masked={maskName(name)} isShown={isWhole} />,
    },
    { key: 'id', title: column.id, width: '8.5rem', cell: ({ id }) => <span className="tz-figure">{id}</span> },
    { key: 'hospital', title: column.hospital, width: 'minmax(8rem, 1.2fr)', cell: ({ hospital }) => hospital },
    { key: 'diagnosis', title: column.diagnosis, width: 'minmax(6rem, 1fr)', cell: ({ diagnosis }) => diagnosis },
    {
      key: 'stay',
      title: column.stay,
      width: '9rem',
      cell: ({ admittedOn, dischargedOn }) => (
        <span>
          <CivilDate day={admittedOn} /> {until} <CivilDate day={dischargedOn} />
        </span>
      ),
    },
    {
      key: 'settledOn',
      title: column.settledOn,
      width: '8.5rem',
      cell: ({ settledOn }) => <CivilDate day={settledOn} />,
    },
    {
      key: 'amount',
      title: column.amount,
      width: '7rem',
      align: 'end',
      cell: ({ outcome, amountFen }) =>
        outcome === 'pay' || (outcome === 'refer' && amountFen > 0) ? (
          <strong>
            <Money fen={amountFen} />
          </strong>
        ) : (
          <span className="tz-quiet">–</span>
        ),
    },
    { key: 'why', title: column.why, width: 'minmax(10rem, 2fr)', cell: ({ why }) => why },
  ];
  return all.filter(({ key }) => key === 'outcome' || key === 'member' || key === 'amount' || wanted.has(key));
}
