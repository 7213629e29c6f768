import { fail, ok, type Result } from '#kernel/result.ts';
import { perform } from '#platform/acts/act.ts';
import {
  addVersion,
  type KeyPurpose,
  type KeyRing,
  promoteVersion,
  type RotationFault,
  retireVersion,
} from '#platform/cryptography/key-ring.ts';
import { loadKeyRing, saveKeyRing } from '#platform/cryptography/key-ring-source.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import { clearHashes } from './clear-hashes.ts';
import { fillAccounts, fillDirectory } from './fill-directory.ts';
import { fillCards, fillMemberPhones, fillPersons } from './fill-persons.ts';
import { clearTokens, fillTokens } from './fill-tokens.ts';
import { resealSweep } from './reseal.ts';
import {
  aloneInRotating,
  findOfficeIds,
  findRotations,
  finishRotation,
  insertRotation,
  type Rotation,
  waitForOlderTransactions,
} from './rotation-store.ts';
import { SEALED_COLUMNS } from './sealed-columns.ts';
import { type Sweep, sweepUntilClean } from './sweep.ts';

/**
 * In order.
 *
 * - `add`: the ring knows the new version; nothing is made with it
 * - `fill`: the new hashes or tokens stand beside the old ones
 * - `promote`: new values are made with the new version
 * - `reseal`: what the old version sealed is sealed by the new one
 * - `retire`: the ring forgets the old version
 * - `clear`: the old hashes or tokens are gone
 */
export type RotationStep = 'add' | 'fill' | 'promote' | 'reseal' | 'retire' | 'clear';

export interface RotateKeyOptions {
  readonly purpose: KeyPurpose;
  /** The ring's file, which every running program follows. */
  readonly ringFile: string;
  /** After each change of the file, until every program has taken it up. */
  readonly settleMs: number;
  readonly rowsPerBatch?: number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Hears of each step when it begins. */
  readonly onStep?: (step: RotationStep) => void;
}

export type RotateKeyRefusal =
  | { readonly code: 'rotation-elsewhere' }
  | { readonly code: 'ring-unusable'; readonly message: string }
  | { readonly code: 'rotation-impossible'; readonly fault: RotationFault };

const ROWS_PER_BATCH = 1_000;

/**
 * Rotates one purpose's key while the service runs, from wherever an earlier run was broken off. At any moment every
 * process finds and opens everything, and a kill at any moment loses nothing: what is done follows from the ring's file
 * and the rows; the database keeps besides only that a rotation is under way and how far its passes came.
 *
 * No change of the ring is followed by the next before all programs have it and every transaction that may have worked
 * with an older one has ended. What a rotated key leaves behind in backups opens with a copy of the ring of their time.
 */
export async function rotateKey(
  platform: Platform,
  options: RotateKeyOptions,
): Promise<Result<Rotation, RotateKeyRefusal>> {
  const done = await aloneInRotating(platform, async (holder): Promise<Result<Rotation, RotateKeyRefusal>> => {
    const loaded = await loadRing(options.ringFile);
    if (!loaded.ok) return loaded;
    const rotation = await findOrBegin(platform, options.purpose, loaded.value);
    if (!rotation.ok) return rotation;
    const settle = async (): Promise<void> => {
      await options.sleep(options.settleMs);
      await waitForOlderTransactions(platform, holder, options.sleep);
    };
    const rotating = new Rotating(platform, options, rotation.value, loaded.value, settle);
    const finished = await rotating.run();
    return finished.ok ? rotation : finished;
  });
  return done?.value ?? fail({ code: 'rotation-elsewhere' });
}

/** The rotation that was broken off, or a new one. */
async function findOrBegin(
  platform: Platform,
  purpose: KeyPurpose,
  ring: KeyRing,
): Promise<Result<Rotation, RotateKeyRefusal>> {
  const rotations = await findRotations(platform);
  const unfinished = rotations.find((each) => each.purpose === purpose && each.finishedAt === null);
  if (unfinished !== undefined) return ok({ purpose, toVersion: unfinished.toVersion });
  const added = addVersion(ring, purpose);
  if (!added.ok) return fail({ code: 'rotation-impossible', fault: added.error });
  const rotation = { purpose, toVersion: added.value.keys[purpose].versions.at(-1)?.version ?? 0 };
  await insertRotation(platform, rotation);
  await auditInEveryOffice(platform, 'begin-key-rotation', rotation);
  return ok(rotation);
}

class Rotating {
  private readonly platform: Platform;
  private readonly options: RotateKeyOptions;
  private readonly rotation: Rotation;
  private ring: KeyRing;
  private readonly settle: () => Promise<void>;

  constructor(
    platform: Platform,
    options: RotateKeyOptions,
    rotation: Rotation,
    ring: KeyRing,
    settle: () => Promise<void>,
  ) {
    this.platform = platform;
    this.options = options;
    this.rotation = rotation;
    this.ring = ring;
    this.settle = settle;
  }

  async run(): Promise<Result<void, RotateKeyRefusal>> {
    const { platform, rotation } = this;
    const { purpose, toVersion } = rotation;
    if (!this.versions().includes(toVersion)) {
      this.begins('add');
      const added = await this.change(addVersion(this.ring, purpose));
      if (!added.ok) return added;
    }
    if (this.ring.keys[purpose].current < toVersion) {
      if (purpose !== 'sealing') await this.sweep('fill', this.fillSweeps());
      // whatever a program seals or hashes from the next step on, every other must be able to open and to find
      await this.settle();
      this.begins('promote');
      const promoted = await this.change(promoteVersion(this.ring, purpose));
      if (!promoted.ok) return promoted;
    }
    const before = this.versions().filter((version) => version < toVersion);
    if (before.length > 0) {
      if (purpose === 'sealing') await this.sweep('reseal', this.resealSweeps());
      await this.settle();
      this.begins('retire');
      for (const version of before) {
        const retired = await this.change(retireVersion(this.ring, purpose, version));
        if (!retired.ok) return retired;
      }
    }
    if (purpose !== 'sealing') await this.sweep('clear', this.clearSweeps());
    await finishRotation(platform, rotation);
    await auditInEveryOffice(platform, 'finish-key-rotation', rotation);
    return ok(undefined);
  }

  private versions(): readonly number[] {
    return this.ring.keys[this.rotation.purpose].versions.map(({ version }) => version);
  }

  private begins(step: RotationStep): void {
    this.options.onStep?.(step);
  }

  private async change(to: Result<KeyRing, RotationFault>): Promise<Result<void, RotateKeyRefusal>> {
    if (!to.ok) return fail({ code: 'rotation-impossible', fault: to.error });
    const saved = await saveKeyRing(this.options.ringFile, to.value, 'replace');
    if (!saved.ok) return fail({ code: 'ring-unusable', message: saved.error.message });
    this.ring = to.value;
    return ok(undefined);
  }

  private async sweep(step: RotationStep, sweeps: readonly Sweep[]): Promise<void> {
    this.begins(step);
    await sweepUntilClean(this.platform, this.rotation, step, sweeps, {
      rowsPerBatch: this.options.rowsPerBatch ?? ROWS_PER_BATCH,
      settle: this.settle,
    });
  }

  private resealSweeps(): readonly Sweep[] {
    return SEALED_COLUMNS.map((column) => resealSweep(this.ring, column));
  }

  private fillSweeps(): readonly Sweep[] {
    if (this.rotation.purpose === 'token') return [fillTokens(this.ring)];
    const filling = { ring: this.ring, column: this.column() };
    return [
      fillPersons(filling),
      fillMemberPhones(filling),
      fillCards(filling),
      fillAccounts(filling),
      ...fillDirectory(filling),
    ];
  }

  private clearSweeps(): readonly Sweep[] {
    return this.rotation.purpose === 'token' ? [clearTokens(this.ring)] : clearHashes(this.column() === 0 ? 1 : 0);
  }

  /** Of the version to come. */
  private column(): 0 | 1 {
    return this.rotation.toVersion % 2 === 0 ? 0 : 1;
  }
}

async function loadRing(path: string): Promise<Result<KeyRing, RotateKeyRefusal>> {
  const loaded = await loadKeyRing({ kind: 'file', path });
  return loaded.ok ? loaded : fail({ code: 'ring-unusable', message: loaded.error.message });
}

async function auditInEveryOffice(
  platform: Platform,
  act: 'begin-key-rotation' | 'finish-key-rotation',
  { purpose, toVersion }: Rotation,
): Promise<void> {
  for (const officeId of await findOfficeIds(platform)) {
    const caller = { access: { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } } as const;
    const audited = await perform<null, never>(
      platform,
      caller,
      { name: act, input: { purpose, toVersion } },
      async (acting) => {
        await acting.audit({ act, objectKind: 'office', objectId: officeId, detail: { purpose, toVersion } });
        return ok(null);
      },
    );
    if (!audited.ok) throw new Error(audited.error.code);
  }
}
