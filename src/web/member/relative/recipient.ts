/** Somebody who shares a death benefit, as he is being typed. */
export interface RecipientDraft {
  readonly name: string;
  readonly residentId: string;
  readonly kinship: 'spouse' | 'parent' | 'child';
  readonly percent: string;
  readonly cardNumber: string;
  readonly bankName: string;
}

export const BLANK_RECIPIENT: RecipientDraft = {
  name: '',
  residentId: '',
  kinship: 'spouse',
  percent: '',
  cardNumber: '',
  bankName: '',
};
