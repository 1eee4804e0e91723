"""A text that names two streets: where they meet. The phone reads it alike
(static/js/public/corner-meant.js).
"""

from collections.abc import Callable, Iterator

from safespaces.geo.point import Point
from safespaces.language import gettext as _
from safespaces.venues.meaning import Whereabouts
from safespaces.venues.town import Town
from safespaces.venues.words import words_of

Words = tuple[str, ...]
CornerOf = Callable[[Words, Words], tuple[Point, str, str] | None]

_BETWEEN = {"and", "meets", "with"}
_BEFORE = {
    "at", "the", "on", "i", "im", "am", "near", "by", "corner", "junction", "crossroads", "of",
    "where", "in",
}  # fmt: skip


def by_corner(text: str, town: Town, corner_of: CornerOf) -> Whereabouts | None:
    """ "corner of Hales Street and Trinity Street", "Hales St / Trinity St"; None where no two
    streets of the network are named that meet.
    """
    for one, other in _pairs(text, town):
        found = corner_of(one, other)
        if found:
            point, name, with_name = found
            label = _("the corner of %(one)s and %(other)s", one=name, other=with_name)
            return Whereabouts(point, label)
    return None


def _pairs(text: str, town: Town) -> Iterator[tuple[Words, Words]]:
    words = words_of(text.replace("/", " and "))
    first = 0
    while first < len(words) and words[first] in _BEFORE:
        first += 1
    last = len(words)
    while last and words[last - 1] in (*town.names, *town.around):
        last -= 1
    for at in range(first + 1, last - 1):
        if words[at] in _BETWEEN:
            yield _street(words[first:at]), _street(words[at + 1 : last])


def _street(words: Words) -> Words:
    """ "st" alone at its end is a street there too: "Hales St and Trinity St"."""
    without = words[1:] if len(words) > 1 and words[0] == "the" else words
    is_short = len(without) > 1 and without[-1] == "st"
    return (*without[:-1], "street") if is_short else without
