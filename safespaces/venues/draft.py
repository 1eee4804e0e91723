"""A venue draft: cleaned values as somebody sent them, not yet a venue of the register."""

import hashlib
from collections.abc import Container
from dataclasses import dataclass, fields, replace
from typing import Any

from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.venues.place_search import words_of
from safespaces.venues.venue import ListingStatus, Venue, slug_of

CLEARED = "-"  # written in a cell to empty a value; a blank cell leaves it as it is
_POINT_FIELDS = frozenset({"lat", "lon", "point_source", "precision_m"})
_EMPTY = {field.name: field.default for field in fields(Venue) if field.name not in {"id", "slug", "name", "kind", "status", "located"}}


@dataclass(frozen=True, slots=True)
class VenueDraft:
    """Values by field name; only the fields that were given. None stands for a value that is to be emptied."""

    values: dict[str, Any]

    def get(self, name: str) -> Any:
        """The value of a field, or None."""
        return self.values.get(name)

    @property
    def located(self) -> LocatedPoint | None:
        """The draft's own point, or None where it gives none."""
        lat, lon = self.get("lat"), self.get("lon")
        if lat is None or lon is None:
            return None
        return LocatedPoint(Point(lat, lon), PointSource(self.get("point_source") or PointSource.GIVEN), self.get("precision_m"))

    @property
    def key(self) -> tuple[tuple[str, ...], str]:
        """Name and postcode, as they are matched when there is no id."""
        return words_of(self.get("name") or ""), self.get("postcode") or ""


def key_of(venue: Venue) -> tuple[tuple[str, ...], str]:
    """A venue's name and postcode, as drafts are matched with it."""
    return words_of(venue.name), venue.postcode


def new_venue(draft: VenueDraft, taken_slugs: Container[str]) -> Venue:
    """The venue that a draft would add: a candidate unless it says otherwise, never listed by silence."""
    given = {name: value for name, value in draft.values.items() if name in _EMPTY and value is not None}
    return Venue(
        id=draft.get("id") or _id_for(draft),
        slug=free_slug(draft.get("name"), taken_slugs),
        name=draft.get("name"),
        kind=draft.get("kind"),
        status=ListingStatus(draft.get("status") or ListingStatus.CANDIDATE),
        located=draft.located,
        **given,
    )


def changed_venue(venue: Venue, draft: VenueDraft) -> Venue:
    """The venue with a draft's values in place. A pin that a person placed stays; one found from an address that changed is dropped."""
    plain: dict[str, Any] = {}
    for name, value in draft.values.items():
        if name in _EMPTY:
            plain[name] = _EMPTY[name] if value is None else value
        elif name in ("name", "kind", "status") and value is not None:
            plain[name] = ListingStatus(value) if name == "status" else value
    after = replace(venue, **plain)
    return replace(after, located=_located_after(venue, after, draft))


def _located_after(before: Venue, after: Venue, draft: VenueDraft) -> LocatedPoint | None:
    if before.located and before.located.source is PointSource.PERSON:
        return before.located
    if draft.located:
        return draft.located
    moved = (before.address, before.postcode) != (after.address, after.postcode)
    return None if moved and before.located and before.located.source is not PointSource.GIVEN else before.located


def free_slug(name: str, taken: Container[str]) -> str:
    """The name's slug, with a number where another venue has it."""
    slug, number = slug_of(name), 2
    while slug in taken:
        slug, number = f"{slug_of(name)}-{number}", number + 1
    return slug


def _id_for(draft: VenueDraft) -> str:
    """The same for the same name, postcode and address, so that a dry run and the import after it agree."""
    said = "|".join(str(draft.get(name) or "") for name in ("name", "postcode", "address", "lat", "lon"))
    return "v-" + hashlib.sha256(said.encode()).hexdigest()[:12]
