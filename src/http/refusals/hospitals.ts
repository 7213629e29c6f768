import type { RefusalTable } from '#http/refusal-table.ts';
import type { ImportHospitalsRefusal, KeepHospitalRefusal } from '#modules/hospitals/index.ts';

type HospitalRefusal = Exclude<
  KeepHospitalRefusal | ImportHospitalsRefusal | { readonly code: 'hospital-unknown' },
  { readonly code: 'office-only' }
>;

export const hospitalRefusals = {
  'hospital-unknown': { status: 404, message: '名录里没有这家机构。' },
  'hospital-not-recognisable': {
    status: 422,
    message: '康复、护理、戒毒等机构，以及一级、未定级的机构，不能登记为定点医院。',
  },
  'hospital-unchanged': { status: 409, message: '名录里从那一天起已经是这样，没有改动。' },
  'hospital-file-refused': { status: 422, message: ({ message }: { message: string }) => message },
} as const satisfies RefusalTable<HospitalRefusal>;
