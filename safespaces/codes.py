"""Codes and records that are stored, read by a version of this service that may be older or newer
than the one that wrote them.
"""

from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

Code = TypeVar("Code", bound=StrEnum)


class Labels(dict[str, str]):
    """Words by code.

    A code that is not among them, because another version wrote it, reads as plain words.

    `in` and iteration know the codes of this version only, so nothing unknown is ever offered or
    accepted.
    """

    def __missing__(self, code: str) -> str:
        return code.replace("_", " ").strip().capitalize()


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
