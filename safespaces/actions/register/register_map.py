"""The register on a map: every venue of a filter that has a point, by its listing status."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from safespaces.actions.register.register_view import AreasOf, Asked, in_area
from safespaces.store.database import Database
from safespaces.store.venue_search import Spot, spots_of

MOST_DRAWN = 2_000  # more pins than a browser draws smoothly, or a person tells apart


@dataclass(frozen=True, slots=True)
class RegisterMap:
    """What is drawn, how many have a point, and how many have none."""

    drawn: tuple[Spot, ...]
    with_point: int
    without_point: int


def register_map(
    database: Database, asked: Asked, *, today: date, zone: ZoneInfo, areas_of: AreasOf
) -> RegisterMap:
    """The venues that fit a filter, the first of them in their order where there are very many."""
    with database.reading() as session:
        spots = spots_of(session, asked.wanted(today, zone))
    found = in_area(spots, asked.area, areas_of)
    placed = [each for each in found if each.point]
    return RegisterMap(tuple(placed[:MOST_DRAWN]), len(placed), len(found) - len(placed))
