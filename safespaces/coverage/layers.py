"""Everything that coverage can count: the layers of demand, their outlines, and the school
holidays.
"""

from dataclasses import dataclass

from safespaces.coverage.demand import DemandLayer
from safespaces.coverage.outlines import Outline
from safespaces.coverage.week import SchoolHoliday


@dataclass(frozen=True, slots=True)
class Demand:
    """Every layer by key, the homes first; outlines by layer; known school holidays.

    `version` is other after every import.
    """

    layers: dict[str, DemandLayer]
    outlines: dict[str, tuple[Outline, ...]]
    school_holidays: tuple[SchoolHoliday, ...]
    version: str
