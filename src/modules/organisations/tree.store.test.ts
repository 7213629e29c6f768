import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestScheme, type TestScheme } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { findTree } from './index.ts';

let base: TestDatabase;
let scheme: TestScheme;
beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
});
afterAll(() => base?.close());

test('a node sees itself and what lies below it, never sideways', async () => {
  const { henan } = scheme;
  const sight = async (name: keyof typeof henan.callers): Promise<string[]> =>
    (await findTree(base.platform, henan.callers[name])).map((agency) => agency.name);
  const whole = ['河南省办事处', '一市', '二市', '甲县', '乙县'];
  expect(await sight('officeReviewer')).toEqual(whole);
  expect(await sight('systemAdministrator')).toEqual(whole);
  expect(await sight('cityReviewer')).toEqual(['一市', '甲县', '乙县']);
  expect(await sight('countyReviewer')).toEqual(['甲县']);
  expect(await sight('unitAgent')).toEqual(['河南省办事处', '一市', '甲县']);
});
