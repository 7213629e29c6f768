export {
  type FaultyImportRow,
  type ImportedSettlements,
  type ImportSettlementsRefusal,
  type ImportStage,
  importSettlements,
  type SettlementImport,
} from './import-settlements.ts';
