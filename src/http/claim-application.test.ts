import { expect, test } from 'vitest';
import { applicationData } from '#http/claim-application.ts';
import { parseDate } from '#kernel/civil-date.ts';

type Draft = Parameters<typeof applicationData>[0];
type Acting = Parameters<typeof applicationData>[1];

const DRAFT = {
  draftId: '01970000-0000-7000-8000-000000000001',
  program: 'henan-inpatient',
  benefit: 'inpatient',
  origin: 'unit',
  claimId: null,
  content: { form: null, facts: null, statement: '', hospitalName: '', recipients: [] },
  documents: [],
} as unknown as Draft;
const PERSON = { name: '王建国', residentId: '412701197503154512', phone: '13803941234' };
const BY = {
  officeName: '中国职工保险互助会河南省办事处',
  unitName: '周口市颍河食品有限公司',
  card: { bankName: '中国银行周口分行', cardTail: '0128', registeredAt: 0 },
  filledOn: parseDate('2025-09-20'),
  origin: 'https://example.org',
};

const printedBy = (origin: Acting['origin']): string =>
  JSON.stringify(applicationData(DRAFT, { person: PERSON, origin } as unknown as Acting, BY));

test('a member prints his own numbers in full, and the bank that his money goes to', () => {
  for (const his of ['412701197503154512', '13803941234', '中国银行周口分行，尾号 0128']) {
    expect(printedBy('member')).toContain(his);
  }
});

test('whoever prints it for him sees them masked; his bank the agencies alone', () => {
  for (const origin of ['unit', 'relative', 'agency'] as const) {
    expect(printedBy(origin)).not.toContain('412701197503154512');
    expect(printedBy(origin)).not.toContain('13803941234');
  }
  expect(printedBy('agency')).toContain('尾号 0128');
  expect(printedBy('unit')).not.toMatch(/尾号|中国银行/);
  expect(printedBy('relative')).not.toMatch(/尾号|中国银行/);
});
