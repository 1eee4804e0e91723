/** What one module imports by name, the other must export: a browser stops a whole part of a page when it does not. */

import assert from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { test } from 'node:test';

const FOLDER = new URL('../../static/js/', import.meta.url);
const NAMED = /^(?:import|export) \{([^}]*)\} from '(\.\.?\/[^']+)'/gm;
const EXPORTED = /^export (?:async )?(?:function\*?|const|let|class) ([\w$]+)/gm;

const sources = new Map(readdirSync(FOLDER, { recursive: true }).filter((name) => name.endsWith('.js')).map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')]));

function exportsOf(source) {
  const again = [...source.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names]) => namesOf(names).map((name) => name.split(' as ').pop()));
  return new Set([...[...source.matchAll(EXPORTED)].map(([, name]) => name), ...again]);
}

function namesOf(list) {
  return list.split(',').map((name) => name.trim()).filter(Boolean);
}

test('every name that a module imports is exported where it says', () => {
  const missing = [];
  let seen = 0;
  for (const [file, source] of sources) {
    for (const [, names, from] of source.matchAll(NAMED)) {
      const whole = posix.join(posix.dirname(file), from);
      const exported = sources.has(whole) ? exportsOf(sources.get(whole)) : new Set();
      for (const name of namesOf(names)) {
        seen += 1;
        if (!exported.has(name.split(' as ')[0])) missing.push(`${file} takes ${name} from ${from}`);
      }
    }
  }
  assert.ok(seen > 50, `only ${seen} imports were found`);
  assert.deepStrictEqual(missing, []);
});
