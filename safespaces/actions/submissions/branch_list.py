"""A partner's list of branches: through the same reading as any file, against the partner's own
venues only, each row a form of its own.
"""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.orm import Session

from safespaces.actions.submissions.joining import new_submission, send_new_in
from safespaces.actions.submissions.partner_messages import tell_council
from safespaces.actions.submissions.partner_sending import Now, send_values
from safespaces.actions.submissions.partner_work import Actor
from safespaces.codes import Labels
from safespaces.errors import BadField, BadInput
from safespaces.geo.point import Point
from safespaces.intake.meanings import meaning_of_header
from safespaces.intake.plan import Plan, PlannedChange
from safespaces.intake.planner import make_plan
from safespaces.intake.record import Table
from safespaces.intake.table import read_table
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.moderation.changes import POINT, editable_cells, what_differs
from safespaces.moderation.join_form import missing
from safespaces.store.database import Database
from safespaces.store.partners import venue_ids_of
from safespaces.store.submissions import add_submission, submissions_of_partner
from safespaces.store.venues import venue_with_id
from safespaces.venues.fields import BY_NAME, EDITABLE
from safespaces.venues.venue import OVER_16_ALONE, Venue

AGES = Labels(
    {
        "all": marked("Everybody"),
        "over_16": marked("People of 16 and over; younger ones with an adult"),
    }
)
_AGES = {"all": "", "over_16": OVER_16_ALONE}
MOST_BRANCHES = 200
MOST_OPEN = 300  # forms of one partner that wait
_TAKEN = {*EDITABLE, "id"}


def plan_list(database: Database, actor: Actor, content: bytes, said: tuple[str, ...] = ()) -> Plan:
    """What a list would send.

    Raises ImportRefused for what is no table, BadInput for one that is too long.
    """
    table = _table(content)
    with database.reading() as session:
        return make_plan(table, _own(session, actor), said, by_name=True)


def send_list(
    database: Database,
    actor: Actor,
    content: bytes,
    is_outside: Callable[[Point], bool],
    said: tuple[str, ...] = (),
    *,
    now: Now,
    agreed: bool,
    ages: str = "",
) -> int:
    """Send what is whole, keep the rest to be completed (a pin, say); planned and done in one
    transaction. Returns how many were sent.

    `is_outside` says whether a pin is outside the area: such a row is to be completed too. `ages`
    says who may come in alone where a row does not (a key of AGES): with "" it is to be completed,
    for that is a promise to children, and never made by silence. Raises BadInput while a row is
    faulty, nothing is new, too much of the partner's waits already, or new places are whole and
    nobody has `agreed` to what is asked of them.
    """
    table = _table(content)
    with database.writing() as session:
        plan = make_plan(table, _own(session, actor), said, by_name=True)
        if plan.rejected:
            raise BadInput(
                _(
                    "%(number)s rows cannot be taken, so nothing was sent. Mend them in your"
                    " file, and send it again.",
                    number=len(plan.rejected),
                )
            )
        if not plan.added and not plan.changed:
            raise BadInput(_("Nothing in this list is new."))
        begun = [
            each for each in submissions_of_partner(session, actor.partner.id) if each.state.is_open
        ]
        known = {(each.values.get("name"), each.values.get("postcode")) for each in begun}
        # a list sent twice begins nothing twice
        fresh = [venue for _, venue in plan.added if (venue.name, venue.postcode) not in known]
        if len(begun) + len(fresh) > MOST_OPEN:
            raise BadInput(
                _(
                    "More than %(most_open)s forms of yours would wait. Ask the council to"
                    " look at the first ones.",
                    most_open=MOST_OPEN,
                )
            )
        added = sum(_send_added(session, actor, venue, is_outside, now, ages) for venue in fresh)
        if added and not agreed:
            raise BadField("agreed", _("Tick that your places do what is asked of a Safe Space."))
        sent = added + sum(
            _send_changed(session, actor, planned, is_outside, now) for planned in plan.changed
        )
        if sent:
            tell_council(session, f"{sent} places from a list", f"{now.site}/officer/queue", now.at)
    return sent


def _send_added(
    session: Session,
    actor: Actor,
    venue: Venue,
    is_outside: Callable[[Point], bool],
    now: Now,
    ages: str,
) -> bool:
    values = with_ages(editable_cells(venue), ages)
    form = replace(new_submission(now.at, actor.partner.id), values=values)
    add_submission(session, form)
    is_whole = (
        not missing(form.values, None)
        and venue.located is not None
        and not is_outside(venue.located.point)
    )
    if is_whole:
        send_new_in(session, form, by=actor.email, at=now.at, site=now.site, is_told=False)
    return is_whole


def with_ages(values: dict[str, str], ages: str) -> dict[str, str]:
    """Who may come in alone, as the row says or as it is said for all; left out where nobody says
    so.
    """
    if values["minimum_age"] or ages in _AGES:
        return {**values, "minimum_age": values["minimum_age"] or _AGES[ages]}
    return {name: text for name, text in values.items() if name != "minimum_age"}


def _send_changed(
    session: Session,
    actor: Actor,
    planned: PlannedChange,
    is_outside: Callable[[Point], bool],
    now: Now,
) -> bool:
    """What waits about the same venue is replaced by the row: shorter hours in a list must not be
    passed over.
    """
    after, values = planned.after, what_differs(planned.before, editable_cells(planned.after))
    if (
        after.located is None
    ):  # another address in a list takes no pin away: an officer sees how far it is from it
        values = {name: text for name, text in values.items() if name not in POINT}
    elif is_outside(after.located.point):
        raise BadInput(
            _(
                "Line %(line)s: the pin of %(name)s is outside the area. Correct it, or"
                " leave it out.",
                line=planned.line,
                name=after.name,
            )
        )
    if not values:
        return False
    send_values(session, actor, planned.before, values, now, "from a list")
    return True


def _table(content: bytes) -> Table:
    table = _own_columns(read_table(content))
    if len(table.rows) > MOST_BRANCHES:
        raise BadInput(
            _(
                "The list has %(number)s rows; %(most_branches)s is the most. Cut it"
                " into smaller ones.",
                number=len(table.rows),
                most_branches=MOST_BRANCHES,
            )
        )
    return table


def _own(session: Session, actor: Actor) -> list[Venue]:
    return [venue_with_id(session, each) for each in venue_ids_of(session, actor.partner.id)]


def _own_columns(table: Table) -> Table:
    """Only columns a partner may fill: what is the council's (status, notes, checks) is passed
    over.
    """
    return replace(
        table,
        headers=tuple(
            _("(the council's) %(header)s", header=header) if _is_councils(header) else header
            for header in table.headers
        ),
    )


def _is_councils(header: str) -> bool:
    meaning = meaning_of_header(header)
    return meaning is not None and meaning.target in BY_NAME and meaning.target not in _TAKEN


def whole_and_not(
    plan: Plan, is_outside: Callable[[Point], bool]
) -> tuple[list[Venue], list[Venue]]:
    """The new venues that are sent, and those that have to be completed first."""
    lacking = {venue.id for _, venue in plan.added if missing(editable_cells(venue), None)}
    lacking |= {
        venue.id for _, venue in plan.added if venue.located and is_outside(venue.located.point)
    }
    whole = [venue for _, venue in plan.added if venue.id not in lacking]
    return whole, [venue for _, venue in plan.added if venue not in whole]
