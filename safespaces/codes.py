"""Codes and records that are stored, read by a version of this service that may be older or newer
than the one that wrote them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from safespaces.language import gettext

Code = TypeVar("Code", bound=StrEnum)


class Labels(Mapping[str, str]):
    """Words by code, `marked` and read in the language that is spoken.

    A code that is not among them, because another version wrote it, reads as plain words. `in`,
    `get` and iteration know the codes of this version only, so nothing unknown is ever offered or
    accepted.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = dict(words)

    def __getitem__(self, code: str) -> str:
        if code in self._words:
            return gettext(self._words[code])
        return code.replace("_", " ").strip().capitalize()

    def __contains__(self, code: object) -> bool:
        return code in self._words

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def get(self, code: str, otherwise: Any = None) -> Any:
        """The words of a code that is known here."""
        return gettext(self._words[code]) if code in self._words else otherwise


def stored(kind: type[Code], code: str) -> Code:
    """The member with a stored code.

    One that this version does not know becomes a member that equals no other, and is stored as it
    was.
    """
    try:
        return kind(code)
    except ValueError:
        member = str.__new__(kind, code)
        member._name_, member._value_ = code, code
        return member


def known_fields(record: type, kept: Mapping[str, Any]) -> dict[str, Any]:
    """Those of some stored values that a dataclass of this version has; what is absent gets its
    default.
    """
    names = _names(record)
    return {name: value for name, value in kept.items() if name in names}


@cache
def _names(record: type) -> frozenset[str]:
    return frozenset(field.name for field in fields(record))
