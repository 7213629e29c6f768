export { type RotateKeyOptions, type RotateKeyRefusal, type RotationStep, rotateKey } from './rotate-key.ts';
export { findRotations, type Rotation, type RotationRecord } from './rotation-store.ts';
export { HASHED_COLUMNS, RESERVATION, SEALED_BENEATH, SEALED_COLUMNS } from './sealed-columns.ts';
