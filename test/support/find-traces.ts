import type { Readable } from 'node:stream';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** A place where something was found that should stand nowhere, and in which form. */
export interface Trace {
  readonly secret: string;
  readonly place: string;
  readonly form: string;
}

/** What a database holds, by the place where it stands. */
export type Dump = ReadonlyMap<string, Buffer>;

/**
 * All that a database holds, as text and as bytes: each table by COPY, which unpacks what is compressed, and the files of
 * tables, indexes and their large values as they lie on the disk.
 */
export async function dumpDatabase(superuserUrl: string): Promise<Dump> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query('CHECKPOINT');
    const dump = new Map<string, Buffer>();
    const { rows: tables } = await client.query<{ name: string }>(`
      SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT IN ('pg_catalog', 'information_schema')
      ORDER BY 1`);
    for (const { name } of tables) {
      const pieces: Buffer[] = [];
      for await (const piece of client.query(copyTo(`COPY (SELECT * FROM ${name}) TO STDOUT`)) as Readable) {
        pieces.push(piece as Buffer);
      }
      dump.set(`table ${name}`, Buffer.concat(pieces));
    }
    const { rows: files } = await client.query<{ name: string; path: string }>(`
      SELECT c.oid::regclass::text AS name, pg_relation_filepath(c.oid) AS path
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'i', 't', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        AND pg_relation_size(c.oid) > 0 ORDER BY 1`);
    for (const { name, path } of files) {
      const { rows } = await client.query<{ bytes: Buffer }>('SELECT pg_read_binary_file($1) AS bytes', [path]);
      dump.set(`file of ${name}`, rows[0]?.bytes ?? Buffer.alloc(0));
    }
    return dump;
  } finally {
    await client.end();
  }
}

/** Every place of a dump where one of the secrets stands, legibly or in a form that anybody undoes. */
export function findTraces(dump: Dump, secrets: Iterable<string>): Trace[] {
  const traces: Trace[] = [];
  const forms = [...new Set(secrets)].flatMap((secret) => formsOf(secret).map((form) => ({ secret, ...form })));
  for (const [place, content] of dump) {
    for (const { secret, form, bytes } of forms) if (content.includes(bytes)) traces.push({ secret, place, form });
  }
  return traces;
}

function formsOf(secret: string): { readonly form: string; readonly bytes: Buffer }[] {
  const utf8 = Buffer.from(secret);
  const escaped = secret.replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const base64 = [0, 1, 2].map((offset) => innerBase64(utf8, offset));
  const forms = [
    { form: 'UTF-8', bytes: utf8 },
    { form: 'hexadecimal', bytes: Buffer.from(utf8.toString('hex')) },
    { form: 'UTF-16', bytes: Buffer.from(secret, 'utf16le') },
    ...base64.flatMap((text) => [
      { form: 'Base64', bytes: Buffer.from(text) },
      { form: 'Base64 in hexadecimal', bytes: Buffer.from(Buffer.from(text).toString('hex')) },
    ]),
  ];
  return escaped === secret ? forms : [...forms, { form: 'escaped', bytes: Buffer.from(escaped) }];
}

/** What of Base64 is the same whatever stands around, where the text begins `offset` bytes into a group of three. */
function innerBase64(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const from = Math.ceil((offset * 8) / 6);
  return text.slice(from, Math.floor(((offset + bytes.length) * 8) / 6));
}
