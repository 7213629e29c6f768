import type { CaseFault } from '#scheme/case-fault.ts';
import { READINGS } from '#scheme/clause-texts.ts';
import type { Decision, Notice, Reason, Step, StepText } from '#scheme/decision.ts';

/** Turns a text into the form in which the line is wanted; see {@link decisionWriter}. */
export type EncodeText = (text: string) => string;

/**
 * A decision as one line of JSON in the format of the rules' page §4, without the line's end.
 *
 * A step carries `label`, `clause`, `operation`, and its value: `valueFen` for money, `value` with `unit` for counts,
 * `value` and `over` for a factor; `reading` is the title of the reading it rests on. `readings` lists the ids of all
 * readings of the decision (docs/scheme/readings.md).
 */
export const writeDecision: (decision: Decision) => string = decisionWriter((text) => text);

/**
 * A writer of decisions whose every text has gone through `encode`: each unchanging one once, ids each time.
 *
 * Who writes bytes may encode to UTF-8 here, one character a byte, and then copies lines instead of encoding them:
 * nearly all that a decision says is unchanging text.
 */
export function decisionWriter(encode: EncodeText): (decision: Decision) => string {
  const beginnings = new Map<StepText, string>();
  const ends = new Map<StepText, string>();
  const texts = new Map<string, string>();

  function unchanging(text: string): string {
    let encoded = texts.get(text);
    if (encoded === undefined) {
      encoded = encode(text);
      texts.set(text, encoded);
    }
    return encoded;
  }

  function remember(text: StepText): string {
    const { label, clause, operation, unit, reading } = text;
    const begin = JSON.stringify({ label, clause, operation }).slice(0, -1);
    const encoded = encode(`${begin}${unit === 'fen' ? ',"valueFen":' : `,"unit":"${unit}","value":`}`);
    beginnings.set(text, encoded);
    ends.set(text, encode(reading === undefined ? '}' : `,"reading":${JSON.stringify(READINGS[reading].title)}}`));
    return encoded;
  }

  function writeStep({ text, value, over }: Step): string {
    const begin = beginnings.get(text) ?? remember(text);
    const end = ends.get(text) ?? '}';
    return text.operation === 'times' ? `${begin}${value},"over":${over}${end}` : `${begin}${value}${end}`;
  }

  function writeReasons(list: readonly (Reason | Notice)[]): string {
    let line = '';
    for (let i = 0; i < list.length; i++) {
      const each = list[i] as Reason | Notice;
      line += `${i === 0 ? '' : ','}{"code":"${each.code}","clause":"${unchanging(each.clause)}"}`;
    }
    return line;
  }

  return ({ id, outcome, amountFen, reasons, notices, steps, readings }) => {
    let line = `{"id":${encode(JSON.stringify(id))},"outcome":"${outcome}","amountFen":${amountFen},"reasons":[`;
    line += `${writeReasons(reasons)}],"notices":[${writeReasons(notices)}],"steps":[`;
    for (let i = 0; i < steps.length; i++) {
      if (i > 0) line += ',';
      line += writeStep(steps[i] as Step);
    }
    line += '],"readings":[';
    for (let i = 0; i < readings.length; i++) line += `${i === 0 ? '"' : ',"'}${unchanging(readings[i] as string)}"`;
    return `${line}]}`;
  };
}

/** A case that could not be decided, as one line of JSON; `id` is `null` where the case has none that can be read. */
export function writeFault(id: string | null, fault: CaseFault): string {
  return JSON.stringify({ id, error: { field: fault.field, message: fault.message } });
}
