import { existsSync, openAsBlob } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BankStatement, BankStatementRequest } from '#intake/bank-statement/bank-statement.ts';
import { readBankStatement } from '#intake/bank-statement/read-bank-statement.ts';
import type { FileRefusal } from '#intake/sheet/file-refusal.ts';
import { formatDate, parseDate, parseInstant } from '#kernel/civil-date.ts';
import { handMadeWorkbook, textRows } from '../../../test/support/hand-made-workbook.ts';

const SMALL = '../shared/data/small/bank-statement.xls';

async function read(file: Blob, request?: BankStatementRequest): Promise<BankStatement> {
  const result = await readBankStatement(file, request);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

async function refusal(file: Blob, request?: BankStatementRequest): Promise<FileRefusal> {
  const result = await readBankStatement(file, request);
  if (result.ok) throw new Error('not refused');
  return result.error;
}

const HEADER = [
  ...['交易类型[ Transaction Type ]', '业务类型[ Business type ]', '付款人开户行号[ x ]', '付款人开户行名[ x ]'],
  ...['付款人账号[ Debit Account No. ]', "付款人名称[ Payer's Name ]", '收款人账号[ x ]', '收款人名称[ x ]'],
  ...['交易日期[ Transaction Date ]', '交易时间[ Transaction time ]', '交易货币[ Trade Currency ]'],
  ...['交易金额[ Trade Amount ]', '交易后余额[ After-transaction balance ]'],
  ...['交易流水号[ Transaction reference number ]', '记录标识号[ Record ID ]', '摘要[ Reference ]', '用途[ Purpose ]'],
  ...['交易附言[ Remark ]', '备注[ Remarks ]', '名义付款人账号[ x ]', '名义付款人名称[ x ]'],
];

interface Movement {
  readonly type?: string;
  readonly on?: string;
  readonly time?: string;
  readonly currency?: string;
  readonly amount?: string;
  readonly balance?: string;
  readonly payer?: string;
  readonly reference?: string;
  readonly record?: string;
  readonly remark?: string;
}

function movement(changed: Movement): string[] {
  const { type = '来账', on = '20250522', time = '10:15:09', currency = '人民币', amount = '+100.00' } = changed;
  const { balance = '', payer = '某单位', reference = 'T1', record = '', remark = '会费' } = changed;
  return [
    ...[
      type,
      '网上支付',
      '104508000000',
      '中国银行周口分行',
      '138843443520',
      payer,
      '255993175316',
      '办事处',
      on,
      time,
    ],
    ...[currency, amount, balance, reference, record, '会费', '', remark, '', '', ''],
  ];
}

const ACCOUNT = ['查询账号[ Inquirer account number ]', '255993175316'];
const PERIOD = ['查询时间范围[ Time Range ]', '20250501-20250531'];

function table(movements: readonly Movement[], head: readonly string[][] = [ACCOUNT, PERIOD]): string[][] {
  return [...head.map((row) => [...row]), HEADER, ...movements.map(movement)];
}

function workbook(movements: readonly Movement[], head?: readonly string[][]): Blob {
  return handMadeWorkbook({ sheets: [{ rows: textRows(table(movements, head)) }] });
}

function piped(movements: readonly Movement[], head?: readonly string[][]): Blob {
  return new Blob([
    table(movements, head)
      .map((row) => row.join('|'))
      .join('\r\n'),
  ]);
}

describe.runIf(existsSync(SMALL))('the statement of the small folder', () => {
  test('is read whole, to the fen and the second', async () => {
    const statement = await read(await openAsBlob(SMALL), { accountNumber: '255993175316' });
    expect(statement).toMatchObject({
      format: 'sheet',
      accountNumber: '255993175316',
      period: { fromOn: parseDate('2025-05-01'), toOn: parseDate('2025-05-31') },
      stated: { count: 5 },
      warnings: [],
    });
    expect(statement.entries.map(({ direction, amountFen }) => [direction, amountFen])).toEqual([
      ['credit', 1_752_000],
      ['credit', 12_345_600],
      ['credit', 80_000],
      ['credit', 440_000],
      ['debit', 2_000],
    ]);
    expect(statement.entries[2]).toMatchObject({
      row: 7,
      recordId: 'R000003',
      transactionReference: '6278933159',
      payerName: '周口市颍河食品有限公司',
      remark: '补交互助保障会费',
      balanceAfterFen: 114_177_600,
      postedAt: parseInstant('2025-05-25T23:59:58+08:00'),
      isReversal: false,
    });
    expect(new Set(statement.entries.map(({ dedupKey }) => dedupKey)).size).toBe(5);
  });
});

describe('the bank’s table', () => {
  test('is the same as a workbook and as text between |, in GBK or UTF-8', async () => {
    const movements = [
      { amount: '+1,000.00', balance: '+1,000.00', record: 'R1', remark: '"会费' },
      { type: '往账', amount: '-20.00', balance: '980.00', record: 'R2', time: '' },
    ];
    const fromSheet = await read(workbook(movements));
    const fromText = await read(piped(movements));
    expect(fromText).toEqual({ ...fromSheet, format: 'text' });
    expect(fromText.entries[0]?.remark).toBe('"会费');
    expect(fromText.entries[1]).toMatchObject({ direction: 'debit', amountFen: 2_000, postedAt: undefined });
    const gbk = gbkOf(await piped(movements).text());
    expect(await read(gbk)).toEqual(fromText);
  });

  test('may be a day without any movement', async () => {
    const head = [ACCOUNT, ['总笔数', '0'], PERIOD];
    expect((await read(workbook([], head))).entries).toEqual([]);
  });

  test('may run from the newest to the oldest', async () => {
    const movements = [
      { on: '20250523', amount: '+5.00', balance: '+115.00', record: 'R2' },
      { on: '20250522', amount: '+10.00', balance: '+110.00', record: 'R1' },
    ];
    expect((await read(workbook(movements))).entries).toHaveLength(2);
  });

  test('tells a movement taken back from one of its own side', async () => {
    const movements = [
      { amount: '+10.00', record: 'R1' },
      { amount: '-10.00', record: 'R2' },
      { type: '往账', amount: '+3.00', record: 'R3' },
    ];
    const { entries } = await read(workbook(movements));
    expect(entries.map(({ direction, isReversal }) => [direction, isReversal])).toEqual([
      ['credit', false],
      ['debit', true],
      ['credit', true],
    ]);
  });

  test('accepts totals with a movement taken back on either side', async () => {
    const movements = [
      { amount: '+10.00', record: 'R1' },
      { amount: '-4.00', record: 'R2' },
    ];
    const bySign = [ACCOUNT, ['贷方发生总笔数', '1'], ['贷方发生总额', '10.00'], ['借方发生总额', '4.00']];
    const byType = [ACCOUNT, ['贷方发生总笔数', '2'], ['贷方发生总额', '6.00'], ['借方发生总额', '0.00']];
    expect((await read(workbook(movements, bySign))).entries).toHaveLength(2);
    expect((await read(workbook(movements, byType))).entries).toHaveLength(2);
  });

  test('without a record id numbers equal movements', async () => {
    const { entries } = await read(workbook([{}, {}, { amount: '+100.01' }]));
    expect(entries.map(({ dedupKey }) => dedupKey.split('/').at(-1))).toEqual(['1', '2', '1']);
    expect(new Set(entries.map(({ dedupKey }) => dedupKey)).size).toBe(3);
  });

  test('passes over a sum below the rows and says so', async () => {
    const rows = [...table([{ record: 'R1' }]), ['合计', '', '', '', '', '', '', '', '', '', '', '100.00']];
    const statement = await read(handMadeWorkbook({ sheets: [{ rows: textRows(rows) }] }));
    expect(statement.entries).toHaveLength(1);
    expect(statement.warnings).toEqual(['第 5 行是合计，没有当作交易读取。']);
  });
});

describe('a statement is refused', () => {
  test('with every faulty cell named, up to twenty', async () => {
    const { code, message } = await refusal(
      workbook([{ amount: '一百' }, { on: '20250230' }, { time: '24:00:00' }, { currency: '美元' }, { type: '转账' }]),
    );
    expect(code).toBe('faulty-rows');
    expect(message).toContain('有 5 处问题');
    for (const cell of ['L4', 'I5', 'J6', 'K7', 'A8']) expect(message).toContain(`单元格 ${cell}（`);
    const many = await refusal(workbook(Array.from({ length: 30 }, () => ({ amount: 'x' }))));
    expect(many.message.match(/单元格/g)).toHaveLength(20);
    expect(many.message).toContain('等共 30 处');
  });

  test('where an outgoing amount has no sign', async () => {
    expect((await refusal(workbook([{ type: '往账', amount: '20.00' }]))).message).toContain('往账没有写正负号');
  });

  test('where a stated total differs, naming it', async () => {
    const head = [ACCOUNT, ['总笔数', '3'], ['贷方发生总额', '1,000.00']];
    const { code, message } = await refusal(workbook([{ amount: '+100.00' }, { amount: '+200.00' }], head));
    expect(code).toBe('totals-differ');
    expect(message).toContain('总笔数写的是 3 笔，逐笔相加是 2 笔');
    expect(message).toContain('贷方发生总额写的是 1,000.00 元，逐笔相加是 300.00 元');
  });

  test('where a row is missing between two balances', async () => {
    const movements = [
      { amount: '+10.00', balance: '+10.00' },
      { amount: '+5.00', balance: '+16.00' },
    ];
    expect(await refusal(workbook(movements))).toMatchObject({
      code: 'balance-broken',
      message: expect.stringContaining('第 5 行写的交易后余额是 16.00 元，由前一笔余额推算应是 15.00 元'),
    });
  });

  test('where a day lies outside the stated period, or a record stands there twice', async () => {
    expect((await refusal(workbook([{ on: '20250601' }]))).message).toContain('2025-06-01 不在对账单的查询时间范围');
    const twice = await refusal(workbook([{ record: 'R1' }, { record: 'R1' }]));
    expect(twice.message).toContain('第 4 行和第 5 行是同一笔（记录标识号 R1）');
  });

  test('where it is another account’s, or something else', async () => {
    expect((await refusal(workbook([{}]), { accountNumber: '100000000001' })).message).toContain('不是本办事处账号');
    expect((await refusal(workbook([{}], [PERIOD]))).message).toContain('没有“查询账号”');
    const roster = handMadeWorkbook({ sheets: [{ rows: textRows([['序号', '姓名', '身份证号']]) }] });
    expect((await refusal(roster)).code).toBe('header');
    expect((await refusal(new Blob([]))).code).toBe('empty');
    const cut = table([{}]).map((row) => row.slice(0, 11));
    expect((await refusal(handMadeWorkbook({ sheets: [{ rows: textRows(cut) }] }))).message).toContain('“交易金额”');
  });

  test('where a line of the text was broken in two', async () => {
    const text = await piped([{ remark: '会\r\n费' }]).text();
    expect((await refusal(new Blob([text]))).code).toBe('faulty-rows');
  });

  test('where its reading was cancelled', async () => {
    const signal = AbortSignal.abort();
    for (const file of [workbook([{}]), piped([{}])]) {
      expect(await refusal(file, { signal })).toMatchObject({ code: 'cancelled' });
    }
  });

  test('where it is text of any kind, without ever throwing', async () => {
    const whole = await piped([{ record: 'R1' }, { type: '往账', amount: '-1.00', record: 'R2' }]).text();
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.nat(20), fc.string({ unit: 'binary' }), async (at, cut, put) => {
        const result = await readBankStatement(new Blob([whole.slice(0, at) + put + whole.slice(at + cut)]));
        if (!result.ok) expect(result.error.message).toMatch(/[。]$/);
      }),
      { numRuns: 300 },
    );
  });
});

/** Two-byte GBK of a text, by trying which code decodes to it. */
function gbkOf(text: string): Blob {
  const codes = new Map<string, readonly number[]>();
  const decoder = new TextDecoder('gbk');
  for (let lead = 0x81; lead < 0xff; lead++) {
    for (let trail = 0x40; trail < 0xff; trail++) {
      const character = decoder.decode(new Uint8Array([lead, trail]));
      if (character.length === 1 && !codes.has(character)) codes.set(character, [lead, trail]);
    }
  }
  const bytes = Array.from(text).flatMap((character) => codes.get(character) ?? [character.charCodeAt(0)]);
  return new Blob([new Uint8Array(bytes)]);
}

describe('camt.053', () => {
  const DETAILS = `<NtryDtls><TxDtls><Refs><TxId>T1</TxId><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
    <RltdPties><Dbtr><Nm>周口市财政国库支付中心</Nm></Dbtr><DbtrAcct><Id><Othr><Id>138843443520</Id></Othr></Id></DbtrAcct>
    <UltmtDbtr><Nm>周口市第一小学 &amp; 分校</Nm></UltmtDbtr></RltdPties>
    <RmtInf><Ustrd>会费</Ustrd><Ustrd>AB12</Ustrd></RmtInf></TxDtls></NtryDtls>`;

  function entry(amount: string, side: string, extra = '', status = '<Sts>BOOK</Sts>'): string {
    return `<Ntry><Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd>${status}
      <BookgDt><DtTm>2025-05-25T23:59:58+08:00</DtTm></BookgDt>${extra}</Ntry>`;
  }

  function camt(content: string, before = '<?xml version="1.0" encoding="UTF-8"?>'): Blob {
    return new Blob([
      `${before}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>S1</Id>
      <FrToDt><FrDtTm>2025-05-01T00:00:00+08:00</FrDtTm><ToDtTm>2025-06-01T00:00:00+08:00</ToDtTm></FrToDt>
      <Acct><Id><Othr><Id>255993175316</Id></Othr></Id><Ccy>CNY</Ccy></Acct>${content}</Stmt></BkToCstmrStmt></Document>`,
    ]);
  }

  function balance(kind: string, amount: string): string {
    return `<Bal><Tp><CdOrPrtry><Cd>${kind}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>`;
  }

  test('gives the same entries, with the one on whose behalf was paid', async () => {
    const ref = '<AcctSvcrRef>R1</AcctSvcrRef>';
    const statement = await read(
      camt(
        balance('OPBD', '100.00') +
          balance('CLBD', '17600.00') +
          '<TxsSummry><TtlCdtNtries><NbOfNtries>1</NbOfNtries><Sum>17520</Sum></TtlCdtNtries></TxsSummry>' +
          entry('17520.00', 'CRDT', ref + DETAILS) +
          entry(
            '20',
            'DBIT',
            '<AcctSvcrRef>R2</AcctSvcrRef><AddtlNtryInf>收费</AddtlNtryInf>',
            '<Sts><Cd>BOOK</Cd></Sts>',
          ) +
          entry('9', 'CRDT', '', '<Sts>PDNG</Sts>'),
      ),
    );
    expect(formatDate(statement.period.toOn)).toBe('2025-05-31');
    expect(statement.warnings).toEqual(['1 笔尚未入账（PDNG、INFO），没有读取。']);
    expect(statement.entries).toHaveLength(2);
    expect(statement.entries[0]).toMatchObject({
      recordId: 'R1',
      transactionReference: 'T1',
      amountFen: 1_752_000,
      payerName: '周口市财政国库支付中心',
      payerAccount: '138843443520',
      nominalPayerName: '周口市第一小学 & 分校',
      remark: '会费 AB12',
      customerReference: '',
      postedAt: parseInstant('2025-05-25T23:59:58+08:00'),
    });
    expect(statement.entries[1]).toMatchObject({ direction: 'debit', amountFen: 2_000, summary: '收费' });
  });

  test('splits an entry that sums up several transactions', async () => {
    const parts = (...amounts: string[]): string =>
      `<NtryDtls>${amounts.map((fen) => `<TxDtls><Amt Ccy="CNY">${fen}</Amt></TxDtls>`).join('')}</NtryDtls>`;
    const { entries } = await read(camt(entry('30.00', 'CRDT', parts('10.00', '20.00'))));
    expect(entries.map(({ amountFen }) => amountFen)).toEqual([1_000, 2_000]);
    expect((await refusal(camt(entry('30.00', 'CRDT', parts('10.00', '21.00'))))).message).toContain(
      '第 1 笔是汇总入账',
    );
  });

  test('is refused with other totals, broken balances, other currencies, two statements', async () => {
    const opening = balance('OPBD', '1.00') + balance('CLBD', '5.00') + entry('3.00', 'CRDT');
    expect((await refusal(camt(opening))).code).toBe('balance-broken');
    const sum = '<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries></TxsSummry>';
    expect((await refusal(camt(sum + entry('3.00', 'CRDT')))).code).toBe('totals-differ');
    expect((await refusal(camt(entry('3.00', 'CRDT').replace('CNY', 'USD')))).code).toBe('faulty-rows');
    const twice = (await camt(entry('3.00', 'CRDT')).text()).replace('</Stmt>', '</Stmt><Stmt></Stmt>');
    expect((await refusal(new Blob([twice]))).message).toContain('2 份对账单');
  });

  test('is refused with a document type, tags that do not close, too deep or cut off', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>';
    const sound = await camt(entry('3.00', 'CRDT')).text();
    const damaged = [
      camt(entry('3.00', 'CRDT'), `<?xml version="1.0"?>${bomb}`),
      new Blob([sound.replace('</Amt>', '</Amount>')]),
      new Blob([sound.slice(0, -20)]),
      camt('<a>'.repeat(60) + '</a>'.repeat(60)),
      camt('<a/>'.repeat(30_000)),
    ];
    for (const file of damaged) expect((await refusal(file)).code).toBe('damaged');
  });

  test('in GBK is read too', async () => {
    const text = (await camt(entry('3.00', 'CRDT', DETAILS)).text()).replace('UTF-8', 'GBK');
    expect((await read(gbkOf(text))).entries[0]?.payerName).toBe('周口市财政国库支付中心');
  });

  test('cut and patched anywhere never throws', async () => {
    const whole = await camt(entry('3.00', 'CRDT', DETAILS)).text();
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.nat(20), fc.string(), async (at, cut, put) => {
        const result = await readBankStatement(new Blob([whole.slice(0, at) + put + whole.slice(at + cut)]));
        if (!result.ok) expect(result.error.message).toMatch(/[。]$/);
      }),
      { numRuns: 300 },
    );
  });
});
