import { DownloadOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, ConfigProvider, Input, Select } from 'antd';
import { type ReactElement, useMemo, useState } from 'react';
import { SETTLEMENT_OUTCOME_WORDS } from '#intake/settlement-outcome-words.ts';
import { formatYuan } from '#kernel/money.ts';
import type { AddressChange, BatchAddress } from '#web/calculator/batch/batch-address.ts';
import { ColumnChoice, useChosenColumns } from '#web/calculator/batch/column-choice.tsx';
import { decisionColumns } from '#web/calculator/batch/decision-columns.tsx';
import { DecisionDrawer } from '#web/calculator/batch/decision-drawer.tsx';
import { OutcomeBar } from '#web/calculator/batch/outcome-bar.tsx';
import { RosterList } from '#web/calculator/batch/roster-list.tsx';
import { Warnings } from '#web/calculator/batch/roster-section.tsx';
import { useList } from '#web/calculator/batch/use-list.ts';
import { CALCULATOR } from '#web/calculator/texts.ts';
import type { DecisionListRow, SettlementCounts, SettlementOutcome } from '#web/calculator/worker/protocol.ts';
import { FilterNumber } from '#web/ui/filter-number.tsx';
import { useNarrow } from '#web/ui/media-query.ts';
import { useShortcuts } from '#web/ui/shortcuts.tsx';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';
import { WindowedList } from '#web/ui/windowed-list.tsx';

const { batch } = CALCULATOR;

interface DecisionSectionProps {
  readonly address: BatchAddress;
  readonly counts: SettlementCounts;
  readonly version: number;
  readonly isWhole: boolean;
  readonly onChange: (changes: AddressChange) => void;
  readonly onExport: () => void;
}

const TONES = {
  pay: 'pay',
  decline: 'decline',
  refer: 'refer',
  'not-a-member': 'stranger',
  joined: 'plain',
  fault: 'fault',
} as const;

/** In this order: what is paid, what is not, and what waits for somebody. */
const ALWAYS_SHOWN: readonly SettlementOutcome[] = ['pay', 'decline', 'refer', 'not-a-member'];
const SHOWN_IF_ANY: readonly SettlementOutcome[] = ['joined', 'fault'];

/** The settlements decided: totals that filter, reasons that filter further, the list, and a receipt for each. */
export function DecisionSection(props: DecisionSectionProps): ReactElement {
  const { address, counts, version, isWhole, onChange, onExport } = props;
  const { outcome, reason } = address;
  const choose = (wanted: BatchAddress['outcome']): void => {
    onChange({ outcome: outcome === wanted ? undefined : wanted, reason: undefined, open: undefined });
  };
  const reasons = counts.reasons.filter((each) => each.outcome === outcome);
  return (
    <section className="tz-stack" aria-labelledby="decisions-title">
      <div className="tz-section-head">
        <h2 id="decisions-title">{batch.decisions}</h2>
        <ConfigProvider theme={MAIN_ACTION_THEME}>
          <Button type="primary" icon={<DownloadOutlined />} onClick={onExport}>
            {batch.exportResults}
          </Button>
        </ConfigProvider>
      </div>
      <div className="tz-numbers">
        {[...ALWAYS_SHOWN, ...SHOWN_IF_ANY.filter((each) => counts.byOutcome[each].count > 0)].map((each) => (
          <FilterNumber
            key={each}
            label={SETTLEMENT_OUTCOME_WORDS[each]}
            count={counts.byOutcome[each].count}
            detail={detailOf(each, counts.byOutcome[each].amountFen)}
            tone={TONES[each]}
            isChosen={outcome === each}
            onChoose={() => choose(each)}
          />
        ))}
        {counts.faultyRows > 0 ? (
          <FilterNumber
            label={batch.unreadable}
            count={counts.faultyRows}
            tone="fault"
            isChosen={outcome === 'unreadable'}
            onChoose={() => choose('unreadable')}
          />
        ) : null}
      </div>
      <OutcomeBar byOutcome={counts.byOutcome} />
      <Warnings warnings={remarksOf(counts)} />
      {reasons.length > 1 ? (
        <fieldset className="tz-chips">
          <legend className="tz-quiet">{batch.reasons}</legend>
          {reasons.map((each) => (
            <Button
              key={each.reason}
              size="small"
              type={reason === each.reason ? 'primary' : 'default'}
              aria-pressed={reason === each.reason}
              onClick={() => onChange({ reason: reason === each.reason ? undefined : each.reason, open: undefined })}
            >
              {each.words} {each.count.toLocaleString('zh-CN')}
            </Button>
          ))}
        </fieldset>
      ) : null}
      {outcome === 'unreadable' ? (
        <RosterList
          list="faulty-settlements"
          search={address.search}
          version={version}
          isWhole={isWhole}
          onSearch={(q) => onChange({ q })}
        />
      ) : (
        <DecisionList address={address} outcome={outcome} version={version} isWhole={isWhole} onChange={onChange} />
      )}
    </section>
  );
}

function detailOf(outcome: SettlementOutcome, amountFen: number): string {
  if (outcome === 'pay') return batch.sum(formatYuan(amountFen));
  if (outcome === 'refer' && amountFen > 0) return batch.wouldBe(formatYuan(amountFen));
  if (outcome === 'not-a-member') return batch.notMembers;
  return '\u00a0';
}

function remarksOf({ warnings, refunded, ignoredColumns }: SettlementCounts): readonly string[] {
  const remarks = [...warnings];
  if (refunded > 0) remarks.push(batch.refunded(refunded));
  if (ignoredColumns.length > 0) remarks.push(batch.ignoredColumns(ignoredColumns.join('、')));
  return remarks;
}

interface DecisionListProps {
  readonly address: BatchAddress;
  readonly outcome: SettlementOutcome | undefined;
  readonly version: number;
  readonly isWhole: boolean;
  readonly onChange: (changes: AddressChange) => void;
}

function DecisionList({ address, outcome, version, isWhole, onChange }: DecisionListProps): ReactElement {
  const isNarrow = useNarrow();
  const [active, setActive] = useState(0);
  const { chosen, choose } = useChosenColumns();
  const { search, order, reason, open } = address;
  const { query, total, source } = useList<DecisionListRow>(
    { list: 'decisions', search, outcome, reason, order },
    version,
  );
  const columns = useMemo(() => decisionColumns(chosen, isWhole, isNarrow), [chosen, isWhole, isNarrow]);
  const show = (index: number | undefined): void => {
    if (index !== undefined) setActive(index);
    onChange({ open: index === undefined ? undefined : String(index) });
  };
  const count = total ?? 0;
  const shortcuts = useMemo(
    () => [
      // the list hears arrows once a row has the focus; from anywhere else they bring the focus there
      { key: 'arrowdown', shown: '↓', does: '', run: focusList },
      { key: 'arrowup', shown: '↑', does: '', run: focusList },
    ],
    [],
  );
  useShortcuts(shortcuts);
  return (
    <>
      <div className="tz-list-tools">
        <Input
          id="search"
          type="search"
          className="tz-list-search"
          aria-label={batch.search}
          prefix={<SearchOutlined />}
          placeholder={batch.searchHint}
          allowClear
          value={search}
          onChange={(event) => onChange({ q: event.target.value, open: undefined })}
        />
        <Select
          aria-label={batch.order}
          value={order}
          popupMatchSelectWidth={false}
          options={[
            { value: 'settled', label: batch.orders.settled },
            { value: 'amount', label: batch.orders.amount },
          ]}
          onChange={(next) => onChange({ order: next === 'settled' ? undefined : next, open: undefined })}
        />
        {isNarrow ? null : <ColumnChoice chosen={chosen} onChoose={choose} />}
      </div>
      {total === undefined ? null : total === 0 ? (
        <div className="tz-card tz-row">
          <span className="tz-quiet">{batch.none}</span>
          <Button onClick={() => onChange({ outcome: undefined, reason: undefined, q: undefined })}>
            {batch.noneNext}
          </Button>
        </div>
      ) : (
        <div className="tz-decisions">
          <WindowedList
            label={batch.decisions}
            columns={columns}
            total={total}
            source={source}
            rowHeight={3.5}
            cardHeight={7.25}
            isNarrow={isNarrow}
            activeIndex={Math.min(active, count - 1)}
            onActive={setActive}
            onOpen={show}
          />
        </div>
      )}
      <DecisionDrawer
        query={query}
        index={open !== undefined && open < count ? open : undefined}
        total={count}
        version={version}
        isWhole={isWhole}
        onShow={show}
        onSearch={(q) => onChange({ q, outcome: undefined, reason: undefined, open: '0' })}
      />
    </>
  );
}

/** From the page itself into the list; where something else has the focus, arrows are that thing's. */
function focusList(): boolean {
  const focused = document.activeElement;
  const row = document.querySelector<HTMLElement>('.tz-decisions tr[tabindex="0"]');
  if (row === null || (focused !== null && focused !== document.body && focused.id !== 'main')) return false;
  row.focus();
  return true;
}
