import { randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { CSP_NONCE_PLACEHOLDER, contentSecurityPolicy } from './content-security-policy.ts';

/** Only this machine can reach the page. */
const HOST = '127.0.0.1';
/** How many ports after the wished one are tried. */
const PORTS_TRIED = 20;
const HOME = '/calculator/';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

export interface WebServer {
  readonly address: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Serves the built screens, and nothing else, to this machine; on the next free port where the wished one is taken. */
export async function serveWeb(folder: string, wishedPort: number): Promise<WebServer> {
  const server = createServer((request, response) => {
    answer(folder, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  const port = await listen(server, wishedPort);
  return {
    address: `http://${HOST}:${port}/`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server, wishedPort: number): Promise<number> {
  for (let port = wishedPort; ; port++) {
    try {
      return await tryPort(server, port);
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || port >= wishedPort + PORTS_TRIED || port >= 65_535) throw error;
    }
  }
}

function tryPort(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

async function answer(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const nonce = randomBytes(16).toString('base64');
  setSecurityHeaders(response, nonce);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const path = pathOf(request.url ?? '/');
  if (path === '/') {
    response.writeHead(302, { location: HOME }).end();
    return;
  }
  const file = path === undefined ? undefined : await fileAt(folder, path);
  if (file === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(request.method === 'HEAD' ? undefined : '没有这个页面。\n');
    return;
  }
  const extension = extname(file);
  let body = await readFile(file);
  if (extension === '.html') body = Buffer.from(body.toString('utf8').replaceAll(CSP_NONCE_PLACEHOLDER, nonce));
  response.writeHead(200, {
    'content-type': TYPES[extension] ?? 'application/octet-stream',
    'content-length': body.length,
    // built files carry a hash in their names; the pages that name them do not
    'cache-control': file.includes(`${sep}assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function setSecurityHeaders(response: ServerResponse, nonce: string): void {
  response.setHeader('content-security-policy', contentSecurityPolicy(nonce));
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('x-frame-options', 'DENY');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  response.setHeader('permissions-policy', 'camera=(), geolocation=(), microphone=()');
}

/** The path of a request, decoded; `undefined` where it is none. */
function pathOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '/');
    return path.includes('\0') ? undefined : path;
  } catch {
    return undefined;
  }
}

/** The file of a path, inside of the folder only; a folder's is its index.html. Hidden files are not served. */
async function fileAt(folder: string, path: string): Promise<string | undefined> {
  const wanted = normalize(path.endsWith('/') ? `${path}index.html` : path);
  if (/(?:^|[\\/])\./.test(wanted)) return undefined;
  const file = join(folder, wanted);
  if (!file.startsWith(folder + sep)) return undefined;
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() === true ? file : undefined;
}
