import type { Agency } from '#generator/agencies.ts';
import type { People } from '#generator/people.ts';
import type { SchemeOptions } from '#generator/scheme-options.ts';
import type { Payment, Transfer } from '#generator/transfers.ts';
import type { Fen } from '#kernel/money.ts';
import type { Period } from '#kernel/period.ts';
import type { ProgramId } from '#scheme/case.ts';

/** Who bears how much of an order (通知-二); the amounts add up to it. */
export interface FundingPart {
  readonly payer: 'unit-subsidy' | 'union-funds' | 'members' | 'grant';
  readonly amountFen: Fen;
}

export interface GeneratedUnit {
  readonly index: number;
  readonly name: string;
  readonly creditCode: string;
  readonly unionCreditCode: string;
  readonly agency: Agency;
  readonly contact: { readonly name: string; readonly phone: string };
  readonly program: ProgramId;
  readonly shares: number;
  readonly staff: number;
  readonly womenStaff: number;
  readonly eligibleStaff: number;
  /** Rows of its roster that are sound, and those that are not. */
  readonly members: number;
  readonly faultyRows: number;
  /** Numbers of its first member, and of the person behind its first faulty row, among all people. */
  readonly firstMember: number;
  readonly firstFaulty: number;
  readonly orderFen: Fen;
  readonly funding: readonly FundingPart[];
  readonly payment: Payment;
  /** The cover that starts by rule alone; `undefined` while a cashier has to decide. */
  readonly cover: Period | undefined;
}

/**
 * A whole scheme: what is kept is as long as the list of units; rosters, settlements and persons are made on the way
 * (`rosterRows`, `settlementRecords`, `people.at`).
 */
export interface GeneratedScheme {
  readonly options: SchemeOptions;
  readonly agencies: readonly Agency[];
  readonly units: readonly GeneratedUnit[];
  readonly people: People;
  /** In the order of time: the lines of the bank statement. */
  readonly transfers: readonly Transfer[];
  /** Number of the first person who stands on no roster. */
  readonly firstStranger: number;
}
