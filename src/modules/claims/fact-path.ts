/** A value that stands in a case: no object, and of lists only one of whole numbers (disability grades). */
export type FactValue = string | number | boolean | null | readonly number[];

/** What is not a reviewer's to write: who asks for what and when, exclusions (asserted by clause), an accident's own key. */
const KEPT: ReadonlySet<string> = new Set(['benefit', 'submittedOn', 'exclusions', 'event.id']);

const PATH = /^[a-zA-Z]+(?:\[\d{1,4}\])?(?:\.[a-zA-Z]+(?:\[\d{1,4}\])?)*$/;

type Node = Readonly<Record<string, unknown>> | readonly unknown[];

/** The value at a path of a claim (`stay.hospital.grade`, `bills[0].costSharing`); `undefined` where nothing stands there. */
export function factAt(claim: Readonly<Record<string, unknown>>, path: string): FactValue | undefined {
  if (!PATH.test(path) || KEPT.has(path)) return undefined;
  let at: unknown = claim;
  for (const step of stepsOf(path)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[step];
  }
  return isFactValue(at) ? at : undefined;
}

/** The claim with another value at a path where one stands; an accident's key follows its day. */
export function withFact(
  claim: Readonly<Record<string, unknown>>,
  path: string,
  value: FactValue,
): Readonly<Record<string, unknown>> {
  const changed = replaced(claim, stepsOf(path), value) as Readonly<Record<string, unknown>>;
  return path === 'event.on' ? (replaced(changed, ['event', 'id'], `on-${String(value)}`) as typeof changed) : changed;
}

function stepsOf(path: string): readonly string[] {
  return path.split(/[.[\]]/).filter((step) => step !== '');
}

function replaced(node: Node, [step = '', ...further]: readonly string[], value: FactValue): Node {
  const inner = (node as Readonly<Record<string, unknown>>)[step] as Node;
  const next = further.length === 0 ? value : replaced(inner, further, value);
  if (Array.isArray(node)) return node.map((each, index) => (String(index) === step ? next : each));
  return { ...(node as Readonly<Record<string, unknown>>), [step]: next };
}

function isFactValue(value: unknown): value is FactValue {
  if (Array.isArray(value)) return value.every((each) => typeof each === 'number');
  return value === null || typeof value !== 'object';
}
