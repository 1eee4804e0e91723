"""A partner sends, an officer decides: a change that waits never shows, half accepted alters that half, and nobody overwrites another."""

import re
import threading
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from safespaces.actions.imports.import_csv import UploadedFile, apply_import
from safespaces.actions.people.invite import remove_person
from safespaces.actions.people.partner_people import (
    ask_colleague,
    colleagues,
    say_yes,
    take_colleague_out,
    take_invitation_back,
)
from safespaces.actions.people.sign_in import link_for, sign_in, who_is
from safespaces.actions.register.closing import close
from safespaces.actions.register.correcting import correct
from safespaces.actions.register.listing import set_status
from safespaces.actions.register.partner_closing import close_own, closures_for
from safespaces.actions.register.publish import publish
from safespaces.actions.register.verifying import Check, verify
from safespaces.actions.submissions import branch_list
from safespaces.actions.submissions.branch_list import plan_list, send_list, whole_and_not
from safespaces.actions.submissions.deciding import (
    Decider,
    accept_change,
    ask_for_more,
    decline,
    item,
    list_new,
    sent_about,
)
from safespaces.actions.submissions.joining import (
    begin_form,
    change_held,
    confirm_form,
    form_behind,
    keep_in_form,
    mail_form,
    send_form,
)
from safespaces.actions.submissions.partner_sending import now_in, send_own
from safespaces.actions.submissions.partner_work import (
    Actor,
    begin_change,
    begin_new,
    drop_own,
    keep_in_own,
    own_submission,
    partner_venues,
    sent_by,
)
from safespaces.errors import BadInput, NotFound, TooManyTries
from safespaces.moderation.submission import Contact, Submission, SubmissionState
from safespaces.people.person import Person
from safespaces.roles import Role
from safespaces.snapshot.csv import places_csv
from safespaces.store.audit import audit_lines
from safespaces.store.database import Database
from safespaces.store.outbox import due_messages
from safespaces.store.partners import (
    Partner,
    add_partner,
    partner_of,
    put_person_with,
    put_venue_with,
)
from safespaces.store.people import add_person, person_with_email
from safespaces.store.snapshots import current_snapshot
from safespaces.store.submissions import forget_drafts
from safespaces.store.venues import add_venues, all_venues, venue_with_id
from safespaces.venues.venue import ListingStatus
from tests.store.build import NOW, a_venue

SITE = "https://safe.example"
TODAY = NOW.date()
HERE = now_in(ZoneInfo("Europe/London"), NOW, SITE)
CAFE = "id-red-cafe"
NEW = {
    "name": "Blue Hub", "kind": "family_hub", "address": "2 Made-up Street, Coventry", "postcode": "CV1 5FB", "lat": "52.41", "lon": "-1.507",
    "safe_hours": "Mo-Fr 09:00-17:00; PH off", "kit": "charger", "minimum_age": "",
}  # fmt: skip
CONTACT = Contact("Blue Trust", "B. Lue", "hub@blue.example", "024 7600 0001")


@pytest.fixture
def town(database: Database) -> Database:
    """A listed cafe of a partner's."""
    with database.writing() as session:
        add_venues(session, [a_venue()], at=NOW, author="test", reason="test")
        add_partner(session, Partner("o-red", "Red Ltd"), NOW)
        add_person(
            session, Person("p-cook", "cook@red.example", "", Role.PARTNER, True, False, NOW)
        )
        put_person_with(session, "o-red", "p-cook")
        put_venue_with(session, "o-red", CAFE)
    publish(database, at=NOW)
    return database


COOK = Actor("cook@red.example", Partner("o-red", "Red Ltd"))


def decider(database: Database, sent: Submission, seen: int | None = None) -> Decider:
    return Decider(
        "officer@council.example",
        NOW,
        seen if seen is not None else item(database, sent.id).submission.version,
        SITE,
    )


def public(database: Database) -> str:
    with database.reading() as session:
        snapshot = current_snapshot(session)
    assert snapshot is not None
    return places_csv(snapshot).decode()


def mails(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [
            (each.message.recipient, each.message.subject)
            for each in due_messages(session, NOW, 100)
        ]


def a_change(database: Database, **values: str) -> Submission:
    form = begin_change(database, COOK, CAFE, at=NOW)
    keep_in_own(database, COOK, form.id, values, at=NOW)
    return send_own(database, COOK, form.id, words="", agreed=False, now=HERE)


def joined(database: Database) -> Submission:
    token = begin_form(database, at=NOW)
    keep_in_form(database, token, values=NEW, at=NOW)
    keep_in_form(database, token, values={}, contact=CONTACT, at=NOW)
    send_form(database, token, agreed=True, at=NOW, site=SITE)
    return confirm_form(database, confirm_link(database), at=NOW, site=SITE)


def confirm_link(database: Database) -> str:
    with database.reading() as session:
        bodies = [each.message.body for each in due_messages(session, NOW, 100)]
    return re.findall(rf"{SITE}/join/confirm/(\S+)", bodies[-1])[0]


def blue_hub(database: Database) -> Actor:
    """Who has joined with the form above."""
    with database.reading() as session:
        person = person_with_email(session, CONTACT.email)
        assert person is not None
        partner = partner_of(session, person.id)
    assert partner is not None
    return Actor(CONTACT.email, partner)


def test_a_form_is_resumed_by_its_link_held_until_the_mailbox_says_yes_and_sent_once(
    database: Database,
) -> None:
    token = begin_form(database, at=NOW)
    keep_in_form(database, token, values={"name": "Blue Hub"}, at=NOW)
    assert form_behind(database, token).values == {"name": "Blue Hub"}
    with pytest.raises(BadInput, match="what kind of place"):
        send_form(database, token, agreed=True, at=NOW, site=SITE)
    keep_in_form(database, token, values=NEW, contact=CONTACT, at=NOW)
    with pytest.raises(BadInput, match="Tick"):
        send_form(database, token, agreed=False, at=NOW, site=SITE)
    held = send_form(database, token, agreed=True, at=NOW, site=SITE)
    assert (
        held.state is SubmissionState.HELD
        and send_form(database, token, agreed=True, at=NOW, site=SITE) == held
    )
    assert keep_in_form(database, token, values={"name": "Later"}, at=NOW) == held
    with database.reading() as session:
        assert (
            person_with_email(session, "hub@blue.example") is None and len(all_venues(session)) == 0
        )
    link = confirm_link(database)
    sent = confirm_form(database, link, at=NOW, site=SITE)
    with database.reading() as session:
        venue = venue_with_id(session, sent.venue_id)
    assert (
        venue.status is ListingStatus.APPLIED
        and venue.name == "Blue Hub"
        and venue.located is not None
    )
    for gone in (
        lambda: confirm_form(database, link, at=NOW, site=SITE),
        lambda: form_behind(database, token),
    ):
        with pytest.raises(NotFound):
            gone()  # neither link opens anything once whoever it is can sign in


def test_a_form_that_is_held_can_be_corrected_and_its_mail_is_void(database: Database) -> None:
    token = begin_form(database, at=NOW)
    keep_in_form(
        database, token, values=NEW, contact=replace(CONTACT, email="hub@bleu.example"), at=NOW
    )
    send_form(database, token, agreed=True, at=NOW, site=SITE)
    link = confirm_link(database)
    assert change_held(database, token, at=NOW).state is SubmissionState.DRAFT
    with pytest.raises(NotFound):
        confirm_form(database, link, at=NOW, site=SITE)
    keep_in_form(database, token, values={}, contact=CONTACT, at=NOW)
    send_form(database, token, agreed=True, at=NOW, site=SITE)
    assert (
        confirm_form(database, confirm_link(database), at=NOW, site=SITE).state
        is SubmissionState.SENT
    )


def test_known_and_unknown_addresses_are_written_to_alike_and_a_known_one_keeps_its_partner(
    town: Database,
) -> None:
    bodies = []
    for email in ("cook@red.example", "new@blue.example"):
        token = begin_form(town, at=NOW)
        keep_in_form(town, token, values=NEW, contact=replace(CONTACT, email=email), at=NOW)
        send_form(town, token, agreed=True, at=NOW, site=SITE)
        with town.reading() as session:
            message = due_messages(session, NOW, 100)[-1].message
        bodies.append((message.subject, message.body.partition(SITE)[0]))
        confirm_form(town, confirm_link(town), at=NOW, site=SITE)
    assert bodies[0] == bodies[1]
    assert [v.name for v in partner_venues(town, COOK)] == ["Blue Hub", "Red Cafe"]


def test_a_new_place_taken_back_writes_nothing_into_the_listed_one(database: Database) -> None:
    publish(database, at=NOW)
    sent = joined(database)
    hub = blue_hub(database)
    again = begin_change(
        database, hub, sent.venue_id, at=NOW
    )  # under way while the officer lists it
    verify(
        database,
        sent.venue_id,
        Check(TODAY, "visit", ("trained",), TODAY),
        by="officer",
        at=NOW,
        today=TODAY,
    )
    set_status(
        database,
        sent.venue_id,
        ListingStatus.LISTED,
        reason="checked",
        by="officer",
        at=NOW,
        today=TODAY,
    )
    before = public(database)
    with pytest.raises(BadInput, match="with the council already"):
        keep_in_own(database, hub, again.id, {"name": "Rewritten", "lat": "52.0"}, at=NOW)
    assert (
        send_own(database, hub, again.id, words="", agreed=True, now=HERE).state
        is SubmissionState.ACCEPTED
    )
    publish(database, at=NOW)
    assert public(database) == before


def test_colleagues_act_together_only_after_a_yes_and_nobody_is_caught(town: Database) -> None:
    ask_colleague(town, COOK, "waiter@red.example", at=NOW, site=SITE)
    with town.reading() as session:
        assert person_with_email(session, "waiter@red.example") is None
        body = due_messages(session, NOW, 100)[-1].message.body
    (token,) = re.findall(rf"{SITE}/join/colleague/(\S+)", body)
    assert say_yes(town, token, at=NOW) == COOK.partner
    people, asked = colleagues(town, COOK)
    assert [person.email for person in people] == [
        "cook@red.example",
        "waiter@red.example",
    ] and asked == []
    with pytest.raises(NotFound):
        say_yes(town, token, at=NOW)
    with town.reading() as session:
        assert [
            (line.who, line.subject, line.new) for _, line in audit_lines(session, what="joined")
        ] == [("waiter@red.example", "o-red", "Red Ltd")]
    sent = joined(town)  # of another partner
    ask_colleague(town, COOK, "hub@blue.example", at=NOW, site=SITE)
    with town.reading() as session:
        (token,) = re.findall(
            rf"{SITE}/join/colleague/(\S+)", due_messages(session, NOW, 100)[-1].message.body
        )
    with pytest.raises(BadInput, match="acts for somebody else"):
        say_yes(town, token, at=NOW)
    assert sent.partner_id != COOK.partner.id


def test_a_colleague_is_taken_out_at_once_and_an_invitation_taken_back(town: Database) -> None:
    ask_colleague(town, COOK, "waiter@red.example", at=NOW, site=SITE)
    token = invitation(town)
    say_yes(town, token, at=NOW)
    with town.reading() as session:
        waiter = person_with_email(session, "waiter@red.example")
    assert waiter
    link = link_for(town, waiter.id, at=NOW, site=SITE).rpartition("/")[2]
    done = sign_in(town, token=link, device="", at=NOW)
    theirs = Actor("waiter@red.example", COOK.partner)
    ask_colleague(town, theirs, "friend@red.example", at=NOW, site=SITE)
    friend = invitation(town)
    with pytest.raises(BadInput, match="cannot take yourself out"):
        take_colleague_out(town, theirs, waiter.id, at=NOW)
    take_colleague_out(town, COOK, waiter.id, at=NOW)
    assert who_is(town, done.cookie, at=NOW) is None
    with pytest.raises(NotFound):  # what they asked others counts no more
        say_yes(town, friend, at=NOW)
    with pytest.raises(NotFound):
        take_colleague_out(town, COOK, waiter.id, at=NOW)
    with town.reading() as session:
        told = [
            each.message.recipient
            for each in due_messages(session, NOW, 100)
            if each.message.subject.startswith("Who can sign in")
        ]
    assert told == ["waiter@red.example", "cook@red.example"]
    ask_colleague(town, COOK, "new@red.example", at=NOW, site=SITE)
    token = invitation(town)
    take_invitation_back(town, COOK, "new@red.example", at=NOW)
    with pytest.raises(NotFound):
        say_yes(town, token, at=NOW)
    with pytest.raises(NotFound):
        take_invitation_back(town, COOK, "new@red.example", at=NOW)
    assert colleagues(town, COOK)[1] == []


def invitation(database: Database) -> str:
    """The link in the last invitation."""
    with database.reading() as session:
        bodies = " ".join(each.message.body for each in due_messages(session, NOW, 100))
    return str(re.findall(rf"{SITE}/join/colleague/(\S+)", bodies)[-1])


def test_forms_nobody_comes_back_for_are_forgotten_but_what_the_council_has_seen_is_not(
    town: Database,
) -> None:
    begin_form(town, at=NOW)
    sent = a_change(town, name="Redder Cafe")
    begin_change(town, COOK, CAFE, at=NOW)
    with town.writing() as session:
        forget_drafts(session, NOW + timedelta(days=61), NOW)
    assert [each.submission.id for each in sent_by(town, COOK)] == [sent.id]


def test_strangers_fill_nobodys_mailbox(database: Database) -> None:
    token = begin_form(database, at=NOW)
    for _ in range(5):
        mail_form(database, token, email="hub@blue.example", at=NOW, site=SITE)
    with pytest.raises(TooManyTries):
        mail_form(database, token, email="hub@blue.example", at=NOW, site=SITE)


def test_a_new_place_is_asked_about_answered_checked_and_listed(database: Database) -> None:
    publish(database, at=NOW)
    sent = joined(database)
    hub = blue_hub(database)
    assert "Blue Hub" not in public(database)
    with pytest.raises(BadInput, match="should answer"):
        ask_for_more(database, sent.id, words=" ", decider=decider(database, sent))
    ask_for_more(database, sent.id, words="Who is trained?", decider=decider(database, sent))
    with pytest.raises(BadInput, match="Write an answer"):
        send_own(database, hub, sent.id, words="", agreed=False, now=HERE)
    keep_in_own(database, hub, sent.id, {"name": "Blue Family Hub"}, at=NOW)
    send_own(database, hub, sent.id, words="All of us", agreed=False, now=HERE)
    with pytest.raises(BadInput, match="No check"):
        list_new(database, sent.id, words="", decider=decider(database, sent), today=TODAY)
    verify(
        database,
        sent.venue_id,
        Check(TODAY, "visit", ("trained",), TODAY),
        by="officer",
        at=NOW,
        today=TODAY,
    )
    done = list_new(database, sent.id, words="", decider=decider(database, sent), today=TODAY)
    assert done.state is SubmissionState.ACCEPTED and "Blue Family Hub" in public(database)
    subjects = [subject for who, subject in mails(database) if who == "hub@blue.example"]
    assert subjects == [
        "One more step: send your form",
        "With the council: Blue Hub",
        "The council asks: Blue Hub",
        "Accepted: Blue Family Hub",
    ]
    assert [remark.what for remark in own_submission(database, hub, sent.id).remarks] == [
        "sent",
        "asked",
        "answered",
        "accepted",
    ]


def test_a_change_that_waits_never_alters_what_is_public_and_half_of_it_alters_that_half(
    town: Database,
) -> None:
    before = public(town)
    sent = a_change(
        town,
        name="Redder Cafe",
        website="https://redder.example",
        safe_hours="Mo-Su 09:00-22:00; PH off",
    )
    assert sent.state is SubmissionState.SENT and public(town) == before
    with pytest.raises(BadInput, match="refused"):
        accept_change(town, sent.id, ["website"], words="", decider=decider(town, sent))
    assert public(town) == before
    accept_change(
        town,
        sent.id,
        ["website"],
        words="Keep the name that is over the door.",
        decider=decider(town, sent),
    )
    assert public(town) == before.replace("https://red.example", "https://redder.example")
    assert "Keep the name" in own_submission(town, COOK, sent.id).remarks[-1].words


def test_what_promises_less_counts_at_once_and_only_the_rest_waits(town: Database) -> None:
    sent = a_change(
        town, kit="first_aid food", safe_hours="Mo-Fr 08:00-18:00; PH off", minimum_age="11"
    )
    assert sent.state is SubmissionState.SENT and sent.values == {
        "kit": "first_aid food",
        "safe_hours": "Mo-Fr 08:00-18:00; PH off",
    }
    with town.reading() as session:
        now = venue_with_id(session, CAFE)
    assert (now.kit, now.safe_hours, now.minimum_age) == (
        ("first_aid",),
        "Mo-Fr 09:00-18:00; PH off",
        "11",
    )
    assert "Mo-Fr 09:00-18:00; PH off" in public(town) and "food" not in public(town)


def test_a_change_that_only_promises_less_needs_no_officer(town: Database) -> None:
    sent = a_change(town, safe_hours="Mo-Fr 09:00-12:00; PH off")
    assert sent.state is SubmissionState.ACCEPTED and "Mo-Fr 09:00-12:00; PH off" in public(town)
    with pytest.raises(BadInput, match="Nothing is changed"):
        a_change(town)


def test_a_pin_moved_by_the_partner_waits_and_is_then_the_persons(town: Database) -> None:
    sent = a_change(town, lat="52.42", lon="-1.507")
    assert "52.41" in public(town)
    accept_change(town, sent.id, ["point"], words="", decider=decider(town, sent))
    with town.reading() as session:
        located = venue_with_id(session, CAFE).located
    assert located is not None and (located.point.lat, located.source) == (52.42, "person")


def test_of_two_officers_the_second_sees_what_the_first_did(town: Database) -> None:
    sent = a_change(town, name="Redder Cafe")
    seen = item(town, sent.id).submission.version
    decline(
        town,
        sent.id,
        reason="that is not over the door",
        decider=decider(town, sent, seen),
        today=TODAY,
    )
    with pytest.raises(
        BadInput, match=r"quicker. officer@council.example: declined. that is not over the door"
    ):
        accept_change(town, sent.id, ["name"], words="", decider=decider(town, sent, seen))
    assert "Redder" not in public(town)


def test_what_waits_stays_with_the_council_until_something_else_is_sent_instead(
    town: Database,
) -> None:
    sent = a_change(town, name="Redder Cafe")
    seen = item(town, sent.id).submission.version
    again = begin_change(town, COOK, CAFE, at=NOW)  # looking changes nothing
    assert (
        again.id != sent.id
        and again.values == {"name": "Redder Cafe"}
        and item(town, sent.id).submission.state is SubmissionState.SENT
    )
    keep_in_own(town, COOK, again.id, {"name": "Reddest Cafe"}, at=NOW)
    send_own(town, COOK, again.id, words="", agreed=False, now=HERE)
    with pytest.raises(BadInput, match="replaced"):
        accept_change(town, sent.id, ["name"], words="", decider=decider(town, sent, seen))
    accept_change(town, again.id, ["name"], words="", decider=decider(town, again))
    assert "Reddest Cafe" in public(town)


def test_declining_without_a_reason_does_nothing_and_a_declined_place_stays_on_record(
    database: Database,
) -> None:
    sent = joined(database)
    with pytest.raises(BadInput, match="reason"):
        decline(database, sent.id, reason=" ", decider=decider(database, sent), today=TODAY)
    decline(
        database, sent.id, reason="a private home", decider=decider(database, sent), today=TODAY
    )
    with database.reading() as session:
        assert venue_with_id(session, sent.venue_id).status is ListingStatus.DECLINED
    assert ("hub@blue.example", "Declined: Blue Hub") in mails(database)


def test_another_partners_records_are_not_there(town: Database) -> None:
    sent, other = (
        a_change(town, name="Redder Cafe"),
        Actor("x@other.example", Partner("o-other", "Other")),
    )
    for deed in (
        lambda: own_submission(town, other, sent.id),
        lambda: keep_in_own(town, other, sent.id, {"name": "Mine"}, at=NOW),
        lambda: send_own(town, other, sent.id, words="", agreed=True, now=HERE),
        lambda: begin_change(town, other, CAFE, at=NOW),
        lambda: closures_for(town, other, CAFE, at=NOW),
        lambda: drop_own(town, other, sent.id),
    ):
        with pytest.raises(NotFound):
            deed()
    assert sent_by(town, other) == [] and partner_venues(town, other) == []


def test_another_place_of_a_partner_goes_on_where_it_was_left(town: Database) -> None:
    form = begin_new(town, COOK, at=NOW)
    with pytest.raises(BadInput, match="Still missing"):
        send_own(town, COOK, form.id, words="", agreed=True, now=HERE)
    keep_in_own(town, COOK, form.id, NEW, at=NOW)
    with pytest.raises(BadInput, match="Tick"):
        send_own(town, COOK, form.id, words="", agreed=False, now=HERE)
    assert begin_new(town, COOK, at=NOW).id == form.id
    assert (
        send_own(town, COOK, form.id, words="", agreed=True, now=HERE).state is SubmissionState.SENT
    )
    assert begin_new(town, COOK, at=NOW).id != form.id


def test_what_the_council_asked_about_is_accepted_only_once_it_is_sent(town: Database) -> None:
    sent = a_change(town, website="https://redder.example")
    before = public(town)
    ask_for_more(town, sent.id, words="Really?", decider=decider(town, sent))
    keep_in_own(town, COOK, sent.id, {"safe_hours": "24/7"}, at=NOW)  # typed, not sent
    with pytest.raises(BadInput):
        accept_change(town, sent.id, ["safe_hours"], words="no", decider=decider(town, sent))
    assert public(town) == before
    send_own(town, COOK, sent.id, words="Yes", agreed=False, now=HERE)
    accept_change(
        town, sent.id, ["website"], words="not day and night", decider=decider(town, sent)
    )
    assert public(town) == before.replace("https://red.example", "https://redder.example")


def test_an_invitation_ends_with_time_and_with_its_inviter(town: Database) -> None:
    def ask(email: str) -> str:
        ask_colleague(town, COOK, email, at=NOW, site=SITE)
        with town.reading() as session:
            (token,) = re.findall(
                rf"{SITE}/join/colleague/(\S+)", due_messages(session, NOW, 100)[-1].message.body
            )
        return token

    late, void = ask("late@red.example"), ask("void@red.example")
    with pytest.raises(NotFound, match="two weeks"):
        say_yes(town, late, at=NOW + timedelta(days=15))
    remove_person(town, "p-cook", by="admin@council.example", at=NOW)
    with pytest.raises(NotFound):
        say_yes(town, void, at=NOW)


def test_two_who_publish_at_once_lose_nothing(town: Database) -> None:
    """A closure and a withdrawal by two officers in two threads, many times: the public list always says both."""
    with town.writing() as session:
        add_venues(
            session,
            [a_venue(f"Other {number}") for number in range(6)],
            at=NOW,
            author="test",
            reason="test",
        )
    for number in range(6):
        start = threading.Barrier(2)

        def shut(number: int = number, start: threading.Barrier = start) -> None:
            start.wait()
            close(
                town,
                CAFE,
                start=NOW,
                end=NOW + timedelta(hours=number + 1),
                reason="",
                by="a",
                at=NOW,
            )

        def withdraw(number: int = number, start: threading.Barrier = start) -> None:
            start.wait()
            set_status(
                town,
                f"id-other-{number}",
                ListingStatus.WITHDRAWN,
                reason="x",
                by="b",
                at=NOW,
                today=TODAY,
            )

        both = [threading.Thread(target=deed) for deed in (shut, withdraw)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join(30)
        with town.reading() as session:
            snapshot = current_snapshot(session)
        assert snapshot is not None and f"Other {number}" not in {
            venue.name for venue in snapshot.venues
        }
        (cafe,) = [venue for venue in snapshot.venues if venue.name == "Red Cafe"]
        assert len(cafe.closures) == number + 1


def test_an_answer_does_not_undo_what_an_officer_corrected_meanwhile(database: Database) -> None:
    sent = joined(database)
    hub = blue_hub(database)
    ask_for_more(database, sent.id, words="Who is trained?", decider=decider(database, sent))
    correct(database, sent.venue_id, {"postcode": "CV1 2AA"}, by="officer", at=NOW)
    send_own(database, hub, sent.id, words="Everybody", agreed=False, now=HERE)
    with database.reading() as session:
        assert venue_with_id(session, sent.venue_id).postcode == "CV1 2AA"


def test_a_list_about_a_place_that_waits_leaves_it_a_new_place_to_be_listed(
    database: Database,
) -> None:
    sent = joined(database)
    hub = blue_hub(database)
    rows = b"name,kind,postcode,phone\nBlue Hub,family_hub,CV1 5FB,024 7600 1234\n"
    assert send_list(database, hub, rows, lambda _: False, now=HERE, agreed=True) == 1
    waiting = [
        each.submission
        for each in sent_by(database, hub)
        if each.submission.state is SubmissionState.SENT
    ]
    assert [each.is_new for each in waiting] == [True] and waiting[0].id != sent.id
    verify(
        database,
        sent.venue_id,
        Check(TODAY, "visit", ("trained",), TODAY),
        by="officer",
        at=NOW,
        today=TODAY,
    )
    assert (
        list_new(
            database, waiting[0].id, words="", decider=decider(database, waiting[0]), today=TODAY
        ).state
        is SubmissionState.ACCEPTED
    )


def test_what_the_partner_has_changed_since_is_looked_at_again_before_it_is_decided(
    town: Database,
) -> None:
    sent = a_change(town, name="Redder Cafe")
    seen = item(town, sent.id).submission.version
    with pytest.raises(BadInput, match="quicker"):
        accept_change(town, sent.id, ["name"], words="", decider=decider(town, sent, seen - 1))
    assert item(town, sent.id).submission.state is SubmissionState.SENT
    accept_change(town, sent.id, ["name"], words="", decider=decider(town, sent, seen))
    assert "Redder" in public(town)


@pytest.mark.parametrize(("minutes", "is_taken"), [(31 * 24 * 60, True), (31 * 24 * 60 + 1, False)])
def test_a_partner_closes_a_place_for_a_month_at_most(
    town: Database, minutes: int, is_taken: bool
) -> None:
    until = NOW + timedelta(minutes=minutes)
    if is_taken:
        assert close_own(town, COOK, CAFE, until=until, at=NOW, site=SITE).end
        return
    with pytest.raises(BadInput, match="longer than a month"):
        close_own(town, COOK, CAFE, until=until, at=NOW, site=SITE)


def test_whoever_acts_for_the_partner_is_told_what_was_decided(town: Database) -> None:
    sent = a_change(town, name="Redder Cafe")
    before = len(mails(town))
    decline(
        town, sent.id, reason="that is not over the door", decider=decider(town, sent), today=TODAY
    )
    assert [recipient for recipient, _ in mails(town)[before:]] == ["cook@red.example"]


def test_an_officer_sees_what_was_sent_about_a_venue_and_whether_it_has_changed_since(
    town: Database,
) -> None:
    form = begin_change(town, COOK, CAFE, at=NOW)
    assert sent_about(town, CAFE) == []
    keep_in_own(town, COOK, form.id, {"name": "Redder Cafe"}, at=NOW)
    sent = send_own(town, COOK, form.id, words="", agreed=False, now=HERE)
    assert [each.id for each in sent_about(town, CAFE)] == [sent.id] and not item(
        town, sent.id
    ).changed_since
    set_status(
        town,
        CAFE,
        ListingStatus.PAUSED,
        reason="a visit",
        by="officer@council.example",
        at=NOW,
        today=TODAY,
    )
    assert item(town, sent.id).changed_since and not item(town, joined(town).id).changed_since


def an_officer(database: Database, email: str = "officer@council.example") -> None:
    with database.writing() as session:
        add_person(session, Person("p-1", email, "", Role.OFFICER, True, False, NOW))


@pytest.mark.parametrize(
    ("role", "is_active"), [(Role.OFFICER, True), (Role.PARTNER, False)], ids=["council", "removed"]
)
def test_nobody_of_the_council_and_nobody_removed_becomes_a_partner_by_a_form(
    database: Database, role: Role, is_active: bool
) -> None:
    with database.writing() as session:
        add_person(session, Person("p-1", CONTACT.email, "", role, is_active, False, NOW))
    with pytest.raises(BadInput, match="cannot be a partner's contact"):
        joined(database)
    with database.reading() as session:
        assert all_venues(session) == [] and partner_of(session, "p-1") is None


def test_columns_of_the_councils_in_a_partners_list_are_passed_over(town: Database) -> None:
    rows = b"id,name,note,status\nid-red-cafe,Red Cafe,theirs,withdrawn\n"
    with pytest.raises(BadInput, match="Nothing in this list is new"):
        send_list(town, COOK, rows, lambda _: False, now=HERE, agreed=True)
    assert partner_venues(town, COOK) == [a_venue()]


def test_the_council_gets_one_mail_about_a_list_and_one_about_each_change_sent_by_itself(
    town: Database,
) -> None:
    an_officer(town)

    def told() -> list[str]:
        return [subject for who, subject in mails(town) if who == "officer@council.example"]

    rows = b"name,postcode,safe_hours\nRed Cafe,CV1 5FB,Mo-Fr 09:00-12:00; PH off\n"
    assert send_list(town, COOK, rows, lambda _: False, now=HERE, agreed=True) == 1
    assert told() == ["1 places from a list"]
    rows = b"name,postcode,phone\nRed Cafe,CV1 5FB,024 7600 1234\n"
    assert send_list(town, COOK, rows, lambda _: False, now=HERE, agreed=True) == 1
    assert told() == ["1 places from a list", "1 places from a list"]
    a_change(town, website="https://redder.example")
    a_change(
        town,
        safe_hours="Mo-Fr 10:00-11:00; PH off",
        website="https://red.example",
        phone="024 7600 0000",
    )
    assert told()[2:] == ["Change: Red Cafe", "Red Cafe has changed, to promise less"]


def test_what_was_begun_can_be_thrown_away_until_the_council_has_seen_it(town: Database) -> None:
    form = begin_change(town, COOK, CAFE, at=NOW)
    drop_own(town, COOK, form.id)
    assert sent_by(town, COOK) == []
    sent = a_change(town, name="Redder Cafe")
    with pytest.raises(BadInput, match="has seen this"):
        drop_own(town, COOK, sent.id)


def test_a_list_says_which_places_are_whole_and_takes_no_more_than_may_wait(
    town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = "name,kind,address,postcode,lat,lon,safe_hours,kit,minimum_age\n"
    whole = "Whole,cafe,2 Made-up Street,CV1 2AA,52.41012,-1.50012,24/7,charger,\n"
    lacking = "Lacking,cafe,3 Made-up Street,CV1 2AB,52.41012,-1.50112,,charger,\n"
    rows = f"{header}{whole}{lacking}".encode()
    plan = plan_list(town, COOK, rows)
    named = [[venue.name for venue in part] for part in whole_and_not(plan, lambda _: False)]
    assert named == [["Whole"], ["Lacking"]]
    assert whole_and_not(plan, lambda _: True)[0] == []
    monkeypatch.setattr(branch_list, "MOST_OPEN", 1)
    with pytest.raises(BadInput, match="More than 1 forms"):
        send_list(town, COOK, rows, lambda _: False, now=HERE, agreed=True)
    monkeypatch.setattr(branch_list, "MOST_OPEN", 2)
    assert send_list(town, COOK, rows, lambda _: False, now=HERE, agreed=True, ages="all") == 1


@pytest.mark.parametrize(
    ("cell", "ages", "sent", "kept"),
    [("", "", 0, None), ("", "nonsense", 0, None), ("", "all", 1, ""), ("", "over_16", 1, "16 and over alone"), ("11", "", 1, "11"), ("11", "all", 1, "11")],
)  # fmt: skip
def test_who_may_come_in_alone_is_never_promised_by_silence(
    town: Database, cell: str, ages: str, sent: int, kept: str | None
) -> None:
    header = "name,kind,address,postcode,lat,lon,safe_hours,kit,minimum_age\n"
    row = f"Whole,cafe,2 Made-up Street,CV1 2AA,52.41012,-1.50012,24/7,charger,{cell}\n"
    content = f"{header}{row}".encode()
    assert send_list(town, COOK, content, lambda _: False, now=HERE, agreed=True, ages=ages) == sent
    (form,) = sent_by(town, COOK)  # what was sent is in the venue, what was not in the form
    said = form.venue.minimum_age if form.venue else form.submission.values.get("minimum_age")
    assert said == kept


def test_what_an_officer_decides_on_the_venue_itself_the_partner_is_told_too(
    database: Database,
) -> None:
    sent = joined(database)
    set_status(
        database,
        sent.venue_id,
        ListingStatus.DECLINED,
        reason="a private home",
        by="officer@council.example",
        at=NOW,
        today=TODAY,
    )
    assert mails(database)[-1] == (CONTACT.email, "Blue Hub is declined")
    assert item(database, sent.id).submission.state is SubmissionState.DECLINED


@pytest.mark.parametrize(
    ("status", "state", "told"),
    [
        ("listed", SubmissionState.ACCEPTED, ["Blue Hub is listed"]),
        ("declined", SubmissionState.DECLINED, ["Blue Hub is declined"]),
        ("applied", SubmissionState.SENT, []),
    ],
)
def test_what_a_file_decides_on_a_new_place_is_decided_for_the_partners_form_too(
    database: Database, status: str, state: SubmissionState, told: list[str]
) -> None:
    sent = joined(database)
    before = len(mails(database))
    file = f"id,name,kind,status\n{sent.venue_id},Blue Hub,family_hub,{status}\n".encode()
    apply_import(database, UploadedFile(file, "decided.csv"), at=NOW, author="officer")
    assert item(database, sent.id).submission.state is state
    assert [subject for _, subject in mails(database)[before:]] == told


def test_the_council_is_not_told_of_a_list_of_which_nothing_was_sent(town: Database) -> None:
    an_officer(town)
    rows = b"name,kind,postcode\nLacking,cafe,CV1 2AB\n"
    assert send_list(town, COOK, rows, lambda _: False, now=HERE, agreed=True) == 0
    assert [subject for _, subject in mails(town)] == []
    assert [each.submission.state for each in sent_by(town, COOK)] == [SubmissionState.DRAFT]
