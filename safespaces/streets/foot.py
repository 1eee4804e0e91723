"""Which ways of OpenStreetMap people walk on, and what stops them.

The rules are those of OSRM's foot profile (github.com/Project-OSRM/osrm-backend,
profiles/foot.lua), but for these, which are safer or the law of England and Wales:

- A trunk road is walked on only where it has a pavement or foot is allowed by name, and a motorway
  or a road for motor vehicles alone never (OSRM has no trunk either).
- A dual carriageway, or another road of 50 mph and more, of which it is said that it has no
  pavement is not walked on; nor a fast dual carriageway of which nothing is said.
- Cycleways and bridleways may be walked on where nothing forbids it.
- What has opening hours or conditions is not walked on: it may be shut at night. Nor is what is
  indoors.
- Moving stairs are not taken (they may run the other way), nor are lifts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

Tags = Mapping[str, str]


class Kind(IntEnum):
    """What a way is to somebody on foot; the numbers stand in street files."""

    MAJOR = 0  # a through road: primary, secondary, tertiary
    STREET = 1
    SERVICE = 2  # a drive, a car park's lane, an alley behind houses
    SQUARE = 3  # for people on foot: a pedestrian street or square
    PATH = 4  # footway, path, cycleway, bridleway, pavement, platform
    TRACK = 5  # through fields and woods
    STEPS = 6


@dataclass(frozen=True, slots=True)
class Walk:
    """A way that is walked on. `is_lit` is what is known: false where nothing is said."""

    kind: Kind
    name: str
    is_lit: bool


_KINDS = {
    "trunk": Kind.MAJOR,
    "trunk_link": Kind.MAJOR,
    "primary": Kind.MAJOR,
    "primary_link": Kind.MAJOR,
    "secondary": Kind.MAJOR,
    "secondary_link": Kind.MAJOR,
    "tertiary": Kind.MAJOR,
    "tertiary_link": Kind.MAJOR,
    "unclassified": Kind.STREET,
    "residential": Kind.STREET,
    "living_street": Kind.STREET,
    "road": Kind.STREET,
    "service": Kind.SERVICE,
    "pedestrian": Kind.SQUARE,
    "footway": Kind.PATH,
    "path": Kind.PATH,
    "cycleway": Kind.PATH,
    "bridleway": Kind.PATH,
    "platform": Kind.PATH,
    "track": Kind.TRACK,
    "steps": Kind.STEPS,
}
_OTHER_PATHS = (("railway", "platform"), ("public_transport", "platform"), ("man_made", "pier"))
_ALLOWS = {"yes", "foot", "permissive", "designated"}
_FORBIDS = {"no", "private", "agricultural", "forestry", "delivery", "use_sidepath",
    "military", "emergency", "permit",
}  # fmt: skip
_CONDITIONAL = ("access:conditional", "foot:conditional")
_WITH_CAR_LANES = {Kind.MAJOR, Kind.STREET}
_PAVEMENTS = ("sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right")
_HAS_NONE = {"no", "none"}
_SPEED = re.compile(r"(\d{1,3})(?: ?(mph))?$")
_KM_PER_MILE = 1.609
_FAST_KMH = 60  # over 40 mph, under 50 mph and over 50 km/h
_FASTEST_KMH = 78  # under 50 mph: the national limits, and whatever is signed as high

# of barriers on a way; another one stops people where nothing says that they may pass
_PASSED = {
    "kerb", "block", "bollard", "border_control", "cattle_grid", "entrance", "sally_port",
    "toll_booth", "cycle_barrier", "gate", "lift_gate", "swing_gate", "sliding_gate", "wicket_gate",
    "kissing_gate", "hampshire_gate", "stile", "turnstile", "full-height_turnstile",
    "motorcycle_barrier", "chain", "rope", "planter", "height_restrictor", "bus_trap",
    "sump_buster", "step", "log", "no", "horse_stile", "yes", "debris",
}  # fmt: skip


def walk_of(tags: Tags) -> Walk | None:
    """What a way with these tags is to people on foot; None where they do not walk on it."""
    kind = _kind_of(tags)
    if kind is None or not _is_allowed(tags):
        return None
    if kind in _WITH_CAR_LANES and tags.get("foot") not in _ALLOWS and _is_too_dangerous(tags):
        return None
    return Walk(kind, tags.get("name", "").strip(), tags.get("lit", "no") not in ("no", "disused"))


def stops_people(tags: Tags) -> bool:
    """Whether nobody gets past a point with these tags on a way."""
    if "barrier" not in tags and "access" not in tags and "foot" not in tags:
        return False
    said = tags.get("foot") or tags.get("access") or ""
    if said in _ALLOWS:
        return False
    if _forbids(said) or _has_hours(tags) or tags.get("locked") == "yes":
        return True
    return bool(tags.get("barrier")) and tags["barrier"] not in _PASSED


def _kind_of(tags: Tags) -> Kind | None:
    kind = _KINDS.get(tags.get("highway", ""))
    if kind is Kind.MAJOR and tags.get("motorroad") == "yes":
        return None
    if kind is None and any(tags.get(key) == value for key, value in _OTHER_PATHS):
        return Kind.PATH
    return kind


def _is_allowed(tags: Tags) -> bool:
    if tags.get("conveying", "no") != "no" or tags.get("indoor") == "yes" or _has_hours(tags):
        return False
    return not _forbids(tags.get("foot") or tags.get("access") or "")


def _forbids(said: str) -> bool:
    """Of several values whichever forbids."""
    return any(value.strip() in _FORBIDS for value in said.split(";"))


def _has_hours(tags: Tags) -> bool:
    """Whether it may be shut when somebody comes, at night above all."""
    return "opening_hours" in tags or any(key in tags for key in _CONDITIONAL)


def _is_too_dangerous(tags: Tags) -> bool:
    """Of a road that cars drive on."""
    said = [tags[key] for key in _PAVEMENTS if key in tags]
    has_pavement = any(value not in _HAS_NONE for value in said)
    if has_pavement:
        return False
    if tags.get("highway", "").startswith("trunk"):
        return True
    is_dual = tags.get("dual_carriageway") == "yes" or _is_one_way_through_road(tags)
    speed = _speed_kmh(tags)
    if said:
        return is_dual or speed >= _FASTEST_KMH
    return is_dual and speed >= _FAST_KMH


def _is_one_way_through_road(tags: Tags) -> bool:
    is_through = tags.get("highway", "") in ("primary", "secondary")
    return is_through and tags.get("oneway") == "yes" and tags.get("junction") != "roundabout"


def _speed_kmh(tags: Tags) -> float:
    said = tags.get("maxspeed", "")
    if said in ("GB:nsl_single", "GB:nsl_dual", "national"):
        return 60 * _KM_PER_MILE
    found = _SPEED.match(said)
    if not found:
        return 0.0
    return int(found[1]) * (_KM_PER_MILE if found[2] else 1.0)
