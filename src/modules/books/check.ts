import type { Sql } from 'sql-template-tag';

/**
 * One thing that must hold between two parts of the chain. Its query gives what breaks it: object_kind, object_id,
 * expected_fen and found_fen (persons or rows where the check counts these); nothing where all is well.
 */
export interface ChainCheck {
  /** Names the cause for programs; people read {@link CAUSE_WORDS}. */
  readonly cause: string;
  /** What is wrong where it finds something, and where to look. */
  readonly words: string;
  readonly query: (officeId: string) => Sql;
}
