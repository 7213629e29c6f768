import { Button } from 'antd';
import { type ReactElement, useMemo, useState } from 'react';
import type { Static } from 'typebox';
import type { ClaimDetail } from '#contracts/claims.ts';
import type { ClaimAsTold } from '#contracts/member-claims.ts';
import type {
  Beneficiaries,
  ChangeShareCard,
  NameBeneficiaries,
  NamedBeneficiaries,
} from '#contracts/payout-results.ts';
import { formatYuan } from '#kernel/money.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { Pending } from '#web/app/pending.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { BENEFICIARY } from '#web/desk/claim/beneficiary-texts.ts';
import {
  basisPointsOf,
  cardDigits,
  faultsOf,
  isComplete,
  NOBODY,
  percentText,
  RelativeFields,
  type TypedRelative,
} from '#web/desk/claim/relative-fields.tsx';
import { PAYOUT } from '#web/desk/payout/payout-texts.ts';
import { ErrorSummary } from '#web/ui/error-summary.tsx';
import { type FieldNotes, FieldNotesContext } from '#web/ui/field.tsx';
import { Money } from '#web/ui/money.tsx';

const WHOLE = 10_000;
const MOST_RELATIVES = 20;

type Shares = Static<typeof Beneficiaries>;

/** The relatives who share a death benefit: who, how much to the fen, where each share stands. */
export function BeneficiariesCard({ claim }: { readonly claim: ClaimDetail }): ReactElement {
  const { may } = useSession();
  const [isNaming, setNaming] = useState(false);
  const { data, error, refetch } = useAnswer<Shares>(`/api/claims/${claim.claimId}/beneficiaries`);
  const isOver = claim.state === 'paid' || claim.state === 'declined' || claim.state === 'denied';
  const isUnderWay = data?.some(({ state }) => state === 'made' || state === 'sent' || state === 'paid') ?? false;
  const canName = may('payee.register') && !isOver && !isUnderWay && data !== undefined;
  return (
    <section className="tz-card tz-stack" aria-labelledby="beneficiaries-title">
      <div className="tz-row tz-row--apart">
        <h2 id="beneficiaries-title">{BENEFICIARY.title}</h2>
        {canName ? (
          <Button onClick={() => setNaming(true)}>{data.length === 0 ? BENEFICIARY.name : BENEFICIARY.change}</Button>
        ) : null}
      </div>
      <p className="tz-quiet">{BENEFICIARY.lead}</p>
      {data === undefined ? (
        <Pending error={error} refetch={refetch} />
      ) : data.length === 0 ? (
        <p>{BENEFICIARY.none}</p>
      ) : (
        <ul className="tz-stack">
          {data.map((each) => (
            <ShareRow key={each.share} claimId={claim.claimId} share={each} />
          ))}
        </ul>
      )}
      {isUnderWay && !isOver ? <p className="tz-quiet">{BENEFICIARY.fixed}</p> : null}
      {isNaming ? <NameSheet claim={claim} onClose={() => setNaming(false)} /> : null}
    </section>
  );
}

interface ShareRowProps {
  readonly claimId: string;
  readonly share: Shares[number];
}

function ShareRow({ claimId, share }: ShareRowProps): ReactElement {
  const { may } = useSession();
  const [isChanging, setChanging] = useState(false);
  const { account, state, fault, amountFen, basisPoints, hasNewCard } = share;
  const canChange = may('payee.register') && (state === null || state === 'returned' || state === 'withdrawn');
  return (
    <li>
      <p className="tz-row">
        <span>{BENEFICIARY.share(share.share, percentText(basisPoints))}</span>
        <Money fen={amountFen} unit />
        <StateTag state={state === null ? BENEFICIARY.waiting : BENEFICIARY.states[state]} />
        {fault === null ? null : <span>{PAYOUT.faults[fault]}</span>}
        {hasNewCard ? <span>{BENEFICIARY.newCard}</span> : null}
      </p>
      <p className="tz-row">
        {account === null ? (
          PAYOUT.erased
        ) : (
          <span>
            {account.holder} <span className="tz-figure">{account.cardNumber}</span>{' '}
            <span className="tz-quiet">{PAYOUT.bank(account.bankName, account.bankNumber)}</span>
          </span>
        )}
        {canChange ? (
          <Button size="small" onClick={() => setChanging(true)}>
            {BENEFICIARY.changeCard}
          </Button>
        ) : null}
      </p>
      {isChanging ? <CardSheet claimId={claimId} share={share.share} onClose={() => setChanging(false)} /> : null}
    </li>
  );
}

interface CardSheetProps {
  readonly claimId: string;
  readonly share: number;
  readonly onClose: () => void;
}

function CardSheet({ claimId, share, onClose }: CardSheetProps): ReactElement {
  const tell = useTell();
  const [relative, setRelative] = useState<TypedRelative>(NOBODY);
  const faults = faultsOf(relative, 'share-');
  const notes = useNotes(faults, []);
  const writing = useWrite<Static<typeof ChangeShareCard>, unknown>(
    (body) => ({ method: 'PUT', path: `/api/claims/${claimId}/beneficiaries/${share}/card`, body }),
    () => {
      tell(BENEFICIARY.cardDone);
      onClose();
    },
  );
  return (
    <ConfirmSheet
      isOpen
      onClose={onClose}
      title={BENEFICIARY.changeCardTitle(share)}
      actLabel={BENEFICIARY.changeCard}
      isReady={faults.length === 0 && isComplete(relative)}
      writing={writing}
      input={accountOf(relative)}
    >
      <p>{BENEFICIARY.changeCardWhat}</p>
      <FieldNotesContext value={notes}>
        <RelativeFields relative={relative} prefix="share-" hasShare={false} onChange={setRelative} />
      </FieldNotesContext>
    </ConfirmSheet>
  );
}

/** Who gets which part: everybody at once, since together they are the whole. */
function NameSheet({ claim, onClose }: { readonly claim: ClaimDetail; readonly onClose: () => void }): ReactElement {
  const tell = useTell();
  const { data: told } = useAnswer<Static<typeof ClaimAsTold>>(
    claim.origin === 'settlement' ? undefined : `/api/claims/${claim.claimId}/told`,
  );
  const [typed, setTyped] = useState<readonly TypedRelative[]>();
  const said = told?.recipients ?? [];
  const relatives = typed ?? (said.length === 0 ? [{ ...NOBODY, percent: '100' }] : said.map(asTyped));
  const faults = relatives.flatMap((each, at) => faultsOf(each, `${at}-`));
  const strangers = relatives.flatMap(({ holder }, at) =>
    said.length === 0 || holder.trim() === '' || said.some(({ name }) => name === holder.trim())
      ? []
      : [`${at}-holder`],
  );
  const notes = useNotes(faults, strangers);
  const points = relatives.map(({ percent }) => basisPointsOf(percent));
  const sum = points.reduce((total, each) => total + each, 0);
  const amounts = amountsOf(claim.amountFen, points);
  const writing = useWrite<Static<typeof NameBeneficiaries>, Static<typeof NamedBeneficiaries>>(
    (body) => ({ method: 'PUT', path: `/api/claims/${claim.claimId}/beneficiaries`, body }),
    ({ shares }) => {
      tell(BENEFICIARY.done(shares));
      onClose();
    },
  );
  return (
    <ConfirmSheet
      isOpen
      onClose={onClose}
      title={BENEFICIARY.sheetTitle(claim.memberName)}
      actLabel={BENEFICIARY.name}
      isReady={sum === WHOLE && faults.length === 0 && relatives.every(isComplete)}
      writing={writing}
      input={{
        beneficiaries: relatives.map((each, at) => ({ ...accountOf(each), basisPoints: points[at] ?? 0 })),
      }}
    >
      <ErrorSummary faults={faults} />
      <FieldNotesContext value={notes}>
        {relatives.map((relative, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a relative is only his place in the list
          <fieldset key={at} className="tz-stack">
            <legend>
              {BENEFICIARY.relative(at + 1)}{' '}
              <span className="tz-quiet">{BENEFICIARY.gets(formatYuan(amounts[at] ?? 0))}</span>
            </legend>
            <RelativeFields
              relative={relative}
              prefix={`${at}-`}
              hasShare
              onChange={(changed) => setTyped(relatives.with(at, changed))}
            />
            {relatives.length > 1 ? (
              <p>
                <Button size="small" onClick={() => setTyped(relatives.toSpliced(at, 1))}>
                  {BENEFICIARY.remove}
                </Button>
              </p>
            ) : null}
          </fieldset>
        ))}
      </FieldNotesContext>
      {relatives.length < MOST_RELATIVES ? (
        <p>
          <Button onClick={() => setTyped([...relatives, NOBODY])}>{BENEFICIARY.add}</Button>
        </p>
      ) : null}
      <p role="status">
        {sum === WHOLE
          ? BENEFICIARY.sum(percentText(sum), formatYuan(claim.amountFen))
          : sum < WHOLE
            ? BENEFICIARY.short(percentText(sum), percentText(WHOLE - sum))
            : BENEFICIARY.over(percentText(sum), percentText(sum - WHOLE))}
      </p>
    </ConfirmSheet>
  );
}

function asTyped({ name, shareBasisPoints }: Static<typeof ClaimAsTold>['recipients'][number]): TypedRelative {
  return { ...NOBODY, holder: name, percent: String(shareBasisPoints / 100) };
}

function accountOf({ holder, cardNumber, bankName, bankNumber }: TypedRelative): Static<typeof ChangeShareCard> {
  return {
    holder: holder.trim(),
    cardNumber: cardDigits(cardNumber),
    bankName: bankName.trim(),
    bankNumber: bankNumber.trim(),
  };
}

/** As the payouts reckon them: what is left of a fen goes to the shares behind. */
function amountsOf(amountFen: number, points: readonly number[]): readonly number[] {
  let before = 0;
  return points.map((each) => {
    const from = Math.floor((amountFen * before) / WHOLE);
    before += each;
    return Math.floor((amountFen * before) / WHOLE) - from;
  });
}

function useNotes(faults: ReturnType<typeof faultsOf>, strangers: readonly string[]): FieldNotes {
  const told = JSON.stringify([faults, strangers]);
  return useMemo((): FieldNotes => {
    const [wrong, odd] = JSON.parse(told) as [typeof faults, readonly string[]];
    return {
      faults: new Map(wrong.map(({ path, message }) => [path, message])),
      questions: new Map(odd.map((path) => [path, BENEFICIARY.notTold])),
    };
  }, [told]);
}
