"""The language of pages: templates say their sentences in it, and the phone gets its own."""

import json

from flask import Flask
from markupsafe import Markup

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
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of the extension
        gettext, ngettext, newstyle=True
    )
    # for words that are kept, which may be anybody's: unlike `_("...")` it makes no text safe
    app.jinja_env.filters["said"] = lambda words: gettext(str(words))
    app.jinja_env.globals |= {
        "language": language_tag,
        "phone_words": "" if language == ENGLISH else Markup(_phone_words(language)),
    }
    app.before_request(lambda: use(language))


def _phone_words(language: str) -> str:
    """The phone's sentences as JSON that may stand in a page; English has none."""
    return json.dumps(phone_sentences(language), ensure_ascii=False).replace("</", "<\\/")
