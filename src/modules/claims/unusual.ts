import { type Frequencies, HOSPITAL_SPANS_BEFORE } from './flag-store.ts';

/** Fewer claims than these are chance. */
const FEWEST_OF_UNIT = 5;
const FEWEST_OF_HOSPITAL = 10;
/** One in so many of a unit's staff in the days counted: more is looked at. */
const UNIT_ONE_IN = 10;
/** So many times a hospital's usual number. */
const HOSPITAL_TIMES = 3;

/** What of the frequencies is unusual, as flags. Rules of thumb for where to look; they decide nothing. */
export function unusualFlags({ ofUnit, unitStaff, ofHospital, ofHospitalBefore }: Frequencies): readonly string[] {
  const flags: string[] = [];
  if (ofUnit >= FEWEST_OF_UNIT && ofUnit * UNIT_ONE_IN >= unitStaff) flags.push('frequent-unit');
  const usual = ofHospitalBefore / HOSPITAL_SPANS_BEFORE;
  if (ofHospitalBefore > 0 && ofHospital >= FEWEST_OF_HOSPITAL && ofHospital >= HOSPITAL_TIMES * usual) {
    flags.push('frequent-hospital');
  }
  return flags;
}
