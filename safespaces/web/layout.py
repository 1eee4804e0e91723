"""What every template may use without being given it."""

from collections.abc import Iterable

from flask import Flask, g, request, url_for

from safespaces.coverage.query import WHICH
from safespaces.coverage.shading import RAMP
from safespaces.coverage.wording import (
    count_words,
    missed_words,
    percent,
    percent_range,
    percent_up_to,
)
from safespaces.dates import day_and_month, moment_text, weekday, weekday_and_date
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.roles import Role
from safespaces.settings import Settings
from safespaces.venues.help_lines import ANSWER_LINES, HELP_LINES
from safespaces.venues.phone import dialled
from safespaces.venues.town import Town
from safespaces.web.dependencies import dependencies
from safespaces.web.inline import inline_script
from safespaces.web.maps_link import maps_link_for
from safespaces.web.unbroken import unbroken

_PAGES = (  # view, and what the menu calls it
    ("find.home", marked("Find")),
    ("places.all_places", marked("All places")),
    ("map_pages.map_page", marked("Map")),
    ("about.help_page", marked("Help lines")),
    ("about.what_is", marked("What is a Safe Space?")),
)

_ACCOUNT = ("sign.account", marked("Your account"))
_OFFICER = (
    ("officer.home", marked("Overview")),
    ("queue.waiting", marked("Queue")),
    ("register.venues", marked("Register")),
    ("officer.reports", marked("Reports")),
    ("import_pages.start", marked("Import")),
    ("coverage.home", marked("Coverage")),
    _ACCOUNT,
)
_STAFF_PAGES = {
    Role.PARTNER: (("partner.home", marked("Your places")), _ACCOUNT),
    Role.STAKEHOLDER: (("coverage.home", marked("Coverage")), _ACCOUNT),
    Role.INSPECTOR: (("inspector.home", marked("Visits")), _ACCOUNT),
    Role.OFFICER: _OFFICER,
    Role.ADMINISTRATOR: (
        *_OFFICER,
        ("people.everybody", marked("People")),
        ("people.audit", marked("Audit log")),
        ("people.message", marked("Message")),
        ("people.templates", marked("Templates")),
    ),
}


def add_layout(app: Flask, settings: Settings, town: Town, middle: str) -> None:
    """Give templates the settings, the menu, the help lines and the town; `middle` is that of the
    map, as the text of a point.
    """
    app.jinja_env.globals |= {
        "settings": settings,
        "walking_kmh": f"{settings.walking_pace * 60 / 1000:g}",
        "town": town,
        "inline_script": inline_script,
        "has_streets": lambda: dependencies().has_streets,
        "coverage_by_street": lambda: dependencies().coverage_memory.paths().by_street,
        "middle": [f"{float(text):.1f}" for text in middle.split(",")],
        "answer_lines": ANSWER_LINES,
        "help_lines": (*HELP_LINES, *town.help_lines),
        "count_words": count_words,
        "missed_words": missed_words,
        "which_places": WHICH,
        "percent": lambda *shares: unbroken(percent(*shares)),
        "percent_up_to": lambda *shares: unbroken(percent_up_to(*shares)),
        "percent_range": lambda *shares: unbroken(percent_range(*shares)),
        "ramp": RAMP,
    }
    app.jinja_env.filters |= {
        "moment": lambda at: moment_text(at.astimezone(settings.zone)),
        "day": weekday_and_date,
        "dialled": dialled,
        "weekday": weekday,
        "date": day_and_month,
        "unbroken": unbroken,
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
            "site_message": dependencies().site_message.current(dependencies().clock()),
            "staff_home": menu[0][0] if menu else "",
        }


def _addressed(pages: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(url_for(view), _(name)) for view, name in pages]
