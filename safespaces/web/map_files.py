"""What the map is drawn from, made once per process: its script, the outlines, the names.

None of it depends on the venues.
"""

from dataclasses import dataclass, replace

from flask import url_for

from safespaces.geo.point import Point
from safespaces.maps.figure import MapLook, map_script
from safespaces.maps.outlines import bounds_of
from safespaces.maps.place_names import place_names_json
from safespaces.maps.sketch import Sketcher
from safespaces.settings import Settings, folder
from safespaces.venues.gazetteer import Gazetteer
from safespaces.web.ground_file import GroundFile
from safespaces.web.ready_file import ReadyFile, ready_file

_EMPTY = b'{"type":"FeatureCollection","features":[]}'


@dataclass(frozen=True, slots=True)
class MapFiles:
    """`centre` is the middle of what the map shows first."""

    script: ReadyFile
    coverage_script: ReadyFile
    marks_script: ReadyFile
    areas: ReadyFile
    names: ReadyFile
    ground: GroundFile
    sketcher: Sketcher
    centre: Point

    @property
    def middle(self) -> str:
        """The centre as the text of a point."""
        return f"{self.centre.lat:.5f}, {self.centre.lon:.5f}"

    @property
    def coverage_address(self) -> str:
        """Where the script of the coverage map is."""
        return url_for("map_pages.script", tag=self.coverage_script.tag)

    @property
    def marks_address(self) -> str:
        """Where the script of a map with marks on it is, for people who sign in."""
        return url_for("map_pages.script", tag=self.marks_script.tag)

    @property
    def address(self) -> str:
        """Where the script is."""
        return url_for("map_pages.script", tag=self.script.tag)

    def script_with(self, tag: str) -> ReadyFile:
        """The script of an address; the public map's where it is of another version."""
        known = (self.coverage_script, self.marks_script)
        return next((file for file in known if file.tag == tag), self.script)


def marks_look(look: MapLook, root: str) -> MapLook:
    """The same map with venues of the register in place of what the public sees."""
    return replace(look, venues="", marks=f"{root}/officer/venues.geojson")


def coverage_look(look: MapLook, root: str) -> MapLook:
    """The same map with demand and gaps on it in place of what the public sees; `root` is the path
    that the service is mounted under.
    """
    return replace(
        look,
        venues="",
        areas="",
        shaded=f"{root}/coverage/areas.geojson",
        marks=f"{root}/coverage/marks.geojson",
    )


def make_map_files(settings: Settings, gazetteer: Gazetteer) -> MapFiles:
    """The files for these settings: with a tile server the tiles take the place of outlines and
    names.
    """
    path = folder("data") / "areas.geojson"
    outlines = path.read_bytes() if path.is_file() else _EMPTY
    bounds, root = bounds_of(outlines), settings.root
    own = (
        {}
        if settings.tiles
        else {
            "ground": f"{root}/map/ground.geojson",
            "areas": f"{root}/map/areas.geojson",
            "names": f"{root}/map/names.json",
        }
    )
    look = MapLook(
        bounds,
        venues=f"{root}/directory.json",
        tiles=settings.tiles,
        tiles_attribution=settings.tiles_attribution,
        **own,
    )
    (south, west), (north, east) = bounds
    return MapFiles(
        script=ready_file(map_script(look).encode(), "text/javascript; charset=utf-8"),
        coverage_script=ready_file(
            map_script(coverage_look(look, root)).encode(), "text/javascript; charset=utf-8"
        ),
        marks_script=ready_file(
            map_script(marks_look(look, root)).encode(), "text/javascript; charset=utf-8"
        ),
        areas=ready_file(outlines, "application/geo+json"),
        names=ready_file(
            place_names_json(gazetteer.places.places, settings.area), "application/json"
        ),
        ground=GroundFile(bounds, gazetteer.town.postcode_area),
        sketcher=Sketcher(outlines, gazetteer.places.places, settings.area),
        centre=Point((south + north) / 2, (west + east) / 2),
    )
