import { expect, test } from 'vitest';
import { unusualFlags } from './unusual.ts';

const none = { ofUnit: 0, unitStaff: 300, ofHospital: 0, ofHospitalBefore: 0 };

test('a unit is looked at from one claim in ten of its staff on, and never for fewer than five', () => {
  expect(unusualFlags({ ...none, ofUnit: 30 })).toEqual(['frequent-unit']);
  expect(unusualFlags({ ...none, ofUnit: 29 })).toEqual([]);
  expect(unusualFlags({ ...none, ofUnit: 5, unitStaff: 12 })).toEqual(['frequent-unit']);
  expect(unusualFlags({ ...none, ofUnit: 4, unitStaff: 12 })).toEqual([]);
});

test('a hospital is looked at from three times its usual number on, and never for fewer than ten', () => {
  expect(unusualFlags({ ...none, ofHospital: 12, ofHospitalBefore: 24 })).toEqual(['frequent-hospital']);
  expect(unusualFlags({ ...none, ofHospital: 11, ofHospitalBefore: 24 })).toEqual([]);
  expect(unusualFlags({ ...none, ofHospital: 9, ofHospitalBefore: 6 })).toEqual([]);
});

test('a hospital of which nothing is known before is not unusual: there is nothing to compare with', () => {
  expect(unusualFlags({ ...none, ofHospital: 50 })).toEqual([]);
});
