"""Handing over to the phone's own maps app, with walking directions.

Which link starts the walk depends on the kind of phone. On Android it is Google's Maps URL
(developers.google.com/maps/documentation/urls: `dir`, on foot, from where one is, in the app or
without it); geo: (RFC 5870) only shows the place, in any maps app. On an iPhone it is Apple's
(developer.apple.com, Map Links: `daddr`, `dirflg=w`).

Patterns are filled alike here and on the phone: {lat}, {lon} and {name}, each percent-encoded.
"""

from dataclasses import dataclass
from urllib.parse import quote

from safespaces.language import gettext as _
from safespaces.language import marked


@dataclass(frozen=True, slots=True)
class MapsLink:
    """`name` is what the link opens, marked.

    `other` is a second way, for when the first does nothing.
    """

    name: str
    pattern: str
    other: "MapsLink | None" = None

    @property
    def app(self) -> str:
        """What the link opens, in words."""
        return _(self.name)

    def to(self, lat: float, lon: float, name: str) -> str:
        """The address for one place."""
        return (
            self.pattern.replace("{lat}", str(lat))
            .replace("{lon}", str(lon))
            .replace("{name}", quote(name, safe=""))
        )


_WEB = MapsLink(
    "OpenStreetMap",
    "https://www.openstreetmap.org/directions?engine=fossgis_osrm_foot&route=%3B{lat}%2C{lon}",
)
_APPLE = MapsLink(
    marked("your maps app"), "https://maps.apple.com/?daddr={lat},{lon}&q={name}&dirflg=w", _WEB
)
_GEO = MapsLink(marked("another maps app"), "geo:{lat},{lon}?q={lat},{lon}({name})")
_ANDROID = MapsLink(
    "Google Maps",
    "https://www.google.com/maps/dir/?api=1&destination={lat}%2C{lon}&travelmode=walking",
    _GEO,
)


def maps_link_for(user_agent: str) -> MapsLink:
    """The link for a phone that calls itself so."""
    if any(word in user_agent for word in ("iPhone", "iPad", "Macintosh")):
        return _APPLE
    return _ANDROID if "Android" in user_agent else _WEB
