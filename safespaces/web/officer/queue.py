"""The council's queue, and the page on which one thing that a partner sent is decided."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from safespaces.actions.submissions.answer_templates import all_templates
from safespaces.actions.submissions.assigning import colleagues_of_the_council, give_items
from safespaces.actions.submissions.deciding import (
    Decider,
    Item,
    accept_change,
    ask_for_more,
    decline,
    item,
    list_new,
)
from safespaces.actions.submissions.queue import SORTS, QueueItem, queue
from safespaces.errors import BadField
from safespaces.maps.sketch import HALF_HEIGHT_M, HALF_WIDTH_M
from safespaces.moderation.changes import with_values
from safespaces.moderation.submission import SubmissionState
from safespaces.web.dependencies import dependencies
from safespaces.web.forms.answers import facts_said, value_lines
from safespaces.web.forms.boxes import StaffForm
from safespaces.web.forms.staff import expected_version, signed_in_email
from safespaces.web.forms.wizard import pin_said
from safespaces.web.officer.forms import AcceptForm, AskForm, DeclineForm
from safespaces.web.wall_clock import today

queue_pages = Blueprint("queue", __name__, url_prefix="/officer")

_MOST_SHOWN = 200
_ASKED = ("kind", "words", "whose")


@queue_pages.get("/queue")
def waiting() -> str:
    """What waits for somebody, oldest first, filtered by its address."""
    return _waiting()


@queue_pages.post("/queue")
def give() -> Response | tuple[str, int]:
    """Give what is ticked to a colleague, or to nobody."""
    deps, sent = dependencies(), request.form
    try:
        give_items(
            deps.database,
            sent.getlist("item"),
            sent.get("to", ""),
            by=signed_in_email(),
            at=deps.clock(),
            today=today(),
            site=deps.settings.address,
        )
    except BadField as error:
        return _waiting(error), 400
    asked: dict[str, Any] = {name: sent[name] for name in _ASKED if sent.get(name)}
    return redirect(url_for("queue.waiting", **asked), 303)


def _waiting(fault: BadField | None = None) -> str:
    sent = request.form if fault else request.args
    asked = {name: sent.get(name, "")[:200] for name in _ASKED}
    whose = {"mine": signed_in_email(), "nobody": ""}.get(asked["whose"])
    found = queue(
        dependencies().database,
        today=today(),
        kind=asked["kind"],
        words=asked["words"],
        whose=whose,
    )
    return render_template(
        "officer/queue.html",
        items=found.items[:_MOST_SHOWN],
        queue=found,
        asked=asked,
        kinds=SORTS,
        page_of=_page_of,
        colleagues=colleagues_of_the_council(dependencies().database),
        own=signed_in_email(),
        faults=[(fault.field, str(fault))] if fault else [],
        ticked=sent.getlist("item"),
    )


def _page_of(item: QueueItem) -> str:
    """Where something that waits is done."""
    if item.kind in ("new", "change", "asked"):
        return url_for("queue.decide", sent_id=item.ids[0])
    if item.kind == "duplicate":
        return url_for("pairs.pair", first_id=item.ids[0], second_id=item.ids[1])
    return (
        url_for("officer.one_venue", venue_id=item.ids[0])
        if item.ids
        else url_for("officer.reports")
    )


@queue_pages.get("/sent/<sent_id>")
def decide(sent_id: str) -> str:
    """One thing that a partner sent."""
    return _page(item(dependencies().database, sent_id))


@queue_pages.post("/sent/<sent_id>/accept")
def accept(sent_id: str) -> Response | tuple[str, int]:
    """Accept what is ticked; put a new place on the list."""
    form = AcceptForm(request.form)

    def action(decider: Decider) -> object:
        database, words = dependencies().database, form.refused_because.data
        if item(database, sent_id).submission.is_new:
            return list_new(database, sent_id, words=words, decider=decider, today=today())
        return accept_change(database, sent_id, form.accept.data, words=words, decider=decider)

    return _done(sent_id, form, action)


@queue_pages.post("/sent/<sent_id>/ask")
def ask(sent_id: str) -> Response | tuple[str, int]:
    """Ask the partner something."""
    form = AskForm(request.form)
    return _done(
        sent_id,
        form,
        lambda decider: ask_for_more(
            dependencies().database, sent_id, words=form.question.data, decider=decider
        ),
    )


@queue_pages.post("/sent/<sent_id>/decline")
def say_no(sent_id: str) -> Response | tuple[str, int]:
    """Decline what a partner sent."""
    form = DeclineForm(request.form)
    return _done(
        sent_id,
        form,
        lambda decider: decline(
            dependencies().database, sent_id, reason=form.why.data, decider=decider, today=today()
        ),
    )


def _done(
    sent_id: str, form: StaffForm, action: Callable[[Decider], object]
) -> Response | tuple[str, int]:
    deps = dependencies()
    decider = Decider(signed_in_email(), deps.clock(), expected_version(), deps.settings.address)
    if form.carry_out(lambda: action(decider)):
        return redirect(url_for("queue.waiting"), 303)
    return _page(item(deps.database, sent_id), form), 400


def _page(found: Item, sent: StaffForm | None = None) -> str:
    deps, venue = dependencies(), found.venue
    offered = {each.name: each.label for each in found.differences}
    accept = sent if isinstance(sent, AcceptForm) else AcceptForm(accept=list(offered))
    accept.accept.offer(offered)
    after = (
        with_values(venue, found.submission.values)
        if found.submission.state is SubmissionState.SENT
        else venue
    )
    sketch = deps.small_map(venue.located.point) if venue.located else None
    return render_template(
        "officer/sent.html",
        found=found,
        venue=venue,
        facts=facts_said(venue),
        faults=sent.faults if sent else [],
        accept_form=accept,
        ask_form=sent if isinstance(sent, AskForm) else AskForm(),
        decline_form=sent if isinstance(sent, DeclineForm) else DeclineForm(),
        said=value_lines,
        templates=all_templates(dependencies().database),
        pin_words=pin_said(after),
        sketch=sketch,
        half_width=HALF_WIDTH_M,
        half_height=HALF_HEIGHT_M,
    )
