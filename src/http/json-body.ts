import type { FastifyInstance } from 'fastify';

/** A JSON body that is none, is nested too deeply, or reaches for prototypes. */
export class BadJsonError extends Error {
  override readonly name = 'BadJsonError';
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** How deep arrays and objects stand inside one another; counts brackets outside of strings, parses nothing. */
export function jsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === 0x5b || code === 0x7b) {
      depth++;
      if (depth > deepest) deepest = depth;
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
  return deepest;
}

function endOfString(text: string, opening: number): number {
  let at = opening + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

/** Half a surrogate pair, which neither the database nor canonical JSON knows, can stand in UTF-8 only as an escape. */
const ESCAPED_HALF = /\\u[dD][89a-fA-F]/;
/** What `JSON.stringify` makes of a half that stands alone, and of nothing else. */
const LONE_HALF = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;

/**
 * Bodies are JSON in UTF-8, shallow, without half characters, and without `__proto__` or `constructor.prototype`; anything
 * else is refused.
 */
export function acceptJsonBodies(app: FastifyInstance, maxDepth: number): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    let text: string;
    try {
      text = utf8.decode(typeof body === 'string' ? Buffer.from(body) : body);
    } catch {
      done(new BadJsonError('not UTF-8'));
      return;
    }
    if (jsonDepth(text) > maxDepth) {
      done(new BadJsonError('nested too deeply'));
      return;
    }
    void parse(request, text, (error, value) => {
      if (error !== null) done(new BadJsonError('not JSON'));
      else if (ESCAPED_HALF.test(text) && LONE_HALF.test(JSON.stringify(value))) done(new BadJsonError('not UTF-16'));
      else done(null, value);
    });
  });
}
