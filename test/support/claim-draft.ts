import { crc32, deflateSync } from 'node:zlib';
import type { Result } from '#kernel/result.ts';
import type { SubmittedClaim } from '#modules/claims/index.ts';
import { addDocument, openDraft, type SubmitDraftRefusal, saveDraft, submitDraft } from '#modules/drafts/index.ts';
import { registerPayeeAccounts } from '#modules/payouts/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { DocumentStore } from '#platform/documents/document-store.ts';
import type { Platform } from '#platform/platform.ts';
import type { Benefit } from '#scheme/case.ts';
import { MATERIALS } from '#scheme/materials.ts';
import { must } from './scheme-fixture.ts';

/** A PNG of one colour: each shade is another file. */
export function pictureOf(shade: number, width = 4, height = 4): Buffer {
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.alloc(1 + width * 3, shade % 256);
  row[0] = 0;
  row[1] = Math.floor(shade / 256);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

export const CONSENTS = (['medical-data', 'bank-data', 'truthful'] as const).map((purpose) => ({
  purpose,
  edition: '2025-04',
}));

export interface DraftToFill {
  readonly benefit: Benefit;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly memberId?: string;
  /** Only the papers without which nothing is decided. */
  readonly onlyCore?: boolean;
  /** The picture of the settlement slip, where it is to be read. */
  readonly slip?: Buffer;
  readonly recipients?: NonNullable<Parameters<typeof saveDraft>[2]['content']['recipients']>;
}

let shade = 0;

/** Opens a draft, tells everything, brings all papers; its id and version. */
export async function filledDraft(
  platform: Platform,
  store: DocumentStore,
  caller: Caller,
  { benefit, facts, memberId, onlyCore = false, slip, recipients = [] }: DraftToFill,
): Promise<{ readonly draftId: string; readonly version: number }> {
  const program = benefit === 'inpatient' ? 'henan-inpatient' : 'national-accident';
  const { draftId } = must(await openDraft(platform, caller, { program, benefit, memberId }));
  for (const { kind, need } of MATERIALS[benefit]) {
    if (need === 'if-any' || (onlyCore && need !== 'core')) continue;
    shade += 1;
    const input = { draftId, memberId, material: kind, fileName: `${kind}.png` };
    const picture = kind === 'settlement-slip' ? slip : undefined;
    must(await addDocument(platform, store, caller, input, picture ?? pictureOf(shade)));
  }
  const content = {
    form: {},
    facts,
    statement: '突然发病，由家人送到医院。',
    hospitalName: '周口市中心医院',
    recipients,
  };
  return must(await saveDraft(platform, caller, { draftId, memberId, version: 1, content }));
}

/** From the first word to the decision. */
export async function submittedDraft(
  platform: Platform,
  store: DocumentStore,
  caller: Caller,
  draft: DraftToFill,
): Promise<Result<SubmittedClaim, SubmitDraftRefusal | { readonly code: 'idempotency-key-reused' }>> {
  const { memberId } = draft;
  const filled = await filledDraft(platform, store, caller, draft);
  return await submitDraft(platform, caller, { ...filled, memberId, consents: CONSENTS });
}

/** A card that passes its check. */
export const TEST_CARD = '6222021234567890128';

export async function withCard(
  platform: Platform,
  caller: Caller,
  memberId: string,
  cardNumber = TEST_CARD,
): Promise<void> {
  const account = { memberId, cardNumber, bankName: '中国银行周口分行', bankNumber: '' };
  must(await registerPayeeAccounts(platform, caller, { accounts: [account] }));
}

/** A stay outside the waiting time: base 9,000.00 of 15 whole days, 60 % of which are 5,400.00. */
export function inpatientFacts(admittedOn: string, dischargedOn: string): Readonly<Record<string, unknown>> {
  return {
    stay: {
      admittedOn,
      dischargedOn,
      settledOn: dischargedOn,
      observationFrom: null,
      excludedDays: 0,
      hospital: { grade: 3, recognised: true, region: 'henan' },
      transferApproved: false,
      mainDiagnosis: 'I21.0',
      cause: 'illness',
    },
    settlement: {
      billedTotal: 3_000_000,
      nonCovered: 100_000,
      overLimit: 0,
      upfrontCostSharing: 100_000,
      eligibleExpense: 2_800_000,
      deductible: 100_000,
      aboveCeiling: 0,
      poolingFundPaid: 1_800_000,
      catastrophicFundPaid: 0,
      civilServantPaid: 0,
      supplementaryPaid: 0,
      medicalAidPaid: 0,
      otherPaid: 0,
    },
  };
}

/** Two outpatient bills of 800.00 that basic insurance reimbursed: 1,500.00 after the deductible. */
export function accidentFacts(on: string): Readonly<Record<string, unknown>> {
  const bill = { kind: 'outpatient', on, costSharing: 80_000, insured: true, hospital: { grade: 2, recognised: true } };
  return { event: { id: '', on, treatedAbroad: false }, bills: [bill, bill], otherCompensation: 0 };
}
