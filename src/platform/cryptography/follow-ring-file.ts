import { closeSync, constants, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { type KeyRing, readKeyRing } from '#platform/cryptography/key-ring.ts';

/** A changed file is seen this long after it was written, at the latest. */
export const RING_FILE_CHECKED_EVERY_MS = 1_000;

export interface FollowOptions {
  readonly everyMs?: number;
  /** Hears once, in Chinese, of a changed file that can't be used; the ring before it goes on. */
  readonly say?: (line: string) => void;
}

/**
 * The ring as its file has it now: each call looks, at most every second, whether a rotation put another there.
 *
 * Never throws and never goes without: a file that is gone, damaged, open to others or of another installation leaves the
 * ring as it was. Reads in place, a few kilobytes in a rotation's step, so that no caller works with a ring that is older
 * than the second.
 */
export function followRingFile(
  path: string,
  first: KeyRing,
  { everyMs = RING_FILE_CHECKED_EVERY_MS, say = () => undefined }: FollowOptions = {},
): () => KeyRing {
  let ring = first;
  // unknown: written perhaps since `first` was read
  let stamp = '';
  let lookedAt = Number.NEGATIVE_INFINITY;
  return () => {
    // a stopwatch, not the clock of the business
    const at = performance.now();
    if (at - lookedAt < everyMs) return ring;
    lookedAt = at;
    const found = stampOf(path);
    if (found === stamp) return ring;
    stamp = found;
    const read = readPlainFile(path);
    const changed = read === undefined ? undefined : readKeyRing(read);
    if (changed?.root.equals(first.root) === true) ring = changed;
    else
      say(
        `密钥环文件 ${path} 有变动，但不能使用，程序继续用原来的。请检查文件是否完整、权限是否为 0600、是否属于本系统。`,
      );
    return ring;
  };
}

/** Another for every file that took this one's place. */
function stampOf(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? 'absent' : `${stats.ino} ${stats.mtimeNs} ${stats.size} ${stats.mode}`;
}

function readPlainFile(path: string): string | undefined {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  try {
    const stats = fstatSync(file);
    return stats.isFile() && (stats.mode & 0o077) === 0 ? readFileSync(file, 'utf8') : undefined;
  } finally {
    closeSync(file);
  }
}
