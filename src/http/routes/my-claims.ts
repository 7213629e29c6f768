import { type Static, Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import {
  ClaimAsTold,
  ForMemberQuery,
  MyCardAnswer,
  MyClaim,
  MyCover,
  RegisterMyCard,
} from '#contracts/member-claims.ts';
import { callerOf } from '#http/caller-of.ts';
import { noticeData } from '#http/decision-notice.ts';
import { defineRoute, file, nothing, type Route } from '#http/route.ts';
import { appealOf } from '#http/routes/appeals.ts';
import { documentRowOf } from '#http/routes/claim-drafts.ts';
import { parseCardNumber } from '#kernel/bank-account.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { maskResidentId } from '#kernel/mask.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { findClaimAppeals } from '#modules/appeals/index.ts';
import { findEntitlements, getClaimAsTold, getOwnClaim, type OwnClaim } from '#modules/claims/index.ts';
import { actFor, findClaimDocuments, findOwnReports, findRelativeView, readDocument } from '#modules/drafts/index.ts';
import { findPlace } from '#modules/organisations/index.ts';
import { findOwnPayeeAccount, registerPayeeAccounts } from '#modules/payouts/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { DocumentStore } from '#platform/documents/document-store.ts';
import type { Papers } from '#platform/papers/papers.ts';
import type { Platform } from '#platform/platform.ts';

export interface MyClaimDeps {
  readonly platform: Platform;
  readonly papers: Papers;
  readonly documents: DocumentStore;
  readonly publicOrigin: () => string;
}

const tags = ['会员'];
const params = Type.Object({ claimId: Uuid });
const query = ForMemberQuery;
const PDF = 'application/pdf';

/** What a member has and what became of it: cover, card, claims with their decisions and papers. */
export function myClaimRoutes({ platform, papers, documents, publicOrigin }: MyClaimDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/my/cover',
      permission: 'claim.read-own',
      summary: '本人的保障：期限、观察期、还剩几次和多少',
      tags,
      input: { query },
      output: MyCover,
      refusals: [],
      handle: async (call) => {
        const view = await findRelativeView(platform, callerOf(call), call.input.query.memberId);
        const found = await findEntitlements(platform, view.caller);
        const reports = await findOwnReports(platform, view);
        return ok(
          // who claims for somebody else sees what the benefit is computed from, and nothing of his stays
          found
            .filter(({ program }) => !view.isRelative || program === 'national-accident')
            .map(({ program, periods, paid }) => ({
              program,
              paid: [...paid],
              reports: reports
                .filter((report) => report.program === program)
                .map(({ eventOn, notifiedOn }) => ({
                  eventOn: formatDate(eventOn),
                  notifiedOn: formatDate(notifiedOn),
                })),
              periods: periods.map(({ id, startOn, endOn, shares, waitingUntil, limits }) => ({
                id,
                startOn: formatDate(startOn),
                endOn: formatDate(endOn),
                shares,
                waitingUntil: waitingUntil === null ? null : formatDate(waitingUntil),
                limits: limits.map((limit) => ({ ...limit })),
              })),
            })),
        );
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/my/card',
      permission: 'claim.read-own',
      summary: '本人的收款银行卡，只显示尾号',
      tags,
      input: {},
      output: MyCardAnswer,
      refusals: ['member-out-of-sight'],
      handle: async (call) => {
        const caller = callerOf(call);
        const acting = await actFor(platform, caller, undefined);
        if (acting === undefined) return fail({ code: 'member-out-of-sight' });
        const card = await findOwnPayeeAccount(platform, caller);
        return ok({
          memberId: acting.member.member_id,
          holder: acting.person.name,
          card: card === undefined ? null : { ...card, registeredAt: new Date(card.registeredAt).toISOString() },
        });
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/my/card',
      permission: 'claim.read-own',
      summary: '登记本人的收款银行卡，替换原来的',
      tags,
      input: { body: RegisterMyCard },
      output: nothing,
      refusals: ['member-out-of-sight', 'card-holder-differs', 'own-card-wrong', 'idempotency-key-reused'],
      handle: (call) => registerCard(platform, callerOf(call), undefined, call.input.body),
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/members/:memberId/card',
      permission: 'claim.file',
      summary: '代会员登记他本人的收款银行卡，替换原来的',
      tags,
      input: { params: Type.Object({ memberId: Uuid }), body: RegisterMyCard },
      output: nothing,
      refusals: ['member-out-of-sight', 'card-holder-differs', 'own-card-wrong', 'idempotency-key-reused'],
      handle: (call) => registerCard(platform, callerOf(call), call.input.params.memberId, call.input.body),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/my/claims/:claimId',
      permission: 'claim.read-own',
      summary: '本人的一份申领：经过、结论、步骤、材料',
      tags,
      input: { params, query },
      output: MyClaim,
      refusals: ['claim-unknown', 'person-erased'],
      handle: async (call) => {
        const { claimId } = call.input.params;
        const view = await findRelativeView(platform, callerOf(call), call.input.query.memberId);
        if (!view.mayRead({ claimId })) return fail({ code: 'claim-unknown' });
        const { caller } = view;
        const found = await getOwnClaim(platform, caller, claimId);
        if (!found.ok) return found;
        const papersOf = await findClaimDocuments(platform, caller, found.value.claimId);
        const appeals = await findClaimAppeals(platform, caller, found.value.claimId);
        return ok({
          ...myClaimOf(found.value),
          documents: papersOf.map(documentRowOf),
          appeals: appeals.map(appealOf),
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/my/claims/:claimId/notice',
      permission: 'claim.read-own',
      summary: '互助金申领决定通知书（PDF）',
      tags,
      input: { params, query },
      output: file(PDF),
      refusals: ['claim-unknown', 'person-erased'],
      handle: async (call) => {
        const { claimId } = call.input.params;
        const view = await findRelativeView(platform, callerOf(call), call.input.query.memberId);
        if (!view.mayRead({ claimId })) return fail({ code: 'claim-unknown' });
        const found = await getOwnClaim(platform, view.caller, claimId);
        if (!found.ok) return found;
        const { office } = await findPlace(platform, call.actor, []);
        const body = await papers.renderDecisionNotice(noticeData(found.value, office.name, publicOrigin()));
        return ok({ contentType: PDF, fileName: '互助金申领决定通知书.pdf', body, isInline: true });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/claims/:claimId/told',
      permission: 'claim.read',
      summary: '会员或代办人填报的内容、材料清单、申诉',
      tags: ['申领'],
      input: { params },
      output: ClaimAsTold,
      refusals: ['claim-unknown', 'person-erased'],
      handle: async (call) => {
        const caller = callerOf(call);
        const { claimId } = call.input.params;
        const found = await getClaimAsTold(platform, caller, claimId);
        if (!found.ok) return found;
        const { told } = found.value;
        const decided = found.value.case as { readonly claim: Record<string, unknown> };
        return ok({
          statement: told?.statement ?? '',
          hospitalName: told?.hospitalName ?? '',
          recipients: (told?.recipients ?? []).map((each) => ({
            ...each,
            residentId: maskResidentId(each.residentId),
          })),
          missing: [...(told?.missing ?? [])],
          facts: decided.claim,
          documents: (await findClaimDocuments(platform, caller, claimId)).map(documentRowOf),
          appeals: (await findClaimAppeals(platform, caller, claimId)).map(appealOf),
        });
      },
    }),
    ...(['claim.read', 'claim.read-own'] as const).map((permission) =>
      defineRoute({
        method: 'GET',
        path: permission === 'claim.read' ? '/api/documents/:documentId' : '/api/my/documents/:documentId',
        permission,
        summary: permission === 'claim.read' ? '查看一份材料；每次查看都留痕' : '查看本人的一份材料',
        tags: ['申领'],
        input: { params: Type.Object({ documentId: Uuid }), query },
        output: file(PDF, 'image/jpeg', 'image/png'),
        refusals: ['document-unknown', 'person-erased', 'idempotency-key-reused'],
        handle: async (call) => {
          const { documentId } = call.input.params;
          const isOwn = permission === 'claim.read-own';
          const view = await findRelativeView(platform, callerOf(call), isOwn ? call.input.query.memberId : undefined);
          if (!view.mayRead({ documentId })) return fail({ code: 'document-unknown' });
          const found = await readDocument(platform, documents, view.caller, documentId);
          if (!found.ok) return found;
          const { type, fileName, bytes } = found.value;
          return ok({ contentType: type, fileName, body: bytes, isInline: true });
        },
      }),
    ),
  ];
}

type CardRefusal =
  | { readonly code: 'member-out-of-sight' | 'card-holder-differs' | 'idempotency-key-reused' }
  | { readonly code: 'own-card-wrong'; readonly cardFault: string };

/** A card in the member's own name, by himself or by somebody who acts for him. */
async function registerCard(
  platform: Platform,
  caller: Caller,
  memberId: string | undefined,
  { holder, cardNumber, bankName }: Static<typeof RegisterMyCard>,
): Promise<Result<undefined, CardRefusal>> {
  const acting = await actFor(platform, caller, memberId);
  if (acting === undefined || acting.origin === 'relative') return fail({ code: 'member-out-of-sight' });
  if (holder.normalize('NFKC').replaceAll(/\s/g, '') !== acting.person.name.replaceAll(/\s/g, '')) {
    return fail({ code: 'card-holder-differs' });
  }
  const card = parseCardNumber(cardNumber.replaceAll(/[\s-]/g, ''));
  if (!card.ok) return fail({ code: 'own-card-wrong', cardFault: card.error });
  const account = { memberId: acting.member.member_id, cardNumber: card.value.number, bankName, bankNumber: '' };
  const registered = await registerPayeeAccounts(platform, acting.caller, { accounts: [account] });
  if (registered.ok) return ok(undefined);
  const { code } = registered.error;
  if (code === 'idempotency-key-reused') return fail({ code });
  throw new Error(`a checked card was refused: ${code}`);
}

function myClaimOf(claim: OwnClaim): Omit<MyClaim, 'documents' | 'appeals'> {
  const standing = claim.decisions.at(-1);
  if (standing === undefined) throw new Error('a claim without its decision');
  return {
    claimId: claim.claimId,
    submittedOn: formatDate(claim.submittedOn),
    program: claim.program,
    benefit: claim.benefit,
    origin: claim.origin,
    state: claim.state,
    outcome: claim.outcome,
    amountFen: claim.amountFen,
    source: standing.source,
    reasons: standing.reasons.map(({ code, clause }) => ({ code, clause, text: claim.clauseTexts[clause] ?? '' })),
    decidedAt: new Date(standing.at).toISOString(),
    determined: standing.determined ?? null,
    because: standing.because?.by ?? null,
    steps: claim.reviews.map(({ at, level, outcome, comment }) => ({
      at: new Date(at).toISOString(),
      level,
      outcome,
      comment: outcome === 'send-back' || outcome === 'deny' ? comment : '',
    })),
    statement: claim.told?.statement ?? '',
    hospitalName: claim.told?.hospitalName ?? '',
    draftId: claim.told?.draftId ?? null,
    case: claim.case,
    line: claim.line,
  };
}
