import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { deriveSecret, type KeyRing } from '#platform/cryptography/key-ring.ts';
import { openFile, type SealContext, sealFile } from '#platform/cryptography/sealing.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import { cleanFile, type PaperFault, type PaperType } from '#platform/documents/clean-file.ts';
import type { DocumentStore } from '#platform/documents/document-store.ts';
import type { Platform } from '#platform/platform.ts';
import {
  countPapers,
  findPaper,
  insertPaper,
  listPapers,
  type StoredPaper,
  type UnitPaperKind,
} from './paper-store.ts';
import { selfRegistration } from './register-unit.ts';
import { mayDo, type UnitState } from './states.ts';
import { findUnit, lockUnit } from './unit-store.ts';

/** Of one unit: some certificates with two sides, and room for what was photographed badly. */
const MOST_PAPERS = 20;

export type AddUnitPaperRefusal =
  | { readonly code: 'unit-not-found' }
  | { readonly code: 'unit-state'; readonly state: UnitState }
  | { readonly code: 'too-many-papers'; readonly most: number }
  | { readonly code: 'paper-refused'; readonly fault: PaperFault };

/** Takes a scan of a unit's certificate in: a PDF, a JPEG or a PNG by its content, kept sealed in the store. */
export async function addUnitPaper(
  platform: Platform,
  store: DocumentStore,
  caller: Caller,
  input: { readonly unitId: string; readonly kind: UnitPaperKind },
  file: Buffer,
): Promise<Result<{ readonly paperId: string }, AddUnitPaperRefusal | IdempotencyRefusal>> {
  const cleaned = cleanFile(file);
  if (!cleaned.ok) return fail({ code: 'paper-refused', fault: cleaned.error });
  const { type, bytes } = cleaned.value;
  return await perform(
    platform,
    caller,
    { name: 'add-unit-paper', input: { ...input, bytes: bytes.length } },
    async (act): Promise<Result<{ readonly paperId: string }, AddUnitPaperRefusal>> => {
      const unit = await lockUnit(act.transaction, act.officeId, input.unitId);
      if (unit === undefined) return fail({ code: 'unit-not-found' });
      // who has registered it and has no account yet, only until it is reviewed
      const mayAdd = act.actorId === SYSTEM_ACTOR_ID ? unit.state === 'registered' : mayDo('amend', unit.state);
      if (!mayAdd) return fail({ code: 'unit-state', state: unit.state });
      if ((await countPapers(act.transaction, act.officeId, unit.id)) >= MOST_PAPERS) {
        return fail({ code: 'too-many-papers', most: MOST_PAPERS });
      }
      const paperId = act.newId();
      const address = await store.put(sealFile(paperKey(platform.ring()), contextOf(act.officeId, paperId), bytes));
      await insertPaper(act, unit, { id: paperId, kind: input.kind, type, bytes: bytes.length, address });
      await act.audit({
        act: 'add-unit-paper',
        objectKind: 'unit',
        objectId: unit.id,
        agencyId: unit.agencyId,
        unitId: unit.id,
        detail: { paperId, kind: input.kind, type, bytes: bytes.length },
      });
      return ok({ paperId });
    },
  );
}

/** The papers of a unit in sight, the latest first; `undefined` where there is no such unit. */
export async function findUnitPapers(
  platform: Platform,
  { access }: Pick<Caller, 'access'>,
  unitId: string,
): Promise<readonly StoredPaper[] | undefined> {
  const { officeId } = access;
  return await platform.database.transaction(access, async (transaction) => {
    const unit = await findUnit(transaction, officeId, unitId);
    return unit === undefined ? undefined : await listPapers(transaction, officeId, unitId, MOST_PAPERS);
  });
}

/** A paper of a unit in sight, opened; `undefined` where there is none. */
export async function openUnitPaper(
  platform: Platform,
  store: DocumentStore,
  { access }: Pick<Caller, 'access'>,
  paper: { readonly unitId: string; readonly paperId: string },
): Promise<{ readonly type: PaperType; readonly bytes: Buffer } | undefined> {
  const found = await platform.database.transaction(access, (transaction) =>
    findPaper(transaction, access.officeId, paper),
  );
  if (found === undefined) return undefined;
  const sealed = await store.find(found.address);
  if (sealed === undefined) throw new Error('a paper is missing from the store');
  const opened = openFile(paperKey(platform.ring()), contextOf(access.officeId, found.id), sealed);
  if (!opened.ok) throw new Error(`a paper does not open: ${opened.error}`);
  return { type: found.media_type, bytes: opened.value };
}

interface RegisteredPlace {
  readonly officeId: string;
  readonly agencyId: string;
  readonly unitId: string;
}

/** Lets whoever registered a unit, and has no account yet, add its papers as long as it waits for its review. */
export function registrationToken(platform: Platform, place: RegisteredPlace): string {
  return `${place.officeId}.${place.agencyId}.${place.unitId}.${markOf(platform, place)}`;
}

/** Who acts with such a token, and for which unit; `undefined` where it is none of ours. */
export function readRegistrationToken(
  platform: Platform,
  token: string,
  request: Pick<Caller, 'requestId' | 'idempotencyKey'>,
): { readonly caller: Caller; readonly unitId: string } | undefined {
  const [officeId = '', agencyId = '', unitId = '', mark = ''] = token.split('.');
  const expected = Buffer.from(markOf(platform, { officeId, agencyId, unitId }));
  const given = Buffer.from(mark);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return { caller: selfRegistration(officeId, agencyId, request), unitId };
}

function markOf(platform: Platform, { officeId, agencyId, unitId }: RegisteredPlace): string {
  const secret = deriveSecret(platform.ring(), 'unit-registration/1');
  return createHmac('sha256', secret).update(`${officeId}.${agencyId}.${unitId}`).digest('base64url');
}

const KEY_BYTES = 16;

/** Never rotated, as files are never sealed anew: they belong to no person whose key could be deleted. */
function paperKey(ring: KeyRing): ReturnType<typeof createSecretKey> {
  return createSecretKey(deriveSecret(ring, 'unit-paper/1').subarray(0, KEY_BYTES));
}

function contextOf(officeId: string, id: string): SealContext {
  return { table: 'unit_paper', officeId, id };
}
