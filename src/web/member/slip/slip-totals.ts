import { formatYuan, parseYuan } from '#kernel/money.ts';
import type { SettlementField } from '#scheme/case.ts';
import type { SettlementDraft } from '#web/calculator/single/case-draft.ts';
import { SLIP_CHECK } from '#web/member/slip/slip-check-texts.ts';

/** What a slip says below its figures: the rules need none of it, and it finds a figure that was copied wrongly. */
export interface SlipTotals {
  readonly fundTotal: string;
  readonly personalTotal: string;
  readonly accountPaid: string;
  readonly cashPaid: string;
}

export const BLANK_TOTALS: SlipTotals = { fundTotal: '', personalTotal: '', accountPaid: '', cashPaid: '' };
export const TOTAL_FIELDS = Object.keys(BLANK_TOTALS) as (keyof SlipTotals)[];

type Figure = SettlementField | keyof SlipTotals;

export interface SlipFault {
  readonly figure: Figure;
  readonly message: string;
  /** I1: the rules refuse such a slip; the others differ by region, so that they may only be asked about. */
  readonly isRefused: boolean;
}

interface Identity {
  readonly total: Figure;
  readonly parts: readonly Figure[];
  /** Without these nothing is said yet. */
  readonly needs: readonly Figure[];
  /** What regions take in or leave out of the total. */
  readonly customs: readonly (readonly Figure[])[];
}

/** I1 to I4 of the insurer's slip, with the customs under which `checkFigures` of the import lets them pass. */
const IDENTITIES: readonly Identity[] = [
  {
    total: 'billedTotal',
    parts: ['nonCovered', 'overLimit', 'upfrontCostSharing', 'eligibleExpense'],
    needs: ['billedTotal', 'eligibleExpense'],
    customs: [],
  },
  {
    total: 'billedTotal',
    parts: ['fundTotal', 'personalTotal'],
    needs: ['billedTotal', 'fundTotal', 'personalTotal'],
    customs: [['accountPaid']],
  },
  {
    total: 'fundTotal',
    parts: [
      'poolingFundPaid',
      'catastrophicFundPaid',
      'civilServantPaid',
      'supplementaryPaid',
      'medicalAidPaid',
      'otherPaid',
    ],
    needs: ['fundTotal', 'poolingFundPaid'],
    customs: [['accountPaid']],
  },
  {
    total: 'personalTotal',
    parts: ['accountPaid', 'cashPaid'],
    needs: ['personalTotal', 'cashPaid'],
    customs: [['accountPaid']],
  },
];

/**
 * The identities that the typed figures break, each at the figure that breaks it: the one that the identities which hold do
 * not clear, or that a slip of the finger would explain; else at the total.
 */
export function slipFaults(settlement: SettlementDraft, totals: SlipTotals): readonly SlipFault[] {
  const typed: Readonly<Record<Figure, string>> = { ...settlement.amounts, ...totals };
  const fen = (figure: Figure): number => (typed[figure].trim() === '' ? 0 : (parseYuan(typed[figure]) ?? Number.NaN));
  const isTyped = (figure: Figure): boolean => typed[figure].trim() !== '';
  const read = IDENTITIES.filter(({ needs }) => needs.every(isTyped)).map((identity) => {
    const sum = identity.parts.reduce((total, part) => total + fen(part), 0);
    const difference = fen(identity.total) - sum;
    const isCustom = identity.customs.some(
      (parts) => Math.abs(difference) === parts.reduce((all, part) => all + fen(part), 0),
    );
    return { identity, sum, difference, holds: difference === 0 || (isCustom && difference !== 0) };
  });
  if (read.some(({ difference }) => Number.isNaN(difference))) return [];
  const cleared = new Set(
    read.filter(({ holds }) => holds).flatMap(({ identity }) => [identity.total, ...identity.parts]),
  );
  const broken = read.filter(({ holds }) => !holds);
  const shared = broken.length > 1 ? sharedBy(broken.map(({ identity }) => identity)) : undefined;
  return broken
    .map(({ identity, sum, difference }) => {
      const suspects = [identity.total, ...identity.parts].filter((figure) => !cleared.has(figure) && isTyped(figure));
      const needed = (figure: Figure): number => (figure === identity.total ? sum : fen(figure) + difference);
      const likely = suspects.filter((figure) => needed(figure) >= 0 && isMistyped(fen(figure), needed(figure)));
      const named = shared ?? (suspects.length === 1 ? suspects[0] : likely.length === 1 ? likely[0] : undefined);
      const figure = named ?? identity.total;
      const gap = formatYuan(Math.abs(difference));
      const message =
        named === undefined
          ? SLIP_CHECK.differs(
              namesOf(identity.parts.filter(isTyped)),
              formatYuan(sum),
              SLIP_CHECK.names[identity.total],
              gap,
            )
          : SLIP_CHECK.named(SLIP_CHECK.names[figure], formatYuan(needed(figure)));
      return { figure, message, isRefused: identity === IDENTITIES[0] };
    })
    .filter(({ figure }, at, all) => all.findIndex((each) => each.figure === figure) === at);
}

/** The one figure that stands in all of them. */
function sharedBy(identities: readonly Identity[]): Figure | undefined {
  const [first, ...others] = identities.map(({ total, parts }) => [total, ...parts]);
  const shared = first?.filter((figure) => others.every((figures) => figures.includes(figure))) ?? [];
  return shared.length === 1 ? shared[0] : undefined;
}

function namesOf(figures: readonly Figure[]): string {
  return figures.map((figure) => SLIP_CHECK.names[figure]).join('、');
}

/** Whether one digit was typed wrongly, left out or doubled, or two changed places. */
function isMistyped(typedFen: number, meantFen: number): boolean {
  const [typed, meant] = [String(typedFen), String(meantFen)];
  if (typed.length === meant.length) {
    const at = [...typed].flatMap((digit, index) => (digit === meant[index] ? [] : [index]));
    const [first = 0, second = -1] = at;
    const isSwapped =
      at.length === 2 && second === first + 1 && typed[first] === meant[second] && typed[second] === meant[first];
    return at.length === 1 || isSwapped;
  }
  const [long, short] = typed.length > meant.length ? [typed, meant] : [meant, typed];
  return (
    long.length === short.length + 1 &&
    [...long].some((_, index) => long.slice(0, index) + long.slice(index + 1) === short)
  );
}
