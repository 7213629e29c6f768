/** Something that the user asked for and cannot have: a Chinese sentence without its full stop. Ends with exit code 2. */
export class Misuse extends Error {}

/** Why the file system would not do what the user asked of a file that he named. */
const FILE_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: '找不到文件',
  EACCES: '没有权限读写',
  EPERM: '没有权限读写',
  EISDIR: '要的是文件，这是文件夹',
  ENOTDIR: '路径中有一段不是文件夹',
  ENOSPC: '磁盘已满，写不下',
  EROFS: '磁盘只读，不能写',
};

/**
 * What the user did wrong, as a Chinese sentence; `undefined` for an error that is not his.
 *
 * His are what a command refuses by {@link Misuse}, options that `parseArgs` refuses and files that the file system
 * refuses.
 */
export function describeMisuse(error: unknown): string | undefined {
  if (error instanceof Misuse) return `${error.message}。`;
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  if (error.code.startsWith('ERR_PARSE_ARGS_')) return describeOptionFault(error.code, error.message);
  const fault = FILE_FAULTS[error.code];
  const path = 'path' in error && typeof error.path === 'string' ? error.path : undefined;
  return fault === undefined || path === undefined ? undefined : `${fault}：${path}。`;
}

/** `parseArgs` says in English what it refuses, and quotes it: `Unknown option '--color'. To specify …`. */
function describeOptionFault(code: string, message: string): string {
  const named = /'(?<named>[^' ]+)/.exec(message)?.groups?.['named'] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `不认识选项 ${named}。`;
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return `多出了参数 ${named}。`;
  return message.includes('does not take an argument') ? `选项 ${named} 不带值。` : `选项 ${named} 要带一个值。`;
}
