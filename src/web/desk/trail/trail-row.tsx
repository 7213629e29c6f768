import type { ReactElement } from 'react';
import type { AuditRow } from '#contracts/audit.ts';
import { ROLE_NAMES, type Role } from '#contracts/permissions.ts';
import { formatChineseDate } from '#kernel/civil-date.ts';
import { formatYuan } from '#kernel/money.ts';
import { Moment } from '#web/app/moment.tsx';
import { DESK } from '#web/desk/texts.ts';
import { actWords, factWords, objectWords, valueWords } from '#web/desk/trail/trail-words.ts';

const { trail } = DESK;

/** One line of the trail: when, who, what, and the facts that were recorded with it. */
export function TrailRow({ row }: { readonly row: AuditRow }): ReactElement {
  const facts = Object.entries(row.detail).flatMap(([name, value]) => factText(name, value));
  return (
    <li>
      <p>
        <strong>{row.actor.name ?? trail.system}</strong>
        {row.behalf === null ? '' : trail.behalf(row.behalf.name ?? '')} {actWords(row.act)}
        <span className="tz-quiet"> · {objectWords(row.objectKind)}</span>
      </p>
      {facts.length === 0 ? null : <p>{facts.join('，')}</p>}
      <p className="tz-quiet">
        <Moment at={row.at} /> · {trail.number(row.id)}
        {row.hasPersonal ? ` · ${trail.sealed}` : ''}
      </p>
    </li>
  );
}

/** A fact in words; what has none, such as ids, is left out. */
function factText(name: string, value: unknown): string[] {
  const label = factWords(name);
  if (label === undefined || value === null || typeof value === 'object') return [];
  if (name.endsWith('Fen') && typeof value === 'number') return [`${label} ${formatYuan(value)} 元`];
  if (name.endsWith('On') && typeof value === 'number') return [`${label} ${formatChineseDate(value)}`];
  const text = String(value);
  return [`${label} ${name === 'role' ? (ROLE_NAMES[text as Role] ?? text) : valueWords(text)}`];
}
