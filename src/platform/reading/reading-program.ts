import Ocr from '@gutenye/ocr-node';
import sharp from 'sharp';
import type { ReadPage, ReadPoint, ReadWord } from '#kernel/read-page.ts';

/** A message to the program and its answer. */
export interface ReadingTask {
  readonly id: number;
  readonly picture: Uint8Array;
}

export type ReadingAnswer =
  | { readonly id: number; readonly page: ReadPage }
  | { readonly id: number; readonly failure: string };

/** Letters of a slip that fills the picture are then some 20 pixels high; more pixels read no better and cost time. */
const LONGER_SIDE_PIXELS = 1_600;
const LARGEST_PICTURE_PIXELS = 60_000_000;
/** From this Exif orientation on the camera lay on its side. */
const LYING_ORIENTATION = 5;
/** The detection works on multiples of this. */
const GRID_PIXELS = 32;
/** Below it the reader itself takes it for noise. */
const LEAST_CONFIDENCE = 0.5;

/** What the packages give under their public faces, and no types for: lines found, and a line read. */
interface FoundLine {
  readonly box: readonly (readonly [number, number])[];
}
interface Detection {
  readonly run: (picture: Buffer) => Promise<readonly FoundLine[]>;
}
interface Recognition {
  readonly run: (lines: readonly FoundLine[]) => Promise<readonly { readonly text: string; readonly mean: number }[]>;
}

/**
 * The two models apart. `Ocr.detect` joins what stands at one height into one line, which loses on a tilted slip which
 * amount belongs to which words; the boxes are needed as they were found.
 */
async function openModels(): Promise<{ readonly detection: Detection; readonly recognition: Recognition }> {
  const parts = new URL('./models/index.js', import.meta.resolve('@gutenye/ocr-common'));
  const { Detection, Recognition } = await import(parts.href);
  // importing the package has registered its back end: the models' files, sharp and the runtime
  if (typeof Ocr !== 'function') throw new Error('the back end of the reader is missing');
  return { detection: await Detection.create({}), recognition: await Recognition.create({}) };
}

const models = openModels();

async function read(picture: Uint8Array): Promise<ReadPage> {
  const { detection, recognition } = await models;
  const source = sharp(picture, { limitInputPixels: LARGEST_PICTURE_PIXELS });
  const about = await source.metadata();
  const sides = [about.width ?? 0, about.height ?? 0] as const;
  const [wide, high] = (about.orientation ?? 1) >= LYING_ORIENTATION ? [sides[1], sides[0]] : sides;
  const scale = Math.min(1, LONGER_SIDE_PIXELS / Math.max(wide, high));
  const width = toGrid(wide * scale);
  const height = toGrid(high * scale);
  const upright = source.rotate().flatten({ background: '#fff' });
  const page = await upright.resize({ width, height, fit: 'fill' }).png({ compressionLevel: 1 }).toBuffer();
  const words: ReadWord[] = [];
  for (const line of await detection.run(page)) {
    const [found] = await recognition.run([line]);
    if (found === undefined || found.mean < LEAST_CONFIDENCE || found.text.trim() === '') continue;
    words.push({ text: found.text, confidence: found.mean, corners: cornersOf(line.box) });
  }
  return { width, height, words };
}

function toGrid(pixels: number): number {
  return Math.max(GRID_PIXELS, Math.round(pixels / GRID_PIXELS) * GRID_PIXELS);
}

function cornersOf(box: FoundLine['box']): ReadWord['corners'] {
  const at = (index: number): ReadPoint => ({ x: box[index]?.[0] ?? 0, y: box[index]?.[1] ?? 0 });
  return [at(0), at(1), at(2), at(3)];
}

process.on('message', ({ id, picture }: ReadingTask) => {
  read(picture).then(
    (page) => process.send?.({ id, page } satisfies ReadingAnswer),
    (error: unknown) =>
      // the message of a library names the fault and holds nothing of the picture
      process.send?.({ id, failure: error instanceof Error ? error.message : 'unknown' } satisfies ReadingAnswer),
  );
});
process.on('disconnect', () => process.exit());
