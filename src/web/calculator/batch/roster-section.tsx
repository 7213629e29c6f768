import { DownloadOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import type { ReactElement } from 'react';
import { formatYuan } from '#kernel/money.ts';
import { contributionOf } from '#scheme/joining/contribution.ts';
import { joiningTermsOn } from '#scheme/joining/joining-terms.ts';
import { participationMet } from '#scheme/joining/participation.ts';
import type { AddressChange, BatchAddress, RosterListName } from '#web/calculator/batch/batch-address.ts';
import { RosterList } from '#web/calculator/batch/roster-list.tsx';
import { CALCULATOR } from '#web/calculator/texts.ts';
import type { RosterCounts } from '#web/calculator/worker/protocol.ts';
import { ClauseLink } from '#web/ui/clause-text.tsx';
import { FilterNumber } from '#web/ui/filter-number.tsx';

const { batch } = CALCULATOR;

interface RosterSectionProps {
  readonly address: BatchAddress;
  readonly counts: RosterCounts;
  readonly version: number;
  readonly isWhole: boolean;
  readonly onWhole: (isWhole: boolean) => void;
  /** How long the whole run took. */
  readonly took: string;
  readonly onChange: (changes: AddressChange) => void;
  readonly onExport: () => void;
}

/** The roster: three numbers that filter, what its participation comes to, and the rows. */
export function RosterSection(props: RosterSectionProps): ReactElement {
  const { address, counts, version, isWhole, onWhole, took, onChange, onExport } = props;
  const { accepted, rejected, repaired, warnings } = counts;
  // what waits for somebody stands first
  const list: RosterListName = address.rosterList ?? (rejected > 0 ? 'faulty' : repaired > 0 ? 'repaired' : 'accepted');
  const choose = (name: RosterListName): void => onChange({ rows: name, find: undefined });
  return (
    <section className="tz-stack" aria-labelledby="roster-title">
      <div className="tz-section-head">
        <div className="tz-row">
          <h2 id="roster-title">{batch.roster}</h2>
          <span className="tz-quiet" role="status">
            {took}
          </span>
        </div>
        <div className="tz-row">
          <Checkbox checked={isWhole} onChange={(event) => onWhole(event.target.checked)}>
            {batch.showWhole}
          </Checkbox>
          {rejected > 0 ? (
            <Button icon={<DownloadOutlined />} onClick={onExport}>
              {batch.exportFaulty}
            </Button>
          ) : null}
        </div>
      </div>
      <div className="tz-numbers tz-numbers--three">
        <FilterNumber
          label={batch.accepted}
          count={accepted}
          detail={<Fee address={address} accepted={accepted} />}
          tone="pay"
          isChosen={list === 'accepted'}
          onChoose={() => choose('accepted')}
        />
        <FilterNumber
          label={batch.faulty}
          count={rejected}
          tone="fault"
          isChosen={list === 'faulty'}
          onChoose={() => choose('faulty')}
        />
        <FilterNumber
          label={batch.repaired}
          count={repaired}
          detail={batch.repairedDetail}
          tone="refer"
          isChosen={list === 'repaired'}
          onChoose={() => choose('repaired')}
        />
      </div>
      <ParticipationLine address={address} accepted={accepted} />
      <Warnings warnings={warnings} />
      <RosterList
        key={list}
        list={list}
        search={address.rosterSearch}
        version={version}
        isWhole={isWhole}
        onSearch={(find) => onChange({ rows: list, find })}
      />
    </section>
  );
}

function Fee({ address, accepted }: { readonly address: BatchAddress; readonly accepted: number }): ReactElement {
  const { program, submittedOn, shares } = address;
  return (
    <>{batch.fee(formatYuan(contributionOf.evaluate({ program, submittedOn, shares, participants: accepted })))}</>
  );
}

/** How many of the eligible staff take part, live as the number is typed. */
function ParticipationLine({
  address,
  accepted,
}: {
  readonly address: BatchAddress;
  readonly accepted: number;
}): ReactElement | null {
  const { program, submittedOn, staff } = address;
  const eligibleStaff = Number(staff);
  if (staff === '' || eligibleStaff === 0) return null;
  const { met, everybody, missing } = participationMet.evaluate({
    program,
    submittedOn,
    eligibleStaff,
    participants: accepted,
  });
  const percent = joiningTermsOn(program, submittedOn).participationPercent;
  const tooFew = accepted > eligibleStaff;
  return (
    <p className={`tz-participation tz-participation--${tooFew ? 'odd' : met ? 'met' : 'short'}`} role="status">
      {batch.participation(
        accepted.toLocaleString('zh-CN'),
        eligibleStaff.toLocaleString('zh-CN'),
        shareText(accepted, eligibleStaff),
      )}
      {'，'}
      {everybody ? batch.everybody : batch.atLeast(`${percent} %`)}
      {'：'}
      <strong>{tooFew ? batch.staffTooFew : met ? batch.met : batch.missing(missing.toLocaleString('zh-CN'))}</strong>{' '}
      <ClauseLink clause={program === 'henan-inpatient' ? '附件1-2' : '附件2-2'} reading="读法-3" />
    </p>
  );
}

/** Cut, not rounded: 79.96 % must not read as 80 %. */
function shareText(part: number, whole: number): string {
  return `${(Math.floor((part * 1000) / whole) / 10).toFixed(1)} %`;
}

export function Warnings({ warnings }: { readonly warnings: readonly string[] }): ReactElement | null {
  if (warnings.length === 0) return null;
  return (
    <ul className="tz-warnings" aria-label={batch.warnings}>
      {warnings.map((warning) => (
        <li key={warning}>{warning}</li>
      ))}
    </ul>
  );
}
