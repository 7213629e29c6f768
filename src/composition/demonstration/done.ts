import type { Result } from '#kernel/result.ts';

/** The value of what can't be refused here; a refusal is a fault of the demonstration's own plan and throws. */
export function done<T>(what: string, result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`the demonstration was refused (${what}): ${JSON.stringify(result.error)}`);
  return result.value;
}
