import { afterAll, expect, test } from 'vitest';
import { readSlip } from '#intake/slip/read-slip.ts';
import { createPictureReader } from '#platform/reading/picture-reader.ts';
import { drawSlip, photograph, SLIP_ROWS } from '../../../test/support/slip-picture.ts';

const reader = createPictureReader({ idleMilliseconds: 60_000, longestMilliseconds: 50_000, mostWaiting: 2 });
afterAll(() => reader.close());

const EXPECTED = SLIP_ROWS.flatMap(([, left, , right]) => [left, right])
  .map((amount) => Number(amount.replaceAll(/[,.]/g, '')))
  .sort((a, b) => a - b);

test('every amount of a drawn slip is read to the fen from pictures turned to either side', async () => {
  const slip = await drawSlip();
  for (const picture of [await photograph(slip, 2.5), await photograph(slip, -1.5)]) {
    const page = await reader.read(picture);
    if (!page.ok) throw new Error(page.error.code);
    const { amounts, days, faults } = readSlip(page.value);
    expect(amounts.map(({ fen }) => fen).sort((a, b) => a - b)).toEqual(EXPECTED);
    expect(amounts.find(({ field }) => field === 'largeExpenseFundPaid')?.fen).toBe(100_000);
    expect(days.map(({ field }) => field)).toEqual(['admittedOn', 'dischargedOn', 'settledOn']);
    expect(faults).toEqual([]);
    for (const { box } of amounts) {
      expect(box.left).toBeLessThan(box.right);
      expect(box.top).toBeLessThan(box.bottom);
    }
  }
});

test('what is no picture is told to be unreadable, and the next picture is read', async () => {
  expect(await reader.read(Buffer.from('no picture at all'))).toEqual({
    ok: false,
    error: { code: 'picture-unreadable' },
  });
  const slip = await drawSlip(SLIP_ROWS.slice(0, 1));
  const page = await reader.read(slip);
  expect(page.ok && readSlip(page.value).amounts.map(({ fen }) => fen)).toEqual([24_356_78, 21_537_97]);
});

test('a picture that takes too long ends the process, those that wait are read by the next one', async () => {
  const hasty = createPictureReader({ idleMilliseconds: 60_000, longestMilliseconds: 1, mostWaiting: 1 });
  const slip = await drawSlip(SLIP_ROWS.slice(0, 1));
  const [first, second, third] = await Promise.all([hasty.read(slip), hasty.read(slip), hasty.read(slip)]);
  expect([first, second]).toEqual(Array(2).fill({ ok: false, error: { code: 'picture-unreadable' } }));
  expect(third).toEqual({ ok: false, error: { code: 'reading-busy' } });
  hasty.close();
  expect(await hasty.read(slip)).toEqual({ ok: false, error: { code: 'picture-unreadable' } });
});
