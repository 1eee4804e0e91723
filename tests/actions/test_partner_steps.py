"""What a partner does step by step: kept, on record, told to whom it is about, and to nobody twice."""

from datetime import datetime, timedelta

import pytest

from safespaces.actions.people.invite import invite, remove_person
from safespaces.actions.register.closing import close
from safespaces.actions.register.closing_link import (
    behind_link,
    close_by_link,
    make_closing_link,
    reopen_by_link,
)
from safespaces.actions.register.partner_closing import close_own, closures_for, reopen_own
from safespaces.actions.register.venue_records import keep_visit, new_visit
from safespaces.actions.submissions import branch_list, joining
from safespaces.actions.submissions.branch_list import send_list
from safespaces.actions.submissions.deciding import (
    accept_change,
    ask_for_more,
    decline,
    item,
    sent_about,
)
from safespaces.actions.submissions.joining import begin_form, keep_in_form, mail_form
from safespaces.actions.submissions.partner_sending import send_own
from safespaces.actions.submissions.partner_work import (
    Actor,
    actor_for,
    begin_change,
    begin_new,
    keep_in_own,
    own_submission,
    partner_venues,
    sent_by,
    values_shown,
)
from safespaces.actions.submissions.queue import queue
from safespaces.errors import BadInput, NotFound
from safespaces.moderation.submission import SubmissionState
from safespaces.roles import Role
from safespaces.store.audit import audit_lines
from safespaces.store.database import Database
from safespaces.store.outbox import due_messages
from safespaces.store.partners import put_person_with
from safespaces.venues.venue import ListingStatus
from tests.actions.test_submissions import (
    CAFE,
    CONTACT,
    COOK,
    HERE,
    SITE,
    TODAY,
    a_change,
    an_officer,
    blue_hub,
    decider,
    joined,
    mails,
    town,
)
from tests.store.build import NOW

__all__ = ["town"]
OFFICER = "officer@council.example"


def steps(database: Database, actor: Actor, submission_id: str) -> list[tuple[str, str, str]]:
    remarks = own_submission(database, actor, submission_id).remarks
    return [(each.by, each.what, each.words) for each in remarks]


def audited(database: Database, what: str) -> list[tuple[str, str, str, str]]:
    with database.reading() as session:
        lines = [line for _, line in audit_lines(session, what=what)]
    return [(line.who, line.subject, line.old, line.new) for line in lines]


def told(database: Database, who: str = OFFICER) -> list[str]:
    return [subject for recipient, subject in mails(database) if recipient == who]


def test_a_new_place_is_on_record_and_both_sides_are_told(database: Database) -> None:
    an_officer(database)
    sent = joined(database)
    hub = blue_hub(database)
    assert steps(database, hub, sent.id) == [(CONTACT.email, "sent", "")]
    assert audited(database, "sent") == [(CONTACT.email, sent.venue_id, "", "new: Blue Hub")]
    assert audited(database, "joined") == [(CONTACT.email, hub.partner.id, "", "Blue Trust")]
    assert told(database) == ["A new place wants to join: Blue Hub"]
    assert told(database, CONTACT.email)[-1] == "With the council: Blue Hub"


def test_a_form_holds_so_many_letters_and_no_more(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "_MOST_LETTERS", 10)
    token = begin_form(database, at=NOW)
    keep_in_form(database, token, values={"name": "x" * 9}, at=NOW)
    assert keep_in_form(database, token, values={"address": "y"}, at=NOW).values["address"] == "y"
    with pytest.raises(BadInput, match="more text than a form holds"):
        keep_in_form(database, token, values={"postcode": "z"}, at=NOW)


def test_an_answer_is_kept_while_it_is_written_and_is_needed(town: Database) -> None:
    sent = a_change(town, name="Redder Cafe")
    ask_for_more(town, sent.id, words="Why?", decider=decider(town, sent))
    kept = keep_in_own(town, COOK, sent.id, {}, at=NOW, answer="  because  it is ")
    assert kept.answer == "because it is"
    assert (
        keep_in_own(town, COOK, sent.id, {"phone": "024 7600 1234"}, at=NOW).answer == kept.answer
    )
    with pytest.raises(BadInput, match="Write an answer"):
        send_own(town, COOK, sent.id, words=" ", agreed=False, now=HERE)
    send_own(town, COOK, sent.id, words="because", agreed=False, now=HERE)
    assert [what for _, what, _ in steps(town, COOK, sent.id)] == ["sent", "asked", "answered"]


def test_what_is_sent_instead_replaces_what_waits_and_says_so(town: Database) -> None:
    first = a_change(town, name="Redder Cafe")
    second = a_change(town, name="Reddest Cafe")
    assert steps(town, COOK, first.id)[-1] == (
        COOK.email,
        "replaced",
        "The partner sent something else.",
    )
    states = {each.submission.id: each.submission.state for each in sent_by(town, COOK)}
    assert states == {first.id: SubmissionState.REPLACED, second.id: SubmissionState.SENT}
    shown = values_shown(own_submission(town, COOK, second.id))
    assert (shown["name"], shown["phone"]) == ("Reddest Cafe", "024 7600 0000")


def test_what_counts_at_once_is_on_record_with_what_was_before(town: Database) -> None:
    sent = a_change(town, safe_hours="Mo-Fr 09:00-12:00; PH off")
    before, after = (
        "safe_hours: Mo-Fr 09:00-19:00; PH off",
        "safe_hours: Mo-Fr 09:00-12:00; PH off",
    )
    assert audited(town, "counted at once") == [(COOK.email, CAFE, before, after)]
    assert [each[:2] for each in steps(town, COOK, sent.id)] == [
        (COOK.email, "sent"),
        (COOK.email, "counted at once"),
        (COOK.email, "accepted"),
    ]
    assert steps(town, COOK, sent.id)[1][2] == after


def test_what_waits_and_what_is_decided_is_on_record(town: Database) -> None:
    sent = a_change(town, name="Redder Cafe", website="https://redder.example")
    assert audited(town, "sent") == [(COOK.email, CAFE, "", "name, website")]
    accept_change(town, sent.id, ["name"], words="no such site", decider=decider(town, sent))
    assert audited(town, "submission accepted") == [
        (OFFICER, CAFE, "sent", "On the list, but for: Website. no such site")
    ]
    assert told(town, COOK.email) == ["Partly accepted: Red Cafe"]
    other = a_change(town, phone="024 7600 1234")
    decline(town, other.id, reason="not yours", decider=decider(town, other), today=TODAY)
    assert audited(town, "submission declined") == [(OFFICER, CAFE, "sent", "not yours")]


def test_who_was_removed_is_not_written_to_and_then_the_contact_is(database: Database) -> None:
    sent = joined(database)
    before = len(told(database, CONTACT.email))
    hub = blue_hub(database)
    waiter = invite(
        database, email="w@blue.example", name="", role=Role.PARTNER, by="x", at=NOW, site=SITE
    )
    with database.writing() as session:
        put_person_with(session, hub.partner.id, waiter.id)
    remove_person(database, waiter.id, by="x", at=NOW)
    ask_for_more(database, sent.id, words="Why?", decider=decider(database, sent))
    assert told(database, "w@blue.example") == ["You can sign in to Safe Spaces"]
    assert told(database, CONTACT.email)[before:] == ["The council asks: Blue Hub"]


def test_who_acts_for_no_partner_is_told_so(town: Database) -> None:
    assert actor_for(town, "p-cook", COOK.email) == COOK
    with pytest.raises(NotFound, match="You act for no partner"):
        actor_for(town, "nobody", "x@y.example")


@pytest.mark.parametrize(("rows", "is_taken"), [(2, True), (3, False)])
def test_a_list_has_so_many_rows_at_most(
    town: Database, monkeypatch: pytest.MonkeyPatch, rows: int, is_taken: bool
) -> None:
    monkeypatch.setattr(branch_list, "MOST_BRANCHES", 2)
    lines = "".join(f"Hall {number},cafe,CV1 2AB\n" for number in range(rows))
    content = f"name,kind,postcode\n{lines}".encode()
    if is_taken:
        send_list(town, COOK, content, lambda _: False, now=HERE, agreed=True)
        assert len(sent_by(town, COOK)) == 2
    else:
        with pytest.raises(BadInput, match="has 3 rows; 2 is the most"):
            send_list(town, COOK, content, lambda _: False, now=HERE, agreed=True)


def test_a_pin_outside_sends_nothing_of_a_list_about_a_known_place(town: Database) -> None:
    content = f"id,name,postcode,phone\n{CAFE},Red Cafe,CV1 5FB,024 7600 1234\n".encode()
    with pytest.raises(BadInput, match="Line 2: the pin of Red Cafe is outside"):
        send_list(town, COOK, content, lambda _: True, now=HERE, agreed=True)
    assert sent_by(town, COOK) == []
    faulty = content + b",Bad Row,CV1 2AB,\n"
    with pytest.raises(BadInput, match="1 rows cannot be taken"):
        send_list(town, COOK, faulty, lambda _: False, now=HERE, agreed=True)


def closed(town: Database, hours: float, by: Actor = COOK, at: datetime = NOW) -> str:
    until = at + timedelta(hours=hours)
    return close_own(town, by, CAFE, until=until, at=at, site=SITE).id


@pytest.mark.parametrize(("minutes", "is_taken"), [(0, True), (1, False)])
def test_a_partner_closes_for_31_days_to_the_minute(
    town: Database, minutes: int, is_taken: bool
) -> None:
    hours = 31 * 24 + minutes / 60
    if is_taken:
        closed(town, hours)
    else:
        with pytest.raises(BadInput, match="longer than a month"):
            closed(town, hours)


def test_a_second_tap_closes_nothing_and_tells_nobody_and_a_longer_one_does(
    town: Database,
) -> None:
    an_officer(town)
    first = closed(town, 4)
    assert closed(town, 4) == first == closed(town, 2)
    (subject,) = told(town)
    assert subject.startswith("Red Cafe has closed until ")
    assert closed(town, 5) != first and len(told(town)) == 2


def test_we_are_back_opens_all_that_overlaps_and_nothing_of_the_councils(town: Database) -> None:
    an_officer(town)
    first, longer = closed(town, 4), closed(town, 6)
    later = NOW + timedelta(days=3)
    mine = close(
        town, CAFE, start=later, end=later + timedelta(hours=1), reason="", by=COOK.email, at=NOW
    )
    theirs = close(
        town, CAFE, start=NOW, end=NOW + timedelta(hours=1), reason="", by=OFFICER, at=NOW
    )
    listed = {each.id: own for each, own in closures_for(town, COOK, CAFE, at=NOW)}
    assert listed == {first: True, longer: True, mine.id: True, theirs.id: False}
    with pytest.raises(NotFound, match="The council closed it"):
        reopen_own(town, COOK, CAFE, theirs.id, at=NOW, site=SITE)
    reopen_own(town, COOK, CAFE, first, at=NOW, site=SITE)
    assert {each.id for each, _ in closures_for(town, COOK, CAFE, at=NOW)} == {mine.id, theirs.id}
    assert told(town)[-1] == "Red Cafe is open again"
    with pytest.raises(NotFound):
        reopen_own(town, COOK, CAFE, first, at=NOW, site=SITE)


def test_a_link_at_the_counter_closes_and_opens_once_and_the_council_is_told_each_time(
    town: Database,
) -> None:
    an_officer(town)
    link = make_closing_link(town, CAFE, by=OFFICER, at=NOW, site=SITE)
    token = link.rpartition("/")[2]
    until = NOW + timedelta(hours=4)

    def tap(hours: float) -> str:
        end = NOW + timedelta(hours=hours)
        return close_by_link(town, token, until=end, at=NOW, site=SITE).id

    first = tap(4)
    assert tap(4) == first == tap(1)
    assert tap(5) != first and len(behind_link(town, token, at=NOW).closures) == 2
    assert len(behind_link(town, token, at=until).closures) == 1
    for _ in range(2):
        reopen_by_link(town, token, at=NOW, site=SITE)
    assert [subject.partition(" until")[0] for subject in told(town)] == [
        "Red Cafe has closed",
        "Red Cafe has closed",
        "Red Cafe is open again",
    ]
    with pytest.raises(NotFound, match="was replaced"):
        behind_link(town, "nothing", at=NOW)


def test_a_link_in_a_mail_goes_at_once_and_other_news_of_a_place_are_told_together(
    town: Database,
) -> None:
    make_closing_link(town, CAFE, by=OFFICER, at=NOW, site=SITE)
    with town.reading() as session:
        (mail,) = [each.message for each in due_messages(session, NOW)]
    assert (mail.is_secret, mail.bundle) == (True, "")


def test_a_new_place_that_is_declined_is_declined_in_the_register_and_one_listed_is_not(
    town: Database,
) -> None:
    sent = joined(town)
    decline(town, sent.id, reason="a home", decider=decider(town, sent), today=TODAY)
    change = a_change(town, name="Redder")
    decline(town, change.id, reason="no", decider=decider(town, change), today=TODAY)
    assert audited(town, "listing status") == [
        (OFFICER, sent.venue_id, ListingStatus.APPLIED.value, "declined: a home")
    ]


def test_a_change_that_was_sent_is_filled_in_again_from_what_waits(town: Database) -> None:
    sent = a_change(town, name="Redder Cafe")
    again = begin_change(town, COOK, CAFE, at=NOW)
    assert (again.values, again.is_new, again.state) == (
        {"name": "Redder Cafe"},
        False,
        SubmissionState.DRAFT,
    )
    assert again.id != sent.id


def test_what_is_as_the_register_says_is_no_change(town: Database) -> None:
    form = begin_change(town, COOK, CAFE, at=NOW)
    kept = keep_in_own(town, COOK, form.id, {"name": "Red Cafe", "phone": "1"}, at=NOW)
    assert kept.values == {"phone": "1"}
    assert keep_in_own(town, COOK, form.id, {"phone": "024 7600 0000"}, at=NOW).values == {}
    with pytest.raises(BadInput, match="Nothing is changed"):
        send_own(town, COOK, form.id, words="", agreed=False, now=HERE)


def test_the_queue_tells_new_places_from_changes_and_finds_by_the_beginnings_of_words(
    town: Database,
) -> None:
    joined(town)
    a_change(town, name="Redder Cafe")

    def found(**asked: str) -> list[tuple[str, str, str]]:
        items = queue(town, today=TODAY, **asked).items
        return sorted((each.kind, each.title, each.detail) for each in items)

    new, change = ("new", "Blue Hub", "wants to join"), ("change", "Red Cafe", "wants to change")
    assert found() == found(kind="nothing that is known") == [change, new]
    assert found(kind="new") == found(words="hu") == found(words="wants jo") == [new]
    assert found(kind="change") == found(words="red caf") == [change]
    assert found(kind="new", words="red") == found(words="ub") == []
    counts = queue(town, today=TODAY, kind="new", words="red").counts
    assert (counts["new"], counts["change"], counts["report"]) == (1, 1, 0)


def test_what_a_visit_found_is_told_with_other_news_of_the_place(town: Database) -> None:
    visit = new_visit(
        CAFE, on=TODAY, who="police", passed=False, found="a step", follow_up=TODAY, by=OFFICER
    )
    keep_visit(town, visit, at=NOW, today=TODAY, site=SITE)
    with town.reading() as session:
        (mail,) = [each.message for each in due_messages(session, NOW)]
    assert (mail.recipient, mail.is_secret, mail.bundle) == (COOK.email, False, "partner")


BRANCHES = (
    b"name,kind,address,postcode,lat,lon,safe_hours,kit,minimum_age\n"
    b"Whole,cafe,2 Made-up Street,CV1 2AA,52.41012,-1.50012,24/7,charger,\n"
    b"Outside,cafe,4 Made-up Street,CV1 2AD,52.51012,-1.50012,24/7,charger,\n"
    b"No pin,cafe,5 Made-up Street,CV1 2AE,,,24/7,charger,\n"
    b"Lacking,cafe,3 Made-up Street,CV1 2AB,52.41012,-1.50112,,charger,\n"
)


def test_of_a_list_what_is_whole_and_inside_is_sent_and_the_rest_is_to_be_completed(
    town: Database,
) -> None:
    an_officer(town)

    def send() -> int:
        return send_list(
            town, COOK, BRANCHES, lambda pin: pin.lat > 52.5, now=HERE, agreed=True, ages="all"
        )

    assert send() == 1
    states = {
        each.submission.values.get("name") or (each.venue.name if each.venue else ""): (
            each.submission.state
        )
        for each in sent_by(town, COOK)
    }
    assert states == {
        "Whole": SubmissionState.SENT,
        **dict.fromkeys(("Outside", "No pin", "Lacking"), SubmissionState.DRAFT),
    }
    assert [venue.name for venue in partner_venues(town, COOK)] == ["Red Cafe", "Whole"]
    assert told(town) == ["1 places from a list"] and told(town, COOK.email) == []
    assert send() == 0  # a list that is sent twice begins nothing twice
    assert len(sent_by(town, COOK)) == 4 and len(told(town)) == 1


def test_what_is_begun_and_not_sent_is_nothing_to_decide_on(town: Database) -> None:
    form = begin_change(town, COOK, CAFE, at=NOW)
    with pytest.raises(NotFound, match="not sent yet"):
        item(town, form.id)
    assert sent_about(town, CAFE) == []
    sent = a_change(town, name="Redder Cafe")
    assert [each.id for each in sent_about(town, CAFE)] == [sent.id] and not item(
        town, sent.id
    ).changed_since


def test_a_partner_is_told_by_which_day_it_has_to_be_mended(town: Database) -> None:
    visit = new_visit(
        CAFE, on=TODAY, who="police", passed=False, found="a step", follow_up=TODAY, by=OFFICER
    )
    keep_visit(town, visit, at=NOW, today=TODAY, site=SITE)
    with town.reading() as session:
        (mail,) = [each.message for each in due_messages(session, NOW)]
    assert "mended by 24 November 2026:\n\na step" in mail.body


def test_a_form_that_is_not_there_is_mailed_to_nobody(database: Database) -> None:
    with pytest.raises(NotFound, match="not here any more"):
        mail_form(database, "nothing", email="a@b.example", at=NOW, site=SITE)
    assert mails(database) == []


def test_only_forms_that_wait_count_among_those_that_may_wait(
    town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(branch_list, "MOST_OPEN", 1)
    a_change(town, safe_hours="Mo-Fr 09:00-12:00; PH off")  # counts at once, so it waits for nobody
    rows = "name,kind,postcode\nHall,cafe,CV1 2AB\n"
    assert send_list(town, COOK, rows.encode(), lambda _: False, now=HERE, agreed=True) == 0
    with pytest.raises(BadInput, match="More than 1 forms"):
        send_list(
            town,
            COOK,
            (rows + "Inn,cafe,CV1 2AD\n").encode(),
            lambda _: False,
            now=HERE,
            agreed=True,
        )


def test_a_form_about_a_place_comes_with_the_place_and_a_new_one_with_none(town: Database) -> None:
    change, new = begin_change(town, COOK, CAFE, at=NOW), begin_new(town, COOK, at=NOW)
    shown = {each.submission.id: each.venue for each in sent_by(town, COOK)}
    venue = own_submission(town, COOK, change.id).venue
    assert venue and venue.name == "Red Cafe" and shown == {change.id: venue, new.id: None}
    assert own_submission(town, COOK, new.id).venue is None
