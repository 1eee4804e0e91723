"""A partner's list of branches: through the same reading as any file, against the partner's own venues only, each row a form of its own."""

from dataclasses import replace
from datetime import datetime

from safespaces.actions.joining import new_submission, send_new_within
from safespaces.actions.partner_work import Actor, send_change_within
from safespaces.errors import BadInput
from safespaces.intake.plan import Plan, make_plan
from safespaces.intake.table import Table, read_table
from safespaces.moderation.changes import editable_cells, what_differs
from safespaces.moderation.join_form import missing
from safespaces.moderation.submission import EDITABLE, Remark
from safespaces.store.database import Database
from safespaces.store.partners import venue_ids_of
from safespaces.store.submissions import add_remark, add_submission, submissions_of_venue
from safespaces.store.venues import last_version_of, venue_with_id
from safespaces.venues.fields import field_for_header
from safespaces.venues.venue import Venue

MOST_BRANCHES = 500
_TAKEN = {*EDITABLE, "id"}


def plan_list(database: Database, actor: Actor, content: bytes) -> Plan:
    """What a list would send. Raises ImportRefused for what is no table, BadInput for one that is too long."""
    table = _own_columns(read_table(content))
    if len(table.rows) > MOST_BRANCHES:
        raise BadInput(f"The list has {len(table.rows)} rows; {MOST_BRANCHES} is the most. Cut it into smaller ones.")
    with database.reading() as session:
        return make_plan(table, [venue_with_id(session, each) for each in venue_ids_of(session, actor.partner.id)])


def send_list(database: Database, actor: Actor, content: bytes, *, at: datetime, site: str) -> int:
    """Send what is whole, keep the rest to be completed (a pin, say); all in one transaction. Returns how many were sent.

    Raises BadInput while a row is faulty, or nothing is new.
    """
    plan = plan_list(database, actor, content)
    if plan.rejected:
        raise BadInput(f"{len(plan.rejected)} rows cannot be taken, so nothing was sent. Mend them in your file, and send it again.")
    if not plan.added and not plan.changed:
        raise BadInput("Nothing in this list is new.")
    sent = 0
    with database.writing() as session:
        for _, venue in plan.added:
            form = replace(new_submission(at, actor.partner.id), values=editable_cells(venue))
            add_submission(session, form)
            if not missing(form.values, None):
                send_new_within(session, form, by=actor.email, at=at, site=site)
                sent += 1
        for planned in plan.changed:
            if any(each.state.is_open for each in submissions_of_venue(session, planned.before.id)):
                continue  # a change that waits is not written over
            values = what_differs(planned.before, editable_cells(planned.after))
            form = replace(
                new_submission(at, actor.partner.id), venue_id=planned.before.id, is_new=False, values=values,
                seen_version=last_version_of(session, planned.before.id),
            )  # fmt: skip
            add_submission(session, form)
            add_remark(session, form.id, Remark(at, actor.email, "sent", "from a list"))
            send_change_within(session, actor, form, at, site)
            sent += 1
    return sent


def _own_columns(table: Table) -> Table:
    """Only columns a partner may fill: what is the council's (status, notes, checks) is passed over."""
    fields = [field_for_header(header) for header in table.headers]
    headers = tuple(
        header if field is None or field.name in _TAKEN else f"(the council's) {header}" for header, field in zip(table.headers, fields)
    )
    return Table(headers, table.rows)


def whole_and_not(plan: Plan) -> tuple[list[Venue], list[Venue]]:
    """The new venues that are sent, and those that have to be completed first."""
    whole = [venue for _, venue in plan.added if not missing(editable_cells(venue), None)]
    return whole, [venue for _, venue in plan.added if venue not in whole]
