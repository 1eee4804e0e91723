"""Words beside the hours that take back what the hours promise: shut for lunch, term time only,
ring first, closed for good.
"""

import itertools
import re
from datetime import date

_MONTHS = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_CAVEAT = re.compile(
    r"\b(clos(e|es|ed|ing|ure)|shuts?|lunch|term[- ]?time|term only|school holidays?|half[-"
    r" ]?term|appointment|by arrangement"
    r"|temporar\w*|(ring|call|phone|check|email|contact)( \w+)?"
    r" (first|ahead|before)|alternate|fortnight\w*|every other"
    r"|(1st|2nd|3rd|4th|first|second|third|last)"
    r" (and|of|mon|tue|wed|thu|fri|sat|sun)\w*|seasonal|(summer|winter) only"
    r"|var(y|ies|iable)|subject to|refurb\w*|until further notice|not open|no"
    r" longer|relocat\w*|moved|demolished|except|excluding"
    r"|weather permitting|not (on )?(mon|tue|wed|thu|fri|sat|sun|weekend)\w*|half[- ]day|no"
    r" access|during term|(winter|summer) months"
    r"|re-?opens?|re-?opening|will open|opening soon|members only|over[- ]?1\ds?|booking|book"
    r" ahead|pre-?book\w*|appt|to check"
    r"|unstaffed|(staffed|reception|staff) (until|till?|only|from)|on request|by request|not yet"
    r" open"
    rf"|open(s|ing)? ((in|from|on) )?(spring|summer|autumn|winter|20\d\d|{_MONTHS})|(from|until)"
    rf" ({_MONTHS})|no public|residents"
    r"|adults only|(mon|tue|wed|thu|fri|sat|sun)\w* only|hired? out|suspended|on"
    r" hold|inactive|mothballed|vacant|out of use|ceased"
    r"|dissolved|proposed"
    r")\b",
    re.IGNORECASE,
)
_FORMER = re.compile(r"closed|shut|ceased|no longer|former|demolished", re.IGNORECASE)
_NOTHING = {
    "",
    "no",
    "n",
    "false",
    "0",
    "open",
    "-",
    "none",
    "not closed",
    "opened",
    "active",
    "current",
    "trading",
}
_IS_OPEN = re.compile("(is|currently|isit|still)*open(now|atpresent)?")
# headers of columns that tell how a place stands: in words, or by yes and no
_STANDING = re.compile("[a-z]*(status|(?<!e)state|stage|standing|membership|participation|scheme)")
_IS_IN = re.compile(
    "(is|are|still|currently|now)*(active|live|current|participating|takingpart|(a)?member|in(the)?scheme"
    "|enrolled|signedup|listed|operational|trading)"
)
_GONE = re.compile(
    r"(withdr[ae]w\w*|paus\w+|clos(ed|ing|ure)|shut|no longer|not"
    r" (taking|participating|part|active|in|open|trading|listed|a|available|operational|to be)"
    r"|left|leaving|end(ed|ing)|suspended|inactive|lapsed|expired|removed|resigned"
    r"|cancell?ed|terminated|on hold|dormant|de-?registered|de-?listed|un-?listed|declined"
    r"|refused|rejected|ceased|stopped|ex|former|(dropped|pulled|opted) out|defunct|dissolved"
    r"|unavailable|vacant|do not|don['’]?t use|archived|deleted|gone|quit)\b",
    re.IGNORECASE,
)
_BEFORE = {"now", "currently", "temporarily", "has", "have", "was", "is", "been", "venue", "they"}
_LONGEST = 200  # letters of a cell that tells how a place stands
_NO = {"no", "n", "false", "0"}
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")


def takes_back(text: str) -> bool:
    """Whether a text may take hours away. Asked of a person, never acted on."""
    return bool(_CAVEAT.search(text))


def says_not_open(header: str, text: str) -> bool:
    """Whether a column such as "Is open" or "Currently open?" says no."""
    return bool(
        _IS_OPEN.fullmatch(re.sub("[^a-z]", "", header.lower()))
    ) and text.strip().lower() in {*_NO, "not open"}


def says_gone(header: str, text: str) -> bool:
    """Whether a cell of a column that tells how a place stands, in somebody else's words, says that
    it does not take part, or not now: "Withdrawn" under "Status", "No" under "Still active?".
    """
    key, plain = re.sub("[^a-z]", "", header.lower()), text.strip().lower()
    words = re.findall(r"[a-z’'-]+", plain[:_LONGEST])
    said = " ".join(itertools.dropwhile(lambda word: word in _BEFORE, words))
    is_in = bool(_IS_IN.fullmatch(key))
    return (is_in and plain in _NO) or (
        (is_in or bool(_STANDING.fullmatch(key))) and bool(_GONE.match(said))
    )


def is_called_closed(text: str) -> bool:
    """Whether a name or an address says that the place is shut: "Old Hall (closed)"."""
    return bool(
        re.search(
            r"\b(closed|demolished|former|relocated|temporarily|no longer)\b", text, re.IGNORECASE
        )
    )


def says_closed(text: str, today: date | None) -> bool:
    """Whether a cell of a column that is about closing for good says so: "yes", or a year or a date
    that is not to come.
    """
    plain = text.strip().lower()
    years = [int(year) for year in _YEARS.findall(plain)]
    if plain in _NOTHING or any(year > (today or date.max).year for year in years):
        return False
    return not re.search(r"\b(not|no|plan\w*|review)\b", plain) if years else _is_closing(plain)


def may_be_closing(text: str, today: date | None) -> bool:
    """Whether such a cell says something else than that the place is open: of that a person is
    asked.
    """
    return text.strip().lower() not in _NOTHING and not says_closed(text, today)


def is_about_closing(values: list[str]) -> bool:
    """Whether a column's values, say "Open" and "Closed", tell which places are closed for good."""
    return all(value.lower() in _NOTHING or _is_closing(value) for value in values)


def _is_closing(value: str) -> bool:
    return bool(
        _FORMER.fullmatch(value.strip())
        or re.fullmatch(
            r"(19|20)\d\d|yes|y|true|x|1|.*\d{1,4}[-/. ]\w+[-/. ]\d{1,4}.*", value.strip(), re.I
        )
    )
