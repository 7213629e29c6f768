/** A column of a key, with its type: rows are walked through in the order of these. */
export type KeyColumn = readonly [name: string, type: 'uuid' | 'text' | 'integer' | 'date'];

/**
 * A column whose values are sealed under the ring, which a rotation of the `sealing` key seals anew.
 *
 * A value is bound to its place: `label`, the office, and the columns of `id` joined by spaces.
 */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** The primary key without office_id. */
  readonly key: readonly KeyColumn[];
  readonly label: string;
  readonly id: readonly string[];
  /** `key`: holds a person's or a trail's own key; `value`: anything else. */
  readonly holds: 'key' | 'value';
}

const ID: readonly KeyColumn[] = [['id', 'uuid']];

function value(table: string, column: string, key = ID, id = key.map(([name]) => name)): SealedColumn {
  return { table: `tenant.${table}`, column, key, label: table, id, holds: 'value' };
}

/** Every column under the ring. A test holds this list against the catalog: none is missing. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'tenant.person', column: 'wrapped_key', key: ID, label: 'person_key', id: ['id'], holds: 'key' },
  { table: 'tenant.audit_key', column: 'wrapped_key', key: [], label: 'audit_key', id: ['office_id'], holds: 'key' },
  value('unit', 'sealed_contact'),
  value('account', 'sealed'),
  value('account_secret', 'sealed_totp', [['account_id', 'uuid']]),
  value('invitation', 'sealed'),
  value('idempotency_key', 'sealed_answer', [
    ['actor_id', 'uuid'],
    ['key', 'text'],
  ]),
  value('roster_fault', 'sealed', [
    ['roster_id', 'uuid'],
    ['row_number', 'integer'],
  ]),
  value('bank_entry', 'sealed'),
  value(
    'settlement_row',
    'sealed',
    [
      ['imported_on', 'date'],
      ['import_id', 'uuid'],
      ['row_number', 'integer'],
    ],
    ['import_id', 'row_number'],
  ),
  value('claim_review', 'sealed_comment', [
    ['claim_id', 'uuid'],
    ['round', 'integer'],
    ['reviewing_agency_id', 'uuid'],
    ['step', 'text'],
  ]),
  value('person_deletion', 'sealed_reason'),
  value('recovery', 'sealed_reason'),
  value('sms_message', 'sealed'),
];

/** Sealed under keys of persons and trails, which stay when the ring's key changes. */
export const SEALED_BENEATH: readonly string[] = [
  'tenant.member.sealed',
  'tenant.claim.sealed',
  'tenant.decision.sealed',
  'tenant.claim_correction.sealed',
  'tenant.claim_supplement.sealed',
  'tenant.claim_supplement.sealed_answer',
  'tenant.payee_account.sealed',
  'tenant.audit_row.sealed',
  'tenant.claim_draft.sealed',
  'tenant.document.sealed',
  'tenant.event_report.sealed',
  'tenant.member_request.sealed',
  'tenant.member_request.sealed_finding',
  'tenant.upload.sealed',
  'tenant.upload_piece.sealed',
  'tenant.appeal.sealed',
  'tenant.appeal.sealed_finding',
  'tenant.appeal.sealed_escalation',
  'tenant.appeal.sealed_ruling',
  'tenant.appeal_proposal.sealed',
  'tenant.appeal_vote.sealed_reason',
  'tenant.case_paper.sealed',
  'tenant.investigation.sealed_task',
  'tenant.investigation.sealed_report',
];

/** Look-up hashes: that of key version n stands in `<column>_<n mod 2>`. */
export interface HashedColumn {
  readonly table: string;
  readonly column: string;
  readonly key: readonly KeyColumn[];
  /** In which scope the program may change it. */
  readonly scope: 'office' | 'administration';
  /** Whether each row has one; elsewhere a row may have none of a text that it lacks. */
  readonly isRequired: boolean;
}

/** Every pair of columns with look-up hashes; held against the catalog likewise. */
export const HASHED_COLUMNS: readonly HashedColumn[] = [
  { table: 'tenant.person', column: 'resident_hash', key: ID, scope: 'office', isRequired: true },
  { table: 'tenant.member', column: 'phone_hash', key: ID, scope: 'office', isRequired: false },
  { table: 'tenant.payee_account', column: 'card_hash', key: ID, scope: 'office', isRequired: true },
  { table: 'tenant.account', column: 'phone_hash', key: ID, scope: 'administration', isRequired: true },
  {
    table: 'directory.sign_in',
    column: 'name_hash',
    key: [['account_id', 'uuid']],
    scope: 'administration',
    isRequired: true,
  },
  { table: 'directory.cover', column: 'person_key', key: [['cover_id', 'uuid']], scope: 'office', isRequired: true },
];

/** The one that has no key of its own: a roster's person is found by the hash itself. */
export const RESERVATION: Pick<HashedColumn, 'table' | 'column'> = {
  table: 'directory.cover_reservation',
  column: 'person_key',
};
