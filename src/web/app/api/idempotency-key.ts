import type { Write } from '#web/app/api/ask.ts';

/**
 * The key of one user act: made when it is first sent, kept while the same act is sent again, new for any other.
 *
 * So a second press, or a retry after the network broke, is the same act to the server and happens once.
 */
export class ActKey {
  private act = '';
  private key = '';

  for(write: Write): string {
    const act = fingerprint(write);
    if (act !== this.act) {
      this.act = act;
      this.key = newKey();
    }
    return this.key;
  }

  /** The act is done: the same again would be another one. */
  finish(): void {
    this.act = '';
  }
}

function fingerprint({ file, ...write }: Write): string {
  return JSON.stringify([write, file?.name, file?.size, file?.lastModified]);
}

/** 128 random bits; `crypto.randomUUID` is missing on pages that are not served over https. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
