import { Fragment, type KeyboardEvent, type ReactElement, useState } from 'react';
import type { SlipReadingAnswer } from '#contracts/slip-readings.ts';
import { FIGURE_SOURCES, figuresRead, type SlipFigure } from '#intake/slip/slip-figures.ts';
import type { Fen } from '#kernel/money.ts';
import { useLook } from '#web/app/api/use-answer.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { boxStyle, FigureStrip, isUnsure } from '#web/app/figure-strip.tsx';
import { TurnedPicture } from '#web/app/turned-picture.tsx';
import { valueAt } from '#web/desk/claim/fact-values.ts';
import { SLIP_CHECK } from '#web/desk/claim/slip-check-texts.ts';
import { TOLD } from '#web/desk/claim/told-texts.ts';
import { Money } from '#web/ui/money.tsx';
import { Note } from '#web/ui/note.tsx';
import './slip-check.css';

type Amount = SlipReadingAnswer['amounts'][number];

/** A figure of the claim as its slip shows it, and as it stands. */
interface CheckedFigure {
  readonly figure: SlipFigure;
  readonly name: string;
  readonly read: Fen;
  readonly stands: Fen;
  /** What it is the sum of on the slip. */
  readonly parts: readonly Amount[];
}

interface SlipCheckProps {
  readonly address: string;
  readonly title: string;
  /** Of the standing decision. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** The photo of a settlement slip with its figures: each with its place on the photo, beside what the claim rests on. */
export function SlipCheck({ address, title, facts }: SlipCheckProps): ReactElement {
  const { data, error, isPending, refetch } = useLook<SlipReadingAnswer>(`${address}/slip`);
  const [chosen, setChosen] = useState<SlipFigure>();
  const figures = data === undefined ? [] : figuresOf(data, facts);
  return (
    <div className="tz-stack">
      <TurnedPicture address={address} title={title}>
        {figures.flatMap(({ figure, name, parts }) =>
          parts.map(({ field, box }) => (
            <button
              key={field}
              type="button"
              tabIndex={-1}
              className={figure === chosen ? 'tz-slip-mark tz-slip-mark--chosen' : 'tz-slip-mark'}
              style={boxStyle(box)}
              ref={figure === chosen ? bringIntoPicture : undefined}
              aria-label={SLIP_CHECK.mark(name)}
              onClick={() => setChosen(figure)}
            />
          )),
        )}
      </TurnedPicture>
      <div role="status">{isPending ? <p className="tz-quiet">{SLIP_CHECK.reading}</p> : null}</div>
      <FailureNote failure={error ?? undefined} onAgain={() => void refetch()} />
      {data === undefined ? null : figures.length === 0 ? (
        <p className="tz-quiet">{SLIP_CHECK.nothing}</p>
      ) : (
        <Figures figures={figures} faults={data.faults} picture={address} chosen={chosen} onChoose={setChosen} />
      )}
    </div>
  );
}

interface FiguresProps {
  readonly figures: readonly CheckedFigure[];
  readonly faults: SlipReadingAnswer['faults'];
  readonly picture: string;
  readonly chosen: SlipFigure | undefined;
  readonly onChoose: (figure: SlipFigure) => void;
}

function Figures({ figures, faults, picture, chosen, onChoose }: FiguresProps): ReactElement {
  const { column } = SLIP_CHECK;
  return (
    <>
      <p className="tz-quiet">{SLIP_CHECK.lead}</p>
      {faults.length === 0 ? null : (
        <Note kind="remark">
          {SLIP_CHECK.misread}
          {faults.map(({ message }) => message).join('；')}
        </Note>
      )}
      <table className="tz-fact-table" aria-label={SLIP_CHECK.title}>
        <thead>
          <tr>
            <th scope="col">{column.figure}</th>
            <th scope="col">{column.read}</th>
            <th scope="col">{column.stands}</th>
          </tr>
        </thead>
        <tbody onKeyDown={moveAlong}>
          {figures.map(({ figure, name, read, stands, parts }) => (
            <Fragment key={figure}>
              <tr className={read === stands ? undefined : 'is-differing'}>
                <th scope="row">
                  <button
                    type="button"
                    className="tz-slip-figure"
                    aria-expanded={figure === chosen}
                    onFocus={() => onChoose(figure)}
                    onClick={() => onChoose(figure)}
                  >
                    {name}
                  </button>
                </th>
                <td>
                  <Money fen={read} />
                </td>
                <td>
                  <Money fen={stands} />
                </td>
              </tr>
              {figure === chosen ? <Strips picture={picture} name={name} parts={parts} /> : null}
            </Fragment>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Strips({
  picture,
  name,
  parts,
}: { readonly picture: string } & Pick<CheckedFigure, 'name' | 'parts'>): ReactElement {
  return (
    <tr>
      <td colSpan={3}>
        {parts.map((part) => (
          <FigureStrip key={part.field} place={{ picture, box: part.box, isUnsure: isUnsure(part) }} name={name} />
        ))}
      </td>
    </tr>
  );
}

/** ↑ and ↓ go from figure to figure. */
function moveAlong(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const buttons: readonly Element[] = [...event.currentTarget.querySelectorAll('button')];
  const next = buttons[buttons.indexOf(event.target as Element) + step];
  event.preventDefault();
  if (next instanceof HTMLElement) next.focus();
}

/** Scrolls what frames the picture, and not the page. */
function bringIntoPicture(mark: HTMLElement | null): void {
  const frame = mark?.closest('.tz-picture');
  if (mark === null || !frame) return;
  const [inner, outer] = [mark.getBoundingClientRect(), frame.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) frame.scrollTop += inner.top - outer.top - outer.height / 2;
  if (inner.left < outer.left || inner.right > outer.right)
    frame.scrollLeft += inner.left - outer.left - outer.width / 2;
}

function figuresOf({ amounts }: SlipReadingAnswer, facts: SlipCheckProps['facts']): readonly CheckedFigure[] {
  return (Object.entries(figuresRead(amounts)) as [SlipFigure, Fen][]).map(([figure, read]) => {
    const sources: readonly string[] = FIGURE_SOURCES[figure];
    const path = `settlement.${figure}`;
    return {
      figure,
      name: TOLD.fields[path] ?? figure,
      read,
      stands: Number(valueAt(facts, path) ?? 0),
      parts: amounts.filter(({ field }) => sources.includes(field)),
    };
  });
}
