import type { ReactElement } from 'react';
import { parseCardNumber } from '#kernel/bank-account.ts';
import { parseBankNumber } from '#kernel/bank-number.ts';
import { TextField } from '#web/app/form.tsx';
import { BENEFICIARY } from '#web/desk/claim/beneficiary-texts.ts';
import type { FormFault } from '#web/ui/error-summary.tsx';

/** A relative as somebody types him. */
export interface TypedRelative {
  readonly holder: string;
  /** Of the whole, in percent. */
  readonly percent: string;
  readonly cardNumber: string;
  readonly bankName: string;
  readonly bankNumber: string;
}

export const NOBODY: TypedRelative = { holder: '', percent: '', cardNumber: '', bankName: '', bankNumber: '' };

/** `33.33` → 3,333; 0 where it is no share. */
export function basisPointsOf(percent: string): number {
  const match = /^(\d{1,3})(?:[.](\d{1,2}))?$/.exec(percent.trim());
  const points = match === null ? 0 : Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return points <= 10_000 ? points : 0;
}

export function percentText(basisPoints: number): string {
  return `${basisPoints / 100}%`;
}

/** The card's digits, however they were typed. */
export function cardDigits(cardNumber: string): string {
  return cardNumber.replaceAll(/[\s-]/g, '');
}

/** What is wrong with what was typed so far; an empty field is only missing. */
export function faultsOf(relative: TypedRelative, prefix: string): readonly FormFault[] {
  const { faults, percent, card, bankNumber } = BENEFICIARY;
  const digits = cardDigits(relative.cardNumber);
  const parsed = parseCardNumber(digits);
  const isWrongBank = relative.bankNumber.trim() !== '' && !parseBankNumber(relative.bankNumber.trim()).ok;
  return [
    ...(relative.percent.trim() === '' || basisPointsOf(relative.percent) > 0
      ? []
      : [{ path: `${prefix}percent`, label: percent, message: faults.percent }]),
    ...(digits === '' || parsed.ok
      ? []
      : [{ path: `${prefix}cardNumber`, label: card, message: faults[parsed.error] }]),
    ...(isWrongBank ? [{ path: `${prefix}bankNumber`, label: bankNumber, message: faults.bankNumber }] : []),
  ];
}

export function isComplete({ holder, cardNumber }: TypedRelative): boolean {
  return holder.trim() !== '' && cardNumber.trim() !== '';
}

interface RelativeFieldsProps {
  readonly relative: TypedRelative;
  readonly prefix: string;
  /** Whether his share is asked for too. */
  readonly hasShare: boolean;
  readonly onChange: (relative: TypedRelative) => void;
}

export function RelativeFields({ relative, prefix, hasShare, onChange }: RelativeFieldsProps): ReactElement {
  const change =
    (name: keyof TypedRelative) =>
    (value: string): void =>
      onChange({ ...relative, [name]: value });
  const field = (name: keyof TypedRelative, label: string, maxLength: number): ReactElement => (
    <TextField
      path={`${prefix}${name}`}
      label={label}
      value={relative[name]}
      maxLength={maxLength}
      onChange={change(name)}
    />
  );
  return (
    <>
      {field('holder', BENEFICIARY.holder, 60)}
      {hasShare ? field('percent', BENEFICIARY.percent, 6) : null}
      {field('cardNumber', BENEFICIARY.card, 32)}
      {field('bankName', BENEFICIARY.bank, 100)}
      {field('bankNumber', BENEFICIARY.bankNumber, 12)}
    </>
  );
}
