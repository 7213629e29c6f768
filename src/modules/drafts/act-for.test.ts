import { expect, test } from 'vitest';
import type { Caller } from '#platform/acts/act.ts';
import { type ActingFor, isCoverInSight } from './act-for.ts';

const ids = { officeId: 'office', actorId: 'actor' };
const COVER = [
  { program: 'henan-inpatient', unitId: 'unit', agencyId: 'county' },
  { program: 'national-accident', unitId: 'unit', agencyId: 'county' },
  { program: 'national-accident', unitId: 'other-unit', agencyId: 'other-county' },
] as const;

const cases: readonly (readonly [ActingFor['origin'], Caller['access'], readonly boolean[]])[] = [
  ['member', { ...ids, scope: 'person', personId: 'person' }, [true, true, true]],
  ['relative', { ...ids, scope: 'person', personId: 'another' }, [false, true, true]],
  ['unit', { ...ids, scope: 'unit', unitId: 'unit', agencyIds: ['root', 'county'] }, [true, true, false]],
  ['agency', { ...ids, scope: 'agencies', agencyIds: ['county'] }, [true, true, false]],
  ['agency', { ...ids, scope: 'agencies', agencyIds: ['city', 'county', 'other-county'] }, [true, true, true]],
  ['agency', { ...ids, scope: 'office' }, [true, true, true]],
];

test.each(cases)('of cover a %s in scope %o sees his own alone', (origin, ownAccess, seen) => {
  expect(COVER.map((cover) => isCoverInSight(cover, { origin, ownAccess }))).toEqual(seen);
});
