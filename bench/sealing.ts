/**
 * Sealing a roster of 200,000 persons on this thread and on a pool, beside raw SM4-GCM over the same bytes in the same run.
 *
 * `npm run bench -- sealing [--rows N] [--threads N] [--rounds N]`
 */
import { createCipheriv, createHmac, randomBytes } from 'node:crypto';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { createBulkCryptography } from '../src/platform/cryptography/bulk/bulk-cryptography.ts';
import { createKeyRing } from '../src/platform/cryptography/key-ring.ts';
import { lookupHashes } from '../src/platform/cryptography/lookup-hash.ts';
import { type PersonToSeal, type SealedPerson, sealPerson } from '../src/platform/cryptography/seal-person.ts';
import { makePersons } from './sealing/make-persons.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '200000' },
    threads: { type: 'string', default: String(cpus().length) },
    rounds: { type: 'string', default: '3' },
  },
});
const ROWS = Number(values.rows);
const THREADS = Number(values.threads);
const ROUNDS = Number(values.rounds);

const ring = createKeyRing();
const persons = makePersons(ROWS);
const texts = persons.map(plainText);
const residentIds = persons.map(({ residentId }) => residentId);

/** What is sealed of a person, as the bytes that the reference encrypts. */
function plainText({ name, residentId, phone, fields }: PersonToSeal): Buffer {
  return Buffer.from(JSON.stringify({ name, residentId, phone, fields }));
}

/** Wall time of the best round, in ms. */
async function best(round: () => unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < ROUNDS; at++) {
    const from = performance.now();
    await round();
    least = Math.min(least, performance.now() - from);
  }
  return least;
}

function row(name: string, ms: number, reference: number): void {
  const figures = [ms.toFixed(0), ((ms / ROWS) * 1000).toFixed(1), (ms / reference).toFixed(2)];
  console.log(`${figures.map((figure) => figure.padStart(10)).join('')}  ${name}`);
}

const bytes = texts.reduce((sum, text) => sum + text.length, 0);
console.log(
  `Node ${process.versions.node}，${cpus()[0]?.model ?? ''}，${ROWS.toLocaleString('en-US')} 人，` +
    `平均 ${(bytes / ROWS).toFixed(0)} 字节，${THREADS} 个线程，各 ${ROUNDS} 轮取最好（墙钟）`,
);
console.log('        ms    µs/人  对参照之比');

const key = randomBytes(16);
const nonce = randomBytes(12);
const reference = await best(() => {
  for (const text of texts) {
    const cipher = createCipheriv('sm4-gcm' as string as 'aes-128-gcm', key, nonce, { authTagLength: 16 });
    cipher.update(text);
    cipher.final();
    cipher.getAuthTag();
  }
});
row('参照：同样的字节，每人一次 SM4-GCM，别的都不做', reference, reference);
const hmacKey = randomBytes(32);
row(
  '每人一次 HMAC-SM3（身份证号）',
  await best(() => {
    for (const id of residentIds) createHmac('sm3', hmacKey).update(id).digest();
  }),
  reference,
);

let alone: readonly SealedPerson[] = [];
row(
  '逐人加密：密钥、密文、两个查找值、姓名检索值（本线程）',
  await best(() => {
    alone = persons.map((person) => {
      const sealed = sealPerson(ring, person);
      if (!sealed.ok) throw new Error(sealed.error);
      return sealed.value;
    });
  }),
  reference,
);

const bulk = createBulkCryptography(ring, { threads: THREADS });
await bulk.sealPersons(persons.slice(0, 1000 * THREADS));
let pooled: readonly SealedPerson[] = [];
let busyMs = Number.POSITIVE_INFINITY;
const pool = await best(async () => {
  const before = performance.eventLoopUtilization();
  pooled = await bulk.sealPersons(persons);
  busyMs = Math.min(busyMs, performance.eventLoopUtilization(before).active);
});
row(`同样的事，${THREADS} 个线程`, pool, reference);
row('　　其间本线程忙', busyMs, reference);
row(
  '查找值（身份证号），本线程',
  await best(() => residentIds.map((id) => lookupHashes(ring, 'resident-id', id))),
  reference,
);
row(`查找值（身份证号），${THREADS} 个线程`, await best(() => bulk.hashTexts('resident-id', residentIds)), reference);
await bulk.close();

for (const [at, { residentIdHashes, nameTokens }] of pooled.entries()) {
  const expected = alone[at];
  const isSame =
    expected?.residentIdHashes.current.hash.equals(residentIdHashes.current.hash) &&
    String(expected.nameTokens[0]?.tokens) === String(nameTokens[0]?.tokens);
  if (!isSame) throw new Error(`row ${at} differs between thread and pool`);
}
