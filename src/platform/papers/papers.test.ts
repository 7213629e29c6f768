import { execFileSync, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDate } from '#kernel/civil-date.ts';
import type { CertificateData, DecisionNoticeData, ReceiptData } from '#platform/papers/paper-data.ts';
import { createPapers, type Papers } from '#platform/papers/papers.ts';

let papers: Papers;
beforeAll(() => {
  papers = createPapers({ threads: 1 });
});
afterAll(() => papers.close());

/** Of poppler-utils; a machine without it skips what needs it. */
const READER = 'pdftotext';
const hasReader = spawnSync(READER, ['-v']).error === undefined;

/** The text in the order in which it was set, without blanks. */
function textOf(pdf: Uint8Array): string {
  return execFileSync(READER, ['-raw', '-', '-'], { input: pdf, encoding: 'utf8' }).replace(/[ \n\u200b]+/g, '');
}

/** From the page tree, which the writer leaves uncompressed. */
function pageCount(pdf: Uint8Array): number {
  const counts = Array.from(
    Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/\/Type\s*\/Pages\b[^>]*?\/Count (\d+)/g),
  );
  return Math.max(...counts.map(([, count]) => Number(count)));
}

const MEMBER = {
  name: '张三',
  maskedResidentId: '411602********1234',
  joining: 'first',
  startOn: parseDate('2025-05-26'),
  endOn: parseDate('2026-05-25'),
} as const;

function certificate(changed: Partial<CertificateData> = {}): CertificateData {
  return {
    officeName: '中国职工保险互助会河南省办事处',
    certificateNumber: '豫互确〔2025〕000123号',
    issuedOn: parseDate('2025-05-25'),
    unitName: '周口市颍河食品有限公司',
    unitCreditCode: '91411600E315G01D8X',
    programName: '河南省在职职工住院医疗互助保障活动',
    shareCount: 1,
    contributionFen: 1_832_000,
    startOn: parseDate('2025-05-26'),
    endOn: parseDate('2026-05-25'),
    waitingPeriod: { days: 30, lastOn: parseDate('2025-06-24') },
    verificationCode: 'QK7W-9RHA-M3TC',
    verificationUrl: 'https://tongzhou.example/verify/QK7W9RHAM3TC',
    members: [MEMBER, { ...MEMBER, name: '李四', joining: 'renewal' }],
    ...changed,
  };
}

function notice(changed: Partial<DecisionNoticeData> = {}): DecisionNoticeData {
  const step = { reading: '', isResult: false };
  return {
    officeName: '中国职工保险互助会河南省办事处',
    programName: '河南省在职职工住院医疗互助保障活动',
    claimNumber: 'SL2025-004711',
    decidedOn: parseDate('2025-09-12'),
    maskedName: '张*三',
    maskedResidentId: '411602********1234',
    outcome: 'pay',
    amountFen: 540_000,
    outcomeNote: '款项将在 5 个工作日内转入您登记的银行卡（尾号 1234）。',
    reasons: [],
    steps: [
      { ...step, sign: '', label: '住院天数（入院当天算，出院当天不算）', figure: '14 天', clause: '附件1第四条第2项' },
      { ...step, sign: '', label: '符合医保政策范围的费用', figure: '14,973.72', clause: '附件1第四条第1项' },
      { ...step, sign: '－', label: '起付标准', figure: '800.00', clause: '附件1第四条第1项' },
      { ...step, sign: '－', label: '统筹基金已报销', figure: '5,173.72', clause: '附件1第四条第1项' },
      { ...step, sign: '＝', label: '计算基数', figure: '9,000.00', clause: '附件1第四条第1项', reading: '（读法 3）' },
      { ...step, sign: '×', label: '给付比例', figure: '60 %', clause: '附件1第四条第1项' },
      { ...step, sign: '＝', label: '互助金', figure: '5,400.00', clause: '附件1第四条第1项', isResult: true },
    ],
    notices: [{ text: '您在出院 10 日以后才告知，这次照常给付，下次请及时告知。', clause: '附件1第七条第1项' }],
    clauses: [
      {
        name: '附件1第四条第1项',
        text: '会员在保障期内因病住院治疗，对统筹基金支付范围内的个人自付部分，按 60% 给付互助金。',
      },
    ],
    readings: [{ name: '读法 3', text: '“个人自付部分”不含起付标准以下的部分。' }],
    howToAppeal: '收到本通知书之日起 60 日内，可以在手机上打开这件申领，点“申诉”，或向办事处书面提出。',
    url: 'https://tongzhou.example/claims/SL2025-004711',
    ...changed,
  };
}

function receipt(changed: Partial<ReceiptData> = {}): ReceiptData {
  return {
    code: '00030125',
    number: '0000000042',
    checkCode: 'c748a8',
    issuedOn: parseDate('2025-05-26'),
    payerName: '周口市颍河食品有限公司工会委员会',
    payerCreditCode: '81411600D47BDA1GE1',
    items: [
      {
        code: '0301',
        name: '会费（住院医疗互助保障）',
        unit: '份',
        quantity: 229,
        standardFen: 8_000,
        amountFen: 1_832_000,
        remark: '',
      },
    ],
    otherInformation: '缴费通知 QK7W-9RHA',
    issuerName: '中国职工保险互助会河南省办事处',
    issuerCreditCode: '51410000E315G01D8X',
    handler: '王芳',
    checker: '赵敏',
    verificationUrl: 'https://tongzhou.example/receipts/0003012500000000421',
    redOf: undefined,
    ...changed,
  };
}

/** Markup of the template language, quotes, JSON and PDF, an emoji, and a word without a place to break it. */
const HOSTILE = `#panic("x") *粗* _斜_ [框] $数$ \\n @引用 <标签> \`码\` // "引" 'q' {a} ~ = - + / \u0000\u202e 🏥 ${'A'.repeat(300)}`;

describe('a certificate', () => {
  test('has its cover page and the list of members', async () => {
    const pdf = await papers.renderCertificate(certificate());
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
    expect(pageCount(pdf)).toBe(2);
  });

  test('numbers a thousand members over as many pages as they need', async () => {
    const pdf = await papers.renderCertificate(certificate({ members: Array.from({ length: 1_000 }, () => MEMBER) }));
    expect(pageCount(pdf)).toBe(22);
  });

  test('is the same bytes for the same data', async () => {
    const [first, second] = await Promise.all([
      papers.renderCertificate(certificate()),
      papers.renderCertificate(certificate()),
    ]);
    expect(Buffer.compare(first, second)).toBe(0);
  });
});

function application(): Parameters<typeof papers.renderClaimApplication>[0] {
  return {
    officeName: '中国职工保险互助会河南省办事处',
    programName: '在职职工住院医疗互助保障活动',
    number: 'A-1',
    filledOn: parseDate('2025-09-20'),
    sections: [
      { title: '事件与费用', rows: [{ label: '入院日期', value: '2025年8月1日', isWide: true }], text: '' },
      { title: '事情的经过', rows: [], text: `突感胸痛${HOSTILE}` },
    ],
    recipients: [],
    papers: [
      { name: '医保结算单', isThere: true, note: '已上传' },
      { name: '住院病案首页', isThere: false, note: '' },
    ],
    declarations: ['所填内容属实。'],
    url: 'https://tongzhou.example/member/',
  };
}

describe('hostile texts', () => {
  test('are printed as they stand in every paper', async () => {
    const made = await Promise.all([
      papers.renderCertificate(certificate({ unitName: HOSTILE, members: [{ ...MEMBER, name: HOSTILE }] })),
      papers.renderDecisionNotice(
        notice({
          maskedName: HOSTILE,
          outcome: 'decline',
          reasons: [{ text: HOSTILE, clause: HOSTILE }],
          clauses: [{ name: HOSTILE, text: HOSTILE }],
          howToAppeal: HOSTILE,
        }),
      ),
      papers.renderReceipt(receipt({ payerName: HOSTILE, otherInformation: HOSTILE })),
    ]);
    for (const pdf of made) expect(pageCount(pdf)).toBeGreaterThanOrEqual(1);
  });
});

describe.runIf(hasReader)('read back from the PDF', () => {
  test('a certificate says what was confirmed', async () => {
    const text = textOf(await papers.renderCertificate(certificate()));
    for (const words of [
      '中国职工保险互助会河南省办事处',
      '互助保障活动确认书',
      '91411600E315G01D8X',
      '人民币壹万捌仟叁佰贰拾元整',
      '自2025年5月26日零时起，至2026年5月25日二十四时止',
      '首次参加的1人，自生效日起有30日（含本数）观察期，至2025年6月24日二十四时止。续保的1人没有观察期。',
      'QK7W-9RHA-M3TC',
      '2李四411602********1234续保2025-05-262026-05-25',
      '第2页，共2页',
    ]) {
      expect(text).toContain(words);
    }
  });

  test('an address can be copied as it is', async () => {
    const pdf = await papers.renderCertificate(certificate());
    const text = execFileSync(READER, ['-raw', '-', '-'], { input: pdf, encoding: 'utf8' });
    expect(text).toContain(certificate().verificationUrl);
  });

  test('the list of members repeats its header on every page', async () => {
    const members = Array.from({ length: 200 }, () => MEMBER);
    const pdf = await papers.renderCertificate(certificate({ members }));
    const text = textOf(pdf);
    expect(text.match(/序号姓名身份证号/g)).toHaveLength(pageCount(pdf) - 1);
    expect(text.match(/411602\*{8}1234/g)).toHaveLength(200);
  });

  test('a decision can be recomputed and appealed', async () => {
    const text = textOf(await papers.renderDecisionNotice(notice()));
    for (const words of ['给付互助金', '人民币伍仟肆佰元整', '－起付标准800.00', '×给付比例60%', '（读法3）', '申诉']) {
      expect(text).toContain(words);
    }
    const declined = textOf(await papers.renderDecisionNotice(notice({ outcome: 'decline', amountFen: 0, steps: [] })));
    expect(declined).toContain('不予给付');
    expect(declined).not.toContain('¥');
  });

  test('an application shows what was typed, leaves room for what was not, and ticks the papers that are there', async () => {
    const text = textOf(await papers.renderClaimApplication(application()));
    for (const words of [
      '互助金申请书',
      '入院日期2025年8月1日',
      '突感胸痛',
      '☑医保结算单（已上传）',
      '☐住院病案首页',
      '申请人签字',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).not.toContain('受领人姓名');
  });

  test('a proof of participation names every period with its unit', async () => {
    const period = { programName: '住院医疗', shares: 1, unitName: '某机械厂' };
    const [first, second] = ['2024', '2025'].map((year) => ({
      ...period,
      startOn: parseDate(`${year}-05-26`),
      endOn: parseDate(`${Number(year) + 1}-05-25`),
      waitingUntil: year === '2024' ? parseDate('2024-06-24') : undefined,
    }));
    if (first === undefined || second === undefined) throw new Error('two periods');
    const proof = {
      officeName: '河南省办事处',
      name: '李四',
      residentId: '411602********1234',
      issuedOn: parseDate('2025-09-20'),
      periods: [first, second],
      url: 'https://tongzhou.example/member/',
    };
    const text = textOf(await papers.renderParticipationProof(proof));
    for (const words of [
      '参加互助保障活动证明',
      '李四（身份证号411602********1234）',
      '2024年6月24日',
      '某机械厂',
      '无',
    ]) {
      expect(text).toContain(words);
    }
  });

  test('a receipt is a specimen on its face, a red one names what it takes back', async () => {
    const text = textOf(await papers.renderReceipt(receipt()));
    for (const words of ['样张', '票据代码：00030125', '票据号码：0000000042', '校验码：c748a8', '¥18,320.00']) {
      expect(text).toContain(words);
    }
    const red = textOf(await papers.renderReceipt(receipt({ redOf: { code: '00030125', number: '0000000041' } })));
    expect(red).toContain('（红字）');
    expect(red).toContain('-18,320.00');
    expect(red).toContain('冲销票据代码00030125、票据号码0000000041。');
  });

  test('hostile texts are all there', async () => {
    const text = textOf(await papers.renderReceipt(receipt({ otherInformation: HOSTILE })));
    for (const words of ['#panic("x")', '*粗*', '[框]', '$数$', '\\n', '@引用', '<标签>', `'q'`]) {
      expect(text).toContain(words);
    }
  });
});

describe('the thread', () => {
  test('leaves the event loop free while it works', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    await papers.renderCertificate(certificate({ members: Array.from({ length: 1_500 }, () => MEMBER) }));
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(10);
  });

  test('is gone after closing, and says so', async () => {
    const closing = createPapers({ threads: 1 });
    await closing.renderReceipt(receipt());
    const pending = closing.renderReceipt(receipt());
    const closed = expect(pending).rejects.toThrow('ended');
    await closing.close();
    await closed;
    await expect(closing.renderReceipt(receipt())).rejects.toThrow('closed');
  });
});
