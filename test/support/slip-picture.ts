import { readFileSync } from 'node:fs';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import sharp from 'sharp';

/** A row of a drawn slip: what it says on the left and on the right, each with its amount. */
export type SlipRow = readonly [label: string, amount: string, label: string, amount: string];

/** A stay of nine days whose amounts keep the identities of the reference page §1.3. */
export const SLIP_ROWS: readonly SlipRow[] = [
  ['医疗费总额', '24,356.78', '符合政策范围金额', '21,537.97'],
  ['全自费金额', '1,296.20', '超限价自费费用', '0.00'],
  ['先行自付金额', '1,522.61', '起付线', '800.00'],
  ['基本医疗保险统筹基金支出', '15,106.54', '职工大额医疗费用补助基金支出', '1,000.00'],
  ['公务员医疗补助资金支出', '0.00', '企业补充医疗保险基金支出', '0.00'],
  ['医疗救助基金支出', '0.00', '其他支出', '0.00'],
  ['基金支付总额', '16,106.54', '个人负担总金额', '8,250.24'],
  ['个人账户支出', '250.24', '个人现金支出', '8,000.00'],
];

const FONT = '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf';

/** The slip of a hospital, drawn: a PNG of 1,240 × 880 pixels, white, level. */
export async function drawSlip(rows: readonly SlipRow[] = SLIP_ROWS): Promise<Buffer> {
  const compiler = NodeCompiler.create({
    fontArgs: [{ fontBlobs: [readFileSync(new URL(import.meta.resolve(FONT)))] }],
  });
  const cells = rows.map((row) => row.map((text) => `[${text}]`).join(', ')).join(',\n');
  const svg = compiler.plainSvg({
    mainFileContent: `
      #set page(width: 620pt, height: 440pt, margin: 24pt)
      #set text(font: "Noto Sans SC", size: 10pt)
      #align(center, text(size: 14pt)[周口市基本医疗保险住院费用结算单])
      姓名：王建国 #h(1em) 性别：男 #h(1em) 医院：周口市中心医院 #linebreak()
      入院日期：2026-03-02 #h(1em) 出院日期：2026-03-11 #h(1em) 住院天数：9 #h(1em) 结算日期：2026-03-11
      #table(columns: (1.6fr, 1fr, 1.8fr, 1fr), align: (left, right, left, right), ${cells})
      合计（大写）：贰万肆仟叁佰伍拾陆元柒角捌分 #linebreak()
      打印时间：2026-03-11 10:21:33 #h(1em) 咨询电话：0394-8221234`,
  });
  return await sharp(Buffer.from(svg), { density: 144 }).flatten({ background: '#fff' }).png().toBuffer();
}

/** The same paper as a phone sees it in a ward: turned by some degrees, dim, unsharp, strongly compressed. */
export async function photograph(slip: Buffer, degrees: number): Promise<Buffer> {
  return await sharp(slip)
    .rotate(degrees, { background: '#ddd' })
    .blur(0.7)
    .modulate({ brightness: 0.85 })
    .jpeg({ quality: 50 })
    .toBuffer();
}
