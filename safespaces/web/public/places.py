"""All Safe Spaces by area and kind, and each one's own page."""

from itertools import groupby
from urllib.parse import quote

from flask import Blueprint, abort, render_template, request

from safespaces.errors import NotFound
from safespaces.hours.wall_time import local
from safespaces.language import gettext as _
from safespaces.maps.sketch import HALF_HEIGHT_M, HALF_WIDTH_M
from safespaces.pages import page_of
from safespaces.snapshot.directory import address_line
from safespaces.snapshot.public_venue import PublicVenue
from safespaces.venues.categories import KINDS
from safespaces.web.dependencies import Dependencies, dependencies
from safespaces.web.page_asked import page_asked
from safespaces.web.public.place_view import PlaceNow, place_now, place_page
from safespaces.web.snapshots import Published

places = Blueprint("places", __name__)
_A_PAGE = 200  # all of a city's


@places.get("/places")
def all_places() -> str:
    """By area, a page at a time; the address may hold a kind, "open now" and a page, never a typed
    text.
    """
    deps = dependencies()
    published = deps.snapshots.current()
    kind, only_open = request.args.get("kind", ""), request.args.get("open") == "1"
    rows = _rows(deps, published, kind, only_open) if published else []
    listed = page_of(len(rows), _A_PAGE, page_asked())
    shown = rows[listed.skipped : listed.skipped + listed.size]
    return render_template(
        "public/places.html",
        groups=_groups(deps, published, shown) if published else [],
        count=len(rows),
        listed=listed,
        asked={"kind": kind} | ({"open": "1"} if only_open else {}),
        kinds=published.kinds if published else [],
        kind=kind,
        kind_name=KINDS.get(kind, ""),
        only_open=only_open,
        ready=published is not None,
        loaded_at=_clock(deps),
    )


def _rows(
    deps: Dependencies, published: Published, kind: str, only_open: bool
) -> list[tuple[str, int]]:
    """The rows that are listed, with their areas, in order."""
    venues, found = published.snapshot.venues, published.in_areas(deps.areas)
    if kind:
        found = [each for each in found if venues[each[1]].kind == kind]
    if only_open:
        is_open = published.finder.open_now(deps.now())
        found = [each for each in found if is_open[each[1]]]
    return found


def _groups(
    deps: Dependencies, published: Published, rows: list[tuple[str, int]]
) -> list[tuple[str, list[PlaceNow]]]:
    now, zone = deps.now(), deps.settings.zone
    return [
        (area, [place_now(published.finder, row, now, zone) for _area, row in group])
        for area, group in groupby(rows, key=lambda pair: pair[0])
    ]


@places.get("/places/<slug>")
def one_place(slug: str) -> str:
    """One Safe Space."""
    deps = dependencies()
    published = deps.snapshots.current()
    published = published or abort(503)
    row = published.finder.row_of(slug)
    if row is None:
        raise NotFound(_("There is no Safe Space here now. It may have closed or left the scheme."))
    link = f"{deps.settings.address}/places/{quote(slug)}"
    page = place_page(published.finder, row, deps.now(), deps.settings.zone)
    venue = page.standing.venue
    small_map = {
        "sketch": deps.small_map(venue.point),
        "half_width": HALF_WIDTH_M,
        "half_height": HALF_HEIGHT_M,
    }
    return render_template(
        "public/place.html",
        page=page,
        venue=venue,
        link=link,
        message=_message(venue, link),
        loaded_at=_clock(deps),
        **small_map,
    )


def _message(venue: PublicVenue, link: str) -> str:
    """An address that opens a text message without a receiver (RFC 5724; iPhones want the "&")."""
    words = _(
        "I am going to %(name)s, %(place)s. %(link)s",
        name=venue.name,
        place=address_line(venue),
        link=link,
    )
    return f"sms:?&body={quote(words)}"


def _clock(deps: Dependencies) -> str:
    return f"{local(deps.now(), deps.settings.zone):%H:%M}"
