/** Hours of an old list: the same clock times week after week, and never a promise. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { readDirectory } from '../../static/js/public/directory.js';
import { asUsual, status } from '../../static/js/public/status.js';
import { usualWeeks } from '../../static/js/public/usual-weeks.js';
import { local } from '../../static/js/public/wall-time.js';
import { statusText } from '../../static/js/public/wording.js';

const directories = JSON.parse(readFileSync(new URL('../vectors/directories.json', import.meta.url), 'utf8')).map(readDirectory);
const WEEK = 7 * 1440;
const at = (text) => Date.parse(text) / 60000;

test('what is open in the list is usually open at the same hour of a later week, and nothing is promised', () => {
  let seen = 0;
  for (const directory of directories.filter(({ offsets }) => offsets.length === 1)) {
    for (const weeks of [2, 3, 7]) {
      for (let minute = directory.start + 1440; minute < directory.start + WEEK - 1440; minute += 190) {
        const later = minute + weeks * WEEK;
        const usual = { ...usualWeeks(directory, later) };
        if (usual.offsets[0][1] !== directory.offsets[0][1]) continue; // the clocks have changed: below
        directory.schedules.forEach((spans, its) => {
          const then = status(spans, minute, minute, 0);
          const now = asUsual(status(usual.schedules[its], later, later, 0));
          assert.ok(['unknown', 'opens_later'].includes(now.state), now.state);
          if (then.state === 'open') {
            assert.equal(now.state, 'unknown');
            if (then.openUntil !== null && then.openUntil < directory.start + WEEK) assert.equal(now.openUntil, then.openUntil + weeks * WEEK);
            seen += 1;
          } else if (then.state === 'opens_later' && then.opensAt < directory.start + WEEK) assert.equal(now.state, 'opens_later');
        });
      }
    }
  }
  assert.ok(seen > 100, `only ${seen} open doors were looked at`);
});

test('after the clocks have changed a door still opens by the clock on the wall', () => {
  const start = at('2026-10-04T23:00Z'); // Monday 5 October, summer time
  const open = [0, 1, 2, 3, 4].flatMap((day) => [start + day * 1440 + 540, start + day * 1440 + 1020]);
  const list = { ...directories[0], start, end: start + 16 * 1440, offsets: [[0, 60]], zone: 'Europe/London', schedules: [{ open, unknown: [] }] };
  const said = (text) => {
    const now = at(text);
    const usual = usualWeeks(list, now);
    assert.equal(local(now, usual).minutes, new Date(text).getUTCHours() * 60 + new Date(text).getUTCMinutes());
    return statusText(asUsual(status(usual.schedules[0], now, now, 0)), now, usual);
  };
  assert.equal(said('2026-11-10T16:30Z'), 'Usually open until 17:00, but it may be shut today');
  assert.equal(said('2026-11-10T17:30Z'), 'Usually opens tomorrow at 09:00');
  assert.equal(said('2026-11-13T18:00Z'), 'Usually opens Monday at 09:00');
});

test('a place that never shuts stays one span', () => {
  const [list] = directories;
  const always = { ...list, schedules: [{ open: [list.start, list.end], unknown: [] }] };
  const { schedules: [{ open }] } = usualWeeks(always, list.start + 5 * WEEK);
  assert.equal(open.length, 2);
  assert.equal(open[1] - open[0], 4 * WEEK);
});
