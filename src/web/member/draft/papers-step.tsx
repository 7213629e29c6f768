import { type ReactElement, useState } from 'react';
import type { DocumentRow } from '#contracts/member-claims.ts';
import { MATERIALS, type Material } from '#scheme/materials.ts';
import { useAct } from '#web/member/act.ts';
import { ChooseFiles } from '#web/member/draft/choose-files.tsx';
import { PrintedPapers } from '#web/member/draft/printed-papers.tsx';
import { sendPaper } from '#web/member/draft/send-paper.ts';
import type { StepProps } from '#web/member/draft/step-props.ts';
import { useForMember } from '#web/member/for-member.ts';
import { Failure, Press } from '#web/member/parts.tsx';
import { MEMBER } from '#web/member/texts.ts';
import { ClauseLink } from '#web/ui/clause-text.tsx';

const { papers } = MEMBER;

/** The checklist of this claim's papers, each with its pages; what is missing can wait unless it is the core. */
export function PapersStep({ hand }: StepProps): ReactElement {
  const { detail, seesPapers, refresh } = hand;
  return (
    <section className="tz-card tz-part">
      <h2>{papers.title}</h2>
      <p className="tz-quiet">{papers.lead}</p>
      <ul className="tz-rows">
        {MATERIALS[detail.benefit].map((material) => (
          <Paper
            key={material.kind}
            draftId={detail.draftId}
            seesPapers={seesPapers}
            material={material}
            given={detail.documents.filter((document) => document.material === material.kind)}
            onChanged={refresh}
          />
        ))}
      </ul>
      <p className="tz-quiet">{papers.byPlatform}</p>
      <PrintedPapers draftId={detail.draftId} />
    </section>
  );
}

interface PaperProps {
  readonly draftId: string;
  readonly seesPapers: boolean;
  readonly material: Material;
  readonly given: readonly DocumentRow[];
  readonly onChanged: () => Promise<void>;
}

const NEED: Readonly<Record<Material['need'], string>> = {
  core: papers.core,
  needed: papers.needed,
  'if-any': papers.ifAny,
};

function Paper({ draftId, seesPapers, material, given, onChanged }: PaperProps): ReactElement {
  const { query } = useForMember();
  const [share, setShare] = useState<number>();
  const [failure, setFailure] = useState<Error>();
  const { kind, name, hint, clause, need } = material;
  const upload = async (files: readonly File[]): Promise<void> => {
    setFailure(undefined);
    try {
      for (const file of files) {
        setShare(0);
        await sendPaper({ draftId, material: kind, query }, file, setShare);
      }
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setShare(undefined);
      await onChanged().catch(setFailure);
    }
  };
  return (
    <li className="tz-paper">
      <div className="tz-pair">
        <strong>{name}</strong>
        {given.length > 0 ? (
          <span className="tz-state tz-state--pay">{papers.given(given.length)}</span>
        ) : (
          <span className={`tz-state${need === 'core' ? ' tz-state--refer' : ''}`}>{NEED[need]}</span>
        )}
      </div>
      <p className="tz-quiet">
        {hint} <ClauseLink clause={clause} />
      </p>
      <ul className="tz-paper__files">
        {given.map((document) => (
          <PaperFile
            key={document.documentId}
            draftId={draftId}
            seesPapers={seesPapers}
            document={document}
            onRemoved={onChanged}
          />
        ))}
      </ul>
      <ChooseFiles
        label={papers.addTo(name)}
        material={kind}
        isBusy={share !== undefined}
        onFiles={(files) => void upload(files)}
      >
        {share === undefined ? papers.add : papers.uploading(share)}
      </ChooseFiles>
      <Failure failure={failure} />
    </li>
  );
}

interface FileProps {
  readonly draftId: string;
  readonly seesPapers: boolean;
  readonly document: DocumentRow;
  readonly onRemoved: () => Promise<void>;
}

function PaperFile({ draftId, seesPapers, document, onRemoved }: FileProps): ReactElement {
  const removing = useAct();
  const { query, asked } = useForMember();
  const { documentId, fileName } = document;
  const remove = async (): Promise<void> => {
    const path = `/api/claim-drafts/${draftId}/documents/${documentId}`;
    if ((await removing.send({ method: 'DELETE', path, query })) !== undefined) await onRemoved();
  };
  return (
    <li>
      <span className="tz-paper__name">{fileName}</span>
      {seesPapers ? (
        <a
          className="tz-press tz-press--quiet"
          href={asked(`/api/my/documents/${documentId}`)}
          target="_blank"
          rel="noreferrer"
          aria-label={`${papers.look}：${fileName}`}
        >
          {papers.look}
        </a>
      ) : null}
      <Press
        kind="quiet"
        isBusy={removing.isSending}
        label={`${papers.remove}：${fileName}`}
        onPress={() => void remove()}
      >
        {papers.remove}
      </Press>
      <Failure failure={removing.failure} />
    </li>
  );
}
