"""What every template may use without being given it."""

from datetime import date

from flask import Flask, g, request

from safespaces.coverage.shading import RAMP
from safespaces.coverage.wording import count_words, missed_words
from safespaces.roles import Role
from safespaces.settings import Settings
from safespaces.venues.help_lines import ANSWER_LINES, HELP_LINES
from safespaces.venues.phone import dialled
from safespaces.web.maps_link import maps_link_for

_PAGES = (
    ("/", "Find"),
    ("/places", "All places"),
    ("/map", "Map"),
    ("/help", "Help lines"),
    ("/what-is-a-safe-space", "What is a Safe Space?"),
)

_ACCOUNT = ("/account", "Your account")
_OFFICER = (
    ("/officer", "Overview"),
    ("/officer/queue", "Queue"),
    ("/officer/venues", "Register"),
    ("/officer/reports", "Reports"),
    ("/officer/import", "Import"),
    ("/coverage", "Coverage"),
    _ACCOUNT,
)
_STAFF_PAGES = {
    Role.PARTNER: (("/partner", "Your places"), _ACCOUNT),
    Role.STAKEHOLDER: (("/coverage", "Coverage"), _ACCOUNT),
    Role.OFFICER: _OFFICER,
    Role.ADMINISTRATOR: (*_OFFICER, ("/officer/people", "People"), ("/officer/audit", "Audit log")),
}


def add_layout(app: Flask, settings: Settings) -> None:
    """Give templates the settings, the menu and the help lines."""
    app.jinja_env.globals |= {
        "settings": settings,
        "menu": _PAGES,
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
        menu = _STAFF_PAGES.get(who.person.role, ()) if who and who.is_full else ()
        return {
            "maps_link": maps_link_for(request.user_agent.string),
            "here": request.path,
            "who": who,
            "staff_menu": menu,
            "staff_home": menu[0][0] if menu else "",
        }


def day_words(on: date) -> str:
    """ "Tuesday 24 November", without the year."""
    return f"{on:%A} {on.day} {on:%B}"
