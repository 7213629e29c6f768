import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type RunningProgram, startProgram } from '#composition/start-program.ts';
import type { Role } from '#contracts/permissions.ts';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { beginCovers } from '#modules/contributions/index.ts';
import { registerUnit } from '#modules/organisations/index.ts';
import { SettableClock } from '#platform/clock.ts';
import type { DocumentStore } from '#platform/documents/document-store.ts';
import { openFolderStore } from '#platform/documents/folder-store.ts';
import type { Platform } from '#platform/platform.ts';
import { ensureWebBuild } from '../../scripts/web/ensure-web-build.ts';
import { must, openTestScheme, type TestOffice } from '../support/scheme-fixture.ts';
import { newPhone, openTestAccount } from '../support/test-accounts.ts';
import { launchChromium } from './launch-chromium.ts';
import { DESK_SCREEN, type Screen } from './open-page.ts';

const root = join(import.meta.dirname, '../..');

/** A unit of shared/data/small, so that its files fit. */
interface SmallUnit {
  readonly name: string;
  readonly creditCode: string;
  readonly unionCreditCode: string;
  readonly staff: number;
  readonly eligibleStaff: number;
}

const FOOD_COMPANY: SmallUnit = {
  name: '周口市颍河食品有限公司',
  creditCode: '91411600E315G01D8X',
  unionCreditCode: '81411600D47BDA1GE1',
  staff: 260,
  eligibleStaff: 250,
};

/** Who can be signed in as, in the office of the tests. */
export type Who =
  | 'agent'
  | 'county'
  | 'city'
  | 'office'
  | 'importer'
  | 'cashier'
  | 'accountant'
  | 'approver'
  | 'auditor'
  | 'expert'
  | 'system';

/** The whole program on a database of its own, with one office in it, seen through Chromium. */
export interface OpenPlatform {
  readonly address: () => string;
  readonly platform: () => Platform;
  /** The office of the tests, with callers of every role. */
  readonly office: () => TestOffice;
  readonly clock: SettableClock;
  /** Where the program keeps papers. */
  readonly documents: DocumentStore;
  /**
   * A page of a browser profile of its own, signed in as by the click of a demonstration, open at that place. The click
   * itself is proved once (sign-in.test.ts): it loads two pages that nobody looks at here.
   */
  readonly as: (who: Who, place: string, screen?: Screen) => Promise<Page>;
  /** A page of somebody who has not signed in. */
  readonly open: (place: string, screen?: Screen) => Promise<Page>;
  /** Lets the clock come to 09:00 of that day, and starts the covers that are due. */
  readonly comeTo: (date: string) => Promise<void>;
  /** What consoles and pages complained of, the content security policy among it. */
  readonly complaints: readonly string[];
}

/** For the tests of one file. The clock stands at 2025-05-10, 09:00, until it is set. */
export function openPlatform(): OpenPlatform {
  const clock = new SettableClock(startOfDay(parseDate('2025-05-10')) + 9 * 3_600_000);
  const folder = mkdtempSync(join(tmpdir(), 'tongzhou-screens-'));
  const complaints: string[] = [];
  let program: RunningProgram;
  let browser: Browser;
  let office: TestOffice;
  beforeAll(async () => {
    const { folder: screensFolder } = await ensureWebBuild(root);
    // a migrated installation without an office, made once for all files
    const template = process.env['TONGZHOU_BROWSER_TEMPLATE'];
    if (template !== undefined) execFileSync('cp', ['-a', `${template}/.`, folder]);
    const started = await startProgram({
      root,
      environment: { TONGZHOU_DATA: folder },
      screensFolder,
      host: '127.0.0.1',
      port: 0,
      portsTried: 1,
      version: 'test',
      clock,
      isDurable: false,
      log: { level: 'silent' },
      say: () => {},
      prepare: async ({ platform }) => {
        office = (await openTestScheme(platform)).henan;
        return await openPeople(platform, office);
      },
    });
    if (!started.ok) throw new Error(started.error.message);
    program = started.value;
    browser = await launchChromium();
  });
  // what a failed test saw last lies under test-results
  afterEach(async ({ task }) => {
    const contexts = browser?.contexts() ?? [];
    const pages = contexts.flatMap((context) => context.pages());
    if (task.result?.state === 'fail') {
      mkdirSync(join(root, 'test-results'), { recursive: true });
      for (const [index, page] of pages.entries()) {
        const name = task.name.replaceAll(/\W+/g, '-').slice(0, 60);
        await page.screenshot({ path: join(root, `test-results/${name}-${index}.png`), fullPage: true });
      }
    }
    for (const context of contexts) await context.close();
  });
  afterAll(async () => {
    await browser?.close();
    await program?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const profile = async (screen: Screen): Promise<BrowserContext> => {
    const context = await browser.newContext({
      viewport: screen,
      locale: 'zh-CN',
      timezoneId: 'America/New_York',
    });
    context.setDefaultTimeout(30_000);
    return context;
  };
  const openIn = async (context: BrowserContext, place: string): Promise<Page> => {
    const page = await context.newPage();
    page.on('console', (message) => {
      const isComplaint = message.type() === 'error' || message.type() === 'warning';
      // a refused request is an answer, and the page speaks of it
      if (isComplaint && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(`${program.address}${place}`);
    return page;
  };
  return {
    address: () => program.address,
    platform: () => program.installation.platform,
    office: () => office,
    clock,
    documents: openFolderStore(join(folder, 'documents')),
    open: async (place, screen = DESK_SCREEN) => await openIn(await profile(screen), place),
    as: async (who, place, screen = DESK_SCREEN) => {
      const context = await profile(screen);
      const signedIn = await context.request.post(`${program.address}/api/demonstration/sign-in`, {
        headers: { origin: program.address },
        data: { key: who },
      });
      if (!signedIn.ok()) throw new Error(`${who} was not signed in: ${signedIn.status()}`);
      return await openIn(context, place);
    },
    comeTo: async (date) => {
      clock.set(startOfDay(parseDate(date)) + 9 * 3_600_000);
      await beginCovers(program.installation.platform, office.callers.officeReviewer);
    },
    complaints,
  };
}

const BUTTONS: Readonly<Record<Who, string>> = {
  agent: '单位经办人',
  county: '县级经办人',
  city: '市级经办人',
  office: '办事处经办人',
  importer: '结算经办人',
  cashier: '出纳',
  accountant: '会计',
  approver: '审批人',
  auditor: '稽核员',
  expert: '专家委员会委员',
  system: '系统管理员',
};

interface Person {
  readonly key: string;
  readonly title: string;
  readonly officeId: string;
  readonly accountId: string;
}

async function openPeople(platform: Platform, office: TestOffice): Promise<readonly Person[]> {
  const { callers, rootAgencyId, cityAgencyId, countyAgencyId } = office;
  const { unitId } = must(
    await registerUnit(platform, callers.officeReviewer, {
      agencyId: countyAgencyId,
      name: FOOD_COMPANY.name,
      creditCode: FOOD_COMPANY.creditCode,
      unionCreditCode: FOOD_COMPANY.unionCreditCode,
      address: '颍河路 8 号',
      staffCount: FOOD_COMPANY.staff,
      womenCount: 100,
      eligibleCount: FOOD_COMPANY.eligibleStaff,
      contact: { name: '王芳', phone: newPhone() },
    }),
  );
  const staff = async (who: Who, role: Role, agencyId: string): Promise<Person> => ({
    key: who,
    title: `${BUTTONS[who]}：来办事的人`,
    ...(await openTestAccount(platform, callers.systemAdministrator, who, { role, agencyId })),
  });
  return [
    {
      key: 'agent',
      title: `${BUTTONS.agent}：来办事的人`,
      ...(await openTestAccount(platform, callers.officeReviewer, 'agent', { role: 'unitAgent', unitId })),
    },
    await staff('county', 'reviewer', countyAgencyId),
    await staff('city', 'reviewer', cityAgencyId),
    await staff('office', 'reviewer', rootAgencyId),
    await staff('importer', 'reviewer', rootAgencyId),
    await staff('cashier', 'cashier', rootAgencyId),
    await staff('accountant', 'accountant', rootAgencyId),
    await staff('approver', 'approver', rootAgencyId),
    await staff('auditor', 'auditor', rootAgencyId),
    await staff('expert', 'committeeMember', rootAgencyId),
    await staff('system', 'systemAdministrator', rootAgencyId),
  ];
}
