import { createHmac } from 'node:crypto';
import type { SettlementRow } from '#intake/settlements/settlement-row.ts';
import { deriveSecret, type KeyRing } from '#platform/cryptography/key-ring.ts';

/** Keyed hashes of the insurer's numbers. Under a key that is never rotated: what came once came for good. */
export class SettlementHashes {
  private readonly secret: Buffer;

  constructor(ring: KeyRing) {
    this.secret = deriveSecret(ring, 'settlement/1');
  }

  settlement(id: string): Buffer {
    return createHmac('sm3', this.secret).update(`settlement\0${id}`).digest();
  }

  /** Of a person's stay; `null` where the file has no 就诊ID. */
  stay({ personId, encounterId }: Pick<SettlementRow, 'personId' | 'encounterId'>): Buffer | null {
    if (encounterId === '') return null;
    return createHmac('sm3', this.secret).update(`stay\0${personId}\0${encounterId}`).digest();
  }

  /** Of a hospital by its name, however it is spaced; `null` where nobody told. */
  hospital(name: string): Buffer | null {
    const plain = name.normalize('NFKC').replaceAll(/\s/g, '');
    if (plain === '') return null;
    return createHmac('sm3', this.secret).update(`hospital\0${plain}`).digest();
  }
}
