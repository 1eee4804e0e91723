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
// Times that are meant and not read here, after a place: they are asked about, never dropped. The last is a number behind a whole postcode.
const HOUR = '[0-9]{1,2}(?:[:.][0-9]{2})? ?(?:am|pm|a[.]m[.]?|p[.]m[.]?)?';
const DAYS = '(?:today|tonight|tomorrow|(?:mon|tues?|wed|weds|wednes|thu|thurs?|fri|sat|satur|sun)(?:day)?)';
const MONTHS = '(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|tember|ober)?';
export const ASKED_ABOUT = [
  ...[
    'later(?: on)?|soon|tmrw|tmr|tomoz|after school|(?:this |at the |on the )?weekend',
    'in [0-9]{1,2} ?days?|in a (?:day|week)|(?:the )?day after tomorrow',
    `(?:last|next) ${DAYS}`,
    `half [0-9]{1,2}|(?:quarter to|(?:twenty|ten|five|[0-9]{1,2}) (?:minutes? )?(?:to|past)) ${HOUR}`,
    "[0-9]{1,2} ?ish|[0-9]{1,2} ?o'?clock|[0-9]{1,2} ?[ap][.]m[.]?",
    `${HOUR} ?(?:-|to|or) ?${HOUR}|(?:before|until|till|by|after|around|about) ${HOUR}`,
    `${DAYS} (?:or|and) ${DAYS}`,
    `[0-9]{1,2}(?:st|nd|rd|th)? ${MONTHS}|${MONTHS} [0-9]{1,2}(?:st|nd|rd|th)?`,
  ].map((pattern) => `^.*?${EDGE}(?:${pattern})$`),
  `^.*[a-z][0-9][a-z0-9]? ?[0-9][a-z]{2}${EDGE}[0-9]{1,2}(?: ${DAYS})?$`,
  '^[0-9]{1,2} (?:at|in|near) .+$', // "7 at Canley"
].map((pattern) => new RegExp(pattern, 'i'));
export const BEFORE = [
  `^${DAY}(?: ${PART})?(?: ?,? ?(?:at )?${CLOCK})(?=[ ,;]|$)[ ,;]*(.*)$`,
  `^${DAY} ${PART}()(?=[ ,;]|$)[ ,;]*(.*)$`,
  `^${DAY}()()(?= ?,|$)[ ,;]*(.*)$`,
  '^(today|tonight|tomorrow)()()(?= |$)[ ,;]*(.*)$',
  `^()()(?:at )?${CLOCK}(?=[ ,;]|$)[ ,;]*(.*)$`,
].map((pattern) => new RegExp(pattern, 'i'));
