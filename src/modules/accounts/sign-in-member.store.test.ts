import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SmsMessage } from '#platform/sms/sms-gateway.ts';
import { createSmsOutbox, findKeptSms } from '#platform/sms/sms-outbox.ts';
import { persons } from '../../../test/support/joining-fixture.ts';
import { coveredMembers, type TestMember } from '../../../test/support/member-fixture.ts';
import { must, openTestScheme, type TestScheme } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { findMemberOffices, requestSignInCode, resolveSession, signInMember, switchMemberOffice } from './index.ts';

let base: TestDatabase;
let scheme: TestScheme;
let members: readonly TestMember[];
beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
  members = await coveredMembers(base, scheme.henan, ['henan-inpatient'], { count: 3 });
  // the first of them works in another province too
  await coveredMembers(base, scheme.gansu, ['national-accident'], { count: 1 });
});
afterAll(() => base?.close());

function member(at: number): TestMember {
  const found = members[at];
  if (found === undefined) throw new Error('no such member');
  return found;
}

/** Asks for a code as somebody; what was sent then. */
async function sentTo(typed: { name: string; residentId: string }): Promise<readonly SmsMessage[]> {
  const sent: SmsMessage[] = [];
  const gateway = { send: (message: SmsMessage) => Promise.resolve(void sent.push(message)) };
  await must(await requestSignInCode(base.platform, gateway, typed)).sending;
  return sent;
}

const codeIn = (text: string): string => /(\d{6})/.exec(text)?.[1] ?? '';

test('a code goes to the phone that the unit gave, and signs its member in once, as the person and nothing else', async () => {
  const { name, residentId, phone, personId } = member(0);
  const [sms, ...others] = await sentTo({ name: ` ${name} `, residentId: residentId.toLowerCase() });
  expect(others).toEqual([]);
  expect(sms?.phone).toBe(phone);
  const code = codeIn(sms?.text ?? '');
  const begun = must(await signInMember(base.platform, { name, residentId, code }));
  const session = await resolveSession(base.platform, begun.token);
  expect(session).toMatchObject({
    personId,
    roles: ['member'],
    isSecondFactorDone: true,
    access: { scope: 'person', officeId: scheme.henan.officeId, personId },
  });
  expect(await signInMember(base.platform, { name, residentId, code })).toEqual({
    ok: false,
    error: { code: 'member-sign-in-wrong' },
  });
});

test('the second sign-in is into the same account', async () => {
  const accounts = async (): Promise<number> =>
    (await base.asSuperuser('SELECT FROM tenant.account WHERE kind = $1', ['member'])).length;
  expect(await accounts()).toBe(1);
  base.clock.set(base.clock.now() + 61_000);
  const { name, residentId } = member(0);
  const code = codeIn((await sentTo({ name, residentId }))[0]?.text ?? '');
  must(await signInMember(base.platform, { name, residentId, code }));
  expect(await accounts()).toBe(1);
});

test('somebody covered in two offices goes from one to the other, and nobody goes where he has no cover', async () => {
  base.clock.set(base.clock.now() + 61_000);
  const { name, residentId } = member(0);
  const code = codeIn((await sentTo({ name, residentId }))[0]?.text ?? '');
  const begun = must(await signInMember(base.platform, { name, residentId, code }));
  const session = await resolveSession(base.platform, begun.token);
  if (session === undefined) throw new Error('no session');
  const offices = await findMemberOffices(base.platform, session);
  expect(offices.map((office) => office.name).toSorted()).toEqual(['河南省办事处', '甘肃省办事处'].toSorted());
  const other = offices.find(({ isCurrent }) => !isCurrent)?.officeId ?? '';
  const switched = await switchMemberOffice(base.platform, session, other);
  const there = await resolveSession(base.platform, switched?.token ?? '');
  expect(there).toMatchObject({ officeId: other, roles: ['member'] });
  expect(await switchMemberOffice(base.platform, session, base.platform.newId())).toBeUndefined();
});

/** A number that passes its check and belongs to no member. */
const nobodys = persons(900, 1)[0]?.residentId ?? '';

test('a wrong name, a number of nobody and a wrong code are answered alike, and nothing is sent', async () => {
  const { name, residentId } = member(1);
  const wrongs = [
    { name: '王不在', residentId },
    { name, residentId: nobodys },
  ];
  for (const typed of wrongs) {
    expect(await sentTo(typed)).toEqual([]);
    expect(await signInMember(base.platform, { ...typed, code: '123456' })).toEqual({
      ok: false,
      error: { code: 'member-sign-in-wrong' },
    });
  }
  expect(await sentTo({ name, residentId })).toHaveLength(1);
  expect(await signInMember(base.platform, { name, residentId, code: 'abcdef' })).toEqual({
    ok: false,
    error: { code: 'member-sign-in-wrong' },
  });
});

test('a second code within a minute is refused, of nobody too, and the sixth guess locks', async () => {
  base.clock.set(base.clock.now() + 61_000);
  const { name, residentId } = member(2);
  const gateway = { send: () => Promise.resolve() };
  for (const typed of [
    { name, residentId },
    { name: '王不在', residentId: nobodys },
  ]) {
    await must(await requestSignInCode(base.platform, gateway, typed)).sending;
    expect(await requestSignInCode(base.platform, gateway, typed)).toMatchObject({
      error: { code: 'sign-in-code-too-soon' },
    });
    for (let guess = 0; guess < 5; guess++) {
      expect(await signInMember(base.platform, { ...typed, code: '000000' })).toMatchObject({
        error: { code: 'member-sign-in-wrong' },
      });
    }
    expect(await signInMember(base.platform, { ...typed, code: '000000' })).toMatchObject({
      error: { code: 'sign-in-locked' },
    });
  }
});

test('the built-in gateway keeps messages sealed, and a code dies after five minutes', async () => {
  base.clock.set(base.clock.now() + 3_600_000);
  const { name, residentId, phone } = member(1);
  await must(await requestSignInCode(base.platform, createSmsOutbox(base.platform), { name, residentId })).sending;
  const [kept] = await findKeptSms(base.platform, scheme.henan.officeId, 5);
  expect(kept?.phone).toBe(phone);
  const [row] = await base.asSuperuser<{ sealed: Buffer }>('SELECT sealed FROM tenant.sms_message');
  expect(row?.sealed.includes(Buffer.from(phone))).toBe(false);
  base.clock.set(base.clock.now() + 5 * 60_000);
  expect(await signInMember(base.platform, { name, residentId, code: codeIn(kept?.text ?? '') })).toMatchObject({
    error: { code: 'member-sign-in-wrong' },
  });
});
