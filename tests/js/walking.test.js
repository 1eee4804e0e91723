/** Walking time at the operator's pace, which the page tells. */

import assert from 'node:assert/strict';
import test from 'node:test';

test('a phone walks at the pace that the page says', async () => {
  const at = async (/** @type {Record<string, string>} */ dataset, /** @type {string} */ copy) => {
    Object.assign(globalThis, { document: { documentElement: { dataset } } });
    try {
      return await import(`../../static/js/public/walking.js?${copy}`);
    } finally {
      Reflect.deleteProperty(globalThis, 'document');
    }
  };
  const usual = await at({}, 'usual');
  assert.deepEqual([usual.walkMinutes(1200), usual.walkMinutesByStreet(1200), usual.reachM(10)], [20, 15, 615]);
  const slow = await at({ pace: '60' }, 'slow');
  assert.deepEqual([slow.walkMinutes(1200), slow.walkMinutesByStreet(1200), slow.reachM(10)], [26, 20, 461]);
});
