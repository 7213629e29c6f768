import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjudicate } from '#scheme/adjudicate.ts';
import type { Case, SettlementField } from '#scheme/case.ts';
import { readCase } from '#scheme/read-case.ts';
import { BLANK_DRAFT, type CaseDraft } from '#web/calculator/single/case-draft.ts';
import { questionsOf } from '#web/calculator/single/case-questions.ts';
import { draftOfCase } from '#web/calculator/single/case-to-draft.ts';
import { readDraft } from '#web/calculator/single/draft-to-case.ts';
import { EXAMPLES } from '#web/calculator/single/examples.ts';
import { fieldLabel } from '#web/calculator/single/field-labels.ts';
import { arbitraryCase } from '../../../../test/support/arbitrary-case.ts';

function caseOf(json: unknown): Case {
  const read = readCase(json);
  if (!read.ok) throw new Error(`${read.error.field}: ${read.error.message}`);
  return read.value;
}

function exampleDraft(title: string): CaseDraft {
  const example = EXAMPLES.find((each) => each.title === title);
  if (example === undefined) throw new Error(`no example ${title}`);
  return draftOfCase(caseOf(example.json));
}

const PAYING = exampleDraft('省内住院 14 天');

function withAmounts(draft: CaseDraft, amounts: Partial<Record<SettlementField, string>>): CaseDraft {
  return { ...draft, settlement: { ...draft.settlement, amounts: { ...draft.settlement.amounts, ...amounts } } };
}

function paths(faults: readonly { readonly path: string }[]): readonly string[] {
  return faults.map(({ path }) => path);
}

describe('a case laid out in the form', () => {
  it('comes out of it with the same outcome, amount, reasons and steps', () => {
    fc.assert(
      fc.property(arbitraryCase, (question) => {
        const original = caseOf(question);
        const reading = readDraft(draftOfCase(original));
        expect(paths(reading.missing)).toEqual([]);
        expect(paths(reading.wrong)).toEqual([]);
        if (reading.case === undefined) throw new Error('no case');
        const { id: _one, ...decided } = adjudicate(original);
        const { id: _other, ...again } = adjudicate(reading.case);
        expect(again).toEqual(decided);
      }),
      { numRuns: 500 },
    );
  });

  it.each(EXAMPLES.map((example) => [example.program, example.title, example] as const))(
    'the example of %s, %s, comes to what it says',
    (_program, _title, { json, outcome, amountFen }) => {
      const decision = adjudicate(caseOf(json));
      expect([decision.outcome, decision.amountFen]).toEqual([outcome, amountFen]);
    },
  );

  it('there is an example that pays, declines and refers in each program', () => {
    const kinds = new Set(EXAMPLES.map(({ program, outcome }) => `${program} ${outcome}`));
    expect(kinds.size).toBe(6);
  });
});

describe('a draft', () => {
  it('that is blank lacks what a person must fill in, each by a name, and has nothing wrong', () => {
    const { missing, wrong } = readDraft(BLANK_DRAFT);
    expect(wrong).toEqual([]);
    expect(paths(missing)).toContain('claim.stay.admittedOn');
    for (const { path, label } of missing) expect(label).not.toBe(path);
  });

  it('takes an amount left empty as 0, but not the three that every slip has', () => {
    const blank = withAmounts(PAYING, { nonCovered: '', poolingFundPaid: '' });
    expect(paths(readDraft(blank).missing)).toEqual(['claim.settlement.poolingFundPaid']);
  });

  it('says what is no amount, no day, no time, beside its field', () => {
    const amount = withAmounts(PAYING, { deductible: '九百' });
    expect(paths(readDraft(amount).wrong)).toEqual(['claim.settlement.deductible']);
    const day = { ...PAYING, stay: { ...PAYING.stay, admittedOn: '2025-02-30' } };
    expect(paths(readDraft(day).wrong)).toEqual(['claim.stay.admittedOn']);
    const sudden = exampleDraft('发病 50 小时后身故');
    const time = { ...sudden, event: { ...sudden.event, onsetTime: '25:00' } };
    expect(paths(readDraft(time).wrong)).toEqual(['claim.event.onsetAt']);
  });

  it('hears the rules where the figures do not add up, under the field that they name', () => {
    const { wrong } = readDraft(withAmounts(PAYING, { billedTotal: '1.00' }));
    expect(wrong).toEqual([
      { path: 'claim.settlement.billedTotal', label: '总费用', message: expect.stringContaining('总费用应当等于') },
    ]);
  });

  it('says null for a ceiling that the slip does not tell', () => {
    const unknown = { ...PAYING, settlement: { ...PAYING.settlement, ceilingUnknown: true } };
    const { json } = readDraft(unknown);
    expect(json).toMatchObject({ claim: { settlement: { aboveCeiling: null } } });
  });

  it('keeps the exclusions of the program that is not looked at to itself', () => {
    const both: CaseDraft = { ...PAYING, exclusions: ['附件2-5.1'] };
    expect(readDraft(both).json).toMatchObject({ claim: { exclusions: [] } });
  });

  it('counts the seconds of a death at the limit of 48 hours', () => {
    const sudden = exampleDraft('发病 50 小时后身故');
    const at = (diedTime: string): string => {
      const { case: read } = readDraft({ ...sudden, event: { ...sudden.event, diedOn: '2025-08-03', diedTime } });
      return read === undefined ? 'no case' : adjudicate(read).outcome;
    };
    expect(at('22:00:00')).toBe('pay');
    expect(at('22:00:01')).toBe('decline');
  });
});

describe('questions', () => {
  const asked = (draft: CaseDraft): readonly string[] => [...questionsOf(draft).keys()];

  it('an example asks none', () => {
    for (const { json } of EXAMPLES) expect(asked(draftOfCase(caseOf(json)))).toEqual([]);
  });

  it('days after the day of submission are asked about, and computed all the same', () => {
    const early = { ...PAYING, submittedOn: '2025-08-10' };
    expect(asked(early)).toEqual(['claim.notifiedOn', 'claim.stay.dischargedOn', 'claim.stay.settledOn']);
    expect(readDraft(early).case).toBeDefined();
  });

  it('a settlement before discharge, a period that is no year, a catastrophic fund without a ceiling', () => {
    const odd = withAmounts(
      {
        ...PAYING,
        periods: [{ startOn: '2025-05-02', endOn: '2026-05-02', shares: 1 }],
        stay: { ...PAYING.stay, settledOn: '2025-08-14' },
      },
      { catastrophicFundPaid: '100.00', poolingFundPaid: '20,500.00' },
    );
    expect(asked(odd)).toEqual(['periods[0].endOn', 'claim.stay.settledOn', 'claim.settlement.aboveCeiling']);
  });
});

describe('names of fields', () => {
  it('count their entries from 1', () => {
    expect(fieldLabel('claim.bills[1].on')).toBe('第 2 张票据的就诊日期');
    expect(fieldLabel('claim.stay.admittedOn')).toBe('入院日期');
  });

  it('of a path without a name are the path itself, so that nobody is left without a hint', () => {
    expect(fieldLabel('claim.new')).toBe('claim.new');
  });
});
