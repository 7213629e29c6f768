/**
 * An error as the log may hold it: its kind, its code and where it came from.
 *
 * Never its message: messages quote values, and values are people's. PostgreSQL's names of constraint and table are ours.
 */
export function errorForLog(error: unknown, depth = 0): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const fields = error as unknown as Readonly<Record<string, unknown>>;
  return {
    kind: error.name,
    ...picked(fields, ['code', 'severity', 'schema', 'table', 'constraint', 'routine', 'syscall']),
    frames: framesOf(error),
    ...(error.cause === undefined || depth > 3 ? {} : { cause: errorForLog(error.cause, depth + 1) }),
  };
}

function picked(fields: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.filter((name) => /^[\w.-]{1,80}$/.test(String(fields[name] ?? ''))).map((name) => [name, fields[name]]),
  );
}

/** The lines of the stack that name places; those of the message fall away. */
function framesOf(error: Error): string[] {
  return (error.stack ?? '')
    .slice((error.stack ?? '').lastIndexOf(error.message) + error.message.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 20)
    .map((line) => line.trim());
}

/** SQLSTATE classes and system errors that say: not now. */
const OUTSIDE_CODE = /^(?:08\w{3}|53\w{3}|57P\w{2}|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EHOSTUNREACH)$/;

/** Whether something that the server rests on has failed, rather than the server. */
export function isOutsideFailure(error: unknown): boolean {
  return error instanceof Error && 'code' in error && OUTSIDE_CODE.test(String(error.code));
}
