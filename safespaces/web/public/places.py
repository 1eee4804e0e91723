"""All Safe Spaces by area and kind, and each one's own page."""

from urllib.parse import quote

from flask import Blueprint, abort, render_template, request

from safespaces.errors import NotFound
from safespaces.hours.wall_time import local
from safespaces.language import gettext as _
from safespaces.maps.sketch import HALF_HEIGHT_M, HALF_WIDTH_M
from safespaces.snapshot.directory import address_line
from safespaces.snapshot.public_venue import PublicVenue
from safespaces.venues.categories import KINDS
from safespaces.web.dependencies import Dependencies, dependencies
from safespaces.web.public.place_view import PlaceNow, place_now, place_page
from safespaces.web.snapshots import Published

places = Blueprint("places", __name__)


@places.get("/places")
def all_places() -> str:
    """By area; the address may hold a kind and "open now", never a typed text."""
    deps = dependencies()
    published = deps.snapshots.current()
    kind, only_open = request.args.get("kind", ""), request.args.get("open") == "1"
    shown = [
        each
        for each in _places_now(deps, published)
        if (not kind or each.venue.kind == kind) and (each.is_open or not only_open)
    ]
    return render_template(
        "public/places.html",
        groups=deps.areas.grouped((each.venue.point, each) for each in shown),
        count=len(shown),
        kinds=published.kinds if published else [],
        kind=kind,
        kind_name=KINDS.get(kind, ""),
        only_open=only_open,
        ready=published is not None,
        loaded_at=_clock(deps),
    )


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
        "sketch": deps.map_files.sketcher.around(venue.point),
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


def _places_now(deps: Dependencies, published: Published | None) -> list[PlaceNow]:
    if published is None:
        return []
    now, zone = deps.now(), deps.settings.zone
    return [
        place_now(published.finder, row, now, zone) for row in range(len(published.snapshot.venues))
    ]
