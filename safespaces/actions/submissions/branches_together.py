"""Branches that wait to be completed, all on one page: their pins, what they share, one press that
sends them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from safespaces.actions.submissions.branch_list import with_ages
from safespaces.actions.submissions.joining import send_new_in
from safespaces.actions.submissions.partner_messages import tell_council
from safespaces.actions.submissions.partner_sending import Now
from safespaces.actions.submissions.partner_work import Actor
from safespaces.errors import BadFields, BadInput
from safespaces.geo.point import Point, pair_from_text
from safespaces.language import gettext as _
from safespaces.moderation.join_form import missing
from safespaces.moderation.submission import Submission, SubmissionState
from safespaces.people.message import Message
from safespaces.store.database import Database
from safespaces.store.outbox import put_in_outbox
from safespaces.store.submissions import change_submission, submissions_of_partner
from safespaces.venues.pin import Found, PinCheck
from safespaces.venues.weekly_hours import Sessions, with_dates

FindAddress = Callable[[Mapping[str, str]], Found | None]
CheckPin = Callable[[Point, Found | None], PinCheck]


@dataclass(frozen=True, slots=True)
class Branch:
    """A new place that was begun. `point` is its pin, or where its address is; `lacks` are the page
    that asks for it and its words, without the pin.
    """

    form_id: str
    values: Mapping[str, str]
    point: Point | None
    found: Found | None
    lacks: tuple[tuple[str, str], ...]

    @property
    def has_pin(self) -> bool:
        """Whether somebody has put one."""
        return bool(self.values.get("lat"))


@dataclass(frozen=True, slots=True)
class Together:
    """What is said of all branches at once. `pins` and `sure` are by form: the text of the box, and
    whether that is the entrance although it is where the address was found, or far from there.
    """

    pins: Mapping[str, str]
    sure: frozenset[str]
    ages: str  # a key of AGES, or ""
    special_days: Mapping[date, Sessions]
    agreed: bool


def begun_branches(database: Database, actor: Actor, find: FindAddress) -> list[Branch]:
    """Those of a partner, by name."""
    with database.reading() as session:
        forms = _begun(session, actor)
    return [_branch(form, find) for form in forms]


def complete_branches(
    database: Database,
    actor: Actor,
    said: Together,
    find: FindAddress,
    check: CheckPin,
    *,
    now: Now,
) -> tuple[int, int]:
    """Keep what is said, and send those that are whole then, in one transaction: how many are sent,
    and how many wait.

    Raises BadFields, by box, for pins that cannot be right, and BadInput where nobody has agreed;
    nothing is kept then.
    """
    with database.writing() as session:
        forms = _begun(session, actor)
        pins = _pins(forms, said, find, check)
        kept = [_with(form, said, pins.get(form.id)) for form in forms]
        if not said.agreed and any(not missing(form.values, None) for form in kept):
            raise BadInput(_("Tick that your places do what is asked of a Safe Space."))
        changed = [change_submission(session, replace(form, changed_at=now.at)) for form in kept]
        whole = [form for form in changed if not missing(form.values, None)]
        for form in whole:
            send_new_in(session, form, by=actor.email, at=now.at, site=now.site, is_told=False)
        if whole:
            _tell(session, actor, [form.values["name"] for form in whole], now)
    return len(whole), len(kept) - len(whole)


def _begun(session: Session, actor: Actor) -> list[Submission]:
    forms = submissions_of_partner(session, actor.partner.id)
    begun = [
        each
        for each in forms
        if each.state is SubmissionState.DRAFT and each.is_new and not each.venue_id
    ]
    return sorted(
        (each for each in begun if each.values.get("name")), key=lambda each: each.values["name"]
    )


def _branch(form: Submission, find: FindAddress) -> Branch:
    found = find(form.values)
    lat, lon = form.values.get("lat"), form.values.get("lon")
    own = Point(float(lat), float(lon)) if lat and lon else None
    lacks = tuple(each for each in missing(form.values, None) if each[0] != "pin")
    return Branch(form.id, form.values, own or (found.point if found else None), found, lacks)


def _pins(
    forms: list[Submission], said: Together, find: FindAddress, check: CheckPin
) -> dict[str, Point]:
    """Each pin that was written, by form. Raises BadFields."""
    faults, pins = dict[str, str](), dict[str, Point]()
    for form in forms:
        text = said.pins.get(form.id, "").strip()
        if not text:
            continue
        try:
            pin = pair_from_text(text)
        except BadInput as error:
            faults[f"pin-{form.id}"] = f"{form.values['name']}: {error}"
            continue
        if pin is None:
            words = _("Write latitude and longitude, for example 52.4081, -1.5106.")
            faults[f"pin-{form.id}"] = f"{form.values['name']}: {words}"
            continue
        judged = check(pin, find(form.values))
        if judged.is_outside or (judged.needs_look and form.id not in said.sure):
            faults[f"pin-{form.id}"] = f"{form.values['name']}: {judged.words}"
        pins[form.id] = pin
    if faults:
        raise BadFields(faults)
    return pins


def _with(form: Submission, said: Together, pin: Point | None) -> Submission:
    values = dict(form.values)
    if "minimum_age" not in values:
        values = with_ages({**values, "minimum_age": ""}, said.ages)
    if pin:
        values |= {"lat": f"{pin.lat:.6f}", "lon": f"{pin.lon:.6f}"}
    if said.special_days and values.get("safe_hours"):
        hours = with_dates(values["safe_hours"], said.special_days)
        values["safe_hours"] = hours or values["safe_hours"]
    return replace(form, values=values)


def _tell(session: Session, actor: Actor, names: list[str], now: Now) -> None:
    listed = "\n".join(names)
    words = _(
        "New places want to join: %(count)s of %(name)s", count=len(names), name=actor.partner.name
    )
    tell_council(session, words, f"{now.site}/officer/queue", now.at)
    body = _(
        "These are with the council now:\n\n%(names)s\n\nFollow them at %(link)s: sign in with"
        " this e-mail address.\n",
        names=listed,
        link=f"{now.site}/partner",
    )
    put_in_outbox(
        session,
        Message(actor.email, _("With the council: %(name)s", name=actor.partner.name), body),
        now.at,
    )
