"""Who is invited to register: each address once for each place."""

from dataclasses import replace

from safespaces.actions.coverage.candidates import INVITATIONS_A_CANDIDATE, set_stage, suggest
from safespaces.geo.point import Point
from safespaces.store.candidates import events_by_candidate
from safespaces.store.database import Database
from safespaces.store.outbox import due_messages
from tests.actions.test_coverage import CAFE, WHO
from tests.store.build import NOW

EMAIL = "owner@cafe.example"


def agree(database: Database, candidate_id: str) -> None:
    set_stage(database, candidate_id, "agreed", words="Keen", email=EMAIL, site="http://x", **WHO)


def test_who_agrees_again_and_again_with_one_address_uses_one_invitation_up(
    database: Database,
) -> None:
    made = suggest(database, CAFE, **WHO)
    for _ in range(INVITATIONS_A_CANDIDATE + 1):
        agree(database, made.id)
    with database.reading() as session:
        told = events_by_candidate(session)[made.id]
    assert [each.value for each in told if each.what == "invited"] == [EMAIL]


def test_one_address_is_invited_for_each_of_its_places(database: Database) -> None:
    second = replace(CAFE, name="Old Cafe", point=Point(52.43, -1.51))
    for suggestion in (CAFE, second):
        agree(database, suggest(database, suggestion, **WHO).id)
    with database.reading() as session:
        subjects = [each.message.subject for each in due_messages(session, NOW)]
    assert sorted(subjects) == [
        "Register New Cafe as a Safe Space",
        "Register Old Cafe as a Safe Space",
    ]
