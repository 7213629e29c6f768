import type { Problem } from '#contracts/problem.ts';

/** The server answered, and said no in its own words. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** The server was not reached, or its answer broke off: whether the act happened is not known, so it may be sent again. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/** The reader himself stopped the upload. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
}

/** The code of a refusal; `undefined` for any other failure. */
export function problemCode(failure: unknown): string | undefined {
  return failure instanceof ProblemError ? failure.problem.code : undefined;
}

/** Whether the session has ended or still lacks its second factor: the way on is the page of signing in. */
export function wantsSignIn(failure: unknown): boolean {
  const code = problemCode(failure);
  return code === 'not-signed-in' || code === 'second-factor-needed';
}
