export { type Agency, type AgencyKind, type OfficeAccount, subtreeOf } from './agency-store.ts';
export { type CloseAgencyRefusal, closeAgency } from './close-agency.ts';
export { findTree } from './find-tree.ts';
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
export type { UnitState } from './states.ts';
