/** The statuses that a refusal may take; each has its Chinese name in problem.ts. */
export type RefusalStatus = 400 | 401 | 403 | 404 | 405 | 408 | 409 | 410 | 413 | 415 | 422 | 429 | 431 | 500 | 503;

/** How one refusal is answered. Texts say what happened and what to do, and hold no personal data. */
export interface RefusalAnswer<R> {
  readonly status: RefusalStatus;
  readonly message: string | ((refusal: R) => string);
  readonly detail?: string | ((refusal: R) => string);
}

/** An answer for every code of a union of refusals: a missing one does not compile. */
export type RefusalTable<R extends { readonly code: string }> = {
  readonly [Code in R['code']]: RefusalAnswer<Extract<R, { readonly code: Code }>>;
};
