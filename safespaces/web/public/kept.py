"""What a phone keeps so that the service works without a signal, and the page that says so and
empties it.

Only what is alike for everybody is kept (static/js/service-worker.js); the pages here stand in for
those that cannot be reached.
"""

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from flask import Blueprint, Response, render_template, url_for

from safespaces.settings import folder
from safespaces.web.dependencies import dependencies
from safespaces.web.public.answer import blank_card
from safespaces.web.static_files import asset

kept = Blueprint("kept", __name__)

_ASK_AGAIN = "public, no-cache"
# outward codes of an area whose postcodes are kept, some 20 KB each: the same for every phone, so
# that keeping them tells nothing
_MOST_OUTWARD = 12
_LEAFLET = "vendor/leaflet-1.9.4/leaflet"
_FILES = (
    "css/site.css",
    "icons/door.svg",
    "icons/skyline.svg",
    "built/find.js",
    "built/kept.js",
    "built/plain.js",
    f"{_LEAFLET}.js",
    f"{_LEAFLET}.css",
    "vendor/markercluster-1.5.3/leaflet.markercluster.js",
)


@dataclass(frozen=True, slots=True)
class Keeping:
    """What the service worker keeps, as it reads it (its own words are in its file)."""

    pages: dict[str, str]
    places: str  # how the addresses of places begin
    place: str
    files: list[str]
    lists: list[str]

    def script(self, source: str, build: str) -> str:
        """The service worker: what it keeps, then its own source."""
        content = {each: getattr(self, each) for each in self.__slots__}
        digest = sha256(f"{build} {source} {content}".encode()).hexdigest()[:12]
        return f"const KEPT = {json.dumps({'version': digest, **content})};\n{source}"


@kept.get("/service-worker.js")
def service_worker() -> Response:
    """The service worker with what it keeps; it changes with every page and script of ours."""
    source = (folder("static") / "js" / "service-worker.js").read_text(encoding="utf-8")
    deps = dependencies()
    settings = deps.settings
    shown = (
        settings.area,
        settings.demo_banner,
        deps.sources.gazetteer.town,
        settings.exit_url,
        settings.language,
        deps.is_in_cells,
        _streets(),
    )
    script = _keeping().script(source, f"{_templates_digest()} {shown}")
    return Response(
        script,
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": _ASK_AGAIN},
    )


@kept.get("/manifest.webmanifest")
def manifest() -> Response:
    """For a phone's home screen (W3C Web Application Manifest): no more than the plain name."""
    content = {
        "name": f"Safe Spaces {dependencies().settings.area}",
        "short_name": "Safe Spaces",
        "start_url": url_for("find.home"),
        "scope": url_for("find.home"),
        "display": "minimal-ui",
        "background_color": "#fdf7ea",
        "theme_color": "#fdf7ea",
        "icons": [
            {"src": asset("icons/door.svg"), "sizes": "any", "type": "image/svg+xml"},
        ],
    }
    return Response(json.dumps(content), content_type="application/manifest+json")


@kept.get("/kept/places")
def kept_places() -> str:
    """Stands in for the list of all places: filled by the phone from its directory."""
    in_cells = dependencies().is_in_cells
    return render_template("public/kept_places.html", blank_card=blank_card(), in_cells=in_cells)


@kept.get("/kept/place")
def kept_place() -> str:
    """Stands in for the page of any one place."""
    return render_template("public/kept_place.html", blank_card=blank_card())


@kept.get("/what-this-phone-keeps")
def what_is_kept() -> str:
    """What a phone keeps of this service, and a button that empties it."""
    return render_template("public/what_is_kept.html", in_cells=dependencies().is_in_cells)


def _keeping() -> Keeping:
    pages = ("find.home", "about.help_page", "about.what_is", "kept.what_is_kept")
    return Keeping(
        pages={
            **{url_for(page): url_for(page) for page in pages},
            url_for("map_pages.map_page"): url_for("map_pages.without_list"),
            url_for("places.all_places"): url_for("kept.kept_places"),
        },
        places=url_for("places.one_place", slug="-")[:-1],
        place=url_for("kept.kept_place"),
        files=[*map(asset, _FILES), dependencies().map_files.address, *_streets()],
        lists=[
            *_directory(),
            url_for("data_files.gazetteer"),
            url_for("map_pages.ground"),
            url_for("map_pages.areas"),
            url_for("map_pages.names"),
            *(
                url_for("data_files.postcodes", outward=outward)
                for outward in dependencies().sources.gazetteer.outward_codes[:_MOST_OUTWARD]
            ),
        ],
    )


def _streets() -> list[str]:
    """The walking network and the script that reads it."""
    deps = dependencies()
    held = deps.streets.current()
    if held is None or not deps.has_streets:
        return []
    home = _home_cell()
    files = [
        url_for("data_files.streets_of_cell", cell=home, name=name, number=held.number)
        if home
        else url_for("data_files.streets", name=name, number=held.number)
        for name in held.files
    ]
    return [asset("built/streets.js"), *files]


def _directory() -> list[str]:
    """The directory; of a long one the index and the cell of the town: the same for every phone."""
    home = _home_cell()
    cell = [url_for("data_files.directory_cell", cell=home)] if home else []
    return [url_for("data_files.directory"), *cell]


def _home_cell() -> str:
    """The cell of the town, "" without cells."""
    published = dependencies().snapshots.current()
    return published.cell_files.name_at(published.home) if published else ""


@cache
def _templates_digest() -> str:
    """Of what the kept pages are made from beside static files and data."""
    digest = sha256()
    for path in sorted(folder("templates").rglob("*.html")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
