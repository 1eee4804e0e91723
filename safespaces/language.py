"""The language that people read: gettext, with English in the code as the text to look up.

A sentence stands inside `_()` where it is said, or inside `marked()` where it is kept and said
later by `_()`. Values are put in by name, as in `_("Call %(name)s", name=...)`. The catalogue of
another language is `translations/<language>/LC_MESSAGES/messages.mo`; "en-XA" is the
pseudo-language of Unicode's CLDR, in which every sentence that went through here shows its accents
and is 40 % longer.
"""

import gettext as standard
import json
import re
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Protocol

from babel import Locale

ENGLISH, PSEUDO = "en", "en-XA"
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
TRANSLATIONS = Path(__file__).parent / "translations"


class Catalogue(Protocol):
    """What looks sentences up."""

    def gettext(self, message: str) -> str:
        """The sentence in its language."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The sentence for so many."""


class _Pseudo:
    """Accents on every letter, and 40 % more of them; names of values and tags stay."""

    def gettext(self, message: str) -> str:
        """The sentence, as the pseudo-language has it."""
        return _accented(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """One of two sentences."""
        return _accented(msgid1 if n == 1 else msgid2)


_KEPT = re.compile(r"(%\([a-z_0-9]+\)[-+ #0-9.]*[a-z]|%%|\{[a-z_]+\}|<[^>]*>|&[a-z]+;)")
_ACCENTS = str.maketrans("aeiouycnszAEIOUYCNSZ", "àéîõûýçñšžÀÉÎÕÛÝÇÑŠŽ")


@cache
def _accented(message: str) -> str:
    parts = _KEPT.split(message)
    parts[::2] = [part.translate(_ACCENTS) for part in parts[::2]]
    wanted = sum(map(len, parts[::2])) * 2 // 5
    more = ["~" * min(5, wanted - done) for done in range(0, wanted, 6)]  # words of five
    return " ".join(("".join(parts), *more))


_name: ContextVar[str] = ContextVar("language", default=ENGLISH)


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language. Raises ValueError where there is none."""
    if language == ENGLISH:
        return standard.NullTranslations()
    if language == PSEUDO:
        return _Pseudo()
    if not _CODE.fullmatch(language) or not standard.find("messages", TRANSLATIONS, [language]):
        raise ValueError(f"There is no catalogue for the language {language!r}.")
    return standard.translation("messages", TRANSLATIONS, [language])


def use(language: str) -> None:
    """Speak a language from here on, in this thread or request."""
    catalogue(language)
    _name.set(language)


def phone_sentences(language: str) -> dict[str, str | dict[str, str]]:
    """What the phone's scripts say, by the English sentence; of plurals one for each category of
    CLDR.
    """
    kept = json.loads((TRANSLATIONS / "phone.json").read_text(encoding="utf-8"))
    its = catalogue(language)
    said = {message: its.gettext(message) for message in kept["sentences"]}
    return said | {one: _by_category(its, language, one, many) for one, many in kept["plurals"]}


def _by_category(its: Catalogue, language: str, one: str, many: str) -> dict[str, str]:
    category = Locale.parse("en" if language == PSEUDO else language, sep="-").plural_form
    return {category(count): its.ngettext(one, many, count) for count in reversed(range(201))}


def language_tag() -> str:
    """The language that is spoken, as HTML has it (BCP 47)."""
    return "en-GB" if _name.get() == ENGLISH else _name.get()


def gettext(message: str, /, **values: object) -> str:
    """A sentence in the language of now, with its values in place; "" stays (to gettext it means
    the head of the catalogue).
    """
    language = _name.get()
    said = message if language == ENGLISH or not message else catalogue(language).gettext(message)
    return said % values if values else said


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """A sentence about so many, with its values in place."""
    language = _name.get()
    if language == ENGLISH:
        said = one if count == 1 else many
    else:
        said = catalogue(language).ngettext(one, many, count)
    return said % values if values else said


def marked(message: str) -> str:
    """A sentence for the catalogue, which is said later by `gettext`."""
    return message
