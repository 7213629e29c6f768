import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import { CoversAnswer, CoversQuery, VerifiedCertificate } from '#contracts/covers.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, file, type Route } from '#http/route.ts';
import { type DayNumber, formatDate, parseDate, shanghaiDay } from '#kernel/civil-date.ts';
import { fail, ok } from '#kernel/result.ts';
import {
  type CertificateDetail,
  type VerifiedCertificate as Certified,
  findCertificate,
  findCovers,
  recordPrintedCertificate,
  verifyCertificate,
} from '#modules/covers/index.ts';
import { today } from '#platform/clock.ts';
import type { CertificateData } from '#platform/papers/paper-data.ts';
import type { Papers } from '#platform/papers/papers.ts';
import type { Platform } from '#platform/platform.ts';
import type { ProgramId } from '#scheme/case.ts';
import { waitingUntil } from '#scheme/joining/renewal.ts';

const PDF = 'application/pdf';

export interface CoverDeps {
  readonly platform: Platform;
  readonly papers: Papers;
  /** Where the public finds the platform: stands in the certificate's QR code. */
  readonly publicOrigin: () => string;
}

const PROGRAM_NAMES: Readonly<Record<ProgramId, string>> = {
  'henan-inpatient': '在职职工住院医疗互助保障活动',
  'national-accident': '新就业形态劳动者专项意外伤害互助保障活动',
};

/** Covers, certificates, and the public check of a certificate's code. */
export function coverRoutes({ platform, papers, publicOrigin }: CoverDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/covers',
      permission: 'enrollment.read',
      summary: '保障期，按单位或缴费通知，已脱敏',
      tags: ['保障'],
      input: { query: CoversQuery },
      output: CoversAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { orderId, unitId, name, limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['day', 'id']);
        if (!key.ok) return key;
        const startOn = parseDate(String(key.value?.[0] ?? ''));
        if (key.value !== undefined && Number.isNaN(startOn)) return fail({ code: 'bad-cursor' });
        const rows = await findCovers(platform, callerOf(call), {
          orderId,
          unitId,
          name,
          after: key.value === undefined ? undefined : { startOn, id: String(key.value[1]) },
          limit: limit + 1,
        });
        const items = rows.slice(0, limit).map((row) => ({
          ...row,
          startOn: formatDate(row.startOn),
          endOn: formatDate(row.endOn),
          waitingUntil: row.waitingUntil === null ? null : formatDate(row.waitingUntil),
        }));
        const last = items.at(-1);
        return ok(
          rows.length > limit && last !== undefined ? { items, next: cursorOf([last.startOn, last.id]) } : { items },
        );
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/orders/:orderId/certificate',
      permission: 'certificate.read',
      summary: '互助保障活动确认书（PDF）；每次打印都留痕',
      tags: ['保障'],
      input: { params: Type.Object({ orderId: Uuid }) },
      output: file(PDF),
      refusals: ['not-found'],
      handle: async (call) => {
        const caller = callerOf(call);
        const certificate = await findCertificate(platform, caller, call.input.params.orderId);
        if (certificate === undefined) return fail({ code: 'not-found' });
        const body = await papers.renderCertificate(certificateData(certificate, publicOrigin()));
        await recordPrintedCertificate(platform, caller, certificate);
        return ok({ contentType: PDF, fileName: `确认书-${certificate.number}.pdf`, body, isInline: true });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/certificates/:code',
      permission: 'public',
      summary: '核验确认书：凭验证码查单位、活动、期限、人数，不显示任何人的信息',
      tags: ['公众'],
      input: { params: Type.Object({ code: Type.String({ pattern: '^[0-9A-Za-z-]{16,24}$' }) }) },
      output: VerifiedCertificate,
      refusals: ['not-found'],
      rateLimit: { maxRequests: 30, perSeconds: 60 },
      handle: async (call) => {
        const code = call.input.params.code.toUpperCase().replaceAll('-', '');
        const found = await verifyCertificate(platform, code);
        if (found === undefined) return fail({ code: 'not-found' });
        return ok({
          unitName: found.unit_name,
          program: found.program,
          startOn: formatDate(found.start_on),
          endOn: formatDate(found.end_on),
          members: found.member_count,
          standing: standingOf(found, today(platform.clock)),
        });
      },
    }),
  ];
}

function standingOf(
  { is_void, start_on, end_on }: Certified,
  day: DayNumber,
): 'valid' | 'not-begun' | 'ended' | 'void' {
  if (is_void) return 'void';
  if (day < start_on) return 'not-begun';
  return day > end_on ? 'ended' : 'valid';
}

function certificateData(certificate: CertificateDetail, origin: string): CertificateData {
  const { program, start_on: startOn, end_on: endOn, members } = certificate;
  const lastOn =
    program === 'henan-inpatient' && members.some(({ isFirst }) => isFirst)
      ? waitingUntil.evaluate({ startOn, previousEndOn: undefined })
      : undefined;
  return {
    officeName: certificate.office_name,
    certificateNumber: certificate.number,
    issuedOn: shanghaiDay(certificate.issued_at),
    unitName: certificate.unit_name,
    unitCreditCode: certificate.credit_code,
    programName: PROGRAM_NAMES[program],
    shareCount: certificate.shares,
    contributionFen: certificate.amount_fen - certificate.refund_fen,
    startOn,
    endOn,
    waitingPeriod: lastOn === undefined ? undefined : { days: lastOn - startOn + 1, lastOn },
    verificationCode: certificate.verification_code,
    verificationUrl: `${origin}/verify/?code=${certificate.verification_code}`,
    members: members.map(({ name, maskedResidentId, isFirst, startOn: from, endOn: until }) => ({
      name,
      maskedResidentId,
      joining: isFirst || program !== 'henan-inpatient' ? 'first' : 'renewal',
      startOn: from,
      endOn: until,
    })),
  };
}
