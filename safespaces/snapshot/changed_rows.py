"""Which rows of a long list are other than in the one before: what is made from it is then not made
anew for a million that are the same.
"""

from collections.abc import Sequence
from itertools import compress, count
from operator import is_not

from safespaces.snapshot.public_venue import PublicVenue

_FEW = 1_000  # beyond them everything is made anew


def changed_rows(before: Sequence[PublicVenue], after: Sequence[PublicVenue]) -> list[int] | None:
    """The rows at which another venue stands, by identity: a list that is read upon the one before
    has the very same objects where nothing changed. None where the lists are not equally long, or
    more than a few rows differ.
    """
    if len(before) != len(after):
        return None
    rows = list(compress(count(), map(is_not, before, after)))
    return rows if len(rows) <= _FEW else None


def are_called_as_they_were(
    before: Sequence[PublicVenue], after: Sequence[PublicVenue], rows: list[int] | None
) -> bool:
    """Whether every venue has its id, its address and its name as before; False where `rows` is
    None.
    """
    return rows is not None and all(_called(before[row]) == _called(after[row]) for row in rows)


def _called(venue: PublicVenue) -> tuple[str, str, str]:
    return venue.id, venue.slug, venue.name


def are_where_they_were(
    before: Sequence[PublicVenue], after: Sequence[PublicVenue], rows: list[int] | None
) -> bool:
    """Whether no venue has moved; False where `rows` is None."""
    return rows is not None and all(
        (before[row].lat, before[row].lon) == (after[row].lat, after[row].lon) for row in rows
    )
