import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { toString as qrToString } from 'qrcode';
import type { PaperOrder } from '#platform/papers/template-values.ts';

/** A message to the thread and its answer; the bytes move and are not copied. */
export interface PaperTask {
  readonly id: number;
  readonly order: PaperOrder;
}

export type PaperAnswer =
  | { readonly id: number; readonly pdf: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly failure: string };

const TEMPLATES = fileURLToPath(new URL('./templates/', import.meta.url));
/** The two weights that the templates use: 21 MB. */
const FONTS = ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf'];

/** The thread of `createPapers`: one compiler with its fonts, document after document. */
const compiler = NodeCompiler.create({
  workspace: TEMPLATES,
  fontArgs: [
    {
      fontBlobs: FONTS.map((path) =>
        readFileSync(new URL(path, import.meta.resolve('@expo-google-fonts/noto-sans-sc/package.json'))),
      ),
    },
  ],
});

parentPort?.on('message', ({ id, order }: PaperTask) => {
  render(order).then(
    (pdf) => parentPort?.postMessage({ id, pdf } satisfies PaperAnswer, [pdf.buffer]),
    () => parentPort?.postMessage({ id, failure: `template ${order.template} failed` } satisfies PaperAnswer),
  );
});

async function render({ template, values, qrText, isTagged }: PaperOrder): Promise<Uint8Array<ArrayBuffer>> {
  const qr = await qrToString(qrText, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' });
  const data = `{"qr":${JSON.stringify(qr)},${values.slice(1)}`;
  try {
    const pdf = compiler.pdf({ mainFilePath: `${TEMPLATES}${template}.typ`, inputs: { data } }, { pdfTags: isTagged });
    return new Uint8Array(pdf);
  } finally {
    // nothing of a document stays behind, or memory grows with every long list (ADR 0008); the fonts do
    compiler.evictCache(0);
  }
}
