"""Walking time: one rule, one place (its copy for the phone is static/js/public/walking.js, held
equal by the vectors).

The pace is 4.8 km/h, 1.33 m/s, unless the operator says another (SAFESPACES_WALKING_PACE). Of
people up to 60 years old 85 in 100 walk faster than 1.15 m/s (Fitzpatrick, Brewer and Turner,
"Another look at pedestrian walking speed", Transportation Research Record 1982, 2006); of children
alone no figure is known to us. So every time is "about".
"""

import numpy as np
from numpy.typing import NDArray

DETOUR_PERCENT = 130  # streets are longer than the straight line: x 1.3
USUAL_PACE_M_PER_MIN = 80  # 4.8 km/h
NEAR_MINUTES = 30  # further than this on foot is not "near"

_pace_m_per_min = USUAL_PACE_M_PER_MIN


def use_pace(m_per_min: int) -> None:
    """Walk at another pace from now on, in this whole process: said once, at its start."""
    global _pace_m_per_min  # a setting of the process, as its time zone is
    _pace_m_per_min = m_per_min


def pace_m_per_min() -> int:
    """The pace that is used."""
    return _pace_m_per_min


def walk_minutes(distance_m: int) -> int:
    """Whole minutes to walk a straight-line distance in metres, rounded up and at least 1.

    Always to be said as "about".
    """
    return max(1, -(-distance_m * DETOUR_PERCENT // (100 * _pace_m_per_min)))


def walk_minutes_by_street(distance_m: int) -> int:
    """Whole minutes to walk so many metres of streets, rounded up and at least 1."""
    return max(1, -(-distance_m // _pace_m_per_min))


def walk_minutes_by_street_array(distances_m: NDArray[np.int64]) -> NDArray[np.int64]:
    """`walk_minutes_by_street` for many distances."""
    return np.maximum(1, -(-distances_m // _pace_m_per_min))


def reach_m(minutes: int) -> int:
    """The longest straight line, in whole metres, that is walked in at most so many minutes."""
    return minutes * 100 * _pace_m_per_min // DETOUR_PERCENT


def walk_minutes_array(distances_m: NDArray[np.int64]) -> NDArray[np.int64]:
    """`walk_minutes` for many distances."""
    return np.maximum(1, -(-distances_m * DETOUR_PERCENT // (100 * _pace_m_per_min)))
