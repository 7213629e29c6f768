import { CALCULATOR } from '#web/calculator/texts.ts';

const LABELS: Readonly<Record<string, string>> = CALCULATOR.fields;

/** What a field is called in a summary: `claim.bills[1].on` → 第 2 张票据的就诊日期. */
export function fieldLabel(path: string): string {
  const index = /\[(\d+)\]/.exec(path);
  const label = LABELS[path.replace(/\[\d+\]/, '[]')] ?? path;
  return index === null ? label : label.replace('#', String(Number(index[1]) + 1));
}
