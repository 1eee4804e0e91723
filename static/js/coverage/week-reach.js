/** Who is within reach at any hour of a week, worked out from one file (actions/coverage/hours_file.py): as safespaces/coverage/reach.py, which the same questions are asked of in tests. */

/**
 * @typedef {{list: string, people: number[], rows: number[], shares: number[], counting: string[], walks: [number[], number[], number[]], instants: number[], margin: number,
 *   places: {open: number[], unknown: number[]}[], few: number, grain: number, step: number}} WeekFile
 * @typedef {{total: number, reached: number, atMost: number, missed: Float64Array, states: string[]}} Reach  people; `missed` by demand point
 */

/** @param {WeekFile} file @param {number} hour of the week, 0 to 167 @param {number} limit minutes' walk @returns {Reach} */
export function reachAt(file, hour, limit) {
  const at = file.instants[hour];
  const parts = file.rows.length;
  const [sure, perhaps] = [new Uint8Array(parts), new Uint8Array(parts)];
  const [ofPart, ofPlace, minutes] = file.walks;
  for (let each = 0; each < ofPart.length; each += 1) {
    const part = ofPart[each];
    if (minutes[each] <= limit && !sure[part]) {
      const place = file.places[ofPlace[each]];
      const arrive = at + minutes[each];
      if (isOpen(place.open, arrive, arrive + file.margin)) sure[part] = perhaps[part] = 1;
      else if (!perhaps[part] && mayBeOpen(place, arrive, arrive + file.margin)) perhaps[part] = 1;
    }
  }
  return { ...added(file, hour, sure, perhaps), states: file.places.map((place) => stateOf(place, at)) };
}

function added(file, hour, sure, perhaps) {
  const missed = new Float64Array(file.people.length);
  let [total, reached, atMost] = [0, 0, 0];
  for (let part = 0; part < sure.length; part += 1) {
    const counts = !file.counting.length || file.counting[part][hour] === '1';
    const people = counts ? file.people[file.rows[part]] * file.shares[part] : 0;
    total += people;
    if (sure[part]) reached += people;
    else missed[file.rows[part]] += people;
    if (perhaps[part]) atMost += people;
  }
  return { total, reached, atMost, missed };
}

function isOpen(spans, from, until) {
  for (let each = 0; each < spans.length; each += 2) if (spans[each] <= from && spans[each + 1] >= until) return true;
  return false;
}

/** Whether it is open, or nobody knows, all that time: spans of the two may meet. */
function mayBeOpen(place, from, until) {
  let [at, isLonger] = [from, true];
  while (isLonger && at < until) {
    isLonger = false;
    for (const spans of [place.open, place.unknown]) {
      for (let each = 0; each < spans.length; each += 2) {
        if (spans[each] <= at && spans[each + 1] > at) [at, isLonger] = [spans[each + 1], true];
      }
    }
  }
  return at >= until;
}

function stateOf(place, at) {
  if (isOpen(place.open, at, at + 1)) return 'open';
  return mayBeOpen(place, at, at + 1) ? 'unknown' : 'shut';
}
