export { type Agency, type AgencyKind, type OfficeAccount, subtreeOf } from './agency-store.ts';
export { type AmendUnitRefusal, amendUnit } from './amend-unit.ts';
export { type CloseAgencyRefusal, closeAgency } from './close-agency.ts';
export { findPlace, findRegistrationPlaces, type OfficeTree, type Place } from './find-place.ts';
export { findTree } from './find-tree.ts';
export { findUnits, getUnit, type Unit, type UnitPage, type UnitQuery } from './find-units.ts';
export { type OpenedHenan, openHenan } from './henan-tree.ts';
export { type MergeUnitsRefusal, mergeUnits } from './merge-units.ts';
export { type MoveUnitRefusal, moveUnit } from './move-unit.ts';
export { type MoveUnitAcrossRefusal, moveUnitAcross, type Successor, type UnitToHandOver } from './move-unit-across.ts';
export { type AgencyToOpen, type OpenAgencyRefusal, openAgency } from './open-agency.ts';
export {
  type AdministratorRole,
  type OfficeToOpen,
  type OpenedOffice,
  type OpenOfficeRefusal,
  openOffice,
} from './open-office.ts';
export {
  type RegisteredUnit,
  type RegisterUnitRefusal,
  registerUnit,
  selfRegistration,
  type UnitToRegister,
} from './register-unit.ts';
export { type ReviewedUnit, type ReviewUnitRefusal, reviewUnit, type UnitReview } from './review-unit.ts';
export type { UnitState } from './states.ts';
export type { FaultyUnit, TypedUnit } from './unit-particulars.ts';
export type { UnitKey } from './unit-store.ts';
