"""Every setting, read once from the environment, frozen.

A bad value stops the start and is named.
"""

import importlib.util
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from safespaces.errors import SettingsError

_TRUE, _FALSE = {"1", "on", "yes", "true"}, {"0", "off", "no", "false"}
_HTTPS = re.compile(r"^https?://[A-Za-z0-9.-]+(:\d+)?(/\S*)?$")


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator can choose.

    Names in the environment are these in capitals after SAFESPACES_; PORT alone is bare.
    """

    port: int = 8000
    database: str = "sqlite:///var/safespaces.db"  # any SQLAlchemy address of SQLite or PostgreSQL
    area: str = "Coventry"  # the name of the place in texts
    data: str = ""  # a folder of data files, "" for those that come with the service
    timezone: str = "Europe/London"
    demo_banner: bool = True  # "Demonstration data from public sources: not the council's register"
    exit_url: str = "https://www.bbc.co.uk/weather"  # where "Leave this page" goes
    tiles: str = ""  # tile server, as https://host/{z}/{x}/{y}.png; "" draws the map without one
    tiles_attribution: str = ""
    # none or nominatim; used by officers and the command line, never by the public pages
    geocoder: str = "none"
    geocoder_domain: str = "nominatim.openstreetmap.org"
    geocoder_contact: str = ""  # e-mail or web address that the geocoder's policy asks for
    form_limit: str = (
        "120 per minute"  # look-ups by form, per address (a whole school can share one)
    )
    api_limit: str = "600 per minute"  # /api, per address; "" is no limit
    proxies: int = 0  # trusted reverse proxies in front, for the visitor's address in limits
    # address of the service as people type it, for links in mails; "" is http://127.0.0.1:PORT
    site: str = ""
    mail: str = "console"  # console, smtp or notify
    mail_from: str = "Safe Spaces <safespaces@localhost>"
    smtp_host: str = "localhost"
    smtp_port: int = 25
    smtp_encryption: bool = True  # STARTTLS, with the server's certificate checked
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    notify_key: str = field(default="", repr=False)
    notify_template: str = ""  # id of a template with ((subject)) and ((body))
    notify_url: str = "https://api.notifications.service.gov.uk"
    oidc_issuer: str = (
        ""  # OpenID Connect: the provider's address exactly as it writes it; "" for none
    )
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    # take an address of which the provider does not say whether it is verified (Entra ID, one
    # tenant)
    oidc_trusts_email: bool = False
    grace_days: int = 30  # after a check has run out, before the place is taken off the list
    refresh_seconds: float = 2.0  # how often a node looks for a newer snapshot

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
    def tiles_origin(self) -> str:
        """Scheme and host of the tile server, for the content policy; "" without one."""
        match = re.match(r"https?://[^/]+", self.tiles)
        return match[0] if match else ""


def settings_from(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in an environment.

    Raises SettingsError naming the first one that cannot be used.
    """
    default = Settings()
    text = _Reader(environment)
    found = Settings(
        port=text.whole("PORT", default.port, 1, 65535),
        database=text.matching(
            "SAFESPACES_DATABASE",
            default.database,
            r"^(sqlite|postgresql)(\+\w+)?://",
            "sqlite:///file.db or postgresql://...",
        ),
        area=text.plain("SAFESPACES_AREA", default.area),
        data=text.folder("SAFESPACES_DATA", default.data),
        timezone=text.zone("SAFESPACES_TIMEZONE", default.timezone),
        demo_banner=text.switch("SAFESPACES_DEMO_BANNER", default.demo_banner),
        exit_url=text.matching(
            "SAFESPACES_EXIT_URL", default.exit_url, _HTTPS.pattern, "a web address"
        ),
        tiles=text.tiles("SAFESPACES_TILES", default.tiles),
        tiles_attribution=text.plain("SAFESPACES_TILES_ATTRIBUTION", default.tiles_attribution),
        geocoder=text.matching(
            "SAFESPACES_GEOCODER", default.geocoder, r"^(none|nominatim)$", "none or nominatim"
        ),
        geocoder_domain=text.matching(
            "SAFESPACES_GEOCODER_DOMAIN",
            default.geocoder_domain,
            r"^[A-Za-z0-9.-]+(:\d+)?$",
            "a host name",
        ),
        geocoder_contact=text.plain("SAFESPACES_GEOCODER_CONTACT", default.geocoder_contact),
        form_limit=text.limit("SAFESPACES_FORM_LIMIT", default.form_limit),
        api_limit=text.limit("SAFESPACES_API_LIMIT", default.api_limit),
        proxies=text.whole("SAFESPACES_PROXIES", default.proxies, 0, 5),
        grace_days=text.whole("SAFESPACES_GRACE_DAYS", default.grace_days, 0, 3650),
        **_mail(text, default),
        **_single_sign_on(text, default),
        refresh_seconds=float(
            text.whole("SAFESPACES_REFRESH_SECONDS", int(default.refresh_seconds), 0, 3600)
        ),
    )
    text.refuse_unknown()
    _check_together(found)
    return found


def _mail(text: "_Reader", default: Settings) -> dict[str, Any]:
    return {
        "site": text.matching(
            "SAFESPACES_SITE", default.site, rf"{_HTTPS.pattern}|^$", "a web address"
        ),
        "mail": text.matching(
            "SAFESPACES_MAIL", default.mail, r"^(console|smtp|notify)$", "console, smtp or notify"
        ),
        "mail_from": text.matching(
            "SAFESPACES_MAIL_FROM",
            default.mail_from,
            r"^[^<>@]*<?[^<>@\s]+@[^<>@\s]+>?$",
            "an e-mail address",
        ),
        "smtp_host": text.matching(
            "SAFESPACES_SMTP_HOST", default.smtp_host, r"^[A-Za-z0-9.-]+$", "a host name"
        ),
        "smtp_port": text.whole("SAFESPACES_SMTP_PORT", default.smtp_port, 1, 65535),
        "smtp_encryption": text.switch("SAFESPACES_SMTP_ENCRYPTION", default.smtp_encryption),
        "smtp_user": text.plain("SAFESPACES_SMTP_USER", default.smtp_user),
        "smtp_password": text.plain("SAFESPACES_SMTP_PASSWORD", default.smtp_password),
        "notify_key": text.plain("SAFESPACES_NOTIFY_KEY", default.notify_key),
        "notify_template": text.plain("SAFESPACES_NOTIFY_TEMPLATE", default.notify_template),
        "notify_url": text.matching(
            "SAFESPACES_NOTIFY_URL", default.notify_url, _HTTPS.pattern, "a web address"
        ),
    }


def _single_sign_on(text: "_Reader", default: Settings) -> dict[str, Any]:
    return {
        "oidc_issuer": text.matching(
            "SAFESPACES_OIDC_ISSUER", default.oidc_issuer, rf"{_HTTPS.pattern}|^$", "a web address"
        ),
        "oidc_client_id": text.plain("SAFESPACES_OIDC_CLIENT_ID", default.oidc_client_id),
        "oidc_client_secret": text.plain(
            "SAFESPACES_OIDC_CLIENT_SECRET", default.oidc_client_secret
        ),
        "oidc_trusts_email": text.switch("SAFESPACES_OIDC_TRUSTS_EMAIL", default.oidc_trusts_email),
    }


class _Reader:
    """Reads and checks one name at a time, and remembers which it has read."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._read: set[str] = set()

    def plain(self, name: str, default: str) -> str:
        self._read.add(name)
        value = self._environment.get(name, default)
        if len(value) > 500 or any(ord(letter) < 32 for letter in value):
            raise SettingsError(f"{name} is too long or holds control characters.")
        return value.strip()

    def folder(self, name: str, default: str) -> str:
        value = self.plain(name, default)
        if value and not Path(value).is_dir():
            raise SettingsError(f"{name} is {value!r}, and there is no such folder.")
        return value

    def matching(self, name: str, default: str, pattern: str, wanted: str) -> str:
        value = self.plain(name, default)
        if not re.match(pattern, value):
            # an address with a password in it is not repeated
            shown = "set" if "@" in value else repr(value)
            raise SettingsError(f"{name} is {shown}. It has to be {wanted}.")
        return value

    def switch(self, name: str, default: bool) -> bool:
        value = self.plain(name, "on" if default else "off").lower()
        if value not in _TRUE | _FALSE:
            raise SettingsError(f"{name} is {value!r}. It has to be on or off.")
        return value in _TRUE

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        value = self.plain(name, str(default))
        if not re.fullmatch(r"\d{1,6}", value) or not low <= int(value) <= high:
            raise SettingsError(
                f"{name} is {value!r}. It has to be a whole number from {low} to {high}."
            )
        return int(value)

    def zone(self, name: str, default: str) -> str:
        value = self.plain(name, default)
        try:
            ZoneInfo(value)
        except Exception:  # zoneinfo throws several kinds for odd names
            raise SettingsError(
                f"{name} is {value!r}. It has to be a time zone such as Europe/London."
            ) from None
        return value

    def tiles(self, name: str, default: str) -> str:
        value = self.plain(name, default)
        if value and not (
            _HTTPS.match(value.replace("{s}", "a"))
            and all(part in value for part in ("{z}", "{x}", "{y}"))
        ):
            raise SettingsError(
                f"{name} is {value!r}. It has to look like"
                " https://tiles.example/{z}/{x}/{y}.png"
            )
        return value

    def limit(self, name: str, default: str) -> str:
        value = self.plain(name, default)
        if value and not re.fullmatch(r"[1-9]\d{0,8} per (second|minute|hour|day)", value):
            raise SettingsError(
                f"{name} is {value!r}. It has to look like '120 per minute', or be empty for no"
                " limit."
            )
        return value

    def refuse_unknown(self) -> None:
        for name in sorted(self._environment):
            if (
                name.startswith("SAFESPACES_")
                and name not in self._read
                and name not in _FOR_BUILDING
            ):
                raise SettingsError(
                    f"{name} is not a setting of this service. See docs/settings.md for the names."
                )


_FOR_BUILDING = {"SAFESPACES_SKIP_ASSETS"}


def _check_together(settings: Settings) -> None:
    if settings.tiles and not settings.tiles_attribution:
        raise SettingsError(
            "SAFESPACES_TILES_ATTRIBUTION is empty. A tile server's map data has an owner to be"
            " named."
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
