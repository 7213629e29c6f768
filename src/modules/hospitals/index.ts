/** The register of recognised hospitals, with houses that are none. */
export {
  askRegister,
  findHospitals,
  getHospital,
  type HospitalHistory,
  type RegisterWord,
} from './find-hospitals.ts';
export {
  type HospitalToKeep,
  type ImportedHospitals,
  type ImportHospitalsRefusal,
  importHospitals,
  type KeepHospitalRefusal,
  keepHospital,
} from './keep-register.ts';
export type { ListedHospital } from './store.ts';
