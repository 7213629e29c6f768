import { Button, Radio } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { CertificateScansAnswer } from '#contracts/covers.ts';
import type { UnitPapersAnswer } from '#contracts/organisations.ts';
import type { RosterDetail } from '#contracts/rosters.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { Moment } from '#web/app/moment.tsx';
import { useSession } from '#web/app/session.tsx';
import { TurnedPicture } from '#web/app/turned-picture.tsx';
import { ROSTER_DESK } from '#web/desk/roster/roster-texts.ts';

const { scans: texts } = ROSTER_DESK;

interface Scan {
  readonly id: string;
  readonly title: string;
  readonly address: string;
  readonly mediaType: string;
  readonly uploadedAt: string;
}

/** The unit's certificates, and its confirmation once that is stamped, beside what is reviewed by them. */
export function RosterScans({ roster }: { readonly roster: RosterDetail }): ReactElement {
  const { may } = useSession();
  const papers = useAnswer<Static<typeof UnitPapersAnswer>>(
    may('unit.read') ? `/api/units/${roster.unitId}/papers` : undefined,
  );
  const stamped = useAnswer<CertificateScansAnswer>(
    roster.orderId !== null && may('certificate.read') ? `/api/orders/${roster.orderId}/certificate-scans` : undefined,
  );
  const [chosenId, setChosenId] = useState<string>();
  const failed = [papers, stamped].find(({ error }) => error !== null);
  const scans: readonly Scan[] = [
    // the first is the one that counts
    ...(stamped.data?.items.slice(0, 1) ?? []).map((scan) => ({
      ...scan,
      title: texts.stamped,
      address: `/api/orders/${roster.orderId}/certificate-scan`,
    })),
    ...(papers.data?.papers ?? []).map((paper) => ({
      ...paper,
      title: texts.kinds[paper.kind],
      address: `/api/units/${roster.unitId}/papers/${paper.id}`,
    })),
  ];
  const chosen = scans.find(({ id }) => id === chosenId) ?? scans[0];
  return (
    <section className="tz-card tz-stack" aria-labelledby="scans-title">
      <h2 id="scans-title">{texts.title}</h2>
      {failed?.error ? <FailureNote failure={failed.error} onAgain={() => void failed.refetch()} /> : null}
      {papers.data !== undefined && chosen === undefined ? <p className="tz-quiet">{texts.none}</p> : null}
      {scans.length < 2 ? null : (
        <Radio.Group
          aria-label={texts.title}
          optionType="button"
          value={chosen?.id}
          options={scans.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={({ target }) => setChosenId(String(target.value))}
        />
      )}
      {chosen === undefined ? null : <ChosenScan key={chosen.id} scan={chosen} />}
    </section>
  );
}

function ChosenScan({ scan: { title, address, mediaType, uploadedAt } }: { readonly scan: Scan }): ReactElement {
  return (
    <>
      <p className="tz-row tz-row--apart">
        <span className="tz-quiet">
          {title} <Moment at={uploadedAt} />
        </span>
        <Button href={address} target="_blank" rel="noreferrer">
          {texts.openApart}
        </Button>
      </p>
      {mediaType === 'application/pdf' ? (
        <p className="tz-quiet">{texts.pdf}</p>
      ) : (
        <TurnedPicture address={address} title={title} />
      )}
    </>
  );
}
