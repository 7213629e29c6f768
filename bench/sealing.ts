/**
 * Sealing a roster of 200,000 persons on this thread and on a pool, beside raw SM4-GCM over the same bytes in the same run.
 *
 * `npm run bench -- sealing [--rows N] [--threads N] [--rounds N]`
 */
import { createCipheriv, createHmac, randomBytes } from 'node:crypto';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { createBulkCryptography } from '../src/platform/cryptography/bulk/bulk-cryptography.ts';
import { createKeyRing } from '../src/platform/cryptography/key-ring.ts';
import { lookupHashes } from '../src/platform/cryptography/lookup-hash.ts';
import { type SealedPerson, sealPerson } from '../src/platform/cryptography/seal-person.ts';
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
const residentIds = persons.map(({ residentId }) => residentId);
/** What is sealed of each person, as the bytes that the reference encrypts. */
const texts = persons.map(({ name, residentId, phone, fields }) =>
  Buffer.from(JSON.stringify({ name, residentId, phone, fields })),
);
const bulk = createBulkCryptography(ring, { threads: THREADS });
const key = randomBytes(16);
const nonce = randomBytes(12);

interface Measured {
  readonly name: string;
  readonly round: () => unknown;
  wallMs: number;
  cpuMs: number;
}

function measured(name: string, round: () => unknown): Measured {
  return { name, round, wallMs: Number.POSITIVE_INFINITY, cpuMs: Number.POSITIVE_INFINITY };
}

function sealAlone(): SealedPerson[] {
  return persons.map((person) => {
    const sealed = sealPerson(ring, person);
    if (!sealed.ok) throw new Error(sealed.error);
    return sealed.value;
  });
}

const reference = measured('参照：同样的字节，每人一次 SM4-GCM，别的都不做', () => {
  for (const text of texts) {
    const cipher = createCipheriv('sm4-gcm' as string as 'aes-128-gcm', key, nonce, { authTagLength: 16 });
    cipher.update(text);
    cipher.final();
    cipher.getAuthTag();
  }
});
const all = [
  reference,
  measured('每人一次 HMAC-SM3', () => {
    for (const id of residentIds) createHmac('sm3', key).update(id).digest();
  }),
  measured('整人加密（密钥、密文、手机查找值、姓名检索值、要素标记），本线程', sealAlone),
  measured(`整人加密，${THREADS} 个线程`, () => bulk.sealPersons(persons)),
  measured('身份证号查找值，本线程', () => residentIds.map((id) => lookupHashes(ring, 'resident-id', id))),
  measured(`身份证号查找值，${THREADS} 个线程`, () => bulk.hashTexts('resident-id', residentIds)),
];

// the threads start, and both ways come to the same
const [someAlone, somePooled] = [sealAlone().slice(0, 5000), await bulk.sealPersons(persons.slice(0, 5000))];
for (const [at, { phoneHashes, nameTokens }] of somePooled.entries()) {
  const expected = someAlone[at];
  const isSame =
    expected?.phoneHashes?.current.hash.toString('hex') === phoneHashes?.current.hash.toString('hex') &&
    String(expected?.nameTokens[0]?.tokens) === String(nameTokens[0]?.tokens);
  if (!isSame) throw new Error(`row ${at} differs between thread and pool`);
}

// round by round through all of them: what else the machine does meets each alike
for (let at = 0; at < ROUNDS; at++) {
  for (const each of all) {
    const [from, cpuFrom] = [performance.now(), process.cpuUsage()];
    await each.round();
    const { user, system } = process.cpuUsage(cpuFrom);
    each.wallMs = Math.min(each.wallMs, performance.now() - from);
    each.cpuMs = Math.min(each.cpuMs, (user + system) / 1000);
  }
}
await bulk.close();

const bytes = texts.reduce((sum, text) => sum + text.length, 0) / ROWS;
console.log(
  `Node ${process.versions.node}，${cpus()[0]?.model ?? ''} × ${cpus().length}，负载 ${loadavg()[0]?.toFixed(1)}，` +
    `${ROWS.toLocaleString('en-US')} 人，平均 ${bytes.toFixed(0)} 字节，各 ${ROUNDS} 轮取最好`,
);
console.log('   墙钟 ms   对参照   处理器 ms   对参照   µs/人');
for (const { name, wallMs, cpuMs } of all) {
  const figures = [
    wallMs.toFixed(0).padStart(10),
    (wallMs / reference.wallMs).toFixed(2).padStart(9),
    cpuMs.toFixed(0).padStart(12),
    (cpuMs / reference.cpuMs).toFixed(2).padStart(9),
    ((cpuMs / ROWS) * 1000).toFixed(1).padStart(8),
  ];
  console.log(`${figures.join('')}  ${name}`);
}
