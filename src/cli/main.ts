/** The `tongzhou` command: `npm run --silent tongzhou -- <command>`. */
import { COMMANDS } from './commands.ts';
import { runCommandLine } from './run-command-line.ts';

// whoever reads the output may stop early (`| head`): that is no error, and there is nobody left to tell
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await runCommandLine(process.argv.slice(2), COMMANDS, process);
