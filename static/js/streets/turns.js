/** How one turns from a street into another, through what lies between: the rules of safespaces/streets/legs.py. */

/** @typedef {[number, number]} Spot  metres east and north */
/** @typedef {'' | 'left' | 'right' | 'on'} Turn */

const SEEN_M = 20;
const STRAIGHT_RAD = Math.PI / 6;

/** @param {{spots: Spot[]}[]} parts @returns {Turn} from the first into the last */
export function turnThrough(parts) {
  let total = 0;
  for (let at = 1; at < parts.length; at += 1) {
    const goes = heading([...parts[at - 1].spots].reverse());
    const comes = heading(parts[at].spots);
    if (goes !== null && comes !== null) total += between(goes + Math.PI, comes);
  }
  for (const { spots } of parts.slice(1, -1)) {
    const [comes, goes] = [heading(spots), heading([...spots].reverse())];
    if (goes !== null && comes !== null) total += between(comes, goes + Math.PI);
  }
  if (Math.abs(total) <= STRAIGHT_RAD) return 'on';
  return total > 0 ? 'left' : 'right';
}

/** From the first spot to the first that is far enough to see, anticlockwise from east. @param {Spot[]} spots @returns {number | null} null where all are one */
function heading([first, ...others]) {
  const [x, y] = first;
  let found = null;
  for (const [east, north] of others) {
    if (east !== x || north !== y) found = Math.atan2(north - y, east - x);
    if (Math.sqrt((east - x) ** 2 + (north - y) ** 2) >= SEEN_M) break;
  }
  return found;
}

function between(one, other) {
  let turn = other - one;
  while (turn <= -Math.PI) turn += 2 * Math.PI;
  while (turn > Math.PI) turn -= 2 * Math.PI;
  return turn;
}
