"""The first page, and the look-up for phones without script. The form posts, so that no address holds a place;
the answer is no-store, so a redirect to an address of its own would have nothing to show."""

from flask import Blueprint, Response, make_response, render_template, request

from safespaces.hours.wall_time import local
from safespaces.hours.when import days_to_choose
from safespaces.snapshot.sections import sections
from safespaces.venues.meaning import Choice, Distress
from safespaces.web.answer_view import BLANK_CARD, AnswerView, Asked, answer_view, blank_answer
from safespaces.web.asking import Fault, Form, form_of, read
from safespaces.web.ground import Ground, ground
from safespaces.web.headers import NO_STORE
from safespaces.web.snapshots import Published

find = Blueprint("find", __name__)


@find.get("/")
def home() -> str:
    """One thing to do: find the nearest Safe Space."""
    return _page(ground(), Form())


@find.route("/nearest", methods=["GET", "POST"])
def nearest() -> Response:
    """POST: the answer, a question, or what to change. GET: the form."""
    base = ground()
    answer = make_response(_answered(base, form_of(request.form)) if request.method == "POST" else _page(base, Form()))
    answer.headers["Cache-Control"] = NO_STORE
    return answer


def _answered(base: Ground, form: Form) -> str:
    published = base.snapshots.current()
    meant = read(form, base)
    if published is None:
        return _page(base, form)
    if isinstance(meant, Choice):
        return _page(base, form, choice=meant)
    if isinstance(meant, Distress):
        return _page(base, form, needs_help=True)
    if isinstance(meant, Asked):
        return _page(base, form, view=_view(base, published, form, meant))
    return _page(base, form, faults=meant)


def _view(base: Ground, published: Published, form: Form, asked: Asked) -> AnswerView:
    found = sections(published.finder, asked.point, asked.at, form.wanted)
    return answer_view(found, asked, base.settings.area, base.settings.zone)


def _page(
    base: Ground,
    form: Form,
    *,
    view: AnswerView | None = None,
    choice: Choice | None = None,
    faults: list[Fault] | None = None,
    needs_help: bool = False,
) -> str:
    now, zone = base.now(), base.settings.zone
    return render_template(
        "find/answer.html" if view else "find/home.html",
        form=form,
        view=view,
        choice=choice,
        faults=faults or [],
        needs_help=needs_help,
        days=days_to_choose(now, zone),
        today=local(now, zone).date(),
        ready=base.snapshots.current() is not None,
        blank_answer=blank_answer(base.settings.area),
        blank_card=BLANK_CARD,
    )
