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
// Times that are meant and not read here, before or after a place or alone: they are asked about, never dropped.
const WORD = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';
const COUNT = `(?:[0-9]{1,2}|${WORD})`;
const HOUR = `${COUNT}(?:[:.][0-9]{2})? ?(?:am|pm|a[.]m[.]?|p[.]m[.]?)?`;
const DAYS = '(?:today|tonight|tomorrow|(?:mon|tues?|wed|weds|wednes|thu|thurs?|fri|sat|satur|sun)(?:day)?)';
const MONTHS = '(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|tember|ober)?';
const NOT_READ = [
  'later(?: on)?|soon|tmrw|tmr|tomoz|2mor+ow?|tomor?ow?|tommor+ow?|tonite|2nite|2night|after school|(?:this |at the |on the )?weekend',
  'in [0-9]{1,2} ?days?|in a (?:day|week)|(?:the )?day after tomorrow',
  `in (?:a couple of|a few|${WORD}) (?:hours?|hrs?|minutes?|mins?)`,
  `(?:last|next) ${DAYS}`,
  `half ${COUNT}|(?:half|quarter) past (?:${WORD})|(?:quarter to|(?:twenty|${COUNT}) (?:minutes? )?(?:to|past)) ${HOUR}`,
  `${COUNT} ?ish|${COUNT} ?o'?clock|[0-9]{1,2} ?[ap][.]m[.]?|(?:at )?(?:${WORD}) ?(?:am|pm)`,
  `(?:before|until|till?|by|after|around|about) ${HOUR}`,
  'a week on [a-z]+|[0-9]{4}-[0-9]{2}-[0-9]{2}|(?:half|quarter) past [0-9]{1,2} ?(?:am|pm)',
];
const NOT_READ_AFTER = [
  ...NOT_READ,
  `at (?:${WORD})`,
  `${HOUR} ?(?:-|to|or) ?${HOUR}`,
  `${DAYS} (?:or|and) ${DAYS}`,
  `[0-9]{1,2}(?:st|nd|rd|th)? ${MONTHS}|${MONTHS} [0-9]{1,2}(?:st|nd|rd|th)?|(?:on )?the [0-9]{1,2}(?:st|nd|rd|th)`,
];
const NOT_READ_BEFORE = [...NOT_READ, 'in (?:an?|half an|[0-9]{1,3}) ?(?:hours?|hrs?|minutes?|mins?)', '(?:at )?(?:half|quarter) past [0-9]{1,2}'];
export const ASKED_ABOUT = [
  ...NOT_READ_AFTER.map((pattern) => `^(?:.*?${EDGE})?(?:${pattern})$`),
  ...NOT_READ_BEFORE.map((pattern) => `^(?:${pattern})(?:${EDGE}.+)?$`),
  `^.*[a-z][0-9][a-z0-9]? ?[0-9][a-z]{2}${EDGE}[0-9]{1,2}(?: ${DAYS})?$`, // behind a whole postcode
  '^[0-9]{1,2} (?:at|in|near) .+$', // "7 at Canley"
  `^(?:or|to|until|till?) ${HOUR}${EDGE}.+$`, // "9am or 9pm Canley", of which one was read
].map((pattern) => new RegExp(pattern, 'i'));
export const BEFORE = [
  `^${DAY}(?: ${PART})?(?: ?,? ?(?:at )?${CLOCK})(?=[ ,;]|$)[ ,;]*(.*)$`,
  `^${DAY} ${PART}()(?=[ ,;]|$)[ ,;]*(.*)$`,
  `^${DAY}()()(?= ?,|$)[ ,;]*(.*)$`,
  '^(today|tonight|tomorrow)()()(?= |$)[ ,;]*(.*)$',
  `^()()(?:at )?${CLOCK}(?=[ ,;]|$)[ ,;]*(.*)$`,
].map((pattern) => new RegExp(pattern, 'i'));
export const FOUR_BEFORE = new RegExp(`^([01][0-9]|2[0-3])([0-5][0-9])${EDGE}.+$`);
export const KINDLY = /(?:[ ,;]+(?:please|pls|plz|thanks|thx))+$/i;
