import { openCsv } from '#intake/sheet/csv/open-csv.ts';
import { FileRefused } from '#intake/sheet/file-refusal.ts';
import { DEFAULT_LIMITS, type SheetLimits } from '#intake/sheet/limits.ts';
import { unsupported } from '#intake/sheet/other-kinds.ts';
import type { Sheet, SheetFacts, SheetRow } from '#intake/sheet/sheet.ts';
import { openXls } from '#intake/sheet/xls/open-xls.ts';
import { openXlsx } from '#intake/sheet/xlsx/open-xlsx.ts';
import type { Gunzip } from '#intake/sheet/zip-entry.ts';

export interface OpenOptions {
  /** Where one differs from {@link DEFAULT_LIMITS}. */
  readonly limits?: Partial<SheetLimits> | undefined;
  /** Looked at before each batch of rows. */
  readonly signal?: AbortSignal | undefined;
  /** A quicker inflater than the platform's, where the caller has one. */
  readonly gunzip?: Gunzip | undefined;
}

/**
 * Opens the first visible sheet of an .xlsx or .xls, or a CSV file, whatever its name says.
 *
 * Throws `FileRefused` where the content is none of these, is encrypted, has macros or is damaged; reading the rows may
 * throw it too.
 */
export async function openSheet(file: Blob, options: OpenOptions = {}): Promise<Sheet> {
  const limits: SheetLimits = { ...DEFAULT_LIMITS, ...options.limits };
  if (file.size === 0) {
    throw new FileRefused('empty', '文件是空的（0 字节），可能没有下载完。请重新取得文件后再上传。');
  }
  if (file.size > limits.fileBytes) {
    const megabytes = Math.floor(limits.fileBytes / 2 ** 20);
    throw new FileRefused('too-large', `文件超过 ${megabytes} MB，一次收不下。请拆成几个文件分别上传。`);
  }
  const head = new Uint8Array(await file.slice(0, SNIFFED).arrayBuffer());
  const sheet = await openByContent(file, head, limits, options.gunzip);
  return options.signal === undefined ? sheet : new CancellableSheet(sheet, options.signal);
}

const SNIFFED = 4096;

function openByContent(file: Blob, head: Uint8Array, limits: SheetLimits, gunzip: Gunzip | undefined): Promise<Sheet> {
  if (startsWith(head, [0x50, 0x4b, 3, 4]) || startsWith(head, [0x50, 0x4b, 5, 6]))
    return openXlsx(file, limits, gunzip);
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return openXls(file, limits);
  refuseOtherKinds(head);
  return openCsv(file, limits);
}

/** First bytes of files that people upload by mistake. */
const OTHER_KINDS: readonly (readonly [bytes: readonly number[], name: string])[] = [
  [[0x89, 0x50, 0x4e, 0x47], '图片（PNG）'],
  [[0xff, 0xd8, 0xff], '图片（JPEG）'],
  [[0x47, 0x49, 0x46, 0x38], '图片（GIF）'],
  [[0x25, 0x50, 0x44, 0x46], 'PDF 文件'],
  [[0x52, 0x61, 0x72, 0x21], '压缩包（RAR）'],
  [[0x37, 0x7a, 0xbc, 0xaf], '压缩包（7z）'],
  [[0x1f, 0x8b], '压缩包（gzip）'],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], '写字板文档（RTF）'],
];

function refuseOtherKinds(head: Uint8Array): void {
  for (const [bytes, name] of OTHER_KINDS) if (startsWith(head, bytes)) throw unsupported(name);
  const isUtf16 = startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff]);
  if (!isUtf16 && head.includes(0)) throw unsupported('另一种文件');
  const text = new TextDecoder(isUtf16 ? 'utf-16' : 'utf-8').decode(head).trimStart().toLowerCase();
  if (/^<(?:!doctype html|html|head|body|table|meta|style|div)\b/.test(text)) {
    throw unsupported('网页（有些系统导出的“.xls”其实是网页）');
  }
  if (text.startsWith('<?xml') || text.startsWith('<workbook')) throw unsupported('XML 文件（可能是“XML 表格 2003”）');
  if (text.startsWith('mime-version:')) throw unsupported('网页归档文件');
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}

/** A sheet that stops when its reader is told to. */
class CancellableSheet implements Sheet {
  readonly format: Sheet['format'];
  readonly name: string;
  private readonly sheet: Sheet;
  private readonly signal: AbortSignal;

  constructor(sheet: Sheet, signal: AbortSignal) {
    this.sheet = sheet;
    this.signal = signal;
    this.format = sheet.format;
    this.name = sheet.name;
  }

  async *rows(): AsyncGenerator<readonly SheetRow[], void, undefined> {
    this.throwIfCancelled();
    for await (const batch of this.sheet.rows()) {
      this.throwIfCancelled();
      yield batch;
    }
  }

  facts(): SheetFacts {
    return this.sheet.facts();
  }

  progress(): number {
    return this.sheet.progress();
  }

  private throwIfCancelled(): void {
    if (this.signal.aborted) throw new FileRefused('cancelled', '已取消读取，没有保存任何内容。');
  }
}
