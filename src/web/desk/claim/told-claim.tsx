import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import type { ClaimDetail } from '#contracts/claims.ts';
import type { ClaimAsTold } from '#contracts/member-claims.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import type { Benefit } from '#scheme/case.ts';
import { MATERIALS } from '#scheme/materials.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { Moment } from '#web/app/moment.tsx';
import { TurnedPicture } from '#web/app/turned-picture.tsx';
import { SlipCheck } from '#web/desk/claim/slip-check.tsx';
import { TOLD } from '#web/desk/claim/told-texts.ts';
import { Money } from '#web/ui/money.tsx';
import { Note } from '#web/ui/note.tsx';
import './told-claim.css';

/** A claim that a member sent, or somebody for him: what he told, its figures, its papers and appeals. */
export function ToldClaim({ claim }: { readonly claim: ClaimDetail }): ReactElement {
  const { data, error, refetch } = useAnswer<ClaimAsTold>(`/api/claims/${claim.claimId}/told`);
  if (data === undefined) {
    return error === null ? (
      <p className="tz-quiet">{TOLD.loading}</p>
    ) : (
      <FailureNote failure={error} onAgain={() => void refetch()} />
    );
  }
  const kind = claim.benefit as Benefit;
  const nameOf = (material: string): string => MATERIALS[kind].find((each) => each.kind === material)?.name ?? material;
  return (
    <>
      <section className="tz-card tz-stack" aria-labelledby="told-title">
        <h2 id="told-title">{TOLD.title}</h2>
        <p className="tz-quiet">
          {TOLD.origins[claim.origin]}
          {data.hospitalName === '' ? null : ` · ${data.hospitalName}`}
        </p>
        <p className="tz-told__statement">{data.statement}</p>
        <CaseFacts facts={data.facts} />
        {data.recipients.map(({ name, kinship, shareBasisPoints }) => (
          <p key={name}>
            {TOLD.recipient}：{name}（{TOLD.kinships[kinship]}，{shareBasisPoints / 100}%）
          </p>
        ))}
      </section>
      <section className="tz-card tz-stack" aria-labelledby="papers-title">
        <h2 id="papers-title">{TOLD.papers}</h2>
        {data.missing.length === 0 ? null : (
          <Note kind="remark">
            {TOLD.missing}
            {data.missing.map(nameOf).join('、')}
          </Note>
        )}
        {data.documents.map(({ documentId, material, fileName, type }) => (
          <Paper
            key={documentId}
            address={`/api/documents/${documentId}`}
            title={`${nameOf(material)} · ${fileName}`}
            type={type}
            slipFacts={material === 'settlement-slip' && claim.benefit === 'inpatient' ? data.facts : undefined}
          />
        ))}
      </section>
      {data.appeals.map(({ appealId, reason, finding, filedAt }) => (
        <section key={appealId} className="tz-card tz-stack">
          <h2>
            {TOLD.appeal} <Moment at={filedAt} />
          </h2>
          <p className="tz-told__statement">{reason}</p>
          {finding === null ? null : <p className="tz-told__statement">{finding}</p>}
        </section>
      ))}
    </>
  );
}

interface PaperProps {
  readonly address: string;
  readonly title: string;
  readonly type: string;
  /** What the claim rests on, where the paper is the slip that it is taken from. */
  readonly slipFacts: ClaimAsTold['facts'] | undefined;
}

/** Opened by a press, since each look stands in the trail. */
function Paper({ address, title, type, slipFacts }: PaperProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <p className="tz-row">
        <span>{title}</span>
        {type === 'application/pdf' ? (
          <Button href={address} target="_blank" rel="noreferrer" aria-label={`${TOLD.open} ${title}`}>
            {TOLD.open}
          </Button>
        ) : (
          <Button
            aria-expanded={isOpen}
            aria-label={`${isOpen ? TOLD.close : TOLD.open} ${title}`}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? TOLD.close : TOLD.open}
          </Button>
        )}
      </p>
      {!isOpen ? null : slipFacts === undefined ? (
        <TurnedPicture address={address} title={title} />
      ) : (
        <SlipCheck address={address} title={title} facts={slipFacts} />
      )}
    </div>
  );
}

/** The figures of the case, line by line, in the words of the form. */
function CaseFacts({ facts }: { readonly facts: ClaimAsTold['facts'] }): ReactElement {
  return (
    <ul className="tz-sums tz-sums--dense">
      {linesOf(facts).map(([label, value]) => (
        <li key={label}>
          <span>{label}</span>
          {typeof value === 'number' ? <Money fen={value} /> : <span>{value}</span>}
        </li>
      ))}
    </ul>
  );
}

type Line = readonly [label: string, value: string | number];

function linesOf(facts: ClaimAsTold['facts']): readonly Line[] {
  const lines: Line[] = [];
  const walk = (value: unknown, path: string, at: string): void => {
    if (Array.isArray(value)) {
      for (const [index, each] of value.entries()) walk(each, path, `${at} ${index + 1}`);
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, each] of Object.entries(value)) walk(each, path === '' ? name : `${path}.${name}`, at);
    } else {
      const label = TOLD.fields[path];
      const text = label === undefined || value === null ? undefined : textOf(path, value);
      if (label !== undefined && text !== undefined) lines.push([`${label}${at}`, text]);
    }
  };
  walk(facts, '', '');
  return lines;
}

/** `undefined` for amounts of nothing and for what does not hold. */
function textOf(path: string, value: unknown): string | number | undefined {
  if (typeof value === 'number') {
    if (path.startsWith('settlement.') || path.endsWith('costSharing') || path === 'otherCompensation') {
      return value === 0 ? undefined : value;
    }
    return String(value);
  }
  if (typeof value === 'boolean') return value ? TOLD.yes : TOLD.no;
  const text = String(value);
  const day = parseDate(text);
  return Number.isNaN(day) ? (TOLD.values[text] ?? text) : formatChineseDate(day);
}
