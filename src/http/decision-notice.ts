import { shanghaiDay } from '#kernel/civil-date.ts';
import { maskName, maskResidentId } from '#kernel/mask.ts';
import type { OwnClaim } from '#modules/claims/index.ts';
import type { DecisionNoticeData } from '#platform/papers/paper-data.ts';
import { adjudicate } from '#scheme/adjudicate.ts';
import { CLAUSE_TEXTS, type ClauseId, READINGS } from '#scheme/clause-texts.ts';
import type { Decision } from '#scheme/decision.ts';
import { readCase } from '#scheme/read-case.ts';
import { clauseName, isClauseId, withoutNumber } from '#scheme/words/clause-names.ts';
import { noticeWords, PROGRAM_NAMES, reasonWords } from '#scheme/words/decision-words.ts';
import { determinedWords } from '#scheme/words/determined-words.ts';
import { limitChangeWords } from '#scheme/words/limit-change-words.ts';
import { SIGNS, shortLabel, stepFigure } from '#scheme/words/step-words.ts';
import { whyNotMore } from '#scheme/words/why-not-more.ts';
import { writeDecision } from '#scheme/write-decision.ts';

const HOW_TO_APPEAL =
  '对本决定有不同意见的，可以在平台上提出申诉，由办事处复核；仍有争议的，由中国职工保险互助会专家委员会作出最终裁定（附件1第八条第3项、附件2第八条第3项）。';

const FINAL = '本决定由中国职工保险互助会专家委员会裁定。';
const RULED_FINALLY = '专家委员会的裁定是最终裁定（附件1第八条第3项、附件2第八条第3项）。';

/**
 * The notice of a claim's standing decision: what the rules said in words, or what a reviewer said with his clauses.
 *
 * Throws where the stored case does not give the stored decision: nothing is printed that differs from what was decided.
 */
export function noticeData(claim: OwnClaim, officeName: string, origin: string): DecisionNoticeData {
  const standing = claim.decisions.at(-1);
  const read = readCase(claim.case);
  if (standing === undefined || !read.ok) throw new Error('a claim without a decision that can be read');
  const ruled = adjudicate(read.value);
  if (writeDecision(ruled) !== claim.line) throw new Error('a stored decision does not follow from its case');
  // what a person said in the place of the rules: a reviewer's denial, a ruling of another amount than the rules'
  const isDenied =
    (standing.source === 'reviewer' && standing.outcome === 'decline') ||
    (standing.source === 'committee' && standing.amountFen !== ruled.amountFen);
  const decision: Decision = isDenied
    ? { ...ruled, outcome: standing.outcome, steps: [], notices: [], readings: [] }
    : ruled;
  const reasons = isDenied
    ? standing.reasons.map(({ clause }) => ({ text: deniedBecause(clause), clause: nameOf(clause) }))
    : decision.reasons.map((reason) => {
        const { plain, next } = reasonWords(reason);
        return { text: `${plain}。${next}`, clause: clauseName(reason.clause) };
      });
  const cited = isDenied
    ? standing.reasons.map(({ clause }) => clause)
    : [...decision.reasons, ...decision.notices, ...decision.steps.map(({ text }) => text)].map(({ clause }) => clause);
  const { claimId, memberName, residentId } = claim;
  return {
    officeName,
    programName: PROGRAM_NAMES[claim.program],
    claimNumber: claimId,
    decidedOn: shanghaiDay(standing.at),
    maskedName: maskName(memberName),
    maskedResidentId: maskResidentId(residentId),
    outcome: claim.outcome === 'decline' ? 'decline' : 'pay',
    amountFen: claim.outcome === 'decline' ? 0 : claim.amountFen,
    outcomeNote:
      (standing.source === 'committee' ? FINAL : '') +
      (standing.because === undefined ? '' : limitChangeWords(standing.because.by)) +
      (NOTES[claim.state] ?? ''),
    reasons,
    steps: decision.steps.map((step) => ({
      sign: SIGNS[step.text.operation],
      label: shortLabel(step),
      figure: stepFigure(step),
      clause: clauseName(step.text.clause),
      reading: step.text.reading === undefined ? '' : READINGS[step.text.reading].title,
      isResult: step.text.operation === 'result',
    })),
    notices: [
      // what could not be determined is said in the place of the notice that it was told late
      ...(standing.determined !== undefined
        ? [{ text: determinedWords(standing.determined), clause: clauseName('附件2-7.1') }]
        : decision.notices.map(({ code, clause }) => {
            const { plain, more } = noticeWords(code, clause);
            return { text: `${plain}。${more}`, clause: clauseName(clause) };
          })),
      // what lowered the amount, and what would change it
      ...(isDenied ? [] : whyNotMore(decision)).map(({ sentence, change, clause }) => ({
        text: `${sentence}${change ?? ''}`,
        clause: clauseName(clause),
      })),
    ],
    clauses: [...new Set(cited)]
      .filter(isClauseId)
      .map((clause) => ({ name: clauseName(clause), text: CLAUSE_TEXTS[clause] })),
    readings: decision.readings.map((reading) => ({ name: READINGS[reading].title, text: READINGS[reading].text })),
    howToAppeal: standing.source === 'committee' ? RULED_FINALLY : HOW_TO_APPEAL,
    url: `${origin}/member/claims/${claimId}`,
  };
}

const NOTES: Readonly<Record<string, string>> = {
  'in-review': '以上为核算结果，审核通过后付款到您登记的银行卡。',
  referred: '以上为核算结果，需办事处审定后付款。',
  approved: '已核准，将付款到您登记的银行卡。',
  'in-payout': '正在付款到您登记的银行卡。',
  paid: '已付款到您登记的银行卡。',
  returned: '银行退回了付款，请核对并重新登记银行卡。',
};

function nameOf(clause: string): string {
  return isClauseId(clause) ? clauseName(clause) : clause;
}

function deniedBecause(clause: string): string {
  return isClauseId(clause) ? withoutNumber(CLAUSE_TEXTS[clause as ClauseId]) : clause;
}
