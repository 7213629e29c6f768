import { createHash } from 'node:crypto';

/** SM3 of a file, read piece by piece: by it the same file is known again. `apart` keeps uses of one file apart. */
export async function hashFile(file: Blob, apart = ''): Promise<Buffer> {
  const hash = createHash('sm3');
  if (apart !== '') hash.update(`${apart}\0`);
  for await (const piece of file.stream()) hash.update(piece);
  return hash.digest();
}
