"""The demonstration: something in every state, all of it called made up, a way in for each role, and never in a register that is in use."""

import pytest

from safespaces.actions.people.invite import invite
from safespaces.actions.people.sign_in import sign_in, who_is
from safespaces.actions.submissions.queue import SORTS, queue
from safespaces.demo.fill import entries, fill_demo
from safespaces.errors import BadInput
from safespaces.roles import Role
from safespaces.store.database import Database
from safespaces.store.outbox import waiting_count
from safespaces.store.venues import all_venues
from safespaces.venues.venue import ListingStatus
from tests.store.build import NOW

SITE = "https://safe.example"


def test_there_is_something_to_see_in_every_state_and_all_of_it_is_called_made_up(
    database: Database,
) -> None:
    fill_demo(database, at=NOW, site=SITE)
    fill_demo(database, at=NOW, site=SITE)  # a second time changes nothing
    with database.reading() as session:
        venues, waiting = all_venues(session), waiting_count(session)
    assert {venue.status for venue in venues} == set(ListingStatus) - {
        ListingStatus.CANDIDATE,
        ListingStatus.WITHDRAWN,
    }
    assert (
        all(
            venue.name.startswith("Made-up") and "Made-up Street" in venue.address
            for venue in venues
        )
        and waiting == 0
    )
    counts = queue(database, today=NOW.date()).counts
    assert {kind for kind in SORTS if counts[kind]} == {
        "new",
        "change",
        "report",
        "running_out",
        "mend",
        "off_list",
        "asked",
    }


def test_each_role_gets_in_once_and_the_council_is_still_asked_for_a_code(
    database: Database,
) -> None:
    fill_demo(database, at=NOW, site=SITE)
    found = entries(database, at=NOW, site=SITE)
    assert [entry.role for entry in found] == [
        Role.PARTNER,
        Role.STAKEHOLDER,
        Role.OFFICER,
        Role.ADMINISTRATOR,
    ]
    for entry in found:
        done = sign_in(database, token=entry.link.rpartition("/")[2], device="", at=NOW)
        who = who_is(database, done.cookie, at=NOW)
        assert who is not None and who.is_full != entry.role.needs_second_factor == bool(entry.code)


def test_a_register_that_is_in_use_is_left_alone(database: Database) -> None:
    invite(
        database,
        email="officer@council.example",
        name="",
        role=Role.OFFICER,
        by="test",
        at=NOW,
        site=SITE,
    )
    with pytest.raises(BadInput, match="Choose another database"):
        fill_demo(database, at=NOW, site=SITE)
    with database.reading() as session:
        assert all_venues(session) == []
