"""The language of pages: templates say their sentences in it, and the phone gets its own."""

import json
from collections.abc import Mapping

from flask import Flask
from markupsafe import Markup, escape

from safespaces.language import (
    ENGLISH,
    gettext,
    language_tag,
    ngettext,
    phone_sentences,
    use,
)


def add_language(app: Flask, language: str) -> None:
    """Speak a language in every request."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.newstyle_gettext = True  # type: ignore[attr-defined]  # of the extension
    app.jinja_env.globals |= {"gettext": _sentence, "ngettext": _plural}
    # for words that are kept, which may be anybody's: unlike `_("...")` it makes no text safe
    app.jinja_env.filters["said"] = lambda words: gettext(str(words))
    app.jinja_env.globals |= {
        "language": language_tag,
        "phone_words": "" if language == ENGLISH else Markup(_phone_words(language)),
    }
    app.before_request(lambda: use(language))


def _sentence(message: str, /, **values: object) -> Markup:
    """A template's sentence: its own tags count, what is put into it is escaped. (The extension's
    own function does the same by way of the context, and takes five times as long.)
    """
    return _filled(gettext(message), values)


def _plural(one: str, many: str, count: int, /, **values: object) -> Markup:
    return _filled(ngettext(one, many, count), {"num": count, **values})


def _filled(said: str, values: Mapping[str, object]) -> Markup:
    return Markup(said % {name: escape(value) for name, value in values.items()})


def _phone_words(language: str) -> str:
    """The phone's sentences as JSON that may stand in a page; English has none."""
    return json.dumps(phone_sentences(language), ensure_ascii=False).replace("</", "<\\/")
