"""What is over is forgotten, at its time and not before."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from safespaces.actions.operations.tick import tick
from safespaces.actions.people.invite import invite
from safespaces.actions.people.saved_posts import park, take_parked
from safespaces.actions.people.sign_in import link_for, sign_in
from safespaces.actions.submissions.joining import begin_form, form_behind, keep_in_form
from safespaces.errors import NotFound
from safespaces.roles import Role
from safespaces.settings import Settings
from safespaces.store.database import Database
from safespaces.store.uploads import Upload, add_upload, upload_with_id
from tests.store.build import NOW

OFFICER = "officer@council.example"


def is_kept(database: Database, days: float, look: Callable[[], object]) -> bool:
    tick(database, lambda _: None, Settings(), at=NOW + timedelta(days=days))
    try:
        look()
    except NotFound:
        return False
    return True


@pytest.mark.parametrize(
    ("values", "days", "kept"),
    [
        ({}, 1, True),
        ({}, 1.01, False),
        ({"name": "Hub"}, 60, True),
        ({"name": "Hub"}, 60.01, False),
    ],
)
def test_a_form_is_kept_for_sixty_days_and_one_in_which_nothing_was_written_for_one(
    register: Database, values: dict[str, str], days: float, kept: bool
) -> None:
    token = begin_form(register, at=NOW)
    if values:
        keep_in_form(register, token, values=values, at=NOW)
    assert is_kept(register, days, lambda: form_behind(register, token)) is kept


@pytest.mark.parametrize(("days", "kept"), [(7, True), (7.01, False)])
def test_a_file_that_was_sent_is_kept_for_a_week(
    register: Database, days: float, kept: bool
) -> None:
    with register.writing() as session:
        add_upload(session, Upload("u-1", OFFICER, NOW, "x.csv", b"name\n"), 0)

    def look() -> None:
        with register.reading() as session:
            upload_with_id(session, "u-1", OFFICER)

    assert is_kept(register, days, look) is kept


def signed_in(register: Database) -> tuple[str, str]:
    person = invite(
        register, email=OFFICER, name="", role=Role.OFFICER, by="test", at=NOW, site="http://x"
    )
    token = link_for(register, person.id, at=NOW, site="").rpartition("/")[2]
    return sign_in(register, token=token, device="", at=NOW).cookie, person.id


@pytest.mark.parametrize(("days", "kept"), [(1, True), (1.01, False)])
def test_what_was_typed_when_a_session_ended_is_kept_for_a_day(
    register: Database, days: float, kept: bool
) -> None:
    cookie, person_id = signed_in(register)
    token = park(register, cookie, path="/officer", fields=[("words", "typed")], at=NOW)
    assert token
    with pytest.raises(NotFound):
        take_parked(register, token, "another")
    assert is_kept(register, days, lambda: take_parked(register, token, person_id)) is kept


def test_of_one_person_the_last_twenty_forms_are_kept(register: Database) -> None:
    cookie, person_id = signed_in(register)
    tokens = [
        park(register, cookie, path=f"/{number}", fields=[], at=NOW + timedelta(seconds=number))
        for number in range(21)
    ]
    with pytest.raises(NotFound):
        take_parked(register, tokens[0] or "", person_id)
    assert [take_parked(register, each or "", person_id)[0] for each in tokens[1:]] == [
        f"/{number}" for number in range(1, 21)
    ]


@pytest.mark.parametrize(
    ("path", "letters", "kept"),
    [(300, 59_996, True), (301, 1, False), (1, 59_997, False)],
)
def test_a_form_that_is_kept_is_no_larger_than_forms_are(
    register: Database, path: int, letters: int, kept: bool
) -> None:
    cookie, _ = signed_in(register)
    fields = [("name", "x" * letters)]
    assert (park(register, cookie, path="x" * path, fields=fields, at=NOW) is not None) is kept
    assert park(register, "nobody's", path="/", fields=[], at=NOW) is None
