import { FileRefused } from '#intake/sheet/file-refusal.ts';

/** How the text of a CSV file is encoded; GB 18030 holds GBK and GB 2312. */
export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/**
 * Tells the encoding from the content: the byte order mark where there is one, else UTF-8 where the whole file is valid
 * UTF-8, else GB 18030, which is what Chinese Excel and WPS write.
 *
 * The whole file is read once for it: a GBK file may begin with a thousand lines of ASCII.
 */
export async function detectEncoding(file: Blob): Promise<CsvEncoding> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return (await isUtf8(file)) ? 'utf-8' : 'gb18030';
}

/** Bytes read at a time. */
const CHUNK = 512 * 1024;

async function isUtf8(file: Blob): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let start = 0; start < file.size; start += CHUNK) {
      const end = start + CHUNK;
      decoder.decode(await file.slice(start, end).arrayBuffer(), { stream: end < file.size });
    }
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The text of the file in pieces, without its byte order mark. Throws `FileRefused` where the bytes are no such text. */
export async function* decodeText(
  file: Blob,
  encoding: CsvEncoding,
  onRead: (bytes: number) => void,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (let start = 0; start < file.size; start += CHUNK) {
    const bytes = await file.slice(start, start + CHUNK).arrayBuffer();
    const text = decode(decoder, bytes, start + CHUNK < file.size);
    if (text.includes('\0')) {
      throw new FileRefused(
        'unsupported-format',
        '这个文件不是文本表格（里面有二进制内容）。请用 Excel 或 WPS 另存为 .xlsx 后再上传。',
      );
    }
    onRead(bytes.byteLength);
    yield text;
  }
}

function decode(decoder: TextDecoder, bytes: ArrayBuffer, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    throw new FileRefused(
      'encoding',
      'CSV 文件的文字编码无法识别，读出来会是乱码。请用 Excel 或 WPS 打开，另存为 .xlsx（或“CSV UTF-8”）后再上传。',
    );
  }
}
