import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';

/** 《互助保障活动确认书》 of one unit and one coverage period, with the list of its members. */
export interface CertificateData {
  /** As in its charter: 中国职工保险互助会河南省办事处. */
  readonly officeName: string;
  readonly certificateNumber: string;
  readonly issuedOn: DayNumber;
  readonly unitName: string;
  readonly unitCreditCode: string;
  readonly programName: string;
  readonly shareCount: number;
  readonly contributionFen: Fen;
  /** From 0:00 of this day. */
  readonly startOn: DayNumber;
  /** To 24:00 of this day. */
  readonly endOn: DayNumber;
  /** Only where the program has one and somebody joins for the first time. */
  readonly waitingPeriod: WaitingPeriod | undefined;
  readonly verificationCode: string;
  /** What the QR code holds; opens the public verification page. */
  readonly verificationUrl: string;
  /** In the order of the roster; thousands are all right. */
  readonly members: readonly CertificateMember[];
}

export interface WaitingPeriod {
  readonly days: number;
  /** Its last day for members who start with the period. */
  readonly lastOn: DayNumber;
}

export interface CertificateMember {
  readonly name: string;
  /** By the kernel's `maskResidentId`: what is printed here was masked before. */
  readonly maskedResidentId: string;
  readonly joining: 'first' | 'renewal';
  readonly startOn: DayNumber;
  readonly endOn: DayNumber;
}

/** 《互助金申领决定通知书》 to one person. All words are the caller's: this layer knows no rules. */
export interface DecisionNoticeData {
  readonly officeName: string;
  readonly programName: string;
  readonly claimNumber: string;
  readonly decidedOn: DayNumber;
  readonly maskedName: string;
  readonly maskedResidentId: string;
  readonly outcome: 'pay' | 'decline';
  /** 0 where nothing is paid. */
  readonly amountFen: Fen;
  /** When and where the money comes, say; may be empty. */
  readonly outcomeNote: string;
  readonly reasons: readonly ClauseText[];
  readonly steps: readonly NoticeStep[];
  readonly notices: readonly ClauseText[];
  /** The clauses named above, quoted. */
  readonly clauses: readonly NamedText[];
  readonly readings: readonly NamedText[];
  readonly howToAppeal: string;
  /** The claim's page, behind a sign-in; also in the QR code. */
  readonly url: string;
}

export interface ClauseText {
  readonly text: string;
  /** As people call it: 附件1第五条（一）第7项. */
  readonly clause: string;
}

export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** One line of the receipt, as the words of the scheme write it. */
export interface NoticeStep {
  readonly sign: string;
  readonly label: string;
  readonly figure: string;
  readonly clause: string;
  /** 读法 4, where the step rests on one; else empty. */
  readonly reading: string;
  readonly isResult: boolean;
}

/** 全国性社会团体会费统一票据（电子） of the built-in issuer: always a specimen, and says so on its face. */
export interface ReceiptData {
  /** 8 digits. */
  readonly code: string;
  /** 10 digits. */
  readonly number: string;
  /** 6 letters and digits. */
  readonly checkCode: string;
  readonly issuedOn: DayNumber;
  readonly payerName: string;
  readonly payerCreditCode: string;
  /** At least one. */
  readonly items: readonly ReceiptItem[];
  readonly otherInformation: string;
  readonly issuerName: string;
  readonly issuerCreditCode: string;
  /** 开票人 */
  readonly handler: string;
  /** 复核人 */
  readonly checker: string;
  readonly verificationUrl: string;
  /** The receipt that this red one takes back; amounts are given positive and printed with a minus. */
  readonly redOf: { readonly code: string; readonly number: string } | undefined;
}

export interface ReceiptItem {
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly quantity: number;
  readonly standardFen: Fen;
  readonly amountFen: Fen;
  readonly remark: string;
}

/** 《互助金申请书》 of one person, filled with what was typed. Words and masking are the caller's. */
export interface ClaimApplicationData {
  readonly officeName: string;
  readonly programName: string;
  /** By which the draft or the claim is found. */
  readonly number: string;
  readonly filledOn: DayNumber;
  readonly sections: readonly ApplicationSection[];
  /** Of a death benefit: name, kinship, resident ID, share. */
  readonly recipients: readonly (readonly [string, string, string, string])[];
  readonly papers: readonly { readonly name: string; readonly isThere: boolean; readonly note: string }[];
  readonly declarations: readonly string[];
  /** What the QR code holds. */
  readonly url: string;
}

export interface ApplicationSection {
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly value: string; readonly isWide: boolean }[];
  /** Free text below the rows; may be empty. */
  readonly text: string;
}

/** 《参加互助保障活动证明》 of one person. */
export interface ParticipationProofData {
  readonly officeName: string;
  readonly name: string;
  readonly residentId: string;
  readonly issuedOn: DayNumber;
  readonly periods: readonly {
    readonly programName: string;
    readonly startOn: DayNumber;
    readonly endOn: DayNumber;
    readonly shares: number;
    readonly waitingUntil: DayNumber | undefined;
    readonly unitName: string;
  }[];
  readonly url: string;
}
