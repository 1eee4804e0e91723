"""The one tree of errors.

Each says what happened and what to do; only the faces know status codes and exit codes.
"""

from collections.abc import Mapping

from safespaces.language import gettext as _


class SafeSpacesError(Exception):
    """Something went wrong that a person can put right; the text is written for that person."""


class SettingsError(SafeSpacesError):
    """A setting is missing or has a value that cannot be used; the text names the setting."""


class BadInput(SafeSpacesError):
    """What a person typed or sent cannot be used; the text says what to type instead.

    `field` is the value at fault, where it is one.
    """

    field = ""


class BadField(BadInput):
    """One box of a form cannot be used; `field` is its name."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class BadFields(BadInput):
    """Several boxes of a form cannot be used; `faults` are the words for each, by its name."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = dict(faults)


class BadPoint(BadInput):
    """A latitude or longitude is missing, not finite or out of range; `field` says which."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class BadPostcode(BadInput):
    """The text is not a full United Kingdom postcode."""


class BadHours(BadInput):
    """Safe hours are not in the part of the OSM opening_hours grammar that is accepted."""


class AskedHours(BadHours):
    """Hours can be meant in two ways; `offer` is the likely reading, and the text asks whether it
    is meant.
    """

    def __init__(self, message: str, offer: str) -> None:
        super().__init__(_("%(message)s Do you mean %(offer)s?", message=message, offer=offer))
        self.offer = offer


class BadTime(BadInput):
    """A date or time cannot be read, or is outside the days that can be answered."""


class NotFound(SafeSpacesError):
    """The thing asked for by its id or name does not exist."""


class ImportRefused(BadInput):
    """A file cannot be imported at all: not a table, too large, no header."""


class NoNameColumn(ImportRefused):
    """No column of a file is called name; the text tells the command line's user, a page says it
    its own way.
    """


class TooManyTries(SafeSpacesError):
    """Something that is limited was tried too often; the text says when to try again."""


class NotAllowed(SafeSpacesError):
    """Somebody asked for what their role does not reach, or what is not theirs."""


class Busy(SafeSpacesError):
    """This process works on something long already; the same a moment later will be done."""


class StoreError(SafeSpacesError):
    """The database cannot be reached or refused a change."""


class OutsideServiceError(SafeSpacesError):
    """A service outside this one (geocoder, download, mail) did not answer usefully; trying again
    later may help.
    """


class Undeliverable(SafeSpacesError):
    """A message that will never go: the address is refused for good."""
