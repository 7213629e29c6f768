import { describe, expect, test } from 'vitest';
import { parseDate } from '#kernel/civil-date.ts';
import { encodeGbk } from '#modules/payouts/gbk-text.ts';
import { pain002, returnFile } from '../../../test/support/payout-fixture.ts';
import { payoutFault } from './payout-fault.ts';
import { EXAMPLE_BANK_RETURN } from './read-bank-return.ts';
import { readPayoutResults } from './read-payout-results.ts';

const ID = 'TZ20260301000001000001';

describe('the bank\u2019s return file', () => {
  test('is read from GBK, its columns found by their headers', async () => {
    const text = `批次汇总\r\n处理结果|客户业务编号|金额|处理日期|失败原因\r\n失败|${ID}|1,399.52|2026-03-02|户名不符\r\n`;
    expect(await readPayoutResults(new Blob([new Uint8Array(encodeGbk(text))]))).toEqual({
      ok: true,
      value: {
        format: 'bank-text',
        results: [
          {
            row: 3,
            endToEndId: ID,
            said: 'refused',
            amountFen: 139_952,
            onDay: parseDate('2026-03-02'),
            fault: 'name-differs',
          },
        ],
      },
    });
  });

  test('of another bank is a matter of its layout', async () => {
    const columns = { endToEndId: 'REF', amount: 'AMT', status: 'STS', reason: 'WHY', day: 'DAY' };
    const layout = { ...EXAMPLE_BANK_RETURN, separator: ';', columns, paid: ['00'] };
    const read = await readPayoutResults(new Blob([`REF;AMT;STS;WHY;DAY\n${ID};1.00;00;;`]), layout);
    expect(read).toMatchObject({ ok: true, value: { results: [{ said: 'paid', amountFen: 100 }] } });
  });

  test.each([
    ['a status that nobody knows', returnFile({ endToEndId: ID, said: '也许' }), 'faulty-rows'],
    ['an amount of nothing', returnFile({ endToEndId: ID, amountFen: 0 }), 'faulty-rows'],
    ['a day that no calendar has', returnFile({ endToEndId: ID, on: '20260230' }), 'faulty-rows'],
    ['no id', returnFile({ endToEndId: '' }), 'faulty-rows'],
    ['no rows', returnFile(), 'no-rows'],
    ['no column of ids', new Blob(['账号|金额\n1|2']), 'header'],
    ['nothing', new Blob([]), 'empty'],
  ])('with %s is refused whole', async (_, file, code) => {
    expect(await readPayoutResults(file)).toMatchObject({ ok: false, error: { code } });
  });
});

describe('pain.002', () => {
  test('tells of each transaction what is settled, refused or under way', async () => {
    const file = pain002(
      { endToEndId: ID, amountFen: 39_952 },
      { endToEndId: 'TZ2', said: 'RJCT', reason: 'AC04' },
      { endToEndId: 'TZ3', said: 'PDNG' },
    );
    const onDay = parseDate('2026-03-02');
    expect(await readPayoutResults(file)).toEqual({
      ok: true,
      value: {
        format: 'pain.002',
        results: [
          { row: 1, endToEndId: ID, said: 'paid', amountFen: 39_952, onDay, fault: undefined },
          { row: 2, endToEndId: 'TZ2', said: 'refused', amountFen: undefined, onDay, fault: 'account-closed' },
          { row: 3, endToEndId: 'TZ3', said: 'pending', amountFen: undefined, onDay, fault: undefined },
        ],
      },
    });
  });

  test.each([
    ['without single transactions', pain002(), 'no-rows'],
    ['with a status that nobody knows', pain002({ endToEndId: ID, said: 'XXXX' }), 'faulty-rows'],
    ['that is another message', new Blob(['<Document><Other/></Document>']), 'header'],
    ['that is cut off', new Blob(['<Document><CstmrPmtStsRpt>']), 'damaged'],
  ])('%s is refused whole', async (_, file, code) => {
    expect(await readPayoutResults(file)).toMatchObject({ ok: false, error: { code } });
  });
});

test.each([
  ['收款人账户已销户', 'account-closed'],
  ['账户冻结', 'account-frozen'],
  ['超过单笔限额', 'limit'],
  ['开户行行号错误', 'bank-unknown'],
  ['查无此账号', 'account-unknown'],
  ['BE01', 'name-differs'],
  ['系统忙', 'other'],
])('%s is %s', (said, fault) => {
  expect(payoutFault(said)).toBe(fault);
});

test.each([
  ['.xlsx', 'PK\u0003\u0004'],
  ['.xls', '\u00d0\u00cf\u0011\u00e0'],
])('a workbook (%s) is told to be none of the bank, not to be saved as one', async (_, start) => {
  const read = await readPayoutResults(new Blob([Buffer.from(start, 'latin1'), Buffer.alloc(64)]));
  expect(read).toMatchObject({ ok: false, error: { code: 'unsupported-format' } });
  expect(read.ok ? '' : read.error.message).toContain('不要打开另存');
});
