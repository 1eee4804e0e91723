"""The first page, and the look-up for phones without script.

The form posts, so that no address holds a place; the answer is no-store, so a redirect to an
address of its own would have nothing to show.
"""

from flask import Blueprint, Response, make_response, render_template, request

from safespaces.hours.wall_time import local
from safespaces.hours.when import days_to_choose
from safespaces.snapshot.finder import Found
from safespaces.snapshot.sections import sections
from safespaces.streets.way_text import way_text
from safespaces.venues.meaning import Choice, Distress
from safespaces.web.cross_site import from_anywhere
from safespaces.web.dependencies import Dependencies, dependencies
from safespaces.web.headers import NO_STORE
from safespaces.web.public.answer import AnswerView, Asked, answer_view, blank_answer, blank_card
from safespaces.web.public.look_up import Fault, Form, form_of, read
from safespaces.web.public.place_view import PlacePage, place_page
from safespaces.web.snapshots import Published

find = Blueprint("find", __name__)


@find.get("/")
def home() -> str:
    """One thing to do: find the nearest Safe Space."""
    return _page(dependencies(), Form())


@find.route("/nearest", methods=["GET", "POST"])
@from_anywhere
def nearest() -> Response:
    """POST: the answer, a question, or what to change. GET: the form."""
    deps = dependencies()
    answer = make_response(
        _answered(deps, form_of(request.form)) if request.method == "POST" else _page(deps, Form())
    )
    answer.headers["Cache-Control"] = NO_STORE
    return answer


def _answered(deps: Dependencies, form: Form) -> str:
    published = deps.snapshots.current()
    meant = read(form, deps)
    if published is None:
        return _page(deps, form)
    if isinstance(meant, Choice):
        return _page(deps, form, choice=meant)
    if isinstance(meant, Distress):
        return _page(deps, form, needs_help=True)
    if isinstance(meant, Asked):
        return _page(deps, form, view=_view(deps, published, form, meant))
    return _page(deps, form, faults=meant)


def _view(deps: Dependencies, published: Published, form: Form, asked: Asked) -> AnswerView:
    found = sections(published.finder, asked.point, asked.at, form.wanted)
    way = _way(published, form, asked, found.first) if found.first else ""
    return answer_view(found, asked, deps.settings.area, deps.settings.zone, way)


def _way(published: Published, form: Form, asked: Asked, first: Found) -> str:
    """To the first place, by the streets."""
    walks, streets = published.finder.street_walks, published.streets
    if walks is None or streets is None or not first.by_street:
        return ""
    return way_text(*walks.legs(asked.point, first.row, streets.names, form.wanted.no_steps))


def _page(
    deps: Dependencies,
    form: Form,
    *,
    view: AnswerView | None = None,
    choice: Choice | None = None,
    faults: list[Fault] | None = None,
    needs_help: bool = False,
) -> str:
    now, zone = deps.now(), deps.settings.zone
    return render_template(
        "public/answer.html" if view else "public/home.html",
        form=form,
        view=view,
        choice=choice,
        faults=faults or [],
        needs_help=needs_help,
        days=days_to_choose(now, zone),
        today=local(now, zone).date(),
        ready=deps.snapshots.current() is not None,
        about=_about(deps, view) if view else [],
        blank_answer=blank_answer(deps.settings.area),
        blank_card=blank_card(),
    )


def _about(deps: Dependencies, view: AnswerView) -> list[PlacePage]:
    """What there is to know of the places of an answer, below it: without script the way back from
    a place's own page would ask to send the form once more.
    """
    published = deps.snapshots.current()
    if published is None:
        return []
    finder, now, zone = published.finder, deps.now(), deps.settings.zone
    rows = (finder.row_of(card.slug) for card in view.cards)
    return [place_page(finder, row, now, zone) for row in rows if row is not None]
