import { startEmbeddedServer } from '#platform/database/embedded/embedded-server.ts';

/**
 * A program that does nothing but hold an embedded server, for tests that kill it: the options come as JSON in its first
 * argument. It prints a line of JSON when the server is there, one when the server ends, and stops on SIGINT and SIGTERM.
 */
const print = (line: object): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);

const started = await startEmbeddedServer(JSON.parse(process.argv[2] ?? '{}'));
if (started.ok) {
  const { superuserUrl: url, port } = started.value;
  const beat = setInterval(() => undefined, 1000);
  started.value.onExit(({ code }) => print({ kind: 'exit', code }));
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      clearInterval(beat);
      started.value.stop().then(
        () => print({ kind: 'stopped' }),
        (error: Error) => print({ kind: 'failed', message: error.message }),
      );
    });
  }
  print({ kind: 'ready', url, port });
} else {
  print({ kind: 'refused', ...started.error });
}
