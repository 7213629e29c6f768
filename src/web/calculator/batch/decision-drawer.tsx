import { Button } from 'antd';
import { type ReactElement, useEffect, useMemo, useState } from 'react';
import { maskName, maskResidentId } from '#kernel/mask.ts';
import type { Settlement } from '#scheme/case.ts';
import { readCase } from '#scheme/read-case.ts';
import { draftOfCase } from '#web/calculator/single/case-to-draft.ts';
import { keepDraft } from '#web/calculator/single/draft-storage.ts';
import { CALCULATOR } from '#web/calculator/texts.ts';
import { calculatorClient } from '#web/calculator/worker/calculator-client.ts';
import type { DecisionDetail, ListQuery } from '#web/calculator/worker/protocol.ts';
import { CivilDate } from '#web/ui/civil-date.tsx';
import { formatAddress, goTo } from '#web/ui/hash-address.ts';
import { MaskedText } from '#web/ui/masked-text.tsx';
import { Receipt } from '#web/ui/receipt.tsx';
import { Sheet } from '#web/ui/sheet.tsx';
import { useShortcuts } from '#web/ui/shortcuts.tsx';

const { batch, single } = CALCULATOR;

interface DecisionDrawerProps {
  readonly query: ListQuery;
  /** Index in the filtered list; `undefined` keeps the drawer shut. */
  readonly index: number | undefined;
  readonly total: number;
  readonly version: number;
  readonly isWhole: boolean;
  readonly onShow: (index: number | undefined) => void;
  readonly onSearch: (text: string) => void;
}

/** The receipt of one settlement, beside the list it belongs to; J and K leaf through the list. */
export function DecisionDrawer(props: DecisionDrawerProps): ReactElement {
  const { query, index, total, version, isWhole, onShow, onSearch } = props;
  const detail = useDetail(query, index, version);
  const shortcuts = useMemo(() => {
    const step = (by: number) => (): void => {
      if (index !== undefined && index + by >= 0 && index + by < total) onShow(index + by);
    };
    return index === undefined
      ? []
      : [
          { key: 'j', shown: 'J', does: batch.next, run: step(1) },
          { key: 'k', shown: 'K', does: batch.previous, run: step(-1) },
        ];
  }, [index, total, onShow]);
  useShortcuts(shortcuts);
  return (
    <Sheet
      place="side"
      isOpen={index !== undefined}
      onClose={() => onShow(undefined)}
      title={detail === undefined ? '…' : batch.drawerTitle(detail.row.id)}
      footer={
        index === undefined ? undefined : (
          <div className="tz-drawer-foot">
            <Button disabled={index === 0} onClick={() => onShow(index - 1)}>
              {batch.previous}
            </Button>
            <span className="tz-quiet" role="status">
              {batch.position((index + 1).toLocaleString('zh-CN'), total.toLocaleString('zh-CN'))}
            </span>
            <Button disabled={index >= total - 1} onClick={() => onShow(index + 1)}>
              {batch.next}
            </Button>
          </div>
        )
      }
    >
      {detail === undefined ? null : <Detail detail={detail} isWhole={isWhole} onSearch={onSearch} />}
    </Sheet>
  );
}

/** The detail at an index; the one shown before stays until the next has come, so that leafing does not flicker. */
function useDetail(query: ListQuery, index: number | undefined, version: number): DecisionDetail | undefined {
  const [detail, setDetail] = useState<DecisionDetail>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: new results are asked for anew
  useEffect(() => {
    if (index === undefined) return;
    let isWanted = true;
    calculatorClient()
      .ask({ type: 'detail', query, index })
      .then(
        (answer) => {
          if (isWanted) setDetail(answer);
        },
        () => undefined,
      );
    return () => {
      isWanted = false;
    };
  }, [query, index, version]);
  return detail;
}

interface DetailProps {
  readonly detail: DecisionDetail;
  readonly isWhole: boolean;
  readonly onSearch: (text: string) => void;
}

function Detail({ detail, isWhole, onSearch }: DetailProps): ReactElement {
  const { row, settlement, decision, caseJson, joinedTo, fault } = detail;
  const facts = (
    <dl className="tz-facts">
      <div>
        <dt>{batch.column.member}</dt>
        <dd>
          <MaskedText text={row.name} masked={maskName(row.name)} isShown={isWhole} />{' '}
          <MaskedText text={row.residentId} masked={maskResidentId(row.residentId)} isShown={isWhole} />
        </dd>
      </div>
      <div>
        <dt>{batch.column.hospital}</dt>
        <dd>{row.hospital}</dd>
      </div>
      <div>
        <dt>{batch.column.stay}</dt>
        <dd>
          <CivilDate day={row.admittedOn} /> {batch.until} <CivilDate day={row.dischargedOn} />
        </dd>
      </div>
      <div>
        <dt>{batch.column.diagnosis}</dt>
        <dd>
          {row.diagnosis} {settlement.diagnosis.code}
        </dd>
      </div>
      <div>
        <dt>{batch.column.settledOn}</dt>
        <dd>
          <CivilDate day={row.settledOn} />
          <span className="tz-quiet"> · {batch.fileRow(row.row)}</span>
        </dd>
      </div>
    </dl>
  );
  if (decision === undefined) {
    return (
      <div className="tz-stack">
        <div className="tz-card tz-stack">
          {facts}
          <p className="tz-reason__plain">{row.why}</p>
          <p>{noDecisionText(row.outcome)}</p>
          {fault === undefined ? null : <p className="tz-quiet">{fault.field}</p>}
          {joinedTo === undefined ? null : (
            <p>
              <Button onClick={() => onSearch(joinedTo)}>{batch.openJoined(joinedTo)}</Button>
            </p>
          )}
        </div>
      </div>
    );
  }
  return (
    <div className="tz-stack">
      <Receipt decision={decision} title={single.benefitTitles.inpatient} settlement={settlementOf(caseJson)}>
        {facts}
      </Receipt>
      <p>
        <Button onClick={() => carryOver(caseJson)}>{batch.openSingle}</Button>
      </p>
    </div>
  );
}

function noDecisionText(outcome: string): string {
  return (batch.noDecision as Readonly<Record<string, string>>)[outcome] ?? '';
}

/** The figures that were decided: of a stay settled in parts they are the sums. */
function settlementOf(caseJson: unknown): Settlement | undefined {
  const read = readCase(caseJson);
  return read.ok && read.value.claim.benefit === 'inpatient' ? read.value.claim.settlement : undefined;
}

/** Lays the case out in the form of a single case, to try what would change it. */
function carryOver(caseJson: unknown): void {
  const read = readCase(caseJson);
  if (!read.ok) return;
  keepDraft(draftOfCase(read.value));
  goTo(formatAddress(['single']));
}
