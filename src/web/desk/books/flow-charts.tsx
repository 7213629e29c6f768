import type { KeyboardEvent, ReactElement } from 'react';
import type { FundStatement } from '#contracts/books.ts';
import { formatYuan } from '#kernel/money.ts';
import { BOOKS } from '#web/desk/books/books-texts.ts';
import { shareText } from '#web/desk/books/share-text.ts';

const { fund: texts } = BOOKS;

type Flow = FundStatement['flows'][number];

/** Of both charts, in the units of their drawing; they are scaled to the width of the page. */
const WIDTH = 960;
const HEIGHT = 240;
const LEFT = 72;
const BOTTOM = 28;
const TOP = 12;
const PLOT = HEIGHT - BOTTOM - TOP;
const RULES = 4;

interface FlowChartProps {
  readonly flows: readonly Flow[];
  /** `credit 2026-03`. */
  readonly chosen: string | undefined;
  readonly onChoose: (rows: string) => void;
}

/** What came in and went out month by month, as pairs of bars; each is a button to its rows. */
export function FlowChart({ flows, chosen, onChoose }: FlowChartProps): ReactElement {
  const top = niceTop(Math.max(...flows.flatMap(({ inflowFen, outflowFen }) => [inflowFen, outflowFen])));
  const step = (WIDTH - LEFT) / flows.length;
  const width = Math.min(28, step / 3);
  return (
    <div className="tz-chart">
      <p className="tz-row tz-row--tight">
        <span>
          <span className="tz-chart__key tz-chart__key--in" />
          {texts.inflow}
        </span>
        <span>
          <span className="tz-chart__key tz-chart__key--out" />
          {texts.outflow}
        </span>
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: bars that are buttons stand in it, which an image would hide */}
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={texts.flows}>
        <Rules textOf={(share) => yuanText(top * share)} />
        {flows.map(({ month, inflowFen, outflowFen }, index) => {
          const middle = LEFT + step * (index + 0.5);
          return (
            <g key={month}>
              <Bar
                label={texts.inflowOf(month, formatYuan(inflowFen))}
                kind="in"
                x={middle - width - 1}
                width={width}
                share={inflowFen / top}
                isChosen={chosen === `credit ${month}`}
                onChoose={() => onChoose(`credit ${month}`)}
              />
              <Bar
                label={texts.outflowOf(month, formatYuan(outflowFen))}
                kind="out"
                x={middle + 1}
                width={width}
                share={outflowFen / top}
                isChosen={chosen === `debit ${month}`}
                onChoose={() => onChoose(`debit ${month}`)}
              />
              <text x={middle} y={HEIGHT - 8} textAnchor="middle">
                {month}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

interface BarProps {
  readonly label: string;
  readonly kind: 'in' | 'out';
  readonly x: number;
  readonly width: number;
  /** Of the height of the plot. */
  readonly share: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Bar({ label, kind, x, width, share, isChosen, onChoose }: BarProps): ReactElement | null {
  if (share === 0) return null;
  // a small one is still to be hit
  const height = Math.max(2, share * PLOT);
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onChoose();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button cannot stand inside a drawing
    <g
      role="button"
      tabIndex={0}
      aria-label={label}
      aria-pressed={isChosen}
      className={`tz-chart__bar${isChosen ? ' tz-chart__chosen' : ''}`}
      onClick={onChoose}
      onKeyDown={press}
    >
      <title>{label}</title>
      <rect className={`tz-chart__${kind}`} x={x} y={TOP + PLOT - height} width={width} height={height} rx={2} />
    </g>
  );
}

/** Benefits by contributions month by month; months without contributions are left out. */
export function ShareChart({ flows }: { readonly flows: readonly Flow[] }): ReactElement {
  const step = (WIDTH - LEFT) / Math.max(1, flows.length);
  const points = flows.flatMap(({ month, incomeFen, benefitsFen }, index) =>
    incomeFen > 0
      ? { month, x: LEFT + step * (index + 0.5), basisPoints: Math.round((benefitsFen / incomeFen) * 10_000) }
      : [],
  );
  if (points.length === 0) return <p>{texts.noShare}</p>;
  const top = Math.max(10_000, niceTop(Math.max(...points.map(({ basisPoints }) => basisPoints))));
  const yOf = (basisPoints: number): number => TOP + PLOT - (Math.max(0, basisPoints) / top) * PLOT;
  return (
    <div className="tz-chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={labelOf(points)}>
        <Rules textOf={(share) => `${Math.round((top * share) / 100)}%`} />
        <polyline
          className="tz-chart__line"
          points={points.map(({ x, basisPoints }) => `${x},${yOf(basisPoints)}`).join(' ')}
        />
        {points.map(({ month, x, basisPoints }) => (
          <g key={month}>
            <circle className="tz-chart__in" cx={x} cy={yOf(basisPoints)} r={4}>
              <title>{texts.shareOf(month, shareText(basisPoints))}</title>
            </circle>
            <text x={x} y={Math.max(TOP + 10, yOf(basisPoints) - 8)} textAnchor="middle">
              {shareText(basisPoints)}
            </text>
            <text x={x} y={HEIGHT - 8} textAnchor="middle">
              {month}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

function labelOf(points: readonly { readonly month: string; readonly basisPoints: number }[]): string {
  return `${texts.shares}：${points.map(({ month, basisPoints }) => texts.shareOf(month, shareText(basisPoints))).join('，')}`;
}

function Rules({ textOf }: { readonly textOf: (share: number) => string }): ReactElement {
  return (
    <>
      {Array.from({ length: RULES + 1 }, (_, index) => {
        const share = index / RULES;
        const y = TOP + PLOT - share * PLOT;
        return (
          <g key={share}>
            <line className="tz-chart__rule" x1={LEFT} x2={WIDTH} y1={y} y2={y} />
            <text x={LEFT - 8} y={y + 4} textAnchor="end">
              {textOf(share)}
            </text>
          </g>
        );
      })}
    </>
  );
}

/** The next number above that people read easily: 1, 2, 4, 5 or 10 times a power of ten. */
function niceTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 4, 5, 10].find((each) => each * power >= value) ?? 10;
  return step * power;
}

/** Fen on a scale: ten thousands of yuan where they are that many. */
function yuanText(fen: number): string {
  const yuan = fen / 100;
  return yuan >= 10_000 ? texts.wan((yuan / 10_000).toLocaleString('zh-CN')) : yuan.toLocaleString('zh-CN');
}
