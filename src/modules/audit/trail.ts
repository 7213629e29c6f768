/**
 * What an act did, as it is shown. Nothing personal: what was sealed of it is opened by `openAuditRow` alone, for a
 * reason, and leaves a row itself.
 */
export interface TrailRow {
  readonly id: number;
  readonly at: number;
  readonly actorId: string;
  readonly behalfId: string | null;
  readonly act: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly agencyId: string | null;
  readonly unitId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  /** Whether there is something sealed to open. */
  readonly hasPersonal: boolean;
  readonly requestId: string | null;
}

export interface TrailQuery {
  /** Acts on the scheme's objects, or on accounts, roles, settings and jobs: each has readers of its own. */
  readonly area: TrailArea;
  readonly objectId?: string;
  readonly agencyId?: string;
  /** The id of the last row of the page before. */
  readonly after?: number;
  readonly limit: number;
}

export type TrailArea = 'business' | 'security';

/** Objects of the security trail; all others are the business trail's. */
export const SECURITY_OBJECT_KINDS: readonly string[] = [
  'account',
  'invitation',
  'session',
  'api-key',
  'security-settings',
  'job',
];
