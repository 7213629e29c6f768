export { type Agency, subtreeOf } from './agency-store.ts';
export { type AmendUnitRefusal, amendUnit, type DeclareStaffRefusal, declareStaff } from './amend-unit.ts';
export { type CloseAgencyRefusal, closeAgency } from './close-agency.ts';
export { findPlace, findRegistrationPlaces, findUnitNames } from './find-place.ts';
export { findTree } from './find-tree.ts';
export { findUnits, getUnit, openUnitContact, type Unit } from './find-units.ts';
export { type OpenedHenan, openHenan } from './henan-tree.ts';
export { type MergeUnitsRefusal, mergeUnits } from './merge-units.ts';
export { type MoveUnitRefusal, moveUnit } from './move-unit.ts';
export { type MoveUnitAcrossRefusal, moveUnitAcross } from './move-unit-across.ts';
export { type OpenAgencyRefusal, openAgency } from './open-agency.ts';
export { type OpenOfficeRefusal, openOffice } from './open-office.ts';
export type { StoredPaper, UnitPaperKind } from './paper-store.ts';
export { type RegisterUnitRefusal, registerUnit, selfRegistration, type UnitToRegister } from './register-unit.ts';
export { type ReviewUnitRefusal, reviewUnit } from './review-unit.ts';
export { type SplitUnitRefusal, splitUnit } from './split-unit.ts';
export type { UnitState } from './states.ts';
export { findUnitHistory } from './unit-history.ts';
export {
  type AddUnitPaperRefusal,
  addUnitPaper,
  findUnitPapers,
  openUnitPaper,
  readRegistrationToken,
  registrationToken,
} from './unit-paper.ts';
