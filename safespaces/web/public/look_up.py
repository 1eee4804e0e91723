"""The look-up form: what was typed, read and checked.

Nothing here raises for anything typed, and nothing typed is lost.
"""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from safespaces.errors import BadTime
from safespaces.hours.wall_time import local
from safespaces.hours.when import NOT_SURE, When, minute_chosen, minute_meant, split_when
from safespaces.language import gettext as _
from safespaces.snapshot.finder import Wanted
from safespaces.venues.categories import KINDS
from safespaces.venues.meaning import Advice, Choice, Distress
from safespaces.venues.whereabouts import resolve
from safespaces.web.dependencies import Dependencies
from safespaces.web.public.answer import Asked

# letters of what was typed that are shown back: more is no place, and the page stays small
LONGEST_ECHO = 2_000


@dataclass(frozen=True, slots=True)
class Form:
    """The fields as sent.

    `asked` is what was first typed, when `where` is the answer to "Which one?".
    """

    where: str = ""
    asked: str = ""
    day: str = ""  # YYYY-MM-DD, "" for today
    time: str = ""  # HH:MM, "" for now
    step_free: bool = False
    over_16: bool = False
    no_steps: bool = False
    kind: str = ""  # a key of KINDS, "" for every kind
    only_open: bool = False

    @property
    def typed(self) -> str:
        """What the person wrote in the box."""
        return (self.asked or self.where)[:LONGEST_ECHO]

    @property
    def wanted(self) -> Wanted:
        """The filters."""
        return Wanted(
            kind=self.kind,
            step_free=self.step_free,
            over_16=self.over_16,
            no_steps=self.no_steps,
        )

    @property
    def has_choices(self) -> bool:
        """Whether anything under "More choices" is set, so that it is shown open."""
        return bool(self.day or self.time or self.step_free or self.over_16 or self.no_steps)


@dataclass(frozen=True, slots=True)
class Fault:
    """What to change in one field."""

    field: str
    message: str


def form_of(sent: MultiDict[str, str]) -> Form:
    """The form in a request."""
    kind = sent.get("kind", "")
    return Form(
        where=sent.get("where", ""),
        asked=sent.get("asked", ""),
        day=sent.get("day", "").strip(),
        time=sent.get("time", "").strip(),
        step_free=bool(sent.get("step_free")),
        over_16=bool(sent.get("over_16")),
        no_steps=bool(sent.get("no_steps")),
        kind=kind if kind in KINDS else "",
        only_open=bool(sent.get("open")),
    )


def read(form: Form, deps: Dependencies) -> Asked | Choice | Distress | list[Fault]:
    """Where and when is meant; a question; words of fear; or what to change, by field."""
    faults: list[Fault] = []
    now = deps.now()
    when, place = _split(form, faults)
    at = _minute(form, when, now, deps, faults)
    meant = resolve(
        form.where if form.asked else place,
        deps.gazetteer(),
        deps.postcode_files.point,
        deps.streets.corner,
    )
    if isinstance(meant, Distress):
        return meant
    if isinstance(meant, Advice) and not any(fault.field == "where" for fault in faults):
        faults.insert(0, Fault("where", meant.message))
    if isinstance(meant, Choice) and meant.may_be_a_time and when and not faults:
        # half a time was read, and the other half may say another day
        faults.append(Fault("where", _(NOT_SURE)))
    if faults:
        return faults
    if isinstance(meant, Choice):
        if meant.rough is None or at <= now:
            return meant
        meant = meant.rough
    assert not isinstance(meant, Advice)
    return Asked(meant.point, meant.label, meant.note, at, now)


def _split(form: Form, faults: list[Fault]) -> tuple[When | None, str]:
    try:
        return split_when((form.asked or form.where).replace("\0", " "))
    except BadTime as error:
        faults.append(Fault("where", str(error)))
        return None, form.where


def _minute(
    form: Form, when: When | None, now: int, deps: Dependencies, faults: list[Fault]
) -> int:
    """A time in the box goes before the fields; a day without a time is that day at the present
    time of day.
    """
    zone = deps.settings.zone
    field = "where" if when else "time" if form.time else "day"
    try:
        if when:
            return minute_meant(when, now, zone)
        if form.day or form.time:
            return minute_chosen(form.day, form.time or f"{local(now, zone):%H:%M}", now, zone)
    except BadTime as error:
        faults.append(Fault(field, str(error)))
    return now
