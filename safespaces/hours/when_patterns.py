"""What stands before and after a place when a time is typed with it; the phone has the same
(static/js/public/when-patterns.js).
"""

import re

# without ASCII, "frıday" with a dotless i would be a day, and of no week
_AS_TYPED = re.ASCII | re.IGNORECASE
_LONG_DAY = "today|tonight|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_DAY = f"({_LONG_DAY}|mon|tues?|wed|weds|thu|thurs?|fri|sat|sun)"
_PART = "(night|evening|afternoon|morning)"
_CLOCK = "([0-9]{1,2}[:.][0-9]{2} ?(?:am|pm)?|[0-9]{1,2} ?(?:am|pm)|noon|midday|midnight)"
TIME = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?\s*(am|pm)?", re.ASCII)
_EDGE = "[ ,;]+"
_NO_SUCH_DAY = (
    "(?:[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?|christmas(?: day| eve)?|boxing day|new year'?s"
    " (?:day|eve)|next week)"
)
# What stands after a place, and before one. Groups of each: day, part of the day, clock.
AFTER = tuple(
    re.compile(f"^(.*?){_EDGE}{pattern}$", _AS_TYPED)
    for pattern in (
        f"(?:on )?{_DAY}(?: {_PART})?(?: ?,? ?(?:at )?{_CLOCK})",
        f"()()(?:at )?{_CLOCK}",
        f"(?:on |this )?({_LONG_DAY})(?: {_PART})?()",
        f"(?:on )?{_DAY} {_PART}()",
        f"()(?:this |in the ){_PART}()",
    )
)
LAST_DAY = re.compile(f"^(.*?)[ ,;]*, {_DAY}$", _AS_TYPED)
BARE_HOUR = re.compile(f"^(.*?){_EDGE}(?:at|half past|quarter past) ([0-9]{{1,2}})$", _AS_TYPED)
FOUR_DIGITS = re.compile(f"^(.*?){_EDGE}(?:at )?([01][0-9]|2[0-3])([0-5][0-9])$", _AS_TYPED)
AHEAD = re.compile(
    f"^(.*?){_EDGE}in (an?|half an|[0-9]{{1,3}}) ?(hours?|hrs?|minutes?|mins?)$", _AS_TYPED
)
OTHER_DAY = re.compile(f"^(.*?){_EDGE}(?:on )?{_NO_SUCH_DAY}$", _AS_TYPED)
# Times that are meant and not read here, before or after a place or alone: they are asked about,
# never dropped.
_WORD = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_COUNT = f"(?:[0-9]{{1,2}}|{_WORD})"
_HOUR = f"{_COUNT}(?:[:.][0-9]{{2}})? ?(?:am|pm|a[.]m[.]?|p[.]m[.]?)?"
_DAYS = (
    "(?:today|tonight|tomorrow|(?:mon|tues?|wed|weds|wednes|thu|thurs?|fri|sat|satur|sun)(?:day)?)"
)
_MONTHS = (
    "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)"
    "(?:uary|ruary|ch|il|ust|ember|tember|ober)?"
)
_NOT_READ = (
    (
        "later(?: on)?|soon|tmrw|tmr|tomoz|2mor+ow?|tomor?ow?|tommor+ow?|tonite|2nite|2night|after"
        " school|(?:this |at the |on the )?weekend"
    ),
    "in [0-9]{1,2} ?days?|in a (?:day|week)|(?:the )?day after tomorrow",
    f"in (?:a couple of|a few|{_WORD}) (?:hours?|hrs?|minutes?|mins?)",
    f"(?:last|next) {_DAYS}",
    (
        f"half {_COUNT}|(?:half|quarter) past (?:{_WORD})|(?:quarter to|(?:twenty|{_COUNT})"
        f" (?:minutes? )?(?:to|past)) {_HOUR}"
    ),
    f"{_COUNT} ?ish|{_COUNT} ?o'?clock|[0-9]{{1,2}} ?[ap][.]m[.]?|(?:at )?(?:{_WORD}) ?(?:am|pm)",
    f"(?:before|until|till?|by|after|around|about) {_HOUR}",
    "a week on [a-z]+|[0-9]{4}-[0-9]{2}-[0-9]{2}|(?:half|quarter) past [0-9]{1,2} ?(?:am|pm)",
)
_NOT_READ_AFTER = (
    *_NOT_READ,
    f"at (?:{_WORD})",
    f"{_HOUR} ?(?:-|to|or) ?{_HOUR}",
    f"{_DAYS} (?:or|and) {_DAYS}",
    (
        f"[0-9]{{1,2}}(?:st|nd|rd|th)? {_MONTHS}|{_MONTHS} [0-9]{{1,2}}(?:st|nd|rd|th)?|(?:on )?the"
        " [0-9]{1,2}(?:st|nd|rd|th)"
    ),
)
_NOT_READ_BEFORE = (
    *_NOT_READ,
    "in (?:an?|half an|[0-9]{1,3}) ?(?:hours?|hrs?|minutes?|mins?)",
    "(?:at )?(?:half|quarter) past [0-9]{1,2}",
)
ASKED_ABOUT = (
    *(re.compile(f"^(?:.*?{_EDGE})?(?:{pattern})$", _AS_TYPED) for pattern in _NOT_READ_AFTER),
    *(re.compile(f"^(?:{pattern})(?:{_EDGE}.+)?$", _AS_TYPED) for pattern in _NOT_READ_BEFORE),
    # behind a whole postcode
    re.compile(
        f"^.*[a-z][0-9][a-z0-9]? ?[0-9][a-z]{{2}}{_EDGE}[0-9]{{1,2}}(?: {_DAYS})?$", _AS_TYPED
    ),
    re.compile("^[0-9]{1,2} (?:at|in|near) .+$", _AS_TYPED),  # "7 at Canley"
    # "9am or 9pm Canley", of which one was read
    re.compile(f"^(?:or|to|until|till?) {_HOUR}{_EDGE}.+$", _AS_TYPED),
)
FOUR_BEFORE = re.compile(f"^([01][0-9]|2[0-3])([0-5][0-9]){_EDGE}.+$", re.ASCII)
KINDLY = re.compile("(?:[ ,;]+(?:please|pls|plz|thanks|thx))+$", _AS_TYPED)
BEFORE = (
    re.compile(f"^{_DAY}(?: {_PART})?(?: ?,? ?(?:at )?{_CLOCK})(?=[ ,;]|$)[ ,;]*(.*)$", _AS_TYPED),
    re.compile(f"^{_DAY} {_PART}()(?=[ ,;]|$)[ ,;]*(.*)$", _AS_TYPED),
    re.compile(f"^{_DAY}()()(?= ?,|$)[ ,;]*(.*)$", _AS_TYPED),
    re.compile("^(today|tonight|tomorrow)()()(?= |$)[ ,;]*(.*)$", _AS_TYPED),
    re.compile(f"^()()(?:at )?{_CLOCK}(?=[ ,;]|$)[ ,;]*(.*)$", _AS_TYPED),
)
# "52.40, -1.51" is no time
COORDINATES = re.compile(r"^[+-]?[0-9]+\.[0-9]+[ ,;]+[+-]?[0-9]+\.[0-9]+$")
