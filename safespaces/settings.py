"""Every setting, declared once, read once from the environment, frozen.

A bad value stops the start and is named.
"""

import importlib.util
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from zoneinfo import ZoneInfo

from safespaces.errors import SettingsError
from safespaces.language import ENGLISH
from safespaces.setting import (
    READ,
    data_folder,
    language,
    matching,
    rate,
    read_setting,
    switch,
    text,
    tile_server,
    time_zone,
    web_address,
    web_addresses,
    whole,
)

_HOST = r"^[A-Za-z0-9.-]+$"
_HOST_AND_PORT = r"^[A-Za-z0-9.-]+(:\d+)?$"
_FOR_BUILDING = {"SAFESPACES_SKIP_ASSETS"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator can choose.

    Names in the environment are these in capitals after SAFESPACES_; PORT alone is bare.
    """

    port: int = whole(8000, 1, 65535)
    database: str = matching(
        "sqlite:///var/safespaces.db",
        r"^(sqlite|postgresql)(\+\w+)?://",
        "sqlite:///file.db or postgresql://...",
    )
    area: str = text("Coventry")  # the name of the place in texts
    data: str = data_folder()  # of data files, "" for those that come with the service
    timezone: str = time_zone("Europe/London")
    language: str = language(ENGLISH)  # of pages, mails and what is printed
    # "Demonstration data from public sources: not the council's register"
    demo_banner: bool = switch(True)
    exit_url: str = web_address("https://www.bbc.co.uk/weather")  # where "Leave this page" goes
    tiles: str = tile_server()  # "" draws the map without one
    tiles_attribution: str = text()
    # used by officers and the command line, never by the public pages
    geocoder: str = matching("none", r"^(none|nominatim)$", "none or nominatim")
    geocoder_domain: str = matching("nominatim.openstreetmap.org", _HOST_AND_PORT, "a host name")
    geocoder_contact: str = text()  # e-mail or web address that the geocoder's policy asks for
    # look-ups by form, per address (a whole school can share one)
    form_limit: str = rate("120 per minute")
    api_limit: str = rate("600 per minute")  # /api, per address
    # where they are counted for all machines together; "" counts in each process
    limits: str = matching(
        "", r"^$|^rediss?://\S+$", "redis://host:port or rediss://...", secret=True
    )
    # where public files are kept for a proxy or CDN to hand out, "" for nowhere
    objects: str = matching(
        "",
        r"^$|^s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9/._-]*)?$",
        "s3://bucket or s3://bucket/prefix",
    )
    proxies: int = whole(0, 0, 5)  # trusted reverse proxies in front, for a visitor's address
    # address of the service as people type it, for links in mails; "" is http://127.0.0.1:PORT
    site: str = web_address()
    # services of councils beside this one, whose places are shown too
    neighbours: tuple[str, ...] = web_addresses()
    mail: str = matching("console", r"^(console|smtp|notify)$", "console, smtp or notify")
    mail_from: str = matching(
        "Safe Spaces <safespaces@localhost>",
        r"^[^<>@]*<?[^<>@\s]+@[^<>@\s]+>?$",
        "an e-mail address",
    )
    smtp_host: str = matching("localhost", _HOST, "a host name")
    smtp_port: int = whole(25, 1, 65535)
    smtp_encryption: bool = switch(True)  # STARTTLS, with the server's certificate checked
    smtp_user: str = text()
    smtp_password: str = text(secret=True)
    notify_key: str = text(secret=True)
    notify_template: str = text()  # id of a template with ((subject)) and ((body))
    notify_url: str = web_address("https://api.notifications.service.gov.uk")
    # where trouble with mail and jobs is posted as plain words; "" for nowhere
    alarm_url: str = web_address()
    oidc_issuer: str = web_address()  # the provider's address exactly as it writes it; "" for none
    oidc_client_id: str = text()
    oidc_client_secret: str = text(secret=True)
    # take an address of which the provider does not say whether it is verified (Entra ID, one
    # tenant)
    oidc_trusts_email: bool = switch(False)
    # keys for secrets at rest, parted by commas, the newest first; "" for the file secret.key
    secret_key: str = text(secret=True)
    # where faults of security are told: mailto:..., https://... or tel:...
    security_contact: str = matching(
        "", r"^$|^(mailto:|https://|tel:)\S+$", "mailto:... or https://..."
    )
    # whoever sends it to /readyz is told what is wrong; "" tells nobody
    operator_token: str = text(secret=True)
    walking_pace: int = whole(80, 30, 120)  # metres a minute
    grace_days: int = whole(30, 0, 3650)  # from a check that ran out to being off the list
    refresh_seconds: float = whole(2.0, 0, 3600)  # how often a node looks for a newer snapshot

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the venues."""
        return ZoneInfo(self.timezone)

    @property
    def address(self) -> str:
        """Where links in mails lead, without a slash at the end."""
        return (self.site or f"http://127.0.0.1:{self.port}").rstrip("/")

    @property
    def root(self) -> str:
        """The path that the service is mounted under, "/safe-spaces"; "" where it has a host of its
        own.
        """
        return re.sub("^https?://[^/]*", "", self.address)

    @property
    def snapshot_copy(self) -> str:
        """The file that holds the last good snapshot, for a start without a database: beside the
        database where that is a file.
        """
        return str(self._folder / "snapshot")

    @property
    def key_file(self) -> str:
        """The file with the keys for secrets at rest, where none is set."""
        return str(self._folder / "secret.key")

    @property
    def _folder(self) -> Path:
        """Where the database is, if it is a file; var otherwise."""
        path = re.sub(r"^sqlite(\+\w+)?:///", "", self.database)
        in_a_file = path != self.database and path not in ("", ":memory:")
        return Path(path).parent if in_a_file else Path("var")

    @property
    def tiles_origin(self) -> str:
        """Scheme and host of the tile server, for the content policy; "" without one."""
        match = re.match(r"https?://[^/]+", self.tiles)
        return match[0] if match else ""


def settings_from(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in an environment.

    Raises SettingsError naming the first one that cannot be used.
    """
    known = {variable(each.name): each for each in fields(Settings)}
    for name in sorted(environment):
        if name.startswith("SAFESPACES_") and name not in known.keys() | _FOR_BUILDING:
            raise SettingsError(
                f"{name} is not a setting of this service. See docs/settings.md for the names."
            )
    found = Settings(
        **{
            each.name: read_setting(name, environment[name], each.metadata[READ])
            for name, each in known.items()
            if name in environment
        }
    )
    _check_together(found)
    return found


def variable(name: str) -> str:
    """A setting's name in the environment."""
    return "PORT" if name == "port" else f"SAFESPACES_{name.upper()}"


def _check_together(settings: Settings) -> None:
    if settings.tiles and not settings.tiles_attribution:
        raise SettingsError(
            "SAFESPACES_TILES_ATTRIBUTION is empty. A tile server's map data has an owner to be"
            " named."
        )
    if settings.address in settings.neighbours:
        raise SettingsError(
            "SAFESPACES_NEIGHBOURS has the address of this service itself. Leave it out."
        )
    if settings.mail == "notify" and not (settings.notify_key and settings.notify_template):
        raise SettingsError(
            "SAFESPACES_NOTIFY_KEY and SAFESPACES_NOTIFY_TEMPLATE are needed to send by GOV.UK"
            " Notify."
        )
    if settings.oidc_issuer and not (settings.oidc_client_id and settings.oidc_client_secret):
        raise SettingsError(
            "SAFESPACES_OIDC_CLIENT_ID and SAFESPACES_OIDC_CLIENT_SECRET are needed for single"
            " sign-on."
        )
    if settings.oidc_issuer and (
        importlib.util.find_spec("authlib") is None or importlib.util.find_spec("joserfc") is None
    ):
        raise SettingsError(
            "SAFESPACES_OIDC_ISSUER needs the extra oidc: pip install 'safespaces[oidc]'."
        )
    if settings.limits and importlib.util.find_spec("redis") is None:
        raise SettingsError(
            "SAFESPACES_LIMITS needs the extra redis: pip install 'safespaces[redis]'."
        )
    if settings.geocoder == "nominatim" and not settings.geocoder_contact:
        raise SettingsError(
            "SAFESPACES_GEOCODER_CONTACT is empty. Nominatim's policy asks for an e-mail or web"
            " address."
        )


def folder(name: str) -> Path:
    """Where templates, static or data are: beside this file in a wheel, above the package in a
    checkout; data also where told.
    """
    if name == "data" and (own := os.environ.get("SAFESPACES_DATA")):
        return Path(own)
    inside = Path(__file__).parent / name
    return inside if inside.is_dir() else Path(__file__).parent.parent / name
