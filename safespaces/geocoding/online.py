"""The online geocoder, where one is configured: geopy's Nominatim, its own domain allowed.

For batches on the command line only.

Policy of the public service: one request a second, a real contact, answers kept, no use for the
public's searches. https://operations.osmfoundation.org/policies/nominatim/
"""

from collections.abc import Callable

from geopy.exc import GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim

from safespaces import __version__
from safespaces.errors import OutsideServiceError
from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.settings import Settings

TIMEOUT_S = 3
_SECONDS_APART = 1.1
_BUILDING_M, _STREET_M = 30, 400
_FINE = {"house", "building", "amenity", "shop", "leisure", "office", "tourism", "place"}

Answer = tuple[float, float, str]
Ask = Callable[[str], Answer | None]


def online_geocoder(
    settings: Settings, *, scheme: str = "https", seconds_apart: float = _SECONDS_APART
) -> Ask | None:
    """A function from an address to (lat, lon, label) or None; None instead of it when no geocoder
    is configured.

    It raises OutsideServiceError when the service cannot be reached or refuses.
    """
    if settings.geocoder != "nominatim":
        return None
    agent = f"safespaces/{__version__} ({settings.geocoder_contact})"
    nominatim = Nominatim(
        domain=settings.geocoder_domain, scheme=scheme, user_agent=agent, timeout=TIMEOUT_S
    )
    limited = RateLimiter(
        nominatim.geocode, min_delay_seconds=seconds_apart, max_retries=0, swallow_exceptions=False
    )

    def ask(address: str) -> Answer | None:
        try:
            found = limited(address, country_codes="gb", addressdetails=False)
        except GeopyError as error:
            raise OutsideServiceError(
                f"The geocoder at {settings.geocoder_domain} did not answer"
                f" ({type(error).__name__}). Try later."
            ) from error
        return (
            (found.latitude, found.longitude, f"{found.raw.get('addresstype', '')}|{found.address}")
            if found
            else None
        )

    return ask


def located_online(answer: Answer) -> LocatedPoint:
    """An answer as a located point; how fine it is comes from what the geocoder found."""
    lat, lon, label = answer
    fine = label.partition("|")[0] in _FINE
    return LocatedPoint(
        Point(round(lat, 6), round(lon, 6)), PointSource.ADDRESS, _BUILDING_M if fine else _STREET_M
    )
