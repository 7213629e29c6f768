/** Words for the codes of the interface that more than one app shows. */
import type { Static } from 'typebox';
import type { OrderState } from '#contracts/contributions.ts';
import type { Program as ProgramSchema, RosterState } from '#contracts/rosters.ts';

type Program = Static<typeof ProgramSchema>;

export { PROGRAM_NAMES } from '#scheme/words/decision-words.ts';

export const PROGRAM_SHORT_NAMES: Readonly<Record<Program, string>> = {
  'henan-inpatient': '住院医疗',
  'national-accident': '意外伤害',
};

/** How a state looks: what waits for somebody, what is done, what came back. */
export type StateTone = 'plain' | 'done' | 'waiting' | 'fault';

interface StateWords {
  readonly label: string;
  readonly tone: StateTone;
}

export const ROSTER_STATES: Readonly<Record<Static<typeof RosterState>, StateWords>> = {
  draft: { label: '草稿，未提交', tone: 'plain' },
  'in-review': { label: '审核中', tone: 'waiting' },
  'sent-back': { label: '已退回，待修改', tone: 'fault' },
  refused: { label: '审核不通过', tone: 'fault' },
  withdrawn: { label: '已撤回', tone: 'plain' },
  passed: { label: '已通过，待缴费', tone: 'waiting' },
  covered: { label: '已生效', tone: 'done' },
  expired: { label: '已过期', tone: 'plain' },
};

export const ORDER_STATES: Readonly<Record<Static<typeof OrderState>, StateWords>> = {
  open: { label: '待缴费', tone: 'waiting' },
  completed: { label: '已到账，待生效', tone: 'done' },
  'in-force': { label: '保障中', tone: 'done' },
  void: { label: '已作废', tone: 'plain' },
  expired: { label: '已过期', tone: 'plain' },
};

export const LEVEL_NAMES = { county: '县级', city: '市级', office: '办事处' } as const;

export const REVIEW_OUTCOMES = {
  pass: { label: '通过', tone: 'done' },
  'send-back': { label: '退回修改', tone: 'fault' },
  refuse: { label: '不通过', tone: 'fault' },
  refer: { label: '请上级定夺', tone: 'waiting' },
} as const satisfies Readonly<Record<string, StateWords>>;

export const FUNDING_SOURCES = {
  'unit-subsidy': '行政补助',
  'union-funds': '工会经费',
  members: '职工个人',
  grant: '其他补助',
} as const;
