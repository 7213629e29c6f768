import type { CaseFault } from '#scheme/case-fault.ts';
import { READINGS } from '#scheme/clause-texts.ts';
import type { Decision, Notice, Outcome, Reason, Step, StepText } from '#scheme/decision.ts';

/** A piece of the line that never changes; a sink may keep it in its own form. */
export class FixedText {
  readonly text: string;
  /** The text as the sink writes it, once it has done so; of one sink's class only. */
  encoded: Uint8Array | undefined = undefined;

  constructor(text: string) {
    this.text = text;
  }
}

/** Where a decision is written to, piece by piece: nearly all of it is fixed text, and whole numbers. */
export interface DecisionSink {
  fixed(piece: FixedText): void;
  /** A whole number, not negative. */
  integer(value: number): void;
  /** JSON that is neither. */
  json(text: string): void;
}

/**
 * A decision as one line of JSON in the format of the rules' page §4, without the line's end.
 *
 * A step carries `label`, `clause`, `operation`, and its value: `valueFen` for money, `value` with `unit` for counts,
 * `value` and `over` for a factor; `reading` is the title of the reading it rests on. `readings` lists the ids of all
 * readings of the decision (docs/scheme/readings.md).
 */
export function writeDecision(decision: Decision): string {
  const sink = new TextSink();
  writeDecisionTo(sink, decision);
  return sink.line;
}

class TextSink implements DecisionSink {
  line = '';

  fixed({ text }: FixedText): void {
    this.line += text;
  }

  integer(value: number): void {
    this.line += value;
  }

  json(text: string): void {
    this.line += text;
  }
}

const ID = new FixedText('{"id":');
const OUTCOMES: Readonly<Record<Outcome, FixedText>> = {
  pay: new FixedText(',"outcome":"pay","amountFen":'),
  decline: new FixedText(',"outcome":"decline","amountFen":'),
  refer: new FixedText(',"outcome":"refer","amountFen":'),
};
const REASONS = new FixedText(',"reasons":[');
const NOTICES = new FixedText('],"notices":[');
const STEPS = new FixedText('],"steps":[');
const READINGS_LIST = new FixedText('],"readings":[');
const END = new FixedText(']}');
const COMMA = new FixedText(',');
const OVER = new FixedText(',"over":');

const fixedTexts = new Map<string, FixedText>();
const stepBeginnings = new Map<StepText, FixedText>();
const stepEnds = new Map<StepText, FixedText>();

/** Write a decision to a sink; see {@link writeDecision}. */
export function writeDecisionTo(sink: DecisionSink, decision: Decision): void {
  const { steps, readings } = decision;
  sink.fixed(ID);
  sink.json(JSON.stringify(decision.id));
  sink.fixed(OUTCOMES[decision.outcome]);
  sink.integer(decision.amountFen);
  sink.fixed(REASONS);
  writeReasons(sink, decision.reasons);
  sink.fixed(NOTICES);
  writeReasons(sink, decision.notices);
  sink.fixed(STEPS);
  for (let i = 0; i < steps.length; i++) {
    if (i > 0) sink.fixed(COMMA);
    writeStep(sink, steps[i] as Step);
  }
  sink.fixed(READINGS_LIST);
  for (let i = 0; i < readings.length; i++) {
    if (i > 0) sink.fixed(COMMA);
    sink.fixed(fixedText(`"${readings[i]}"`));
  }
  sink.fixed(END);
}

function writeReasons(sink: DecisionSink, list: readonly (Reason | Notice)[]): void {
  for (let i = 0; i < list.length; i++) {
    const { code, clause } = list[i] as Reason | Notice;
    if (i > 0) sink.fixed(COMMA);
    sink.fixed(fixedText(`{"code":"${code}","clause":"${clause}"}`));
  }
}

function fixedText(text: string): FixedText {
  let fixed = fixedTexts.get(text);
  if (fixed === undefined) {
    fixed = new FixedText(text);
    fixedTexts.set(text, fixed);
  }
  return fixed;
}

function writeStep(sink: DecisionSink, { text, value, over }: Step): void {
  sink.fixed(stepBeginnings.get(text) ?? stepBeginning(text));
  sink.integer(value);
  if (text.operation === 'times') {
    sink.fixed(OVER);
    sink.integer(over);
  }
  sink.fixed(stepEnds.get(text) ?? stepEnd(text));
}

function stepBeginning(text: StepText): FixedText {
  const { label, clause, operation, unit } = text;
  const begin = JSON.stringify({ label, clause, operation }).slice(0, -1);
  const fixed = new FixedText(`${begin}${unit === 'fen' ? ',"valueFen":' : `,"unit":"${unit}","value":`}`);
  stepBeginnings.set(text, fixed);
  return fixed;
}

function stepEnd(text: StepText): FixedText {
  const fixed = new FixedText(
    text.reading === undefined ? '}' : `,"reading":${JSON.stringify(READINGS[text.reading].title)}}`,
  );
  stepEnds.set(text, fixed);
  return fixed;
}

/** A case that could not be decided, as one line of JSON; `id` is `null` where the case has none that can be read. */
export function writeFault(id: string | null, fault: CaseFault): string {
  return JSON.stringify({ id, error: { field: fault.field, message: fault.message } });
}
