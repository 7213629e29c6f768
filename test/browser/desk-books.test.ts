import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import sql from 'sql-template-tag';
import { beforeAll, expect, test, vi } from 'vitest';
import { formatYuan } from '#kernel/money.ts';
import { closeMonth, earnContributions } from '#modules/books/index.ts';
import { day, imported, ordered, persons } from '../support/joining-fixture.ts';
import { must } from '../support/scheme-fixture.ts';
import { openPlatform, type Who } from './open-platform.ts';
import { checkPage } from './page-checks.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const { as, comeTo, office, platform, complaints } = openPlatform();
/** Four members’ contributions, in force from 2025-05-10 on, which the books know since 2025-06-02. */
let contributionFen = 0;

beforeAll(async () => {
  const { unitAgent, cashier } = office().callers;
  const order = await ordered(platform(), office(), { agent: unitAgent, rows: persons(1, 4) });
  contributionFen = order.amountFen;
  await imported(platform(), cashier, [
    { amountFen: order.amountFen, on: '2025-05-09', remark: order.reference, recordId: 'B1' },
    { amountFen: 4_321, on: '2025-05-09', payerName: '不明', recordId: 'B2' },
  ]);
  await comeTo('2025-06-02');
  await comeTo('2026-01-05');
});

async function leave(page: Page): Promise<void> {
  await page.context().close();
}

const onPage = async (who: Who, place: string, work: (page: Page) => Promise<void>): Promise<void> => {
  const page = await as(who, `/desk${place}`);
  await work(page);
  await leave(page);
};

/** Changes what the books are of behind their back. */
async function shift(fen: number): Promise<void> {
  const { access } = office().callers.cashier;
  await platform().database.transaction(access, (transaction) =>
    transaction.run(
      sql`UPDATE tenant.bank_entry SET matched_fen = matched_fen - ${fen} WHERE office_id = ${access.officeId} AND state = 'matched'`,
    ),
  );
}

const confirm = (page: Page): Promise<void> => page.keyboard.press('Enter');

test('the daily check finds what differs, leads to it, takes an explanation, and sees it gone', async () => {
  await shift(7);
  await onPage('accountant', '/checks', async (page) => {
    await page.getByText('还没有对过账').waitFor();
    await page.getByRole('button', { name: '立即对账' }).click();
    await page.getByText('有 2 处不一致还没有说明，请逐处查明。').waitFor();
    await page.getByText('到账的已匹配金额与匹配、说明、退费的合计不一致').first().waitFor();
    await checkPage(page);
  });
  for (const who of ['accountant', 'approver'] satisfies Who[]) {
    await onPage(who, '/', async (page) => {
      await page
        .getByRole('region', { name: '对账查到不一致，未说明' })
        .getByRole('link', { name: /到账的已匹配/ })
        .click();
      await page.getByRole('heading', { name: '对账', exact: true }).waitFor();
    });
  }
  await onPage('accountant', '/checks', async (page) => {
    const row = page.getByRole('row', { name: /到账的已匹配/ });
    await row.getByRole('button', { name: '说明' }).click();
    await page.getByLabel('原因').fill('见 411602 19800101 9991');
    await page.getByRole('dialog').getByRole('button', { name: '说明' }).click();
    await page.getByText('请不要写证件号').waitFor();
    await page.getByLabel('原因').fill('银行少记 0.07 元，已去函');
    await page.getByRole('dialog').getByRole('button', { name: '说明' }).click();
    await row.getByText('已说明').waitFor();
    await page.getByRole('button', { name: '立即对账' }).click();
    await page.getByText('有 1 处不一致还没有说明，请逐处查明。').waitFor();
    await shift(-7);
    await page.getByRole('button', { name: '立即对账' }).click();
    await page.getByText(/全部一致：\d+ 项检查/).waitFor();
    await page.getByRole('grid', { name: '对账记录' }).locator('tbody tr').nth(1).click();
    await page.getByText('已消失').first().waitFor();
  });
  await onPage('auditor', '/checks', async (page) => {
    await page.getByText(/全部一致/).waitFor();
    expect(await page.getByRole('button', { name: '立即对账' }).count()).toBe(0);
  });
});

test('a voucher is written with its faults told, posted by another, and reversed; the ledger leads to it', async () => {
  await onPage('accountant', '/vouchers', async (page) => {
    await page.getByRole('button', { name: '填一张凭证' }).click();
    await page.getByRole('button', { name: '提交复核' }).click();
    await page.getByRole('button', { name: '第 1 行：请选择借方科目。' }).waitFor();
    await page.getByLabel('凭证日期').fill('2025-12-31');
    await page.keyboard.press('Enter');
    await page.getByLabel('摘要').fill('计提 12 月房租');
    for (const [label, code] of [
      ['借方科目', '5201'],
      ['贷方科目', '2301'],
    ] as const) {
      await page.getByLabel(label).fill(code);
      await page.keyboard.press('Enter');
    }
    expect(await page.getByText('1002 银行存款').count()).toBe(0);
    await page.getByLabel('金额').fill('0');
    await page.getByRole('button', { name: '提交复核' }).click();
    await page.getByRole('button', { name: /第 1 行：请填大于零的金额/ }).waitFor();
    await page.getByLabel('金额').fill('50');
    await checkPage(page);
    await page.getByRole('button', { name: '提交复核' }).click();
    await page.getByRole('heading', { name: /记账凭证 PZ000001/ }).waitFor();
    await page.getByText('您提出的，等另一人复核。').waitFor();
    expect(await page.getByRole('button', { name: '复核通过，记账' }).count()).toBe(0);
  });
  await onPage('approver', '/', async (page) => {
    await page
      .getByRole('region', { name: '等我复核的凭证' })
      .getByRole('link', { name: /PZ000001/ })
      .click();
    await page.getByRole('button', { name: '复核通过，记账' }).click();
    await page.getByText('50.00 元记入账簿，以后不能修改，只能冲正。').waitFor();
    await confirm(page);
    await page.getByText('已记账').first().waitFor();
    await checkPage(page);
  });
  await onPage('accountant', '/ledger?account=5201&from=2025-01-01&on=2025-12-31', async (page) => {
    await page.getByRole('link', { name: '打开凭证' }).click();
    await page.getByRole('button', { name: '冲正' }).click();
    await page.getByRole('dialog').getByLabel('凭证日期').fill('2025-12-31');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: '冲正' }).click();
    await page.getByRole('heading', { name: /记账凭证 PZ000002/ }).waitFor();
  });
  await onPage('approver', '/vouchers?list=waiting', async (page) => {
    await page.locator('tbody tr').first().click();
    await page.getByRole('button', { name: '不通过' }).click();
    await page.getByLabel('为什么不通过').fill('房租确要计提');
    await page.getByRole('dialog').getByRole('button', { name: '不通过' }).click();
    await page.getByText('没有通过：房租确要计提').waitFor();
  });
});

test('a month closes when what hinders it is done, and is opened again by two people who know why', async () => {
  await onPage('accountant', '/months', async (page) => {
    await page.getByText('1 笔到账还没有匹配，共 43.21 元。').waitFor();
    await checkPage(page);
    await page.getByRole('button', { name: '2025-05 结账' }).click();
    await confirm(page);
    const may = page.getByRole('region', { name: '2025-05' });
    await may.getByText('已结账').waitFor();
    await page.getByText('1 份缴费通知的会费还没有计提到月底。').waitFor();
    expect(await page.getByRole('button', { name: '2025-06 结账' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: '立即计提会费收入' }).click();
    await page.getByText(/已计提 \d+ 笔/).waitFor();
    await may.getByRole('button', { name: '申请反结账' }).click();
    await page.getByLabel('为什么反结账').fill('手续费漏记');
    await page.getByRole('dialog').getByRole('button', { name: '申请反结账' }).click();
    await may.getByText('您申请的，等另一人批准').waitFor();
  });
  await onPage('auditor', '/months', async (page) => {
    await page.getByText(/申请反结账：手续费漏记/).waitFor();
    expect(await page.getByRole('button', { name: /批准反结账|结账$/ }).count()).toBe(0);
  });
  await onPage('approver', '/', async (page) => {
    await page
      .getByRole('region', { name: '等我批准的反结账' })
      .getByRole('link', { name: /2025-05/ })
      .click();
    await page.getByText(/申请反结账：手续费漏记/).waitFor();
    await page.getByRole('button', { name: '批准反结账' }).click();
    await confirm(page);
    await page.getByText('2025-05 已打开，可以再记账').waitFor();
    await page.getByRole('region', { name: '2025-05' }).getByText('经过').click();
    await page.getByText('手续费漏记').waitFor();
  });
});

test('reserves by a dated rate, the year carried forward and its surplus allocated, each by two people', async () => {
  const { accountant } = office().callers;
  must(await earnContributions(platform(), accountant));
  for (let month = 5; month <= 11; month += 1) {
    must(await closeMonth(platform(), accountant, { month: day(`2025-${String(month).padStart(2, '0')}-01`) }));
  }
  const post = async (number: string): Promise<void> =>
    await onPage('approver', '/vouchers?list=waiting', async (page) => {
      await page.getByText(number).click();
      await page.getByRole('button', { name: '复核通过，记账' }).click();
      await confirm(page);
      await page.getByText('已记账').first().waitFor();
    });
  await onPage('approver', '/reserves?month=2025-12', async (page) => {
    await page.getByRole('button', { name: '设定比例' }).click();
    await page.getByLabel('起始日').fill('2025-01-01');
    await page.keyboard.press('Enter');
    await page.getByLabel('百分之几').fill('12.5');
    await page.getByRole('dialog').getByRole('button', { name: '设定比例' }).click();
    await page.getByText('12.50%').first().waitFor();
    await checkPage(page);
  });
  await onPage('accountant', '/reserves?month=2025-12', async (page) => {
    await page.getByText(/× 12.50%/).waitFor();
    await page.getByRole('button', { name: '提出计提或转回' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '提出计提或转回' }).click();
    await page.getByRole('heading', { name: /记账凭证 PZ000003/ }).waitFor();
    await page.getByText(/链梯法估计 0.00 元/).waitFor();
  });
  await post('PZ000003');
  await onPage('accountant', '/year-end?year=2025', async (page) => {
    await checkPage(page);
    await page.getByRole('button', { name: '提出结转' }).click();
    await confirm(page);
    await page.getByRole('heading', { name: /记账凭证 PZ000004/ }).waitFor();
  });
  await post('PZ000004');
  // 236 of 365 days, less an eighth into the reserve and the rent
  const earnedFen = Math.floor((contributionFen * 236) / 365);
  const surplusFen = earnedFen - Math.round(earnedFen * 0.125) - 5_000;
  await onPage('accountant', '/year-end?year=2025', async (page) => {
    await page.getByText('收入和费用都已结转。').waitFor();
    await page.getByText(`${formatYuan(surplusFen)} 元`).waitFor();
    await page.getByLabel('互助互济金').fill(formatYuan(surplusFen));
    await page.getByLabel('事业发展基金').fill('0.01');
    await page.getByLabel('日期').fill('2025-12-31');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '提出分配' }).click();
    await confirm(page);
    await page.getByText(/较少的只有/).waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel('互助互济金').fill(formatYuan(surplusFen - 1));
    await page.getByRole('button', { name: '提出分配' }).click();
    await confirm(page);
    await page.getByRole('heading', { name: /记账凭证 PZ000005/ }).waitFor();
  });
  await post('PZ000005');
});

test('the fund in figures and charts, each leading to its rows; the books as a file; all of it read by the auditor', async () => {
  await onPage('auditor', '/fund?from=2025-01-01&on=2025-12-31', async (page) => {
    await page.getByText(/= 负债 \+ 基金，分文不差/).waitFor();
    await checkPage(page);
    const bar = page.getByRole('button', { name: /2025-05 收入/ });
    await bar.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('grid', { name: '2025-05 的银行收入' }).getByText('43.21').waitFor();
    await page.getByText('看成表格').click();
    await page.getByRole('link', { name: /元$/ }).first().click();
    await page.getByRole('heading', { name: '会费收入的分录' }).waitFor();
    await page.getByText('年终结转').first().waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: '记账凭证序时簿' }).click();
    const file = await readFile((await (await downloading).path()) ?? '');
    expect(file.subarray(0, 2).toString()).toBe('PK');
    await checkPage(page);
  });
  expect(complaints).toEqual([]);
});
