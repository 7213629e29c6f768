import { type ReactElement, useEffect, useRef, useState } from 'react';
import type { SlipReadingAnswer } from '#contracts/slip-readings.ts';
import { FIGURE_SOURCES, figuresRead, type SlipFigure } from '#intake/slip/slip-figures.ts';
import { formatYuan } from '#kernel/money.ts';
import { askApi } from '#web/app/api/ask.ts';
import { ActKey } from '#web/app/api/idempotency-key.ts';
import { boxStyle, type FigurePlace, isUnsure } from '#web/app/figure-strip.tsx';
import { sendAct } from '#web/member/act.ts';
import { ChooseFiles } from '#web/member/draft/choose-files.tsx';
import { SLIP } from '#web/member/draft/slip-texts.ts';
import { useForMember } from '#web/member/for-member.ts';
import { Failure, Press } from '#web/member/parts.tsx';
import type { DraftInHand } from '#web/member/use-draft.ts';
import { Note } from '#web/ui/note.tsx';
import './slip-picture.css';

/** The slip in these materials of the rules. */
const SLIP_MATERIAL = 'settlement-slip';

interface SlipPictureProps {
  readonly hand: DraftInHand;
  /** The amounts that were read, as one types them, and where each stands. */
  readonly onRead: (
    amounts: Partial<Record<SlipFigure, string>>,
    places: Partial<Record<SlipFigure, FigurePlace>>,
  ) => void;
}

type Stage =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending'; readonly share: number }
  | { readonly kind: 'reading' }
  | { readonly kind: 'read'; readonly picture: string; readonly answer: SlipReadingAnswer };

/** Fills the figures from a photo of the slip: taken now, or among the papers already. */
export function SlipPicture({ hand, onRead }: SlipPictureProps): ReactElement {
  const { detail, refresh } = hand;
  const { query, asked } = useForMember();
  const [stage, setStage] = useState<Stage>({ kind: 'idle' });
  // reading takes seconds in which one goes on typing: what was typed meanwhile must not be undone
  const told = useRef(onRead);
  useEffect(() => {
    told.current = onRead;
  });
  const [failure, setFailure] = useState<Error>();
  const isBusy = stage.kind === 'sending' || stage.kind === 'reading';
  const given = detail.documents.find(({ material, type }) => material === SLIP_MATERIAL && type !== 'application/pdf');

  const read = async (documentId: string): Promise<void> => {
    setStage({ kind: 'reading' });
    const picture = asked(`/api/my/documents/${documentId}`);
    const answer = await askApi<SlipReadingAnswer>(asked(`/api/my/documents/${documentId}/slip`));
    setStage({ kind: 'read', picture, answer });
    told.current(typedOf(answer), placesOf(answer, picture));
  };
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setFailure(undefined);
    try {
      await work();
    } catch (error) {
      setFailure(error as Error);
      setStage({ kind: 'idle' });
    }
  };
  const upload = async (file: File): Promise<void> => {
    setStage({ kind: 'sending', share: 0 });
    const path = `/api/claim-drafts/${detail.draftId}/documents`;
    const write = { method: 'POST', path, query: { ...query, material: SLIP_MATERIAL }, file } as const;
    const added = await sendAct<{ readonly documentId: string }>(write, new ActKey(), (share) =>
      setStage({ kind: 'sending', share }),
    );
    await refresh();
    await read(added.documentId);
  };

  return (
    <div className="tz-slip-picture">
      <ChooseFiles
        label={SLIP.take}
        isOnePicture
        isBusy={isBusy}
        onFiles={([file]) => {
          if (file !== undefined) void attempt(() => upload(file));
        }}
      >
        {stage.kind === 'sending' ? SLIP.sending(stage.share) : SLIP.take}
      </ChooseFiles>
      {given === undefined || isBusy ? null : (
        <Press kind="quiet" onPress={() => void attempt(() => read(given.documentId))}>
          {SLIP.again}
        </Press>
      )}
      <div role="status">{stage.kind === 'reading' ? <p className="tz-quiet">{SLIP.reading}</p> : null}</div>
      <Failure failure={failure} />
      {stage.kind === 'read' ? <Outcome picture={stage.picture} answer={stage.answer} /> : null}
    </div>
  );
}

function Outcome({ picture, answer }: { picture: string; answer: SlipReadingAnswer }): ReactElement {
  const { amounts, faults } = answer;
  if (amounts.length === 0) return <Note kind="fault">{SLIP.nothing}</Note>;
  return (
    <>
      <div className="tz-slip-picture__page">
        <img src={picture} alt={SLIP.picture} />
        {amounts.map(({ field, box }) => (
          <span key={field} className="tz-slip-picture__mark" style={boxStyle(box)} aria-hidden="true" />
        ))}
      </div>
      <p className="tz-quiet">{SLIP.filled(Object.keys(figuresRead(amounts)).length)}</p>
      {faults.length === 0 ? null : (
        <Note kind="fault">
          {SLIP.misread}
          {faults.map(({ message }) => message).join('；')}
        </Note>
      )}
    </>
  );
}

function typedOf({ amounts }: SlipReadingAnswer): Partial<Record<SlipFigure, string>> {
  const figures = Object.entries(figuresRead(amounts)) as [SlipFigure, number][];
  return Object.fromEntries(figures.map(([figure, fen]) => [figure, formatYuan(fen)]));
}

function placesOf({ amounts }: SlipReadingAnswer, picture: string): Partial<Record<SlipFigure, FigurePlace>> {
  const places: Partial<Record<SlipFigure, FigurePlace>> = {};
  for (const [figure, sources] of Object.entries(FIGURE_SOURCES) as [SlipFigure, readonly string[]][]) {
    const read = amounts.find(({ field }) => sources.includes(field));
    if (read !== undefined) places[figure] = { picture, box: read.box, isUnsure: isUnsure(read) };
  }
  return places;
}
