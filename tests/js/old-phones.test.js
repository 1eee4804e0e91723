/** Old phones (iOS 12, Chrome 70) must be able to read every module: one sign they do not know stops the whole file. */

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const FOLDER = new URL('../../static/js/', import.meta.url);
const OURS = readdirSync(FOLDER, { recursive: true }).filter((name) => name.endsWith('.js') && !name.startsWith('map/'));
const TOO_NEW = {
  'optional chaining': /\?\.(?![0-9])/,
  'nullish coalescing': /\?\?/,
  'lookbehind': /\(\?<[=!]/,
  'numeric separators': /\d_\d{3}/,
  'private names': /(?<![\w`'"[(])#[a-z]\w*\s*[=(;]/,
  'catch without a name': /catch \{/,
  'replaceChildren or replaceAll': /\.replace(?:All|Children)\(/,
};
const FORBIDDEN = {
  'markup from text': /innerHTML|outerHTML|insertAdjacentHTML|document\.write/,
  'storage': /localStorage|sessionStorage|indexedDB|document\.cookie|caches\./,
  'the address or the history': /history\.(?:push|replace)State|location\.(?:hash|search|assign)/,
  'another site': /https?:\/\//,
};

const MAY_KEEP = [
  'away.js',
  'public/quick-exit.js', // one word that says nothing of anybody
  'service-worker.js', // what is alike for everybody (tests/browser/test_without_signal.py looks at all of it)
  'public/empty-phone.js', // only to empty it
];

for (const name of OURS) {
  const code = readFileSync(new URL(name, FOLDER), 'utf8').replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
  test(`${name} is readable for old phones, keeps nothing, and stays short`, () => {
    const mayKeep = MAY_KEEP.includes(name) ? 'storage' : '';
    const mayGo = ['public/opened-here.js', 'coverage/coverage-look.js'].includes(name) ? 'the address or the history' : ''; // to a place's page, and an hour that the group looks at: neither tells anything of anybody
    for (const [what, sign] of Object.entries(FORBIDDEN)) if (![mayKeep, mayGo].includes(what)) assert.doesNotMatch(code, sign, what);
    if (name !== 'public/quick-exit.js') for (const [what, sign] of Object.entries(TOO_NEW)) assert.doesNotMatch(code, sign, what);
    assert.ok(readFileSync(new URL(name, FOLDER), 'utf8').split('\n').length <= 121);
  });
}

test('the modules were found', () => assert.ok(OURS.includes('public/finder-form.js')));
