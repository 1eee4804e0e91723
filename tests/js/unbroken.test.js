/** Numbers with their units, and postcodes: the same table as tests/web/test_unbroken.py. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { unbroken } from '../../static/js/public/unbroken.js';

test('what belongs together stays in one line', () => {
  const table = JSON.parse(readFileSync(new URL('../vectors/unbroken.json', import.meta.url), 'utf8'));
  for (const [text, kept] of Object.entries(table)) assert.equal(unbroken(text), kept);
});
