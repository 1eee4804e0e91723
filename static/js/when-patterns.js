/** What stands before and after a place when a time is typed with it: the patterns of safespaces/hours/when.py. */

const LONG_DAY = 'today|tonight|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday';
const DAY = `(${LONG_DAY}|mon|tues?|wed|weds|thu|thurs?|fri|sat|sun)`;
const PART = '(night|evening|afternoon|morning)';
const CLOCK = '([0-9]{1,2}[:.][0-9]{2} ?(?:am|pm)?|[0-9]{1,2} ?(?:am|pm)|noon|midday|midnight)';
const EDGE = '[ ,;]+';
export const AFTER = [
  `(?:on )?${DAY}(?: ${PART})?(?: ?,? ?(?:at )?${CLOCK})`,
  `()()(?:at )?${CLOCK}`,
  `(?:on |this )?(${LONG_DAY})(?: ${PART})?()`,
  `(?:on )?${DAY} ${PART}()`,
  `()(?:this |in the )${PART}()`,
].map((pattern) => new RegExp(`^(.*?)${EDGE}${pattern}$`, 'i'));
export const LAST_DAY = new RegExp(`^(.*?)[ ,;]*, ${DAY}$`, 'i');
export const BARE_HOUR = new RegExp(`^(.*?)${EDGE}(at|half past|quarter past) ([0-9]{1,2})$`, 'i');
export const FOUR_DIGITS = new RegExp(`^(.*?)${EDGE}(?:at )?([01][0-9]|2[0-3])([0-5][0-9])$`, 'i');
export const AHEAD = new RegExp(`^(.*?)${EDGE}in (an?|half an|[0-9]{1,3}) ?(hours?|hrs?|minutes?|mins?)$`, 'i');
export const OTHER_DAY = new RegExp(
  `^(.*?)${EDGE}(?:on )?(?:[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?|christmas(?: day| eve)?|boxing day|new year'?s (?:day|eve)|next week)$`, 'i',
);
export const BEFORE = [
  `^${DAY}(?: ${PART})?(?: ?,? ?(?:at )?${CLOCK})(?=[ ,;]|$)[ ,;]*(.*)$`,
  `^${DAY}()()(?= ?,|$)[ ,;]*(.*)$`,
  '^(today|tonight|tomorrow)()()(?= |$)[ ,;]*(.*)$',
  `^()()(?:at )?${CLOCK}(?=[ ,;]|$)[ ,;]*(.*)$`,
].map((pattern) => new RegExp(pattern, 'i'));
