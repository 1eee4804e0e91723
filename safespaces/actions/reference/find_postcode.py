"""Where a postcode is: in the imported table, else in the directory of all postcodes that comes
with the service.
"""

from collections.abc import Callable
from functools import partial

from sqlalchemy.orm import Session

from safespaces.geo.point import Point
from safespaces.geo.postcode import Postcode
from safespaces.geocoding.uk_postcodes import uk_outward, uk_point, uk_version
from safespaces.store.postcodes import outward_points, postcode_point, postcode_table


def find_postcode(session: Session, postcode: Postcode) -> Point | None:
    """The middle of a postcode, terminated ones too; None where nobody knows it."""
    return postcode_point(session, postcode) or uk_point(postcode)


def postcode_finder(session: Session) -> Callable[[Postcode], Point | None]:
    """A look-up for thousands of postcodes; asks the database only where a table was imported."""
    table = postcode_table(session)
    return partial(find_postcode, session) if table and table.postcodes else uk_point


def outward_postcodes(session: Session, outward: str) -> list[tuple[str, float, float]]:
    """Every (inward code, lat, lon) of an outward code, in order.

    An inward code of "" is the middle of the whole district.
    """
    found = {inward: (lat, lon) for inward, lat, lon in uk_outward(outward)}
    found |= {inward: (lat, lon) for inward, lat, lon in outward_points(session, outward)}
    return [(inward, *found[inward]) for inward in sorted(found)]


def shipped_postcodes(outward: str) -> list[tuple[str, float, float]]:
    """The same without the database: those that come with the service."""
    return sorted((inward, lat, lon) for inward, lat, lon in uk_outward(outward))


def postcodes_version(session: Session) -> str:
    """Other whenever another postcode table is in use."""
    table = postcode_table(session)
    return f"{uk_version()} {table.imported_at if table and table.postcodes else ''}"
