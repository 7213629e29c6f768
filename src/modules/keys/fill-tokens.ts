import { openMember } from '#modules/persons/index.ts';
import type { KeyRing } from '#platform/cryptography/key-ring.ts';
import { allNameTokens } from '#platform/cryptography/name-tokens.ts';
import { lastKeyOf } from './keyset-store.ts';
import type { Sweep, SweepBatch } from './sweep.ts';
import { deleteOtherTokens, insertTokens, lockMembers, type MemberTokens } from './token-store.ts';

/** Tokens of every live version beside each name. */
export function fillTokens(ring: KeyRing): Sweep {
  return tokenSweep(ring, insertTokens);
}

/** Takes away whatever token the ring's versions don't give: the old version's, and those of names that were corrected. */
export function clearTokens(ring: KeyRing): Sweep {
  return tokenSweep(ring, deleteOtherTokens);
}

function tokenSweep(
  ring: KeyRing,
  change: (batch: SweepBatch, members: readonly MemberTokens[]) => Promise<number>,
): Sweep {
  return {
    name: 'tenant.member_token',
    scope: 'office',
    batch: async (batch) => {
      const members = (await lockMembers(batch)).map((row): MemberTokens => {
        const name = openMember(ring, row)?.name;
        const tokens = name === undefined ? [] : allNameTokens(ring, name).flatMap((each) => each.tokens);
        return { key: row.key, id: row.id, tokens };
      });
      const touched = await change(batch, members);
      return { lastKey: lastKeyOf(members, batch.rows), touched };
    },
  };
}
