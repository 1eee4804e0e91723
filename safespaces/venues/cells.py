"""A venue as the texts of our own files' cells."""

from safespaces.language import gettext as _
from safespaces.venues.fields import FIELDS
from safespaces.venues.venue import Venue


def venue_cells(venue: Venue) -> dict[str, str]:
    """Every field of a venue as the text of a cell, in the order of FIELDS: what an export writes
    and an import reads back.
    """
    located = venue.located
    special = {
        "status": venue.status.value,
        "lat": f"{located.point.lat:.6f}".rstrip("0").rstrip(".") if located else "",
        "lon": f"{located.point.lon:.6f}".rstrip("0").rstrip(".") if located else "",
        "point_source": located.source.value if located else "",
        "precision_m": str(located.precision_m)
        if located and located.precision_m is not None
        else "",
        "kit": " ".join(venue.kit),
        "access": " ".join(venue.access),
        "checked_on": venue.checked_on.isoformat() if venue.checked_on else "",
    }
    return {
        each.name: special.get(each.name, "") if each.name in special else getattr(venue, each.name)
        for each in FIELDS
    }


def boxes_said(venue: object) -> list[str]:
    """What is known of the fields with a plain box, in words; of a venue or its public part, which
    may have fewer of them.
    """
    known = ((each, getattr(venue, each.name, "")) for each in FIELDS if each.box)
    return [
        (_(each.said) if each.said != "{}" else "{}").format(value)
        for each, value in known
        if value
    ]
