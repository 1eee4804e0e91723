"""An answer in words, ready for templates/parts/answer.html.

The phone says the same with static/js/public/wording.js.
"""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from safespaces.geo.point import Point
from safespaces.hours.wall_time import local
from safespaces.hours.wording import day_text, status_text, walk_text
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.snapshot.directory import address_line
from safespaces.snapshot.finder import Found
from safespaces.snapshot.sections import Sections
from safespaces.venues.categories import ACCESS, KINDS
from safespaces.web.answer_words import Wordings, wordings

ROUGH = marked("We only know roughly where the door is. Look for the address.")


@dataclass(frozen=True, slots=True)
class Card:
    """One place of an answer. Empty texts are left out."""

    slug: str = ""
    name: str = ""
    kind: str = ""
    state: str = ""  # open, soon, closing, opens_later, closed, unknown
    state_text: str = ""
    walk: str = ""
    way: str = ""  # in words, of the first place alone
    address: str = ""
    step_free: str = ""
    age: str = ""
    rough: str = ""
    lat: float = 0.0
    lon: float = 0.0


@dataclass(frozen=True, slots=True)
class AnswerView:
    """The whole answer. `blank` is the version that phones fill: every part is there, and empty."""

    wordings: Wordings
    heading: str = ""
    when: str = ""
    note: str = ""
    first: Card | None = None
    others: tuple[Card, ...] = ()
    far_open: tuple[Card, ...] = ()
    opening: tuple[Card, ...] = ()
    perhaps: tuple[Card, ...] = ()
    by_street: bool = False  # walks follow the streets
    is_now: bool = (
        False  # about the present minute, so that a page which lies open is worked out again
    )
    blank: bool = False

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every place that the answer names, in order, each once."""
        first = (self.first,) if self.first else ()
        every = (*first, *self.others, *self.far_open, *self.perhaps, *self.opening)
        return tuple({card.slug: card for card in every}.values())


def blank_card() -> Card:
    """A card for the phone to fill."""
    return Card(step_free=ACCESS["step_free"], age=_("16 and over"), rough=_(ROUGH))


def blank_answer(area: str) -> AnswerView:
    """What phones clone and fill."""
    return AnswerView(wordings(area), blank=True)


@dataclass(frozen=True, slots=True)
class Asked:
    """Where and when somebody asked about: a point and what to call it, the minute they set off,
    and the present minute.
    """

    point: Point
    place: str
    note: str
    at: int
    now: int


def answer_view(
    found: Sections, asked: Asked, area: str, zone: ZoneInfo, way: str = ""
) -> AnswerView:
    """The answer for `asked`; `way` is that to the first place in words."""
    words = wordings(area)
    by_street = any(each.by_street for each in found.every)

    def cards(places: tuple[Found, ...]) -> tuple[Card, ...]:
        return tuple(_walked(each, by_street, asked, zone) for each in places)

    return AnswerView(
        wordings=words,
        heading=_heading(found, words),
        is_now=asked.at == asked.now,
        when=when_text(asked, words, zone),
        note=asked.note,
        first=replace(_walked(found.first, by_street, asked, zone), way=way)
        if found.first
        else None,
        others=cards(found.others),
        far_open=cards(found.far_open),
        opening=cards(found.opening),
        perhaps=cards(found.perhaps),
        by_street=by_street,
    )


def _walked(found: Found, by_street: bool, asked: Asked, zone: ZoneInfo) -> Card:
    """Among walks by the streets one that is not says so."""
    card = card_of(found, asked.at, zone, asked.now)
    if found.only_by_steps:
        return replace(card, walk=_("%(walk)s (no way without steps is known)", walk=card.walk))
    if by_street and not found.by_street:
        return replace(card, walk=_("%(walk)s (in a straight line)", walk=card.walk))
    return card


def card_of(found: Found, at: int, zone: ZoneInfo, now: int) -> Card:
    """One place in words, for the instant `at`, read at `now`."""
    venue, status = found.venue, found.status
    soon = status.opens_soon(at)
    return Card(
        slug=venue.slug,
        name=venue.name,
        kind=KINDS[venue.kind],
        state="soon" if soon else status.state.value,
        state_text=status_text(status, at, zone, now, at + found.walk_minutes),
        walk=walk_text(found.walk_minutes, found.distance_m, found.compass),
        address=address_line(venue),
        step_free=ACCESS["step_free"] if "step_free" in venue.access else "",
        age=age_text(venue.youngest_alone),
        rough=_(ROUGH) if venue.rough else "",
        lat=venue.lat,
        lon=venue.lon,
    )


def age_text(age: int) -> str:
    """ "16 and over"; "" where there is no rule."""
    return _("%(age)s and over", age=age) if age else ""


def _heading(found: Sections, words: Wordings) -> str:
    if found.first:
        return words.open
    return (
        words.none
        if found.far_away_km is None
        else words.far.replace("{km}", str(found.far_away_km))
    )


def when_text(asked: Asked, words: Wordings, zone: ZoneInfo) -> str:
    """From where and when: "If you set off now, at 21:40, from Pool Meadow"."""
    time = f"{local(asked.at, zone):%H:%M}"
    if asked.at == asked.now:
        return words.now.replace("{time}", time).replace("{place}", asked.place)
    day = day_text(asked.at, asked.now, zone)
    return words.later.replace("{day}", day).replace("{time}", time).replace("{place}", asked.place)
