"""The pages of a partner's form, one subject each: shown, kept, shown again with what was typed.

Used before signing in and after.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from safespaces.actions.register.locate import find_address
from safespaces.codes import Labels
from safespaces.dates import long_date, weekday
from safespaces.errors import BadInput, BadPoint, NotFound
from safespaces.geo.point import Point, pair_from_text, point_from_text
from safespaces.hours.special_days import special_day, special_days_from
from safespaces.hours.week_text import DAYS
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.maps.sketch import HALF_HEIGHT_M, HALF_WIDTH_M
from safespaces.moderation.join_form import asked_of_a_safe_space
from safespaces.moderation.submission import Contact
from safespaces.venues.categories import (
    ACCESS,
    ALCOHOL,
    KINDS,
    KIT,
    MAINLY_FOR_DRINKING,
)
from safespaces.venues.fields import boxes_of
from safespaces.venues.open_spans import may_sell_alcohol
from safespaces.venues.pin import Found, PinCheck, check_pin, nudged
from safespaces.venues.venue import OVER_16_ALONE, Venue
from safespaces.venues.weekly_hours import in_words, weekly_from_text
from safespaces.web.dependencies import dependencies
from safespaces.web.forms.reading import (
    DATE_ROWS,
    MOST_DATES,
    READERS,
    hour_boxes,
    read_boxes,
    read_hours,
    special_box,
)

TITLES = Labels(
    {
        "place": marked("The place"),
        "pin": marked("Where the entrance is"),
        "hours": marked("Safe hours"),
        "said": marked("Are these the hours?"),
        "has": marked("What it has, and who can come in"),
        "contact": marked("Your contact"),
    }
)
_NUDGE_M = 10
_FORM_FIELDS = 200  # more boxes than any page has

Keep = Callable[[Mapping[str, str], Contact | None], object]


@dataclass(frozen=True, slots=True)
class WizardForm:
    """One form under way: where its pages are, what they hold, and how a page is kept."""

    base: str  # address without a slash at the end
    values: Mapping[str, str]
    contact: Contact | None  # None where the contact is known already
    keep: Keep
    is_staff: bool  # whether somebody is signed in, so that forms carry their session's secret
    seen: int | None = (
        None  # the venue's version that is shown, where keeping changes the venue itself
    )
    # where the last page leads, and where to go without going on; "" for the page of all answers
    home: str = ""

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages of this form, in order."""
        return tuple(page for page in TITLES if page != "contact" or self.contact is not None)

    def after(self, page: str) -> str:
        """Where a page leads on to: the next one, or back to the answers when it was changed from
        there.
        """
        place = self.pages.index(page) + 1
        to_said = page == "hours"
        if place == len(self.pages) or (request.form.get("back") == "check" and not to_said):
            return self.home or f"{self.base}/check"
        return f"{self.base}/{self.pages[place]}" + (
            "?back=check" if request.form.get("back") == "check" else ""
        )


def form_page(wizard: WizardForm, page: str) -> Response | str | tuple[str, int]:
    """One page, shown or kept. Raises NotFound for a page that there is not."""
    if page == "ages":  # its questions stand on another page now; a form may be half filled in
        return redirect(f"{wizard.base}/has", 303)
    if page not in wizard.pages:
        raise NotFound(_("This form has no such page."))
    if page == "pin":
        return _pin_page(wizard)
    if request.method == "GET":
        return _show(wizard, page, _kept(wizard, page), {})
    if page == "said":
        return redirect(
            f"{wizard.base}/later" if _is_for_later(wizard) else wizard.after(page), 303
        )
    boxes = _boxes_of(wizard, page)
    read = (
        read_hours(boxes, _now().date(), wizard.values.get("kind", ""))
        if page == "hours"
        else READERS[page](boxes)
    )
    read_boxes(read, page, boxes)
    if _is_for_later(wizard):
        wizard.keep(read.values, read.contact)  # what is right so far
        return redirect(f"{wizard.base}/later", 303)
    try:
        if not read.faults:
            wizard.keep(read.values, read.contact)
    except BadInput as error:
        read.faults["main"] = str(error)
    return (
        (
            _show(
                wizard,
                page,
                _typed(),
                read.faults,
                asked_about=read.asked,
                confirmed=sorted(read.confirmed),
            ),
            400,
        )
        if read.faults
        else redirect(wizard.after(page), 303)
    )


def _is_for_later(wizard: WizardForm) -> bool:
    """Whether somebody wants to go on another day: whoever is signed in finds the form again
    without a link.
    """
    return request.form.get("deed") == "later" and not wizard.is_staff


def _typed() -> dict[str, str]:
    typed = {name: text[:2000] for name, text in list(request.form.items())[:_FORM_FIELDS]}
    return typed | {name: " ".join(request.form.getlist(name))[:2000] for name in ("kit", "access")}


def _boxes_of(wizard: WizardForm, page: str) -> MultiDict[str, str]:
    """What was sent; hours as one text are taken only where the page shows no boxes for them."""
    sent = request.form
    if page == "hours" and "as_text" in sent and "as_text" not in _kept(wizard, "hours"):
        return MultiDict((name, text) for name, text in sent.items(multi=True) if name != "as_text")
    return sent


def back_page(wizard: WizardForm, page: str) -> str:
    """The address of the page before."""
    place = wizard.pages.index(page)
    return f"{wizard.base}/{wizard.pages[place - 1]}" if place else wizard.home or wizard.base


def _show(
    wizard: WizardForm,
    page: str,
    typed: Mapping[str, str],
    faults: Mapping[str, str],
    **more: object,
) -> str:
    back = request.values.get("back", "")
    return render_template(
        f"join/{page}.html",
        wizard=wizard,
        page=page,
        title=TITLES[page],
        plain_boxes=boxes_of(page),
        typed=typed,
        faults=faults,
        hours_said=hours_said,
        kinds=KINDS,
        kit=KIT,
        access=ACCESS,
        alcohol=ALCOHOL,
        days=DAYS,
        special_days=special_day_boxes(),
        date_rows=range(_rows(typed)),
        number=wizard.pages.index(page) + 1,
        of=len(wizard.pages),
        back="check" if back == "check" else "",
        before=f"{wizard.base}/check" if back == "check" else back_page(wizard, page),
        licensed=wizard.values.get("kind") in MAINLY_FOR_DRINKING,
        may_sell=may_sell_alcohol(wizard.values.get("kind", ""), wizard.values.get("alcohol", "")),
        area=dependencies().settings.area,
        **more,
    )


def special_day_boxes() -> list[tuple[str, str]]:
    """The box and the words for each special day of the coming year."""
    coming = special_days_from(_now().date())
    return [
        (special_box(on), f"{_(special_day(on) or '')}, {weekday(on)} {long_date(on)}")
        for on in coming
    ]


def _rows(typed: Mapping[str, str]) -> int:
    """How many rows for days that are different: those that are filled, and some to fill."""
    filled = max(
        (
            row + 1
            for row in range(MOST_DATES)
            if typed.get(f"date-{row}") or typed.get(f"date-hours-{row}")
        ),
        default=0,
    )
    return min(MOST_DATES, max(DATE_ROWS, filled + 2))


def _kept(wizard: WizardForm, page: str) -> dict[str, str]:
    """What a page shows before anything is typed."""
    values = dict(wizard.values)
    hours = values.get("safe_hours", "")
    if page in ("hours", "said") and hours:
        weekly = weekly_from_text(hours)
        return hour_boxes(weekly, _now().date()) if weekly else {"as_text": hours}
    if page == "has" and wizard.values.get("minimum_age") is not None:
        age = values["minimum_age"]
        return {
            **values,
            "ages": "all" if not age else "over_16" if age == OVER_16_ALONE else "from",
            "from_age": "" if age == OVER_16_ALONE else age,
        }
    if page == "contact" and wizard.contact:
        contact = wizard.contact
        names = ("organisation", "contact_name", "contact_email", "contact_phone")
        return dict(zip(names, (contact.organisation, contact.name, contact.email, contact.phone)))
    return values


def hours_said(values: Mapping[str, str]) -> list[tuple[str, str]]:
    """The safe hours in words; the text itself where there are no words for it."""
    text = values.get("safe_hours", "")
    weekly = weekly_from_text(text) if text else None
    return in_words(weekly) if weekly else [(_("Hours"), text)] if text else []


def _pin_page(wizard: WizardForm) -> Response | str | tuple[str, int]:
    found = _address_found(wizard)
    if request.method == "GET":
        here = (
            _moved_on_a_map(wizard)
            or _point(wizard.values.get("lat", ""), wizard.values.get("lon", ""))
            or (found.point if found else None)
        )
        return _show_pin(wizard, here, found, {})
    sent = request.form
    here = _point(sent.get("lat", ""), sent.get("lon", ""))
    if _is_for_later(wizard):
        wizard.keep(
            {"lat": str(here.lat), "lon": str(here.lon)}
            if here and not _check(here, found).is_outside
            else {},
            None,
        )
        return redirect(f"{wizard.base}/later", 303)
    if sent.get("deed") == "find" and found:
        return _show_pin(wizard, found.point, found, {})
    if here is None:
        return _show_pin(
            wizard, None, found, {"lat": _fault_of_point(sent.get("lat", ""), sent.get("lon", ""))}
        ), 400
    if sent.get("deed") == "draw":  # the map around the pin, which may be far from where it was
        return _show_pin(wizard, here, found, {})
    if sent.get("deed") in ("north", "south", "east", "west"):
        return _show_pin(wizard, nudged(here, sent["deed"], _NUDGE_M), found, {})
    check = _check(here, found)
    if check.is_outside or (check.needs_look and sent.get("sure") != "1"):
        return _show_pin(wizard, here, found, {"lat": check.words}), 400
    try:
        wizard.keep({"lat": str(here.lat), "lon": str(here.lon)}, None)
    except BadInput as error:
        return _show_pin(wizard, here, found, {"main": str(error)}), 400
    return redirect(wizard.after("pin"), 303)


def _moved_on_a_map(wizard: WizardForm) -> Point | None:
    """Where a pin of the register's map was put: to be looked at here before it is kept."""
    if not wizard.is_staff:
        return None
    return _point(request.args.get("lat", ""), request.args.get("lon", ""))


def _show_pin(
    wizard: WizardForm, here: Point | None, found: Found | None, faults: Mapping[str, str]
) -> str:
    typed = {name: request.form.get(name, "")[:40] for name in ("lat", "lon")}
    if here:
        typed = {"lat": f"{here.lat:.6f}".rstrip("0"), "lon": f"{here.lon:.6f}".rstrip("0")}
    check = _check(here, found) if here else None
    centre = here or (found.point if found else _middle_of_town())
    return _show(
        wizard,
        "pin",
        typed,
        faults,
        check=check,
        sketch=dependencies().small_map(centre),
        centre=centre,
        is_placed=here is not None,
        half_width=HALF_WIDTH_M,
        half_height=HALF_HEIGHT_M,
        found=found,
    )


def _middle_of_town() -> Point:
    """Where a map begins whose address nobody knows."""
    deps = dependencies()
    middle = deps.sources.gazetteer.middle_of(deps.settings.area)
    return Point(middle.lat, middle.lon) if middle else deps.map_files.centre


def _check(here: Point, found: Found | None) -> PinCheck:
    deps = dependencies()
    return check_pin(here, found, deps.sources.gazetteer, deps.settings.area)


def pin_said(venue: Venue) -> str:
    """How a venue's pin stands to its address, for whoever decides; "" without one."""
    deps = dependencies()
    if venue.located is None:
        return ""
    area = deps.settings.area
    found = find_address(
        deps.database,
        deps.sources.gazetteer,
        address=venue.address,
        postcode=venue.postcode,
        area=area,
    )
    return _check(venue.located.point, found).words


def is_outside(pin: Point) -> bool:
    """Whether a pin is outside the area."""
    return _check(pin, None).is_outside


def _address_found(wizard: WizardForm) -> Found | None:
    deps = dependencies()
    address, postcode = wizard.values.get("address", ""), wizard.values.get("postcode", "")
    return find_address(
        deps.database,
        deps.sources.gazetteer,
        address=address,
        postcode=postcode,
        area=deps.settings.area,
    )


def _point(lat: str, lon: str) -> Point | None:
    """The point in two boxes, or in the first alone, as maps on the web copy it: "52.4111,
    -1.4984".
    """
    try:
        point = pair_from_text(lat) or point_from_text(lat, lon)
    except BadPoint:
        return None
    return Point(round(point.lat, 6), round(point.lon, 6))


def _fault_of_point(lat: str, lon: str) -> str:
    try:
        point_from_text(lat, lon)
    except BadPoint as error:
        return str(error)
    return _("Put the pin on the entrance.")


def _now() -> datetime:
    deps = dependencies()
    return deps.clock().astimezone(deps.settings.zone)


def asked_here() -> list[tuple[str, str]]:
    """What a place of this town agrees to, by code."""
    return asked_of_a_safe_space(dependencies().sources.gazetteer.town.trained_by)
