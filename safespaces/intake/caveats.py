"""Words beside the hours that take back what the hours promise: shut for lunch, term time only, ring first, closed for good."""

import re

_CAVEAT = re.compile(
    r"\b(clos(e|es|ed|ing|ure)|shuts?|lunch|term[- ]?time|term only|school holidays?|half[- ]?term|appointment|by arrangement"
    r"|temporar\w*|(ring|call|phone|check|email|contact)( \w+)? (first|ahead|before)|alternate|fortnight\w*|every other"
    r"|(1st|2nd|3rd|4th|first|second|third|last) (and|of|mon|tue|wed|thu|fri|sat|sun)\w*|seasonal|(summer|winter) only"
    r"|var(y|ies|iable)|subject to|refurb\w*|until further notice|not open|no longer|relocat\w*|moved|demolished|except|excluding"
    r"|weather permitting|not (on )?(mon|tue|wed|thu|fri|sat|sun|weekend)\w*|half[- ]day|no access|during term|(winter|summer) months"
    r"|re-?opens?|re-?opening|will open|opening soon|members only|over[- ]?1\ds?|booking|appt|to check|unstaffed|on request|by request)\b",
    re.IGNORECASE,
)
_FORMER = re.compile(r"closed|shut|ceased|no longer|former|demolished", re.IGNORECASE)
_NOTHING = {"", "no", "n", "false", "0", "open", "-", "none", "not closed", "opened", "active", "current", "trading"}


def takes_back(text: str) -> bool:
    """Whether a text may take hours away. Asked of a person, never acted on."""
    return bool(_CAVEAT.search(text))


def is_called_closed(text: str) -> bool:
    """Whether a name or an address says that the place is shut: "Old Hall (closed)"."""
    return bool(re.search(r"\b(closed|demolished|former|relocated|temporarily|no longer)\b", text, re.IGNORECASE))


def says_closed(text: str) -> bool:
    """Whether a cell of a column that is about closing for good says so: a year, a date, "yes"."""
    return text.strip().lower() not in _NOTHING


def is_about_closing(values: list[str]) -> bool:
    """Whether a column's values, say "Open" and "Closed", tell which places are closed for good."""
    return all(value.lower() in _NOTHING or _is_closing(value) for value in values)


def _is_closing(value: str) -> bool:
    return bool(
        _FORMER.fullmatch(value.strip())
        or re.fullmatch(r"(19|20)\d\d|yes|y|true|x|1|.*\d{1,4}[-/. ]\w+[-/. ]\d{1,4}.*", value.strip(), re.I)
    )
