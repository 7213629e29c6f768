export {
  type AddScanRefusal,
  addCertificateScan,
  findCertificateScan,
  findCertificateScans,
} from './certificate-scan.ts';
export type { CoverToSchedule } from './cover.ts';
export {
  type CertificateDetail,
  type CoverFilter,
  findCertificate,
  findCovers,
  type MaskedCover,
  type VerifiedCertificate,
  verifyCertificate,
} from './find-covers.ts';
export { recordPrintedCertificate } from './print-certificate.ts';
export { type ScheduledCover, scheduleCover } from './schedule-cover.ts';
export { cancelPeriods, putInForce } from './store.ts';
