// Keeps the app's own files, so that it opens at once and without a connection. Answers of the API are never kept:
// they are personal, and another person may sign in on this device.
const CACHE = 'valence-app-1'

/** Each release adds its files; the oldest make room. */
const MAX_FILES = 200

const PAGE = '/index.html'
const SMALL_FILES = ['/config.json', '/first-paint.js', '/manifest.webmanifest', '/favicon.svg']

/** Below these are answers of the API and of the migration's pages. */
const NOT_OURS = /^\/(?:rest|auth|storage|functions|ops)\//

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(takeOver()))
self.addEventListener('message', (event) => {
  if (Array.isArray(event.data?.keep)) event.waitUntil(keepAll(event.data.keep))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin || NOT_OURS.test(url.pathname))
    return
  if (url.pathname.startsWith('/assets/')) event.respondWith(fromCacheFirst(request))
  else if (request.mode === 'navigate') event.respondWith(fromNetworkFirst(request, PAGE))
  else if (SMALL_FILES.includes(url.pathname)) {
    event.respondWith(fromNetworkFirst(request, url.pathname))
  }
})

async function takeOver() {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)))
  await self.clients.claim()
}

/** Their names hold a hash of their content, so what is kept is right for ever. */
async function fromCacheFirst(request) {
  const kept = await caches.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await keep(request, answer.clone())
  return answer
}

/** @param key under which the answer is kept: every address of the app gets the same page */
async function fromNetworkFirst(request, key) {
  try {
    const answer = await fetch(request)
    if (answer.ok) await keep(key, answer.clone())
    return answer
  } catch (error) {
    const kept = await caches.match(key)
    if (kept) return kept
    throw error
  }
}

async function keep(key, answer) {
  const cache = await caches.open(CACHE)
  await cache.put(key, answer)
  const files = (await cache.keys()).filter(({ url }) =>
    new URL(url).pathname.startsWith('/assets/'),
  )
  const surplus = files.slice(0, Math.max(0, files.length - MAX_FILES))
  await Promise.all(surplus.map((file) => cache.delete(file)))
}

/** What the page had loaded before there was a worker to see it. */
async function keepAll(paths) {
  const cache = await caches.open(CACHE)
  for (const path of paths) {
    const url = new URL(path, location.origin)
    if (
      url.origin === location.origin &&
      !NOT_OURS.test(url.pathname) &&
      !(await cache.match(url))
    ) {
      await cache.add(url).catch(() => undefined)
    }
  }
}
