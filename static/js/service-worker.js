/**
 * Keeps on the phone what is needed without a signal: pages alike for everybody, their scripts, and the lists. Nothing typed, no position and
 * no page that somebody looked at is kept. web/public/kept.py writes in front of this what is to be kept, as KEPT:
 *
 *   version  changes with any of it          pages  addresses to be kept, by the path that asks for them
 *   files    scripts, styles, pictures       place  the page that stands in for every place's own
 *   lists    what is asked for anew each time
 */

/* global KEPT */

const PAGES = `pages ${KEPT.version}`;
const LISTS = 'lists';
const PATIENCE_MS = 4000; // on a weak signal what is kept is worth more than what comes later

const worker = /** @type {any} */ (self);

worker.addEventListener('install', (event) => event.waitUntil(fill().then(() => worker.skipWaiting())));
worker.addEventListener('activate', (event) => event.waitUntil(forgetOld().then(() => worker.clients.claim())));
worker.addEventListener('fetch', (event) => {
  const answering = answerTo(event);
  if (answering) event.respondWith(answering);
});

/** All or nothing: until the last has come the version before goes on. A list that does not come leaves the one before. */
async function fill() {
  const addresses = [...new Set([...KEPT.files, ...Object.values(KEPT.pages), KEPT.place])];
  const answers = await Promise.all(addresses.map(async (address) => isOurs(await fetch(address))));
  const cache = await caches.open(PAGES);
  try {
    await Promise.all(answers.map((answer, at) => cache.put(addresses[at], answer)));
  } catch (error) { // storage is full: what is half there would take the room of what is whole
    await caches.delete(PAGES);
    throw error;
  }
  await Promise.all(KEPT.lists.map((address) => freshList(address).catch(() => {})));
}

async function forgetOld() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== PAGES && name !== LISTS).map((name) => caches.delete(name)));
}

/** @returns {Promise<Response> | null} null: none of ours to answer */
function answerTo({ request }) {
  const { origin, pathname, href } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return null;
  if (request.mode === 'navigate' || request.headers.has('Opens')) { // public/opened-here.js
    const isPlace = pathname.startsWith(KEPT.places) && !pathname.slice(KEPT.places.length).includes('/');
    const kept = KEPT.pages[pathname] || (isPlace ? KEPT.place : '');
    return kept ? page(request, kept) : null;
  }
  if (KEPT.lists.includes(pathname)) return list(request);
  return KEPT.files.includes(href.slice(origin.length)) ? file(request) : null;
}

async function page(request, address) {
  const cache = await caches.open(PAGES);
  const kept = await cache.match(address);
  if (!kept) return fetch(request);
  try {
    return isOurs(await inTime(fetch(request)), true);
  } catch (error) {
    return kept;
  }
}

async function file(request) {
  const cache = await caches.open(PAGES);
  return (await cache.match(request.url)) || fetch(request);
}

async function list(request) {
  const cache = await caches.open(LISTS);
  const kept = await cache.match(request.url);
  if (!kept) return freshList(request.url);
  try {
    return await inTime(freshList(request.url));
  } catch (error) {
    return marked(kept);
  }
}

/** One that is cut off, no list at all, or an error, leaves the one before. */
async function freshList(address) {
  const answer = isOurs(await fetch(address));
  await answer.clone().json();
  const cache = await caches.open(LISTS);
  await cache.put(address, answer.clone()).catch(() => {}); // storage is full
  return answer;
}

/** The page is told that it is an old one (public/list-age.js). */
function marked(kept) {
  const headers = new Headers(kept.headers);
  headers.set('Kept', '1');
  return new Response(kept.body, { status: kept.status, headers });
}

/** A network that wants to be signed in to answers everything with a page of its own. @param {boolean} [isPage] of a place that is gone: 404 */
function isOurs(answer, isPage = false) {
  const policy = answer.headers.get('Content-Security-Policy') || '';
  if (!policy.includes("frame-ancestors 'none'") || !(answer.ok || (isPage && answer.status === 404))) throw new Error(`status ${answer.status}`);
  return answer;
}

function inTime(coming) {
  return Promise.race([coming, new Promise((_resolve, reject) => { setTimeout(reject, PATIENCE_MS, new Error('too slow')); })]);
}
