/**
 * The outcome of an act that may expectedly fail: the value, or what stood in its way.
 *
 * Expected failures are values; a thrown error means a broken invariant or a failure outside.
 */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function fail<const E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}
