import { Button, ConfigProvider } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Static } from 'typebox';
import type { PreparedRenewal, PrepareRenewal, RenewalRow } from '#contracts/renewals.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { PROGRAM_NAMES, ROSTER_STATES } from '#web/app/words.ts';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';
import { RENEWAL } from '#web/unit/renewal/renewal-texts.ts';
import { UNIT } from '#web/unit/texts.ts';

const { renewal: texts } = UNIT;

/** Periods that end soon: until when, what is lost after that, and one press that prepares the next roster. */
export function RenewalCards(): ReactElement {
  const { rows } = usePages<RenewalRow>('/api/renewals');
  return (
    <>
      {rows.map((row) => (
        <RenewalCard key={row.orderId} renewal={row}>
          <p>
            <Link to="/renewals">{RENEWAL.showPeople(row.members)}</Link>
          </p>
        </RenewalCard>
      ))}
    </>
  );
}

interface RenewalCardProps {
  readonly renewal: RenewalRow;
  /** More about it, below. */
  readonly children: ReactNode;
}

/** One period that ends soon, with the way to its next roster. */
export function RenewalCard({ renewal, children }: RenewalCardProps): ReactElement {
  const navigate = useNavigate();
  const writing = useWrite<Static<typeof PrepareRenewal>, Static<typeof PreparedRenewal>>(
    (body) => ({ method: 'POST', path: '/api/renewals', body }),
    ({ rosterId }) => void navigate(`/rosters/${rosterId}`),
  );
  const { unitId, program, endOn, daysLeft, lastWaiverOn, members, rosterState } = renewal;
  const day = (date: string): string => formatChineseDate(parseDate(date));
  return (
    <section className="tz-card tz-stack" aria-labelledby={`renewal-${renewal.orderId}`}>
      <h2 id={`renewal-${renewal.orderId}`}>{daysLeft >= 0 ? texts.soon(daysLeft) : texts.over(-daysLeft)}</h2>
      <p>
        {texts.until(PROGRAM_NAMES[program], day(endOn), members)}
        {lastWaiverOn === null ? '' : texts.waiver(day(lastWaiverOn))}
      </p>
      <FailureNote failure={writing.failure} onAgain={writing.again} />
      {rosterState !== null ? (
        <p className="tz-row">
          <span className="tz-quiet">{texts.begun(ROSTER_STATES[rosterState].label)}</span>
          <Link to="/rosters">{RENEWAL.toRoster}</Link>
        </p>
      ) : (
        <div className="tz-row">
          <ConfigProvider theme={MAIN_ACTION_THEME}>
            <Button
              type="primary"
              size="large"
              loading={writing.isSending}
              onClick={() => writing.send({ unitId, program })}
            >
              {texts.prepare(members)}
            </Button>
          </ConfigProvider>
          <Button size="large" onClick={() => void navigate(`/rosters/new?program=${program}`)}>
            {texts.upload}
          </Button>
        </div>
      )}
      {children}
    </section>
  );
}
