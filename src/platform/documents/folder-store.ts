import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocumentStore } from './document-store.ts';

/**
 * Papers in a folder of this machine, by hash: `ab/cd/abcd…`. Served by nobody: no address on the network leads here. A
 * file appears whole or not at all, and is on the disk when `put` resolves.
 */
export function openFolderStore(folder: string): DocumentStore {
  const placeOf = (address: Uint8Array): { readonly parent: string; readonly path: string } => {
    if (address.length !== ADDRESS_BYTES) throw new TypeError('an address has 32 bytes');
    const hex = Buffer.from(address).toString('hex');
    const parent = join(folder, hex.slice(0, 2), hex.slice(2, 4));
    return { parent, path: join(parent, hex) };
  };
  return {
    put: async (sealed) => {
      const address = addressOf(sealed);
      const { parent, path } = placeOf(address);
      await mkdir(parent, { recursive: true, mode: 0o700 });
      const draft = `${path}.${randomUUID()}`;
      try {
        const file = await open(draft, 'wx', 0o600);
        try {
          await file.writeFile(sealed);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(draft, path);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
      return address;
    },
    find: async (address) => {
      const { path } = placeOf(address);
      const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      if (bytes !== undefined && !addressOf(bytes).equals(address)) throw new Error('a stored paper was changed');
      return bytes;
    },
  };
}

const ADDRESS_BYTES = 32;

function addressOf(sealed: Uint8Array): Buffer {
  return createHash('sm3').update(sealed).digest();
}
