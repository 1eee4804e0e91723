"""Every deed that lets somebody in, or changes a place, is in the audit log with who did it and what was before."""

import re
from datetime import timedelta

import pyotp
import pytest

from safespaces.actions.imports.import_csv import UploadedFile, apply_import
from safespaces.actions.imports.import_judging import of_the_service_itself
from safespaces.actions.imports.undo_import import past_imports, undo_import, what_undoing_does
from safespaces.actions.people.invite import invite, remove_person
from safespaces.actions.people.partner_people import (
    ask_colleague,
    invitation_behind,
    say_yes,
    take_colleague_out,
    take_invitation_back,
)
from safespaces.actions.people.second_factor import begin_app, confirm_app, give_code, take_app_away
from safespaces.actions.people.sign_in import link_for, sign_in, sign_out
from safespaces.actions.people.single_sign_on import sign_in_vouched
from safespaces.actions.register.closing import close, reopen
from safespaces.actions.register.closing_link import make_closing_link
from safespaces.actions.register.listing import move_pin, restore, set_status
from safespaces.actions.register.verifying import Check, verify
from safespaces.actions.submissions.handing_over import give_venue, owner_of
from safespaces.actions.submissions.partner_work import Actor
from safespaces.errors import BadInput, NotAllowed, NotFound
from safespaces.geo.point import Point
from safespaces.moderation.verification import CHECKLIST
from safespaces.roles import Role
from safespaces.store.audit import audit_lines
from safespaces.store.database import Database
from safespaces.store.outbox import due_messages
from safespaces.store.partners import Partner, add_partner, put_person_with, put_venue_with
from safespaces.store.people import person_with_email
from safespaces.store.venues import add_venues, all_venues
from safespaces.venues.venue import ListingStatus
from tests.store.build import NOW, a_venue

CAFE, TODAY, SITE = "id-red-cafe", NOW.date(), "https://safe.example"
ADMIN, OFFICER, COOK = "admin@council.example", "officer@council.example", "cook@red.example"
RED = Partner("o-red", "Red Ltd")


def audited(database: Database, what: str) -> list[tuple[str, str, str, str]]:
    with database.reading() as session:
        lines = [line for _, line in audit_lines(session, what=what)]
    return [(line.who, line.subject, line.old, line.new) for line in lines]


def mails(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        due = due_messages(session, NOW, 100)
    return [(each.message.recipient, each.message.subject) for each in due]


def invited(database: Database, email: str = OFFICER, role: Role = Role.OFFICER) -> str:
    return invite(database, email=email, name="", role=role, by=ADMIN, at=NOW, site=SITE).id


@pytest.fixture
def cafe(register: Database) -> Database:
    """A listed cafe of a partner's, and the cook who acts for it."""
    cook = invited(register, COOK, Role.PARTNER)
    with register.writing() as session:
        add_venues(session, [a_venue()], at=NOW, author="test", reason="test")
        add_partner(session, RED, NOW)
        put_person_with(session, "o-red", cook)
        put_venue_with(session, "o-red", CAFE)
    return register


def test_who_was_invited_given_another_role_and_removed_by_whom(register: Database) -> None:
    person = invited(register)
    invited(register, role=Role.STAKEHOLDER)
    assert audited(register, "invited") == [(ADMIN, person, "", f"{OFFICER} as officer")]
    assert audited(register, "role changed") == [
        (ADMIN, person, "officer, active", "stakeholder, active")
    ]
    with pytest.raises(BadInput, match="cannot remove yourself"):
        remove_person(register, person, by=OFFICER, at=NOW)
    removed = remove_person(register, person, by=ADMIN, at=NOW)
    assert not removed.is_active and audited(register, "removed") == [
        (ADMIN, person, "stakeholder, active", "stakeholder, not active")
    ]
    invited(register, role=Role.STAKEHOLDER)
    assert audited(register, "role changed")[0][2:] == (
        "stakeholder, not active",
        "stakeholder, active",
    )
    assert mails(register) == [(OFFICER, "You can sign in to Safe Spaces")] * 3


def test_a_name_is_kept_where_none_is_written_and_is_not_too_long(register: Database) -> None:
    for name, kept in (("  A  Cook ", "A Cook"), ("", "A Cook"), ("x" * 101, "x" * 100)):
        person = invite(
            register, email=COOK, name=name, role=Role.PARTNER, by=ADMIN, at=NOW, site=SITE
        )
        assert person.name == kept


def test_who_acts_for_a_partner_and_is_invited_as_an_officer_acts_for_them_no_more(
    cafe: Database,
) -> None:
    invited(cafe, COOK, Role.PARTNER)
    give_venue(cafe, CAFE, COOK, by=OFFICER, at=NOW, site=SITE)
    assert owner_of(cafe, CAFE) == RED
    invited(cafe, COOK, Role.OFFICER)
    with pytest.raises(BadInput, match="cannot act for a partner"):
        give_venue(cafe, CAFE, COOK, by=OFFICER, at=NOW, site=SITE)
    invited(cafe, COOK, Role.PARTNER)
    assert give_venue(cafe, CAFE, COOK, by=OFFICER, at=NOW, site=SITE).id != RED.id


def test_a_venue_that_is_given_to_a_partner_says_whose_it_was(cafe: Database) -> None:
    new = give_venue(cafe, CAFE, "waiter@blue.example", by=OFFICER, at=NOW, site=SITE)
    assert owner_of(cafe, CAFE) == new
    assert audited(cafe, "given to a partner") == [
        (OFFICER, CAFE, "Red Ltd", "Red Cafe: waiter@blue.example")
    ]
    assert audited(cafe, "colleague asked") == [(OFFICER, new.id, "", "waiter@blue.example")]
    removed = invited(cafe, "gone@red.example", Role.PARTNER)
    remove_person(cafe, removed, by=ADMIN, at=NOW)
    with pytest.raises(BadInput, match="cannot act for a partner"):
        give_venue(cafe, CAFE, "gone@red.example", by=OFFICER, at=NOW, site=SITE)


def test_signing_in_and_out_and_the_second_factor_are_on_record(register: Database) -> None:
    person = invited(register)
    token = link_for(register, person, at=NOW, site=SITE).rpartition("/")[2]
    done = sign_in(register, token=token, device="Chrome on Android", at=NOW)
    secret = begin_app(register, done.who)
    assert begin_app(register, done.who) == secret
    codes, _ = confirm_app(register, done.who, pyotp.TOTP(secret).at(NOW), at=NOW)
    give_code(register, done.who, codes[0], at=NOW)
    with pytest.raises(BadInput, match="not right"):
        give_code(register, done.who, "000000", at=NOW)
    sign_out(register, done.who, at=NOW)
    assert audited(register, "signed in") == [(OFFICER, person, "", "Chrome on Android")]
    for what in ("second factor set up", "recovery code used", "wrong code", "signed out"):
        assert audited(register, what) == [(OFFICER, person, "", "")], what
    assert mails(register)[1:] == [(OFFICER, "Somebody could not sign in with your address")]
    take_app_away(register, person, by=ADMIN, at=NOW)
    assert audited(register, "second factor taken away") == [(ADMIN, person, "", "")]
    assert (OFFICER, "Your authenticator app was taken away") in mails(register)


def test_who_signs_in_with_an_account_elsewhere_is_known_and_active(register: Database) -> None:
    person = invited(register)
    signed_in = sign_in_vouched(register, email=f" {OFFICER.upper()}", device="Firefox", at=NOW)
    assert not signed_in.who.is_full  # the second factor is asked for all the same
    assert audited(register, "signed in with an account elsewhere") == [
        (OFFICER, person, "", "Firefox")
    ]
    remove_person(register, person, by=ADMIN, at=NOW)
    for email in (OFFICER, "nobody@council.example"):
        with pytest.raises(NotAllowed):
            sign_in_vouched(register, email=email, device="", at=NOW)


def asked(database: Database, email: str = "waiter@red.example") -> str:
    ask_colleague(database, Actor(COOK, RED), email, at=NOW, site=SITE)
    with database.reading() as session:
        bodies = [each.message.body for each in due_messages(session, NOW, 100)]
    return re.findall(rf"{SITE}/join/colleague/(\S+)", bodies[-1])[0]


def test_colleagues_who_come_and_go_are_on_record(cafe: Database) -> None:
    actor = Actor(COOK, RED)
    say_yes(cafe, asked(cafe), at=NOW)
    with cafe.reading() as session:
        waiter = person_with_email(session, "waiter@red.example")
    assert waiter
    take_colleague_out(cafe, actor, waiter.id, at=NOW)
    asked(cafe, "new@red.example")
    take_invitation_back(cafe, actor, "new@red.example", at=NOW)
    assert audited(cafe, "colleague asked")[-1] == (COOK, "o-red", "", "waiter@red.example")
    assert audited(cafe, "joined") == [("waiter@red.example", "o-red", "", "Red Ltd")]
    assert audited(cafe, "colleague taken out") == [(COOK, "o-red", "waiter@red.example", "")]
    assert audited(cafe, "invitation taken back") == [(COOK, "o-red", "new@red.example", "")]
    assert mails(cafe)[-1] == ("new@red.example", "Your invitation was taken back")


def test_an_invitation_of_a_colleague_lasts_two_weeks_and_nobody_removed_says_yes(
    cafe: Database,
) -> None:
    token = asked(cafe)
    assert invitation_behind(cafe, token, at=NOW + timedelta(days=13)) == (
        RED,
        "waiter@red.example",
    )
    with pytest.raises(NotFound, match="older than two weeks"):
        invitation_behind(cafe, token, at=NOW + timedelta(days=15))
    remove_person(cafe, invited(cafe, "waiter@red.example", Role.PARTNER), by=ADMIN, at=NOW)
    with pytest.raises(BadInput, match="was removed"):
        say_yes(cafe, token, at=NOW)


def test_what_is_done_to_a_venue_is_on_record(cafe: Database) -> None:
    who = {"by": OFFICER, "at": NOW}
    found, missing = tuple(CHECKLIST)[:-1], list(CHECKLIST.values())[-1]
    last_day = TODAY + timedelta(days=300)
    verify(cafe, CAFE, Check(TODAY, "call", found, last_day), today=TODAY, **who)
    ((*_, said),) = audited(cafe, "verified")
    assert said == f"call on {TODAY}, to {last_day}; missing: {missing}"
    move_pin(cafe, CAFE, Point(52.42, -1.5), **who)
    assert audited(cafe, "pin moved") == [(OFFICER, CAFE, "52.41, -1.507", "52.42, -1.5")]
    set_status(cafe, CAFE, ListingStatus.PAUSED, reason="a leak", today=TODAY, **who)
    assert audited(cafe, "listing status") == [(OFFICER, CAFE, "listed", "paused: a leak")]
    restore(cafe, CAFE, 1, reason="dry again", today=TODAY, **who)
    assert audited(cafe, "version restored") == [(OFFICER, CAFE, "", "1: dry again")]
    end = NOW + timedelta(hours=2)
    made = close(cafe, CAFE, start=NOW, end=end, reason="a  leak", **who)
    assert audited(cafe, "closed") == [
        (OFFICER, CAFE, "", "2026-11-24 09:30+00:00 to 2026-11-24 11:30+00:00: a leak")
    ]
    reopen(cafe, made.id, by=COOK, at=NOW)
    assert audited(cafe, "closure undone") == [(COOK, CAFE, made.id, "")]
    make_closing_link(cafe, CAFE, site=SITE, **who)
    assert audited(cafe, "closing link made") == [(OFFICER, CAFE, "", "")]
    assert mails(cafe)[-1] == (COOK, "To close for tonight: Red Cafe")


@pytest.mark.parametrize(
    ("days", "field", "words"),
    [
        ((0, 0), "end", "over"),
        ((2, 1), "end", "before it begins"),
        ((801, 802), "start", "two years"),
        ((1, 402), "end", "longer than a year"),
        ((800, 801), "", ""),
        ((1, 401), "", ""),
    ],
)
def test_a_closure_begins_before_it_ends_within_two_years_and_is_no_longer_than_one(
    cafe: Database, days: tuple[int, int], field: str, words: str
) -> None:
    start, end = (NOW + timedelta(days=each) for each in days)
    if words:
        with pytest.raises(BadInput, match=words):
            close(cafe, CAFE, start=start, end=end, reason="", by=OFFICER, at=NOW)
    else:
        close(cafe, CAFE, start=start, end=end, reason="", by=OFFICER, at=NOW)


def test_an_import_and_its_undoing_are_on_record(cafe: Database) -> None:
    file = (
        f"id,name,status,kind,postcode,phone,lat,lon\n{CAFE},Red Cafe,listed,cafe,CV1 5FB,024 7611 1111,,\n"
        ",Blue Hub,listed,family_hub,CV1 5FD,,52.42012,-1.50012\n,Bad Row,candidate,castle,CV1 5FE,,,\n"
    ).encode()
    apply_import(
        cafe,
        UploadedFile(file, "x.csv"),
        at=NOW,
        author=OFFICER,
        skip_faulty=True,
        judging=of_the_service_itself(TODAY),
    )
    assert audited(cafe, "imported") == [
        (OFFICER, "x.csv", "", "1 added, 1 changed, 1 rejected, 1 listed without a check")
    ]
    (past,) = past_imports(cafe)
    assert (past.number, past.undone_at, what_undoing_does(cafe, 1).listed) == (1, None, 2)
    for missing in (what_undoing_does, lambda *a: undo_import(*a, by=OFFICER, at=NOW, today=TODAY)):
        with pytest.raises(NotFound, match="no such import"):
            missing(cafe, 2)
    done = undo_import(cafe, 1, by=OFFICER, at=NOW, today=TODAY)
    assert (done.restored, done.removed, done.left) == (1, 1, ())
    assert audited(cafe, "import undone") == [(OFFICER, "1", "", "1 as before, 1 removed, 0 left")]
    ((who, _, old, _),) = audited(cafe, "removed with its import")
    assert who == OFFICER and "Blue Hub" in old
    with pytest.raises(BadInput, match="undone already"):
        undo_import(cafe, 1, by=OFFICER, at=NOW, today=TODAY)
    with cafe.reading() as session:
        assert all_venues(session) == [a_venue()]
    assert past_imports(cafe)[0].undone_at == NOW


def test_an_app_is_set_up_with_the_secret_that_was_shown_and_with_it_once(
    register: Database,
) -> None:
    token = link_for(register, invited(register), at=NOW, site=SITE).rpartition("/")[2]
    who = sign_in(register, token=token, device="", at=NOW).who
    with pytest.raises(BadInput, match="not right"):
        confirm_app(register, who, "123456", at=NOW)
    secret = begin_app(register, who)
    confirm_app(register, who, pyotp.TOTP(secret).at(NOW), at=NOW)
    assert begin_app(register, who) != secret
    with pytest.raises(BadInput, match="set up already"):
        confirm_app(register, who, pyotp.TOTP(begin_app(register, who)).at(NOW), at=NOW)
