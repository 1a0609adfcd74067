/*
 * Keeps the waiting page on the device, so that it opens while the network or the gate is away, and comes back by
 * itself. It keeps files that are the same for everyone, never an answer about a person.
 */

declare global {
  interface WindowEventMap {
    install: LifeEvent;
    fetch: AskedEvent;
  }
}

interface LifeEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface AskedEvent extends LifeEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
declare const clients: {
  matchAll(query: { includeUncontrolled: true; type: 'window' }): Promise<readonly { readonly url: string }[]>;
};

const KEPT = 'waiting-page';
/** The page is the same for every window. */
const PAGE = '/windows/';
const IS_PAGE = /^\/windows\/[^/]+$/;
/** Longer than this nobody waits for a page that is at hand. */
const PATIENCE_MS = 5_000;

/** Keeps a page with everything it loads, and drops what an earlier release of it loaded. */
async function keep(page: Response): Promise<void> {
  const cache = await caches.open(KEPT);
  const html = await page.clone().text();
  const needed = new Set(html.match(/\/assets\/[^"]+/g));
  await Promise.all([...needed].map(async (file) => (await cache.match(file)) ?? cache.add(file)));
  await cache.put(PAGE, page);
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname !== PAGE && !needed.has(pathname)) await cache.delete(url);
  }
}

/** The page that is open is in the browser's cache already: nothing travels twice. */
async function keepOpenPage(): Promise<void> {
  const open = await clients.matchAll({ includeUncontrolled: true, type: 'window' });
  const page = open.find(({ url }) => IS_PAGE.test(new URL(url).pathname));
  if (page) await keep(await fetch(page.url, { cache: 'force-cache' }));
}

/** The page of the gate, or the one at hand when the gate does not answer well or in time. */
async function pageFor(event: AskedEvent): Promise<Response> {
  const asked = fetch(event.request);
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  const answer = await Promise.race([asked, late]).catch(() => null);
  if (answer?.ok) event.waitUntil(keep(answer.clone()));
  if (answer !== null && answer.status < 500) return answer;
  return (await caches.match(PAGE, { ignoreVary: true })) ?? asked;
}

async function fileFor(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

addEventListener('install', (event) => event.waitUntil(keepOpenPage()));
addEventListener('fetch', (event) => {
  const { mode, url } = event.request;
  const { pathname, searchParams } = new URL(url);
  if (mode === 'navigate' && IS_PAGE.test(pathname) && !searchParams.has('plain')) event.respondWith(pageFor(event));
  else if (pathname.startsWith('/assets/')) event.respondWith(fileFor(event.request));
});
