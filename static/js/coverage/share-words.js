/** Shares in words: as safespaces/coverage/wording.py. */

import { _ } from '../words.js';

const NOBODY = 1e-6; // of a person: what is left over when shares are added up

/** @param {number} people @returns {number} in whole people; somebody is never nobody */
export function whole(people) {
  return people > NOBODY ? Math.max(1, Math.round(people)) : 0;
}

/** @param {number} people @param {number} grain @returns {number} */
function grained(people, grain) {
  const count = whole(people);
  return grain === 1 || count < grain ? count : Math.floor((count + Math.floor(grain / 2)) / grain) * grain;
}

/** @param {{reached: number, atMost: number, total: number}} reach @param {{few: number, grain: number}} file @returns {string} "32 %, up to 40 %" */
export function shareWords({ reached, atMost, total }, { few, grain }) {
  const [part, most, all] = [pair(reached, total, grain), pair(atMost, total, grain), grained(total, grain)];
  const [said, end] = [percent(part, all, few), percent(most, all, few)];
  return most <= part || said === end ? said : _('%(said)s, up to %(most)s', { said, most: end });
}

function pair(part, total, grain) {
  const [few, all] = [grained(part, grain), grained(total, grain)];
  return few >= all && total - part > NOBODY ? all - 1 : few;
}

function percent(part, all, few) {
  if (all <= 0) return '–';
  if ((part > 0 && part < few) || (all - part > 0 && all - part < few)) return part < few ? _('few') : _('nearly all');
  if (part > 0 && part * 100 < all) return _('under 1 %');
  if (part * 100 > all * 99 && part < all) return _('over 99 %');
  return `${Math.round((100 * part) / all)} %`;
}
