import { crc32, deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { cleanFile } from './clean-file.ts';
import { readOrientation, writeOrientation } from './exif-orientation.ts';

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

function png(width: number, height: number, ...further: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.alloc(2 * 2));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    ...further,
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function segment(marker: number, payload: Uint8Array): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([head, payload]);
}

const FRAME = segment(0xc0, Buffer.from([8, 0, 2, 0, 1, 1, 1, 0x11, 0]));
const SCAN = Buffer.concat([
  segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
  Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd9]),
]);

function jpeg(...segments: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...segments, FRAME, SCAN]);
}

const PDF = '%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\nxref\ntrailer <<>>\nstartxref\n9\n%%EOF\n';

test('what a picture tells beside its pixels is gone, and what follows its end', () => {
  const secret = Buffer.from('GPS 34.1N 113.6E');
  const cleanedPng = cleanFile(Buffer.concat([png(2, 2, chunk('tEXt', secret), chunk('eXIf', secret)), secret]));
  expect(cleanedPng).toEqual({ ok: true, value: { type: 'image/png', bytes: png(2, 2) } });
  const cleanedJpeg = cleanFile(Buffer.concat([jpeg(segment(0xe1, secret), segment(0xfe, secret)), secret]));
  expect(cleanedJpeg).toEqual({ ok: true, value: { type: 'image/jpeg', bytes: jpeg() } });
});

test('how the camera was held is kept, and nothing else of what it wrote', () => {
  const rotated = jpeg(Buffer.concat([writeOrientation(6)]), segment(0xe2, Buffer.from('profile')));
  const cleaned = cleanFile(rotated);
  if (!cleaned.ok) throw new Error(cleaned.error);
  expect(cleaned.value.bytes).toEqual(jpeg(writeOrientation(6)));
  expect(readOrientation(writeOrientation(6).subarray(4))).toBe(6);
});

test('a file is what its content says, whatever it is called', () => {
  expect(cleanFile(Buffer.from('MZ\x90\0 a program called 病历.pdf'))).toEqual({ ok: false, error: 'not-a-paper' });
  expect(cleanFile(Buffer.from('<svg onload="alert(1)">'))).toEqual({ ok: false, error: 'not-a-paper' });
  expect(cleanFile(Buffer.from(PDF))).toMatchObject({ value: { type: 'application/pdf' } });
});

test('what was cut off is damaged, and what opens too large is refused before it is opened', () => {
  for (const whole of [png(2, 2), jpeg(), Buffer.from(PDF)]) {
    expect(cleanFile(whole.subarray(0, whole.length - 12))).toEqual({ ok: false, error: 'damaged' });
  }
  expect(cleanFile(png(50_000, 1_001))).toEqual({ ok: false, error: 'too-many-pixels' });
  const changed = png(2, 2);
  changed[20] = 9;
  expect(cleanFile(changed)).toEqual({ ok: false, error: 'damaged' });
});

test('a PDF that runs, unpacks or hides something is refused', () => {
  for (const active of [
    '/OpenAction <</S /JavaScript /JS (app.alert)>>',
    '/Names <</EmbeddedFiles 3 0 R>>',
    '/Encrypt 5 0 R',
    '/J#61vaScript 2 0 R',
  ]) {
    expect(cleanFile(Buffer.from(PDF.replace('/Type /Catalog', active)))).toEqual({
      ok: false,
      error: 'active-content',
    });
  }
  const text = PDF.replace('endobj', 'endobj 2 0 obj <<>> stream\n/JavaScript as a word\nendstream endobj');
  expect(cleanFile(Buffer.from(text)).ok).toBe(true);
});
