/**
 * Keeps the shell of the member's app on the phone, so that it opens without a line: the page and the built files, which
 * hold nobody's data. Nothing of the interface (`/api/`) is ever kept, nor anything but what was built.
 */
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

const KEPT = 'tongzhou-member-shell';
const PAGE = '/member/';
/** Files of builds before the last few are let go. */
const MOST_FILES = 60;

async function keepShell(): Promise<void> {
  const cache = await caches.open(KEPT);
  const page = await fetch(PAGE, { cache: 'reload' });
  if (!page.ok) return;
  const text = await page.clone().text();
  await cache.put(PAGE, page);
  const files = [...text.matchAll(/\/assets\/[\w.-]+/g)].map(([path]) => path);
  await Promise.all([...new Set(files)].map((path) => keepFile(cache, path)));
}

async function keepFile(cache: Cache, path: string): Promise<void> {
  if ((await cache.match(path)) === undefined) await cache.add(path);
}

/** From the network where there is one, so that a new version comes at once; else as it was kept. */
async function page(request: Request): Promise<Response> {
  try {
    const fresh = await fetch(request);
    if (fresh.ok) {
      const cache = await caches.open(KEPT);
      await cache.put(PAGE, fresh.clone());
    }
    return fresh;
  } catch (error) {
    const kept = await caches.match(PAGE);
    if (kept === undefined) throw error;
    return kept;
  }
}

/** Built files carry a hash in their names: what is kept is right. */
async function file(request: Request): Promise<Response> {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) {
    await cache.put(request, fresh.clone());
    const files = await cache.keys();
    for (const old of files.slice(0, Math.max(0, files.length - MOST_FILES))) {
      if (new URL(old.url).pathname !== PAGE) await cache.delete(old);
    }
  }
  return fresh;
}

addEventListener('install', (event) => {
  (event as Lasting).waitUntil(keepShell());
});

addEventListener('fetch', (event) => {
  const { request } = event as Fetching;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && pathname === PAGE) (event as Fetching).respondWith(page(request));
  else if (pathname.startsWith('/assets/')) (event as Fetching).respondWith(file(request));
});
