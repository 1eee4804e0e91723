"""The box that every point of the service lies in: a slip of the pen is found before anybody is
sent there.
"""

SOUTH, NORTH, WEST, EAST = 49.8, 61.0, -8.7, 1.9  # degrees, WGS84


def in_great_britain(lat: float, lon: float) -> bool:
    """Whether a latitude and longitude are in Great Britain, islands included, or close to it."""
    return SOUTH <= lat <= NORTH and WEST <= lon <= EAST
