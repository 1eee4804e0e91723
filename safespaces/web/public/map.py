"""The map page: every Safe Space on a map, and beside it the same places in the same order as a
list, so that nobody needs the map.
"""

from dataclasses import replace

from flask import Blueprint, Response, make_response, render_template, request

from safespaces.hours.status import State
from safespaces.hours.wall_time import local
from safespaces.hours.when import days_to_choose
from safespaces.maps.outlines import CREDITS
from safespaces.snapshot.finder import All
from safespaces.venues.meaning import PLACE_PREFIX, Choice, Distress
from safespaces.web.answer_words import wordings
from safespaces.web.cross_site import from_anywhere
from safespaces.web.dependencies import Dependencies, dependencies
from safespaces.web.headers import NO_STORE
from safespaces.web.public.answer import Asked, blank_card, card_of, when_text
from safespaces.web.public.look_up import Form, form_of, read
from safespaces.web.ready_file import send
from safespaces.web.snapshots import Published

map_pages = Blueprint("map_pages", __name__)

# written into the page; with script the list holds every place, from the directory that phones get
# anyway
MOST_LISTED = 100
_FOREVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "public, no-cache"


@map_pages.route("/map", methods=["GET", "POST"])
@from_anywhere
def map_page() -> Response:
    """GET: all places, seen from the middle of town.

    POST: seen from where somebody is, at the time they ask about, filtered.
    """
    answer = make_response(
        _page(dependencies(), form_of(request.form) if request.method == "POST" else Form())
    )
    if request.method == "POST":
        answer.headers["Cache-Control"] = NO_STORE
    return answer


@map_pages.get("/map/without-list")
def without_list() -> str:
    """The map page as phones keep it: their script fills the list from the directory."""
    return _page(dependencies(), Form(), listed=0)


@map_pages.get("/map/areas.geojson")
def areas() -> Response:
    """Outlines of parts of town, as GeoJSON."""
    return send(dependencies().map_files.areas, _ASK_AGAIN)


@map_pages.get("/map/ground.geojson")
def ground() -> Response:
    """Where the town is built up, as GeoJSON."""
    return send(dependencies().map_files.ground.file(), _ASK_AGAIN)


@map_pages.get("/map/names.json")
def names() -> Response:
    """Names to write on the map (maps/place_names.py)."""
    return send(dependencies().map_files.names, _ASK_AGAIN)


@map_pages.get("/map/draw-<tag>.js")
def script(tag: str) -> Response:
    """The script that draws the map (maps/figure.py); its address changes with its content."""
    file = dependencies().map_files.script_with(tag)
    return send(file, _FOREVER if tag == file.tag else _ASK_AGAIN)


def _page(deps: Dependencies, form: Form, listed: int = MOST_LISTED) -> str:
    published = deps.snapshots.current()
    meant = read(form if form.where else replace(form, where=from_the_middle(deps)), deps)
    asked = meant if isinstance(meant, Asked) else read(Form(where=from_the_middle(deps)), deps)
    assert isinstance(asked, Asked)
    found = _found(published, asked, form) if published else None
    now, zone = deps.now(), deps.settings.zone
    return render_template(
        "public/map.html",
        form=form,
        choice=meant if isinstance(meant, Choice) else None,
        faults=meant if isinstance(meant, list) else [],
        needs_help=isinstance(meant, Distress),
        cards=(
            [card_of(each, asked.at, zone, asked.now) for each in found.first(listed)]
            if found
            else []
        ),
        count=len(found) if found else 0,
        when=when_text(asked, wordings(deps.settings.area), zone),
        note=asked.note,
        words=wordings(deps.settings.area),
        otherwise=from_the_middle(deps),
        kinds=published.kinds if published else [],
        days=days_to_choose(now, zone),
        today=local(now, zone).date(),
        blank_card=blank_card(),
        ready=published is not None,
        drawing=deps.map_files,
        credits=CREDITS,
    )


def _found(published: Published, asked: Asked, form: Form) -> All:
    # the map hides nothing: a place with a rule about age is there and tells it
    wanted = replace(form.wanted, any_age=True)
    found = published.finder.all_from(asked.point, asked.at, wanted)
    return found.only(State.OPEN) if form.only_open else found


def from_the_middle(deps: Dependencies) -> str:
    """Where the map is seen from until somebody says where they are, in words that `resolve`
    knows.
    """
    middle = deps.sources.gazetteer.middle_of(deps.settings.area)
    return f"{PLACE_PREFIX}{middle.id}" if middle else deps.map_files.middle
