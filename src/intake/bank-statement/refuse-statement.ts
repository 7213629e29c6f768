import { FileRefused } from '#intake/sheet/file-refusal.ts';

/** So many faults are listed; what follows is only counted. */
const FAULTS_SHOWN = 20;

const EXPORT_AGAIN = '请从网上银行重新导出，不要改动文件，再上传';

/** Gathers what is wrong with single rows: money is taken whole or not at all. */
export class StatementFaults {
  private readonly shown: string[] = [];
  private count = 0;

  /** A clause without a full stop, with its place. */
  add(sentence: string): void {
    this.count++;
    if (this.shown.length < FAULTS_SHOWN) this.shown.push(sentence);
  }

  throwIfAny(): void {
    if (this.count === 0) return;
    const rest = this.count > this.shown.length ? `；等共 ${this.count} 处` : '';
    throw new FileRefused(
      'faulty-rows',
      `对账单有 ${this.count} 处问题，整份没有导入：${this.shown.join('；')}${rest}。${EXPORT_AGAIN}。`,
    );
  }
}

export function notAStatement(what: string): FileRefused {
  return new FileRefused('header', `${what}。${EXPORT_AGAIN}。`);
}

export function totalsDiffer(differences: readonly string[]): FileRefused {
  return new FileRefused(
    'totals-differ',
    `对账单写明的合计与逐笔相加不一致，可能缺了行或被改动过，没有导入：${differences.join('；')}。${EXPORT_AGAIN}。`,
  );
}

export function balanceBroken(where: string): FileRefused {
  return new FileRefused(
    'balance-broken',
    `对账单的余额接不上，可能缺了行、次序乱了或被改动过，没有导入：${where}。${EXPORT_AGAIN}。`,
  );
}

export function refuseIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new FileRefused('cancelled', '已取消读取，没有保存任何内容。');
}

/** What a file wrote, short enough to be shown. */
export function shown(text: string): string {
  const characters = Array.from(text);
  return characters.length > 30 ? `“${characters.slice(0, 30).join('')}…”` : `“${text}”`;
}
