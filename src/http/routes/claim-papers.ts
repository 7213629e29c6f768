import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import { ForMemberQuery } from '#contracts/member-claims.ts';
import { callerOf } from '#http/caller-of.ts';
import { applicationData } from '#http/claim-application.ts';
import { noticeData } from '#http/decision-notice.ts';
import { defineRoute, type FileAnswer, file, type Route } from '#http/route.ts';
import { maskResidentId } from '#kernel/mask.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { findEntitlements, getClaim, getClaimAsTold, recordPrintedNotice } from '#modules/claims/index.ts';
import { actFor, getDraft, isCoverInSight, recordPrintedPaper } from '#modules/drafts/index.ts';
import { findPlace, findUnitNames } from '#modules/organisations/index.ts';
import { findOwnPayeeAccount } from '#modules/payouts/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import type { Papers } from '#platform/papers/papers.ts';
import type { Platform } from '#platform/platform.ts';
import { PROGRAM_NAMES } from '#scheme/words/decision-words.ts';

export interface ClaimPaperDeps {
  readonly platform: Platform;
  readonly papers: Papers;
  readonly publicOrigin: () => string;
}

const PDF = 'application/pdf';
const tags = ['申领文书'];

/** Papers that the platform fills by itself: the application for a benefit, the proof of participation, the notice. */
export function claimPaperRoutes({ platform, papers, publicOrigin }: ClaimPaperDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/claim-drafts/:draftId/application',
      permission: 'claim.file',
      summary: '《互助金申请书》（PDF），按已填的内容生成，可以打印签字；代打印的留痕',
      tags,
      input: { params: Type.Object({ draftId: Uuid }), query: ForMemberQuery },
      output: file(PDF),
      refusals: ['draft-unknown'],
      handle: (call) => application(callerOf(call), { ...call.input.params, ...call.input.query }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/claims/:claimId/application',
      permission: 'claim.file',
      summary: '一份申领的《互助金申请书》（PDF）；医保数据生成的申领没有申请书',
      tags,
      input: { params: Type.Object({ claimId: Uuid }) },
      output: file(PDF),
      refusals: ['claim-unknown', 'person-erased', 'draft-unknown'],
      handle: async (call) => {
        const caller = callerOf(call);
        const { claimId } = call.input.params;
        const [claim, told] = [
          await getClaim(platform, caller, claimId),
          await getClaimAsTold(platform, caller, claimId),
        ];
        if (!claim.ok) return claim;
        if (!told.ok) return told;
        const draftId = told.value.told?.draftId;
        if (draftId === undefined) return fail({ code: 'draft-unknown' });
        return await application(caller, { draftId, memberId: claim.value.memberId });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/participation-proof',
      permission: 'claim.file',
      summary: '参加互助保障活动证明（PDF）：本人的，或所经办会员的；代打印的留痕',
      tags,
      input: { query: ForMemberQuery },
      output: file(PDF),
      refusals: ['member-out-of-sight'],
      handle: (call) => proof(callerOf(call), call.input.query.memberId),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/claims/:claimId/notice',
      permission: 'claim.read',
      summary: '一份申领的决定通知书（PDF）；每次打印都留痕',
      tags,
      input: { params: Type.Object({ claimId: Uuid }) },
      output: file(PDF),
      refusals: ['claim-unknown', 'person-erased'],
      handle: async (call) => {
        const caller = callerOf(call);
        const { claimId } = call.input.params;
        const claim = await getClaim(platform, caller, claimId);
        if (!claim.ok) return claim;
        const told = await getClaimAsTold(platform, caller, claimId);
        if (!told.ok) return told;
        const { office } = await findPlace(platform, caller, []);
        const data = noticeData({ ...claim.value, ...told.value }, office.name, publicOrigin());
        const body = await papers.renderDecisionNotice(data);
        await recordPrintedNotice(platform, caller, claim.value);
        return ok({ contentType: PDF, fileName: '互助金申领决定通知书.pdf', body, isInline: true });
      },
    }),
  ];

  async function application(
    caller: Caller,
    about: { readonly draftId: string; readonly memberId?: string | undefined },
  ): Promise<Result<FileAnswer, { readonly code: 'draft-unknown' }>> {
    const acting = await actFor(platform, caller, about.memberId);
    const draft = await getDraft(platform, caller, about);
    if (acting === undefined || !draft.ok) return fail({ code: 'draft-unknown' });
    const { member } = acting;
    const { office } = await findPlace(platform, caller, []);
    const units = await findUnitNames(platform, member.office_id, [member.unit_id]);
    const data = applicationData(draft.value, acting, {
      officeName: office.name,
      unitName: units.get(member.unit_id) ?? '',
      card: await findOwnPayeeAccount(platform, acting.caller),
      filledOn: today(platform.clock),
      origin: publicOrigin(),
    });
    const body = await papers.renderClaimApplication(data);
    await recordPrintedPaper(platform, acting, { draftId: about.draftId });
    return ok({ contentType: PDF, fileName: '互助金申请书.pdf', body, isInline: true });
  }

  async function proof(
    caller: Caller,
    memberId: string | undefined,
  ): Promise<Result<FileAnswer, { readonly code: 'member-out-of-sight' }>> {
    const acting = await actFor(platform, caller, memberId);
    if (acting === undefined) return fail({ code: 'member-out-of-sight' });
    const { member, person, origin } = acting;
    const entitled = await findEntitlements(platform, acting.caller);
    // where else somebody was covered is no business of a unit's, nor of another agency's
    const periods = entitled
      .flatMap(({ program, periods: ofProgram }) => ofProgram.map((period) => ({ ...period, program })))
      .filter((period) => isCoverInSight(period, acting));
    const names = await findUnitNames(
      platform,
      member.office_id,
      periods.map(({ unitId }) => unitId),
    );
    const { office } = await findPlace(platform, caller, []);
    const body = await papers.renderParticipationProof({
      officeName: office.name,
      name: person.name,
      residentId: origin === 'member' ? person.residentId : maskResidentId(person.residentId),
      issuedOn: today(platform.clock),
      periods: periods.map(({ program, startOn, endOn, shares, waitingUntil, unitId }) => ({
        programName: PROGRAM_NAMES[program],
        startOn,
        endOn,
        shares,
        waitingUntil: waitingUntil ?? undefined,
        unitName: names.get(unitId) ?? '',
      })),
      url: `${publicOrigin()}/member/`,
    });
    await recordPrintedPaper(platform, acting, 'participation-proof');
    return ok({ contentType: PDF, fileName: '参加互助保障活动证明.pdf', body, isInline: true });
  }
}
