"""Signing in: a link that works once, sessions that end, a second factor that cannot be passed by."""

import re
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import text

from safespaces.actions.people.account import end_every_session, end_one_session, sessions_for
from safespaces.actions.people.invite import invite, remove_person
from safespaces.actions.people.second_factor import begin_app, confirm_app, give_code, take_app_away
from safespaces.actions.people.sign_in import (
    SignedIn,
    ask_for_link,
    is_good_link,
    sign_in,
    sign_out,
    who_is,
)
from safespaces.errors import BadInput, NotFound, StoreError, TooManyTries
from safespaces.people.message import Priority
from safespaces.people.person import Person
from safespaces.roles import Role
from safespaces.store.audit import audit_lines
from safespaces.store.database import Database
from safespaces.store.outbox import due_messages

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SITE = "https://safe.example"


def a_person(
    database: Database, role: Role = Role.PARTNER, email: str = "cook@red.example"
) -> Person:
    return invite(database, email=email, name="A Cook", role=role, by="test", at=NOW, site=SITE)


def token_in_mail(database: Database, at: datetime = NOW) -> str:
    with database.reading() as session:
        bodies = [each.message.body for each in due_messages(session, at, least=Priority.SIGN_IN)]
    return re.findall(rf"{SITE}/sign-in/(\S+)", bodies[-1])[-1]


def signed_in(database: Database, role: Role = Role.PARTNER, at: datetime = NOW) -> SignedIn:
    person = a_person(database, role)
    ask_for_link(database, email=person.email, at=at, site=SITE)
    return sign_in(database, token=token_in_mail(database, at), device="Chrome on Android", at=at)


def test_a_link_signs_in_once_and_looking_at_it_uses_nothing_up(database: Database) -> None:
    person = a_person(database)
    ask_for_link(database, email=" Cook@Red.example ", at=NOW, site=SITE)
    token = token_in_mail(database)
    assert is_good_link(database, token, at=NOW) and is_good_link(database, token, at=NOW)
    done = sign_in(database, token=token, device="", at=NOW)
    assert done.who.person == person and done.who.is_full
    assert who_is(database, done.cookie, at=NOW) == done.who
    assert not is_good_link(database, token, at=NOW)
    with pytest.raises(BadInput, match="used, or is older"):
        sign_in(database, token=token, device="", at=NOW)


@pytest.mark.parametrize("token", ["", "x", "\ud800", "A" * 10_000, "%00"])
def test_a_link_that_never_was_signs_nobody_in(database: Database, token: str) -> None:
    assert not is_good_link(database, token, at=NOW)
    with pytest.raises(BadInput):
        sign_in(database, token=token, device="", at=NOW)


def test_a_link_is_over_after_ten_minutes_and_several_are_good_until_one_is_used(
    database: Database,
) -> None:
    a_person(database)
    ask_for_link(database, email="cook@red.example", at=NOW, site=SITE)
    first = token_in_mail(database)
    assert not is_good_link(database, first, at=NOW + timedelta(minutes=10))
    ask_for_link(database, email="cook@red.example", at=NOW, site=SITE)
    second = token_in_mail(database)
    assert first != second and is_good_link(database, first, at=NOW)  # nobody voids another's
    sign_in(database, token=second, device="", at=NOW)
    assert not is_good_link(database, first, at=NOW)


def test_an_address_nobody_has_gets_the_same_answer_and_no_mail(database: Database) -> None:
    assert ask_for_link(database, email="nobody@red.example", at=NOW, site=SITE) is None
    with database.reading() as session:
        assert due_messages(session, NOW) == []
    for _ in range(4):
        ask_for_link(database, email="nobody@red.example", at=NOW, site=SITE)
    with pytest.raises(TooManyTries):
        ask_for_link(database, email="nobody@red.example", at=NOW, site=SITE)
    ask_for_link(database, email="nobody@red.example", at=NOW + timedelta(minutes=61), site=SITE)


def test_no_secret_stands_in_the_database(database: Database) -> None:
    done = signed_in(database)
    with database.reading() as session:
        for table in ("sessions", "sign_in_links", "audit"):
            assert done.cookie not in str(session.execute(text(f"SELECT * FROM {table}")).all())


def test_a_session_ends_when_left_alone_when_over_when_ended_and_when_its_person_is_removed(
    database: Database,
) -> None:
    done = signed_in(database)
    later = NOW + timedelta(hours=23)
    assert who_is(database, done.cookie, at=later)
    assert who_is(database, done.cookie, at=later + timedelta(hours=23))  # it was used meanwhile
    assert who_is(database, done.cookie, at=later + timedelta(hours=48)) is None
    assert who_is(database, done.cookie, at=NOW + timedelta(days=7)) is None
    other = signed_in(database)
    sign_out(database, other.who, at=NOW)
    assert who_is(database, other.cookie, at=NOW) is None
    third = signed_in(database)
    remove_person(database, third.who.person.id, by="test", at=NOW)
    assert who_is(database, third.cookie, at=NOW) is None


def test_somebody_removed_gets_no_link(database: Database) -> None:
    person = a_person(database)
    remove_person(database, person.id, by="test", at=NOW)
    before = len(_messages(database))
    ask_for_link(database, email=person.email, at=NOW, site=SITE)
    assert len(_messages(database)) == before


def _messages(database: Database) -> list:
    with database.reading() as session:
        return due_messages(session, NOW)


def test_a_new_role_ends_the_sessions_of_the_old_one(database: Database) -> None:
    done = signed_in(database)
    a_person(database, Role.OFFICER)
    assert who_is(database, done.cookie, at=NOW) is None


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_changes_what_they_may_do_themselves(database: Database, role: Role) -> None:
    admin = a_person(database, Role.ADMINISTRATOR, "admin@council.example")

    def as_(role: Role) -> Person:
        return invite(
            database, email=admin.email, name="", role=role, by=admin.email, at=NOW, site=SITE
        )

    with pytest.raises(BadInput, match="what you may do yourself"):
        as_(role)
    assert as_(Role.ADMINISTRATOR).role is Role.ADMINISTRATOR


def test_an_officer_is_not_in_before_the_second_factor(database: Database) -> None:
    done = signed_in(database, Role.OFFICER)
    assert not done.who.is_full
    secret = begin_app(database, done.who)
    assert begin_app(database, done.who) == secret
    with pytest.raises(BadInput, match="not right"):
        confirm_app(database, done.who, "000000", at=NOW)
    elsewhere = signed_in(database, Role.OFFICER)
    codes, renewed = confirm_app(database, done.who, pyotp.TOTP(secret).at(NOW), at=NOW)
    assert who_is(database, elsewhere.cookie, at=NOW) is None  # other sessions end with a new app
    assert who_is(database, done.cookie, at=NOW) is None  # whoever saw that one has nothing of it
    who = who_is(database, renewed.cookie, at=NOW)
    assert who and who.is_full and who.person.has_second_factor and len(codes) == 10


def test_afterwards_a_code_or_a_recovery_code_each_once(database: Database) -> None:
    first = signed_in(database, Role.OFFICER)
    secret = begin_app(database, first.who)
    codes, _ = confirm_app(database, first.who, pyotp.TOTP(secret).at(NOW), at=NOW)
    again = signed_in(database, Role.OFFICER, NOW + timedelta(minutes=5))
    with pytest.raises(BadInput):
        confirm_app(
            database, again.who, pyotp.TOTP(begin_app(database, again.who)).at(NOW), at=NOW
        )  # a stolen mailbox sets up no new app
    with pytest.raises(BadInput):
        give_code(database, again.who, pyotp.TOTP(secret).at(NOW), at=NOW)  # used already
    renewed = give_code(database, again.who, codes[0].upper(), at=NOW + timedelta(minutes=5))
    assert who_is(database, again.cookie, at=NOW + timedelta(minutes=5)) is None
    who = who_is(database, renewed.cookie, at=NOW + timedelta(minutes=5))
    assert who and who.is_full
    with database.reading() as session:
        used = [line for _, line in audit_lines(session, what="recovery code used")]
    assert [(line.who, line.subject) for line in used] == [(who.person.email, who.person.id)]
    with pytest.raises(BadInput):
        give_code(database, again.who, codes[0], at=NOW + timedelta(minutes=6))
    give_code(
        database,
        again.who,
        pyotp.TOTP(secret).at(NOW + timedelta(minutes=7)),
        at=NOW + timedelta(minutes=7),
    )


def test_whoever_lost_the_phone_sets_up_a_new_app_once_another_administrator_took_the_old_one_away(
    database: Database,
) -> None:
    first = signed_in(database, Role.OFFICER)
    old = begin_app(database, first.who)
    codes, renewed = confirm_app(database, first.who, pyotp.TOTP(old).at(NOW), at=NOW)
    with pytest.raises(BadInput, match="another administrator"):
        take_app_away(database, first.who.person.id, by=first.who.person.email, at=NOW)
    take_app_away(database, first.who.person.id, by="admin@council.example", at=NOW)
    assert who_is(database, renewed.cookie, at=NOW) is None
    again = signed_in(database, Role.OFFICER, NOW + timedelta(minutes=5))
    assert not again.who.is_full and not again.who.person.has_second_factor
    with pytest.raises(BadInput):
        give_code(
            database, again.who, codes[0], at=NOW + timedelta(minutes=5)
        )  # the old codes went with the app
    later = NOW + timedelta(minutes=5)
    confirm_app(database, again.who, pyotp.TOTP(begin_app(database, again.who)).at(later), at=later)
    with database.reading() as session:
        assert [line.who for _, line in audit_lines(session, what="second factor taken away")] == [
            "admin@council.example"
        ]
        assert any(
            each.message.subject.startswith("Your authenticator app")
            for each in due_messages(session, NOW)
        )
    with pytest.raises(BadInput, match="has no authenticator app"):
        take_app_away(
            database,
            a_person(database, Role.PARTNER, "other@red.example").id,
            by="admin@council.example",
            at=NOW,
        )


def test_codes_are_limited_over_all_nodes(database: Database) -> None:
    done = signed_in(database, Role.OFFICER)
    begin_app(database, done.who)
    for _ in range(8):
        with pytest.raises(BadInput):
            confirm_app(database, done.who, "123456", at=NOW)
    with pytest.raises(TooManyTries):
        confirm_app(database, done.who, "123456", at=NOW)


def test_the_audit_log_can_be_added_to_and_not_changed(database: Database) -> None:
    signed_in(database)
    with database.reading() as session:
        assert [line.what for _, line in audit_lines(session)] == ["signed in", "invited"]
        assert [line.who for _, line in audit_lines(session, what="invited")] == ["test"]
    for deed in ("UPDATE audit SET who = 'nobody'", "DELETE FROM audit"):
        with (
            pytest.raises(StoreError, match="never changed or deleted"),
            database.writing() as session,
        ):
            session.execute(text(deed))


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_that_is_wrong_by_an_hour_locks_nobody_out_and_lets_nobody_in(
    database: Database, hours: int
) -> None:
    done = signed_in(database)
    wrong = NOW + timedelta(hours=hours)
    who = who_is(database, done.cookie, at=wrong)  # the server's clock jumps: a session goes on
    assert who is not None and who.person == done.who.person
    officer = signed_in(database, Role.OFFICER, NOW)
    with pytest.raises(
        BadInput, match="clock is right"
    ):  # the phone's clock is wrong: it is told so
        confirm_app(
            database, officer.who, pyotp.TOTP(begin_app(database, officer.who)).at(wrong), at=NOW
        )


def test_one_session_or_all_are_ended_by_whoever_they_are_of_and_the_audit_log_says_so(
    database: Database,
) -> None:
    person = a_person(database)
    for minute in range(3):
        at = NOW + timedelta(minutes=minute)
        ask_for_link(database, email=person.email, at=at, site=SITE)
        sign_in(database, token=token_in_mail(database, at), device="", at=at)
    first, *_ = sessions_for(database, person.id, at=NOW)
    end_one_session(database, first.id, of=person.id, by=person.email, at=NOW)
    for session_id, of in ((first.id, person.id), (first.id, "p-other")):
        with pytest.raises(NotFound, match="over already"):
            end_one_session(database, session_id, of=of, by=person.email, at=NOW)
    assert len(sessions_for(database, person.id, at=NOW)) == 2
    end_every_session(database, person.id, by=person.email, at=NOW)
    assert sessions_for(database, person.id, at=NOW) == []
    with database.reading() as session:
        told = [line.what for _, line in audit_lines(session) if "ended" in line.what]
    assert told == ["all sessions ended", "session ended"]
