/**
 * Time of matching credits with open orders (issue 5), and of reading the statement that holds them.
 *
 * `npm run bench -- match-credits [--credits N] [--orders N] [--rounds N]`
 */
import { parseArgs } from 'node:util';
import { type CreditToMatch, matchCreditIn, matchCredits } from '#intake/bank-statement/match-credits.ts';
import { type OpenOrder, OrderIndex } from '#intake/bank-statement/order-index.ts';
import { readBankStatement } from '#intake/bank-statement/read-bank-statement.ts';
import { plainYuan } from '#kernel/money.ts';
import { formatOrderReference, makeOrderReference } from '#kernel/order-reference.ts';

const { values } = parseArgs({
  options: {
    credits: { type: 'string', default: '10000' },
    orders: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '5' },
  },
});
const CREDITS = Number(values.credits);
const ORDERS = Number(values.orders);
const ROUNDS = Number(values.rounds);
/** As the matching page asks for them. */
const CREDITS_ON_PAGE = 200;

const unitName = (number: number): string => `周口市第${number}中学`;
const openFen = (number: number): number => 8_000 * (1 + (number % 500));

const orders = Array.from(
  { length: ORDERS },
  (_, number): OpenOrder => ({
    orderId: `order-${number}`,
    reference: makeOrderReference(number),
    openFen: openFen(number),
    unitName: unitName(number),
    payerNames: [],
    payingForNames: ['周口市总工会'],
  }),
);

/** The credit of order `number`, found or not by what it says. */
const KINDS: Readonly<Record<string, (number: number) => Pick<CreditToMatch, 'payerName' | 'remark'>>> = {
  'by reference': (number) => ({
    payerName: '周口市财政国库支付中心',
    remark: `互助保障会费 ${formatOrderReference(makeOrderReference(number)).toLowerCase()}`,
  }),
  'by payer': (number) => ({ payerName: `${unitName(number)}工会委员会`, remark: '互助保障会费' }),
  'suggestions only': (number) => ({ payerName: '周口市总工会', remark: `代${unitName(number)}缴` }),
};

function creditsOf(kind: string): readonly CreditToMatch[] {
  return Array.from({ length: CREDITS }, (_, at) => {
    const number = (at * 2) % ORDERS;
    const said = KINDS[kind]?.(number) ?? { payerName: '', remark: '' };
    return { ...said, amountFen: openFen(number), nominalPayerName: '', purpose: '', summary: '会费', note: '' };
  });
}

function statementOf(credits: readonly CreditToMatch[]): Blob {
  const header = '交易类型[ Transaction Type ]|付款人名称|交易日期|交易时间|交易金额|交易后余额|记录标识号|交易附言';
  let balanceFen = 0;
  const rows = credits.map(({ payerName, amountFen, remark }, at) => {
    balanceFen += amountFen;
    const amounts = `+${plainYuan(amountFen)}|+${plainYuan(balanceFen)}`;
    return `来账|${payerName}|20250522|10:15:09|${amounts}|R${at}|${remark}`;
  });
  const head = ['查询账号[ Inquirer account number ]|255993175316', `总笔数|${credits.length}`, header];
  return new Blob([[...head, ...rows].join('\r\n')]);
}

async function bestOf(act: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const from = performance.now();
    await act();
    best = Math.min(best, performance.now() - from);
  }
  return best;
}

console.log(`Node ${process.versions.node}，${CREDITS} 笔来账，${ORDERS} 份待缴的缴费通知，${ROUNDS} 轮取最好`);
for (const kind of Object.keys(KINDS)) {
  const credits = creditsOf(kind);
  const exact = matchCredits(credits, orders).filter((match) => match.kind === 'exact').length;
  const ms = await bestOf(() => matchCredits(credits, orders));
  console.log(`${ms.toFixed(0).padStart(7)} ms  match, ${kind} (${exact} exact)`);
}
const page = creditsOf('suggestions only').slice(0, CREDITS_ON_PAGE);
const pageMs = await bestOf(() => {
  const index = new OrderIndex(orders);
  return page.map((credit) => matchCreditIn(credit, index));
});
console.log(`${pageMs.toFixed(0).padStart(7)} ms  candidates for a page of ${page.length} credits, index included`);
const statement = statementOf(creditsOf('by payer'));
if (!(await readBankStatement(statement)).ok) throw new Error('the statement was refused');
console.log(
  `${(await bestOf(() => readBankStatement(statement))).toFixed(0).padStart(7)} ms  read the statement as text`,
);
