"""In which order a file writes its dates: a column in which one date has its month first may mean
every date so.
"""

import re
from collections.abc import Iterable

from safespaces.language import gettext as _
from safespaces.venues.cleaners import Unclean

_THREE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})(?:[ T].*)?")
_MONTHS = 12


def month_first(cells: Iterable[str]) -> str:
    """A date of the column that cannot have its day first, such as "10/25/2026"; "" for none."""
    for cell in cells:
        found = _THREE.fullmatch(cell.strip())
        if found and int(found[1]) <= _MONTHS < int(found[2]):
            return cell.strip()
    return ""


def check_order(text: str, other: str) -> None:
    """Raises Unclean where a date can be read in two ways and `other` of its column has its month
    first.
    """
    found = _THREE.fullmatch(text.strip())
    can_be_both = found and found[1] != found[2] and max(int(found[1]), int(found[2])) <= _MONTHS
    if other and can_be_both:
        raise Unclean(
            _("Is the day first, or the month? In “%(other)s” it is the month.", other=other),
            _("Write it like 2026-11-24."),
        )
