// Keeps the app's shell on the device, so that it opens without a network. Only the product's own files: what
// servers say of a person is never kept. The build fills in the names.
const shell = /* SHELL */ [];
const version = '/* VERSION */';
const shellCache = `shell-${version}`;
const fontCache = 'fonts';
/** Where the app's own screens live; everything else is not its business. */
const screens = /^\/($|index\.html$|invoices\/|claims(\/|$)|consents$|link$)/;
const answerWithinMillis = 4000;

addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(shellCache)
      .then((cache) => cache.addAll(shell.map((path) => new Request(path, { cache: 'reload' }))))
      .then(() => self.skipWaiting()),
  );
});

addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== shellCache && name !== fontCache).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    if (screens.test(pathname)) event.respondWith(page(request));
  } else if (pathname.startsWith('/fonts/')) {
    event.respondWith(kept(request, fontCache));
  } else if (pathname.startsWith('/assets/')) {
    event.respondWith(kept(request, null));
  }
});

/** The page as the server has it; the kept one when it does not answer. */
async function page(request) {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(answerWithinMillis) });
  } catch {
    return (await caches.match('/')) ?? Response.error();
  }
}

/** A file whose name says its content. Where a cache is named, what was missing is kept there. */
async function kept(request, cacheName) {
  const found = await caches.match(request);
  if (found !== undefined) return found;
  const response = await fetch(request);
  if (cacheName !== null && response.ok) await (await caches.open(cacheName)).put(request, response.clone());
  return response;
}
