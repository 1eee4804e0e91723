"""The town that the service is for, as people write it beside a place (data/area.toml), and how a
text is read without that.

The phone reads texts alike (static/js/public/place-readings.js).
"""

import re
from dataclasses import dataclass, field

from safespaces.venues.help_lines import HelpLine
from safespaces.venues.words import without_the, words_of

# Before a name, and behind one. "Close" and "corner" alone may be a kind of street.
_FILLERS_BEFORE = re.compile(
    "^(?:(?:i|im|m|am|at|near|nearby|the|by|in|on|outside|inside|next|close to|corner"
    " of|to|from|now|please|opposite|opp|behind|beside|around|front of) )+"
)
_FILLERS_BEHIND = re.compile("(?: (?:now|please|nearby))+$")
_HOUSE = re.compile(
    r"^(?:(?:flat|unit|apartment|apt|room|floor) [0-9]+[a-z]? ?)*(?:[0-9]+[a-z]? )?"
)
_LONG_NUMBER = re.compile("^[0-9]{4}")  # no house has one; it may be a time
_HOUR_AFTER_AT = re.compile(r"\bat [0-9]")
_NEVER = re.compile("(?!)")


@dataclass(frozen=True)
class Town:
    """What stands for a town: its names, what lies around it, the letters that its postcodes begin
    with; and examples for pages.
    """

    names: tuple[str, ...] = ()  # small letters, single words
    around: tuple[str, ...] = ()
    postcode_area: str = ""  # "CV"
    postcode: str = ""  # an example
    street: str = ""  # an example
    trained_by: str = ""  # who trains the staff, as a sentence goes on with it
    trained_by_in_full: str = ""
    extracts: tuple[str, ...] = ()  # addresses of OpenStreetMap files that have its streets
    banner: str = ""  # what stands at the top of every page
    help_lines: tuple[HelpLine, ...] = ()  # of the town, beside those of the country
    _before: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _behind: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _outward: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names, behind = (
            "|".join(map(re.escape, each)) for each in (self.names, (*self.names, *self.around))
        )
        area = re.escape(self.postcode_area.lower())
        patterns = {
            "_before": f"^(?:(?:{names}) )+" if names else "",
            "_behind": f"(?: (?:{behind}))+$" if behind else "",
            "_outward": f" ({area} ?[0-9]{{1,2}})(?: [0-9])?$" if area else "",
        }
        for name, pattern in patterns.items():
            object.__setattr__(self, name, re.compile(pattern) if pattern else _NEVER)

    def is_named_by(self, words: tuple[str, ...]) -> bool:
        """Whether words are its name and nothing else."""
        return bool(words) and set(words) <= set(self.names)

    def has_outward(self, outward: str) -> bool:
        """Whether an outward code such as "CV6" begins with the letters of its postcodes."""
        area = self.postcode_area
        return bool(area) and re.fullmatch(f"{re.escape(area)}[0-9]{{1,2}}", outward) is not None

    def without_its_name(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """ "city centre" for "Coventry city centre", where two words are left: "station" alone is
        any.
        """
        plain = tuple(word for word in words if word not in self.names)
        return plain if len(plain) > 1 else words

    def readings(self, text: str) -> tuple[tuple[str, ...], ...]:
        """The words of a text; without a house number and what stands for the town; and also
        without "I'm at" and the like.
        """
        words = words_of(text)
        if words == ("town", "centre"):
            words = ("city", "centre")
        bare = self._outward.sub("", _HOUSE.sub("", " ".join(words)))
        without_town = self._without(bare)
        unfilled = _FILLERS_BEHIND.sub("", _FILLERS_BEFORE.sub("", bare))
        plain = self._without(_FILLERS_BEHIND.sub("", _FILLERS_BEFORE.sub("", without_town)))
        return (
            words,
            without_the(words),
            tuple(unfilled.split()),
            tuple(without_town.split()) or words,
            tuple(plain.split()),
        )

    def outward_beside(self, text: str) -> str:
        """The outward code that stands behind a name, "CV6" in "Hales Street, CV6 1"; "" for
        none.
        """
        found = self._outward.search(" ".join(words_of(text)))
        return found[1].replace(" ", "").upper() if found else ""

    def not_understood(self, rest: str, text: str) -> str:
        """What of the words beside what was understood is neither a house number, the town nor a
        filler; "" where all is understood.
        """
        words = words_of(rest)
        joined = " ".join(words)
        if words and (_LONG_NUMBER.match(joined) or _HOUR_AFTER_AT.search(joined)):
            return joined
        is_first = bool(words) and words_of(text)[:1] == words[:1]
        bare = _HOUSE.sub("", f"{joined} ").strip() if is_first else joined
        plain = _FILLERS_BEHIND.sub("", f" {_FILLERS_BEFORE.sub('', f'{bare} ')}".rstrip()).strip()
        left = f" {plain}" if plain else ""
        return self._behind.sub("", left).strip()

    def _without(self, joined: str) -> str:
        """Without what stands for the town before or behind a name: "New Coventry Road" keeps
        it.
        """
        return self._behind.sub("", self._before.sub("", joined))


NO_TOWN = Town()


def has_house_number(text: str) -> bool:
    """Whether a text begins with the number of a house or a flat."""
    match = _HOUSE.match(" ".join(words_of(text)))
    return bool(match and match[0])
