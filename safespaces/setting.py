"""One setting: its default, and how its text is read from the environment. A bad value is named."""

import re
from collections.abc import Callable
from dataclasses import field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from safespaces.errors import SettingsError
from safespaces.language import catalogue

READ = "read"  # the key of a field's metadata under which its reader stands
WEB_ADDRESS = r"^https?://[A-Za-z0-9.-]+(:\d+)?(/\S*)?$"
_TRUE, _FALSE = {"1", "on", "yes", "true"}, {"0", "off", "no", "false"}
_LONGEST = 500

# From the variable's name and its text, tidied, to the value. Raises SettingsError.
Reader = Callable[[str, str], Any]


def text(default: str = "", *, secret: bool = False) -> Any:
    """Any text. A secret is not shown where settings are printed."""
    return _setting(default, lambda _, value: value, secret)


def matching(default: str, pattern: str, wanted: str, *, secret: bool = False) -> Any:
    """A text that a regular expression fits; `wanted` says in words what that is."""

    def read(name: str, value: str) -> str:
        if not re.match(pattern, value):
            # an address with a password in it is not repeated
            shown = "set" if "@" in value else repr(value)
            raise SettingsError(f"{name} is {shown}. It has to be {wanted}.")
        return value

    return _setting(default, read, secret)


def web_address(default: str = "") -> Any:
    """An address with http or https; without a default it may be empty too."""
    return matching(default, WEB_ADDRESS if default else rf"{WEB_ADDRESS}|^$", "a web address")


def web_addresses() -> Any:
    """Several of them, parted by spaces; without slashes at their ends."""

    def read(name: str, value: str) -> tuple[str, ...]:
        addresses = tuple(each.rstrip("/") for each in value.split())
        for each in addresses:
            if not re.match(WEB_ADDRESS, each):
                raise SettingsError(f"{name} has {each!r}. It has to be web addresses.")
        return tuple(dict.fromkeys(addresses))

    return _setting((), read)


def switch(default: bool) -> Any:
    """On or off."""

    def read(name: str, value: str) -> bool:
        if value.lower() not in _TRUE | _FALSE:
            raise SettingsError(f"{name} is {value.lower()!r}. It has to be on or off.")
        return value.lower() in _TRUE

    return _setting(default, read)


def whole(default: float, low: int, high: int) -> Any:
    """A whole number from `low` to `high`; a float where the default is one."""

    def read(name: str, value: str) -> float:
        if not re.fullmatch(r"\d{1,6}", value) or not low <= int(value) <= high:
            raise SettingsError(
                f"{name} is {value!r}. It has to be a whole number from {low} to {high}."
            )
        return type(default)(value)

    return _setting(default, read)


def language(default: str) -> Any:
    """The code of a language of which there is a catalogue."""

    def read(name: str, value: str) -> str:
        try:
            catalogue(value)
        except ValueError as error:
            raise SettingsError(f"{name}: {error} Use {default}.") from None
        return value

    return _setting(default, read)


def data_folder() -> Any:
    """A folder that is there, or "" for none."""

    def read(name: str, value: str) -> str:
        if value and not Path(value).is_dir():
            raise SettingsError(f"{name} is {value!r}, and there is no such folder.")
        return value

    return _setting("", read)


def time_zone(default: str) -> Any:
    """The name of a zone of the IANA database."""

    def read(name: str, value: str) -> str:
        try:
            ZoneInfo(value)
        except Exception:  # zoneinfo throws several kinds for odd names
            raise SettingsError(
                f"{name} is {value!r}. It has to be a time zone such as Europe/London."
            ) from None
        return value

    return _setting(default, read)


def tile_server() -> Any:
    """An address with places for zoom, column and row, or "" for none."""

    def read(name: str, value: str) -> str:
        has_places = all(part in value for part in ("{z}", "{x}", "{y}"))
        if value and not (re.match(WEB_ADDRESS, value.replace("{s}", "a")) and has_places):
            raise SettingsError(
                f"{name} is {value!r}. It has to look like https://tiles.example/{{z}}/{{x}}/{{y}}.png"
            )
        return value

    return _setting("", read)


def rate(default: str) -> Any:
    """So many requests in a second, minute, hour or day; "" is no limit."""

    def read(name: str, value: str) -> str:
        if value and not re.fullmatch(r"[1-9]\d{0,8} per (second|minute|hour|day)", value):
            raise SettingsError(
                f"{name} is {value!r}. It has to look like '120 per minute', or be empty for no"
                " limit."
            )
        return value

    return _setting(default, read)


def read_setting(name: str, value: str, reader: Reader) -> Any:
    """The value of a variable of the environment. Raises SettingsError naming it."""
    if len(value) > _LONGEST or any(ord(letter) < 32 for letter in value):
        raise SettingsError(f"{name} is too long or holds control characters.")
    return reader(name, value.strip())


def _setting(default: Any, read: Reader, secret: bool = False) -> Any:
    return field(default=default, repr=not secret, metadata={READ: read})
