import type { CaseFault } from '#scheme/case-fault.ts';
import { READINGS } from '#scheme/clause-texts.ts';
import type { Decision, Notice, Reason, Step, StepText } from '#scheme/decision.ts';

/**
 * A decision as one line of JSON in the format of the rules' page §4, without the line's end.
 *
 * A step carries `label`, `clause`, `operation`, and its value: `valueFen` for money, `value` with `unit` for counts,
 * `value` and `over` for a factor; `reading` is the title of the reading it rests on. `readings` lists the ids of all
 * readings of the decision (docs/scheme/readings.md).
 */
export function writeDecision(decision: Decision): string {
  let line = `{"id":${JSON.stringify(decision.id)},"outcome":"${decision.outcome}","amountFen":${decision.amountFen},"reasons":[`;
  line += joined(decision.reasons);
  line += '],"notices":[';
  line += joined(decision.notices);
  line += '],"steps":[';
  for (let i = 0; i < decision.steps.length; i++) {
    const step = decision.steps[i] as Step;
    line += i === 0 ? '' : ',';
    line += writeStep(step);
  }
  line += '],"readings":[';
  for (let i = 0; i < decision.readings.length; i++)
    line += i === 0 ? `"${decision.readings[i]}"` : `,"${decision.readings[i]}"`;
  return `${line}]}`;
}

/** A case that could not be decided, as one line of JSON; `id` is `null` where the case has none that can be read. */
export function writeFault(id: string | null, fault: CaseFault): string {
  return JSON.stringify({ id, error: { field: fault.field, message: fault.message } });
}

function joined(list: readonly (Reason | Notice)[]): string {
  let text = '';
  for (let i = 0; i < list.length; i++) {
    const each = list[i] as Reason | Notice;
    text += `${i === 0 ? '' : ','}{"code":"${each.code}","clause":"${each.clause}"}`;
  }
  return text;
}

const beginnings = new WeakMap<StepText, string>();
const ends = new WeakMap<StepText, string>();

function writeStep({ text, value, over }: Step): string {
  let begin = beginnings.get(text);
  if (begin === undefined) {
    const { label, clause, operation, unit } = text;
    begin = JSON.stringify({ label, clause, operation });
    begin = `${begin.slice(0, -1)}${unit === 'fen' ? ',"valueFen":' : `,"unit":"${unit}","value":`}`;
    beginnings.set(text, begin);
    const reading = text.reading === undefined ? '' : `,"reading":${JSON.stringify(READINGS[text.reading].title)}`;
    ends.set(text, `${reading}}`);
  }
  const end = ends.get(text) ?? '}';
  return text.operation === 'times' ? `${begin}${value},"over":${over}${end}` : `${begin}${value}${end}`;
}
