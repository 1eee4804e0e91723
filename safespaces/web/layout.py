"""What every template may use without being given it."""

from collections.abc import Iterable
from datetime import date

from flask import Flask, g, request, url_for

from safespaces.coverage.shading import RAMP
from safespaces.coverage.wording import count_words, missed_words
from safespaces.language import gettext, language_tag, ngettext
from safespaces.roles import Role
from safespaces.settings import Settings
from safespaces.venues.help_lines import ANSWER_LINES, HELP_LINES
from safespaces.venues.phone import dialled
from safespaces.venues.town import Town
from safespaces.web.maps_link import maps_link_for

_PAGES = (  # view, and what the menu calls it
    ("find.home", "Find"),
    ("places.all_places", "All places"),
    ("map_pages.map_page", "Map"),
    ("about.help_page", "Help lines"),
    ("about.what_is", "What is a Safe Space?"),
)

_ACCOUNT = ("sign.account", "Your account")
_OFFICER = (
    ("officer.home", "Overview"),
    ("queue.waiting", "Queue"),
    ("officer.register", "Register"),
    ("officer.reports", "Reports"),
    ("import_pages.start", "Import"),
    ("coverage.home", "Coverage"),
    _ACCOUNT,
)
_STAFF_PAGES = {
    Role.PARTNER: (("partner.home", "Your places"), _ACCOUNT),
    Role.STAKEHOLDER: (("coverage.home", "Coverage"), _ACCOUNT),
    Role.OFFICER: _OFFICER,
    Role.ADMINISTRATOR: (*_OFFICER, ("people.everybody", "People"), ("people.audit", "Audit log")),
}


def add_layout(app: Flask, settings: Settings, town: Town, middle: str) -> None:
    """Give templates the settings, the menu, the help lines and the town; `middle` is that of the
    map, as the text of a point.
    """
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of the extension
        gettext, ngettext, newstyle=True
    )
    app.jinja_env.globals |= {
        "language": language_tag,
        "settings": settings,
        "town": town,
        "middle": [f"{float(text):.1f}" for text in middle.split(",")],
        "answer_lines": ANSWER_LINES,
        "help_lines": HELP_LINES,
        "count_words": count_words,
        "missed_words": missed_words,
        "ramp": RAMP,
    }
    app.jinja_env.filters |= {
        "moment": lambda at: f"{at.astimezone(settings.zone):%d %B %Y, %H:%M}",
        "day": day_words,
        "dialled": dialled,
        "weekday": lambda on: f"{on:%A}",
        "date": lambda on: f"{on.day} {on:%B}",
    }

    @app.context_processor
    def of_this_request() -> dict[str, object]:
        who = g.get("who")
        menu = _addressed(_STAFF_PAGES.get(who.person.role, ()) if who and who.is_full else ())
        return {
            "maps_link": maps_link_for(request.user_agent.string),
            "here": request.script_root + request.path,
            "menu": _addressed(_PAGES),
            "who": who,
            "staff_menu": menu,
            "staff_home": menu[0][0] if menu else "",
        }


def _addressed(pages: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(url_for(view), name) for view, name in pages]


def day_words(on: date) -> str:
    """ "Tuesday 24 November", without the year."""
    return f"{on:%A} {on.day} {on:%B}"
