import { type DayNumber, formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { maskPhone, maskResidentId } from '#kernel/mask.ts';
import { formatYuan } from '#kernel/money.ts';
import type { ActingFor, DraftDetail } from '#modules/drafts/index.ts';
import type { OwnPayeeAccount } from '#modules/payouts/index.ts';
import type { ApplicationSection, ClaimApplicationData } from '#platform/papers/paper-data.ts';
import { MATERIALS } from '#scheme/materials.ts';
import { PROGRAM_NAMES } from '#scheme/words/decision-words.ts';

const BENEFITS: Readonly<Record<DraftDetail['benefit'], string>> = {
  inpatient: '住院医疗互助金',
  medical: '意外医疗互助金',
  disability: '意外伤残互助金',
  death: '意外身故互助金',
  'sudden-death': '猝死互助金',
};

const ORIGINS: Readonly<Record<string, string>> = {
  member: '会员本人',
  relative: '直系亲属',
  unit: '参保单位代办',
  agency: '经办机构代办',
};

const KINSHIPS: Readonly<Record<string, string>> = { spouse: '配偶', parent: '父母', child: '子女' };

/** What a path of the case is called on the application; what is not here is not printed. */
const LABELS: Readonly<Record<string, string>> = {
  'stay.admittedOn': '入院日期',
  'stay.dischargedOn': '出院日期',
  'stay.settledOn': '结算日期',
  'stay.mainDiagnosis': '主要诊断',
  'stay.hospital.region': '医院所在地',
  'stay.hospital.grade': '医院等级',
  'stay.transferApproved': '转外地治疗已批准',
  'settlement.billedTotal': '医疗费用总额',
  'settlement.nonCovered': '全自费',
  'settlement.overLimit': '超限价自费',
  'settlement.upfrontCostSharing': '先行自付',
  'settlement.eligibleExpense': '符合政策范围费用',
  'settlement.deductible': '起付标准',
  'settlement.aboveCeiling': '超封顶线部分',
  'settlement.poolingFundPaid': '统筹基金支付',
  'settlement.catastrophicFundPaid': '大额（大病）支付',
  'settlement.civilServantPaid': '公务员补助支付',
  'settlement.supplementaryPaid': '补充保险支付',
  'settlement.medicalAidPaid': '医疗救助支付',
  'settlement.otherPaid': '其他支付',
  'event.on': '意外（发病）日期',
  'event.onsetAt': '发病时间',
  'event.treatedAbroad': '在境外治疗',
  'bills.on': '就诊日期',
  'bills.costSharing': '自付金额',
  'bills.insured': '医保已报销',
  'bills.hospital.grade': '医院等级',
  otherCompensation: '其他途径已补偿',
  'disability.grades': '伤残等级',
  'disability.assessedOn': '评定日期',
  'death.on': '身故日期',
  'death.at': '身故时间',
};

const VALUES: Readonly<Record<string, string>> = {
  henan: '河南省内',
  'other-province': '外省',
  abroad: '境外',
};

const DECLARATIONS = [
  '本人（或受领人）申请上述互助金，所填内容和所交材料真实、完整；如有不实，愿意退回已领取的互助金并承担相应责任。',
  '同意互助会为核定互助金使用本人的医疗信息和银行卡信息；同意的时间和文本版本记在平台上。',
];

/**
 * The printable application for a benefit, filled with what was typed so far; what is empty stays a line to write on. The
 * person's own numbers stand in full only where he prints it himself.
 */
export function applicationData(
  draft: DraftDetail,
  { person, origin }: ActingFor,
  by: {
    readonly officeName: string;
    readonly unitName: string;
    readonly card: OwnPayeeAccount | undefined;
    readonly filledOn: DayNumber;
    readonly origin: string;
  },
): ClaimApplicationData {
  const { content, benefit } = draft;
  const isOwn = origin === 'member';
  const given = new Set(draft.documents.map(({ material }) => material));
  const isDeath = benefit === 'death' || benefit === 'sudden-death';
  const shown = isOwn ? person.residentId : maskResidentId(person.residentId);
  // to which bank a member's money goes is neither his unit's nor his relatives' business
  const seesCard = isOwn || origin === 'agency';
  const card = by.card === undefined || !seesCard ? '' : `${by.card.bankName}，尾号 ${by.card.cardTail}`;
  return {
    officeName: by.officeName,
    programName: PROGRAM_NAMES[draft.program],
    number: draft.claimId ?? draft.draftId,
    filledOn: by.filledOn,
    sections: [
      {
        title: '申请人',
        rows: [
          row('姓名', person.name),
          row('身份证号', shown),
          row('手机号', isOwn ? (person.phone ?? '') : person.phone === undefined ? '' : maskPhone(person.phone)),
          row('申请方式', ORIGINS[draft.origin] ?? ''),
          row('参保单位', by.unitName, true),
          row('申请项目', BENEFITS[benefit]),
          row(isDeath ? '受领人' : '收款银行卡', isDeath ? '见下表' : card),
        ],
        text: '',
      },
      {
        title: '事件与费用',
        rows: paired([
          ...(content.hospitalName === '' ? [] : [row('医院', content.hospitalName)]),
          ...factRows(content.facts ?? {}).map(([label, value]) => row(label, value)),
        ]),
        text: '',
      },
      { title: '事情的经过', rows: [], text: content.statement.trim() === '' ? '\n\n\n' : content.statement },
    ],
    recipients: content.recipients.map(({ name, kinship, residentId, shareBasisPoints }) => [
      name,
      KINSHIPS[kinship] ?? '',
      isOwn ? residentId : maskResidentId(residentId),
      `${shareBasisPoints / 100}%`,
    ]),
    papers: [
      { name: '互助金申请书、参保名单、参加互助保障活动证明', isThere: true, note: '由平台附上' },
      ...MATERIALS[benefit]
        .filter(({ kind, need }) => need !== 'if-any' || given.has(kind))
        .map(({ kind, name }) => ({ name, isThere: given.has(kind), note: given.has(kind) ? '已上传' : '' })),
    ],
    declarations: DECLARATIONS,
    url: `${by.origin}/member/#/${draft.claimId === undefined ? `draft/${draft.draftId}/event` : `claims/${draft.claimId}`}`,
  };
}

function row(label: string, value: string, isWide = false): ApplicationSection['rows'][number] {
  return { label, value, isWide };
}

/** The last of an odd number of rows goes over the whole line. */
function paired(rows: ApplicationSection['rows']): ApplicationSection['rows'] {
  return rows.map((each, index) =>
    rows.length % 2 === 1 && index === rows.length - 1 ? { ...each, isWide: true } : each,
  );
}

/** The typed figures in the words of the application, amounts of nothing left out. */
function factRows(facts: Readonly<Record<string, unknown>>): readonly (readonly [string, string])[] {
  const rows: (readonly [string, string])[] = [];
  const walk = (value: unknown, path: string, at: string): void => {
    if (Array.isArray(value) && path !== 'disability.grades') {
      for (const [index, each] of value.entries()) walk(each, path, ` ${index + 1}`);
    } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [name, each] of Object.entries(value)) walk(each, path === '' ? name : `${path}.${name}`, at);
    } else {
      const label = LABELS[path];
      const text = label === undefined ? undefined : factText(path, value);
      if (label !== undefined && text !== undefined) rows.push([`${label}${at}`, text]);
    }
  };
  walk(facts, '', '');
  return rows;
}

function factText(path: string, value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number' && isAmount(path)) return value === 0 ? undefined : `${formatYuan(value)} 元`;
  if (path.endsWith('hospital.grade')) return GRADES[String(value)] ?? String(value);
  if (typeof value === 'boolean') return value ? '是' : undefined;
  const text = Array.isArray(value) ? value.join('、') : String(value);
  const day = parseDate(text);
  return Number.isNaN(day) ? (VALUES[text] ?? text) : formatChineseDate(day);
}

const GRADES: Readonly<Record<string, string>> = { '3': '三级', '2': '二级', '1': '一级或未定级' };

function isAmount(path: string): boolean {
  return path.startsWith('settlement.') || path === 'bills.costSharing' || path === 'otherCompensation';
}
