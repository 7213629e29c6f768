import { expect, test } from 'vitest';
import { parseDate } from '#kernel/civil-date.ts';
import type { StandingCover } from './reservation-store.ts';
import { earliestStart, obstacleTo } from './standing-obstacle.ts';

const ours = { rosterId: 'roster', unitId: 'unit' };

function coverUntil(endOn: string, unitId = 'another'): StandingCover {
  const dates = { start_on: parseDate('2024-05-02'), end_on: parseDate(endOn) };
  return { person_key: 'key', ...dates, unit_id: unitId, roster_id: null, agency_name: '乙县' };
}

test("a cover of another unit is in the way from the first day that is left to this one's, and not before", () => {
  const onDay = parseDate('2025-05-10');
  const roster = { ...ours, earliestStart: earliestStart(onDay, undefined) };
  expect(obstacleTo([coverUntil('2025-05-10')], roster)).toBeUndefined();
  expect(obstacleTo([coverUntil('2025-05-11')], roster)?.code).toBe('standing-cover');
  expect(obstacleTo([coverUntil('2025-05-11', 'unit')], roster)).toBeUndefined();
});

test('an early renewal begins behind the running period, so that covers which end within it are in nobody’s way', () => {
  const onDay = parseDate('2025-05-10');
  const renewal = { ...ours, earliestStart: earliestStart(onDay, parseDate('2025-08-01')) };
  expect(obstacleTo([coverUntil('2025-08-01')], renewal)).toBeUndefined();
  expect(obstacleTo([coverUntil('2025-08-02')], renewal)?.message).toMatch(/保障到2025年8月2日/);
});

test('a roster under way is in the way of every other, and names the unit to nobody', () => {
  const reserved = { ...coverUntil('2025-05-11'), start_on: null, end_on: null, roster_id: 'other roster' };
  const roster = { ...ours, earliestStart: earliestStart(parseDate('2025-05-10'), undefined) };
  expect(obstacleTo([reserved], roster)?.message).toMatch(/乙县的另一单位/);
  expect(obstacleTo([{ ...reserved, unit_id: 'unit' }], roster)?.message).toMatch(/本单位报送中/);
  expect(obstacleTo([{ ...reserved, roster_id: 'roster' }], roster)).toBeUndefined();
});
