import { createRequire } from 'node:module';
import { decideSimplified, type SimplifiedFacts } from './simplified.ts';

/** One way to take the simplified decision: the amount in fen, 0 where declined. */
export interface Contender {
  readonly name: string;
  /** Decisions in one timed round: slow engines get fewer. */
  readonly perRound: number;
  readonly decide: (facts: SimplifiedFacts) => number | Promise<number>;
}

const CONDITIONS =
  'admittedOn >= startOn && admittedOn <= endOn && submittedOn <= settledOn + 730 && hospitalGrade >= 2 && recognised && !abroad && staysPaid < 2';

/** Every contender, each the way its makers say is fast: parsed or compiled once where it can be. */
export async function listContenders(): Promise<readonly Contender[]> {
  const load = createRequire(new URL('../engines/package.json', import.meta.url));
  const importFrom = (name: string): Promise<Record<string, unknown>> => import(load.resolve(name));
  return [
    {
      name: '同舟（规则、条款、结论）',
      perRound: 1_000_000,
      decide: (facts) => decideSimplified('x', facts).amountFen,
    },
    { name: '同一规则手写成一个函数', perRound: 5_000_000, decide: byHand },
    await jsonLogic(importFrom),
    await cel(importFrom),
    await marcbachmannCel(importFrom),
    await jsonRules(importFrom),
    await zenExpression(importFrom),
    await zenGraph(importFrom),
  ];
}

function byHand(f: SimplifiedFacts): number {
  if (f.admittedOn < f.startOn || f.admittedOn > f.endOn || f.submittedOn > f.settledOn + 730) return 0;
  if (f.hospitalGrade < 2 || !f.recognised || f.abroad || f.staysPaid >= 2) return 0;
  const base = f.eligible - f.deductible - f.pooled;
  return Math.min(Math.floor((base * (f.inProvince ? 6_000 : 5_000) + 5_000) / 10_000), f.left);
}

type Import = (name: string) => Promise<Record<string, unknown>>;

async function jsonLogic(importFrom: Import): Promise<Contender> {
  const { LogicEngine } = (await importFrom('json-logic-engine')) as {
    LogicEngine: new () => {
      addMethod(name: string, method: (args: number[]) => number): void;
      build(logic: unknown): (data: unknown) => number;
    };
  };
  const engine = new LogicEngine();
  engine.addMethod('floor', ([value]) => Math.floor(value ?? 0));
  const v = (name: string): object => ({ var: name });
  const base = { '-': [{ '-': [v('eligible'), v('deductible')] }, v('pooled')] };
  const decide = engine.build({
    if: [
      {
        and: [
          { '>=': [v('admittedOn'), v('startOn')] },
          { '<=': [v('admittedOn'), v('endOn')] },
          { '<=': [v('submittedOn'), { '+': [v('settledOn'), 730] }] },
          { '>=': [v('hospitalGrade'), 2] },
          v('recognised'),
          { '!': v('abroad') },
          { '<': [v('staysPaid'), 2] },
        ],
      },
      {
        min: [
          { floor: [{ '/': [{ '+': [{ '*': [base, { if: [v('inProvince'), 6000, 5000] }] }, 5000] }, 10_000] }] },
          v('left'),
        ],
      },
      0,
    ],
  });
  return { name: 'json-logic-engine 5（编译）', perRound: 1_000_000, decide: (facts) => decide(facts) };
}

async function cel(importFrom: Import): Promise<Contender> {
  const module = (await importFrom('cel-js')) as {
    parse(text: string): { isSuccess: boolean; cst: unknown };
    evaluate(cst: unknown, context: object, functions: object): number;
  };
  const parsed = module.parse(
    `${CONDITIONS} ? least(floor(((eligible - deductible - pooled) * (inProvince ? 6000 : 5000) + 5000) / 10000), left) : 0`,
  );
  const functions = { floor: Math.floor, least: Math.min };
  return {
    name: 'cel-js 0.8（预解析）',
    perRound: 20_000,
    decide: (facts) => module.evaluate(parsed.cst, { ...facts }, functions),
  };
}

async function marcbachmannCel(importFrom: Import): Promise<Contender> {
  const { Environment } = (await importFrom('@marcbachmann/cel-js')) as {
    Environment: new () => {
      registerVariable(name: string, type: string): unknown;
      parse(text: string): (context: object) => number | bigint;
    };
  };
  const environment = new Environment();
  const numbers = ['startOn', 'endOn', 'admittedOn', 'submittedOn', 'settledOn', 'hospitalGrade', 'staysPaid'];
  for (const name of [...numbers, 'eligible', 'deductible', 'pooled', 'left'])
    environment.registerVariable(name, 'double');
  for (const name of ['recognised', 'abroad', 'inProvince']) environment.registerVariable(name, 'bool');
  const decide = environment.parse(
    `${CONDITIONS.replace('730', '730.0').replace('>= 2', '>= 2.0').replace('< 2', '< 2.0')} ? ((eligible - deductible - pooled) * (inProvince ? 6000.0 : 5000.0) + 5000.0) / 10000.0 : 0.0`,
  );
  return {
    name: '@marcbachmann/cel-js 8（预解析；取整在外）',
    perRound: 300_000,
    decide: (facts) => Math.min(Math.floor(Number(decide(facts))), facts.left),
  };
}

async function jsonRules(importFrom: Import): Promise<Contender> {
  const { Engine } = (await importFrom('json-rules-engine')) as {
    Engine: new () => {
      addRule(rule: object): void;
      addFact(
        name: string,
        compute: (params: unknown, almanac: { factValue(name: string): Promise<number> }) => unknown,
      ): void;
      run(
        facts: object,
      ): Promise<{ events: { params: { amount: number } }[]; almanac: { factValue(name: string): Promise<number> } }>;
    };
  };
  const engine = new Engine();
  engine.addFact('latest', async (_, almanac) => (await almanac.factValue('settledOn')) + 730);
  engine.addFact('amount', async (_, almanac) => {
    const value = (name: string): Promise<number> => almanac.factValue(name);
    const base = (await value('eligible')) - (await value('deductible')) - (await value('pooled'));
    const share = (await value('inProvince')) ? 6000 : 5000;
    return Math.min(Math.floor((base * share + 5000) / 10_000), await value('left'));
  });
  const fact = (name: string): object => ({ fact: name });
  engine.addRule({
    conditions: {
      all: [
        { fact: 'admittedOn', operator: 'greaterThanInclusive', value: fact('startOn') },
        { fact: 'admittedOn', operator: 'lessThanInclusive', value: fact('endOn') },
        { fact: 'submittedOn', operator: 'lessThanInclusive', value: fact('latest') },
        { fact: 'hospitalGrade', operator: 'greaterThanInclusive', value: 2 },
        { fact: 'recognised', operator: 'equal', value: true },
        { fact: 'abroad', operator: 'equal', value: false },
        { fact: 'staysPaid', operator: 'lessThan', value: 2 },
      ],
    },
    event: { type: 'pay' },
  });
  return {
    name: 'json-rules-engine 7',
    perRound: 10_000,
    decide: async (facts) => {
      const { events, almanac } = await engine.run({ ...facts });
      return events.length === 0 ? 0 : almanac.factValue('amount');
    },
  };
}

const ZEN_CONDITIONS =
  'admittedOn >= startOn and admittedOn <= endOn and submittedOn <= settledOn + 730 and hospitalGrade >= 2 and recognised and not abroad and staysPaid < 2';
const ZEN_AMOUNT = 'min([floor(((eligible - deductible - pooled) * (inProvince ? 6000 : 5000) + 5000) / 10000), left])';

async function zenExpression(importFrom: Import): Promise<Contender> {
  const { evaluateExpressionSync } = (await importFrom('@gorules/zen-engine')) as {
    evaluateExpressionSync(text: string, context: object): number;
  };
  return {
    name: '@gorules/zen-engine 0.54（表达式）',
    perRound: 40_000,
    decide: (facts) => evaluateExpressionSync(`${ZEN_CONDITIONS} ? ${ZEN_AMOUNT} : 0`, facts),
  };
}

async function zenGraph(importFrom: Import): Promise<Contender> {
  const { ZenEngine } = (await importFrom('@gorules/zen-engine')) as {
    ZenEngine: new () => {
      createDecision(graph: Buffer): { evaluate(context: object): Promise<{ result: { amount: number } }> };
    };
  };
  const graph = {
    contentType: 'application/vnd.gorules.decision',
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode', position: { x: 0, y: 0 } },
      {
        id: 'rule',
        name: 'rule',
        type: 'expressionNode',
        position: { x: 1, y: 0 },
        content: { expressions: [{ id: 'e', key: 'amount', value: `${ZEN_CONDITIONS} ? ${ZEN_AMOUNT} : 0` }] },
      },
      { id: 'out', name: 'out', type: 'outputNode', position: { x: 2, y: 0 } },
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'rule', type: 'edge' },
      { id: 'b', sourceId: 'rule', targetId: 'out', type: 'edge' },
    ],
  };
  const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(graph)));
  return {
    name: '@gorules/zen-engine 0.54（决策图）',
    perRound: 10_000,
    decide: async (facts) => (await decision.evaluate(facts)).result.amount,
  };
}
