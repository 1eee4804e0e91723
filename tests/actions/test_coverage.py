"""Demand, candidates and scenarios through the database: all or nothing, append-only, two at once."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from safespaces.actions.coverage import candidates as candidates_module
from safespaces.actions.coverage.candidates import (
    Suggestion,
    all_candidates,
    one_candidate,
    say,
    set_stage,
    suggest,
)
from safespaces.actions.coverage.demand import (
    demand_of,
    import_layer,
    import_outlines,
    import_school_holidays,
    remove_layer,
    shipped_layers,
)
from safespaces.actions.coverage.import_candidates import import_candidates, read_candidates
from safespaces.actions.coverage.measure import earlier_list, earlier_numbers, facilities_of
from safespaces.actions.coverage.memory import CoverageMemory
from safespaces.actions.coverage.scenarios import (
    ChangedMeanwhile,
    add_change,
    begin_scenario,
    drop_change,
    every_scenario,
    one_scenario,
    put_away,
)
from safespaces.actions.coverage.use import told_together
from safespaces.actions.register.publish import publish
from safespaces.coverage.candidate import Standing, UsedHours, as_facility, hours_used
from safespaces.coverage.facility import FROM_16, UNDER_16
from safespaces.coverage.reach import Coverage
from safespaces.coverage.recruit import Candidates
from safespaces.coverage.what_if import MOST_CHANGES, Change
from safespaces.errors import BadInput, ImportRefused, NotFound, StoreError, TooManyTries
from safespaces.geo.point import Point
from safespaces.store.audit import audit_lines
from safespaces.store.database import Database
from safespaces.store.outbox import due_messages
from safespaces.store.venues import add_venues, all_venues, change_venues
from safespaces.venues.venue import ListingStatus
from tests.coverage.build import LONDON, ORDINARY, a_layer
from tests.coverage.test_outlines import SQUARE, a_file
from tests.store.build import NOW, a_venue

ABOUT = a_layer(title="Homes", source="ONS 2030")
ROWS = b"code,lat,lon,count,group\na,52.41,-1.51,10,North\nb,52.42,-1.5,20,\n"
WHO = {"by": "member@group.example", "at": NOW}


def test_without_an_import_the_shipped_layers_count_and_an_import_takes_the_place_of_one(
    database: Database,
) -> None:
    before = demand_of(database)
    assert before.layers == shipped_layers()
    layer, read = import_layer(database, ROWS, ABOUT, **WHO)
    after = demand_of(database)
    assert (
        after.layers["home"] == layer and len(read.points) == 2 and after.version != before.version
    )
    assert after.layers["school"] == before.layers["school"]
    import_layer(
        database, ROWS + b"c,52.41,-1.52,5,\n", ABOUT, by="x", at=NOW + timedelta(seconds=1)
    )
    assert (
        len(demand_of(database).layers["home"].points) == 3
        and demand_of(database).version != after.version
    )


def test_what_counts_is_looked_at_anew_after_a_while_and_read_anew_only_where_it_has_changed(
    database: Database,
) -> None:
    now = [0.0]
    memory = CoverageMemory(LONDON, 60, seconds=lambda: now[0])
    first = memory.demand(database)
    now[0] = 60
    assert memory.demand(database) is first
    layer, _ = import_layer(database, ROWS, ABOUT, **WHO)
    assert memory.demand(database) is first
    now[0] = 120
    assert memory.demand(database).layers["home"] == layer


def test_an_import_of_demand_is_in_the_audit_log(database: Database) -> None:
    import_layer(database, ROWS, replace(ABOUT, key="x" * 40), **WHO)
    with database.reading() as session:
        (line,) = [line for _, line in audit_lines(session, what="demand imported")]
    assert (line.who, line.subject) == (WHO["by"], "x" * 40)
    with pytest.raises(BadInput, match="short key"):
        import_layer(database, ROWS, replace(ABOUT, key="x" * 41), **WHO)


def test_a_file_with_one_wrong_row_changes_nothing(database: Database) -> None:
    import_layer(database, ROWS, ABOUT, **WHO)
    for wrong, about in ((ROWS + b"b,52.4,-1.5,7,\n", ABOUT), (b"code,lat,lon,count\n", ABOUT), (ROWS, replace(ABOUT, source=" ")),
                         (ROWS, replace(ABOUT, key="a b")), (ROWS, replace(ABOUT, where="moon"))):  # fmt: skip
        with pytest.raises(BadInput):
            import_layer(database, wrong, about, **WHO)
    assert len(demand_of(database).layers["home"].points) == 2


def test_outlines_go_with_their_layer(database: Database) -> None:
    import_layer(database, ROWS, ABOUT, **WHO)
    read = import_outlines(database, a_file(("a", SQUARE)), "home", code_property="", **WHO)
    assert demand_of(database).outlines["home"][0].shape.equals(read.outlines[0].shape)
    with pytest.raises(NotFound):
        import_outlines(database, a_file(("a", SQUARE)), "moon", code_property="", **WHO)


def test_school_holidays_are_replaced_whole(database: Database) -> None:
    content = b"academic_year,kind,name,first_day,last_day\n2026,term,Spring,2027-01-04,2027-02-12\n2026,holiday,Half term,2027-02-15,2027-02-19\n2026,holiday,Summer,2027-07-20,\n"
    assert [each.name for each in import_school_holidays(database, content, **WHO)] == ["Half term"]
    assert demand_of(database).school_holidays[0].name == "Half term"
    for wrong in (
        b"name,first_day\nx,2027-01-01\n",
        b"name,first_day,last_day\nx,2027-02-19,2027-02-15\n",
        b"name,first_day,last_day\nx,someday,2027-02-15\n",
        b"name,first_day,last_day\n",
    ):
        with pytest.raises(ImportRefused):
            import_school_holidays(database, wrong, **WHO)
    for rows in ("x,9999-12-30,9999-12-31", "x,2027-02-15,2027-02-19\ny,2027-02-15,2027-02-16"):
        with pytest.raises(ImportRefused):
            import_school_holidays(database, f"name,first_day,last_day\n{rows}\n".encode(), **WHO)
    with pytest.raises(ImportRefused):
        import_school_holidays(database, b"first_day,last_day,name\n2027-02-15\n", **WHO)
    assert len(demand_of(database).school_holidays) == 1


CAFE = Suggestion(
    "New Cafe",
    "cafe",
    Point(52.41, -1.51),
    "1 New Street",
    "Mo-Su 10:00-22:00",
    "The owner asked us.",
)


def test_a_candidate_is_suggested_talked_about_and_decided_and_nothing_said_can_be_changed(
    database: Database,
) -> None:
    made = suggest(database, CAFE, **WHO)
    say(database, made.id, what="comment", words="Near the school", **WHO)
    say(database, made.id, what="next_step", words="Call on Monday", **WHO)
    say(database, made.id, what="hours", words="Mo-Su 10:00-23:00", **WHO)
    set_stage(database, made.id, "refused", words="Too small", email="", site="http://x", **WHO)
    standing = one_candidate(database, made.id).standing
    assert (standing.stage, standing.next_step, standing.hours, standing.decision.words) == (
        "refused",
        "Call on Monday",
        "Mo-Su 10:00-23:00",
        "Too small",
    )  # type: ignore[union-attr]
    assert [event.words for event in reversed(standing.events)][:2] == [
        "The owner asked us.",
        "Near the school",
    ]
    for deed in ("UPDATE candidate_events SET words = 'other'", "DELETE FROM candidate_events"):
        with pytest.raises(StoreError, match="never changed"), database.writing() as session:
            session.execute(text(deed))
    set_stage(database, made.id, "asked", words="", email="", site="http://x", **WHO)
    assert one_candidate(database, made.id).standing.decision is None


def test_agreeing_writes_one_invitation_and_lists_nothing(database: Database) -> None:
    made = suggest(database, CAFE, **WHO)
    for _ in range(2):
        set_stage(
            database,
            made.id,
            "agreed",
            words="Keen",
            email=" Owner@Cafe.example ",
            site="http://x",
            **WHO,
        )
    with database.reading() as session:
        mails = [each.message for each in due_messages(session, NOW)]
        assert [
            (mail.recipient, "http://x/join" in mail.body, "Keen" in mail.body) for mail in mails
        ] == [("owner@cafe.example", True, False)]
        assert all_venues(session) == []
    with pytest.raises(BadInput, match="e-mail"):
        set_stage(database, made.id, "agreed", words="Keen", email="nobody", site="http://x", **WHO)
    with pytest.raises(BadInput, match="why"):
        set_stage(
            database, made.id, "agreed", words=" ", email="a@b.example", site="http://x", **WHO
        )


def test_one_person_invites_only_so_many_a_day_and_another_may_go_on(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates_module, "INVITATIONS_A_DAY", 2)
    made = suggest(database, CAFE, **WHO)

    def agree(email: str, by: str = WHO["by"], hours: int = 0) -> None:
        at = NOW + timedelta(hours=hours)
        set_stage(
            database, made.id, "agreed", words="x", email=email, by=by, at=at, site="http://x"
        )

    agree("a@cafe.example")
    agree("b@cafe.example", hours=1)
    with pytest.raises(BadInput, match="2 invitations a day"):
        agree("c@cafe.example", hours=23)
    agree("c@cafe.example", by="other@group.example", hours=23)
    with pytest.raises(BadInput, match="3 addresses"):
        agree("d@cafe.example", hours=24)


def test_a_day_later_the_same_person_invites_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates_module, "INVITATIONS_A_DAY", 1)
    made = suggest(database, CAFE, **WHO)
    for number in (0, 1):
        at = NOW + timedelta(days=number)
        set_stage(
            database,
            made.id,
            "agreed",
            words="x",
            email=f"{number}@cafe.example",
            by=WHO["by"],
            at=at,
            site="http://x",
        )
    with database.reading() as session:
        assert len(due_messages(session, NOW + timedelta(days=1))) == 2


@pytest.mark.parametrize(
    "wrong",
    [replace(CAFE, name=" "), replace(CAFE, name="..."), replace(CAFE, kind="castle"), replace(CAFE, safe_hours="whenever"), replace(CAFE, name="x" * 151), replace(CAFE, address="x" * 301), replace(CAFE, words="x" * 2001)],
)  # fmt: skip
def test_a_suggestion_that_cannot_be_used_changes_nothing(
    database: Database, wrong: Suggestion
) -> None:
    with pytest.raises(BadInput):
        suggest(database, wrong, **WHO)
    assert all_candidates(database) == []


def test_a_suggestion_is_cleaned_as_a_venue_is_and_so_is_the_mail_about_it(
    database: Database,
) -> None:
    odd = replace(
        CAFE,
        name="Caf\u202e\u00e9\u200b  Evil\x07",
        address="1\u2066 Made-up\nStreet",
        words="line one\x00\n line\u202e two ",
        safe_hours="Mon-Fri 9am-5pm",
    )
    made = suggest(database, odd, **WHO)
    assert (made.name, made.address, made.safe_hours) == (
        "Caf\u00e9 Evil",
        "1 Made-up Street",
        "Mo-Fr 09:00-17:00",
    )
    set_stage(
        database,
        made.id,
        "agreed",
        words="They are keen",
        email="cook@red.example",
        site="https://safe.example",
        **WHO,
    )
    with database.reading() as session:
        (mail,) = [each.message for each in due_messages(session, NOW)]
    assert "Caf\u00e9 Evil" in mail.subject and not any(
        sign in mail.subject + mail.body for sign in "\u202e\u200b\x07"
    )


def test_the_same_place_is_suggested_once_and_what_is_said_needs_words(database: Database) -> None:
    made = suggest(database, CAFE, **WHO)
    with pytest.raises(BadInput, match="already"):
        suggest(database, replace(CAFE, name="New  CAFE"), **WHO)
    suggest(database, replace(CAFE, point=Point(52.43, -1.51)), **WHO)  # another branch
    for what, words in (
        ("comment", ""),
        ("next_step", " "),
        ("hours", "sometimes"),
        ("song", "la"),
    ):
        with pytest.raises(BadInput):
            say(database, made.id, what=what, words=words, **WHO)
    with pytest.raises(NotFound):
        say(database, "nobody", what="comment", words="x", **WHO)
    with pytest.raises(BadInput):
        set_stage(database, made.id, "famous", words="", email="", site="", **WHO)


def test_the_registers_candidates_are_candidates_until_their_status_changes(
    database: Database,
) -> None:
    venue = a_venue("Old Hall", status=ListingStatus.CANDIDATE, safe_hours="")
    with database.writing() as session:
        add_venues(session, [venue, a_venue("Listed")], at=NOW, author="x", reason="x")
    (found,) = all_candidates(database)
    assert found.candidate.id == venue.id and venue.source not in str(found.candidate)
    say(database, venue.id, what="comment", words="Big rooms", **WHO)
    with database.writing() as session:
        change_venues(
            session, [replace(venue, status=ListingStatus.APPLIED)], at=NOW, author="x", reason="x"
        )
    assert all_candidates(database) == []
    with pytest.raises(NotFound):
        one_candidate(database, venue.id)


def test_a_file_of_pubs_becomes_candidates_once(database: Database) -> None:
    content = b"name,address,postcode,lat,lon\nOld Pub,1 High Street,CV1 5RE,52.4075,-1.509\nNew Pub,2 High Street,CV1 5RE,52.4076,-1.509\n"
    said = ("kind:=licensed_premises", "safe_hours:=Mo-Su 12:00-23:00")
    assert (
        len(read_candidates(database, content, said, **WHO).new) == 2
        and all_candidates(database) == []
    )
    import_candidates(database, content, said, **WHO)
    again = import_candidates(database, content, said, **WHO)
    assert (len(again.new), again.known, len(all_candidates(database))) == (0, 2, 2)
    with pytest.raises(ImportRefused, match="no point"):
        import_candidates(database, b"name,address\nLost Pub,Somewhere\n", said, **WHO)


def test_two_who_change_one_scenario_are_told(database: Database) -> None:
    made = begin_scenario(database, "Libraries open late", **WHO)
    change = Change("hours", "kind:library", (2,), None, 1200)
    after = add_change(database, made.id, change, expected_version=1, **WHO)
    assert (after.version, after.changes) == (2, (change,))
    with pytest.raises(ChangedMeanwhile):
        add_change(
            database,
            made.id,
            Change("remove", "name:x"),
            expected_version=1,
            by="other@group.example",
            at=NOW,
        )
    assert one_scenario(database, made.id).changes == (change,)
    assert drop_change(database, made.id, 0, expected_version=2, **WHO).changes == ()
    with pytest.raises(BadInput, match="are the most"):
        every = tuple(Change("remove", f"venue:v{number}") for number in range(MOST_CHANGES))
        begun = begin_scenario(database, "Many", changes=every, **WHO)
        add_change(database, begun.id, change, expected_version=1, **WHO)
    put_away(database, made.id, **WHO)
    assert [each.name for each in every_scenario(database)] == ["Many"]
    with pytest.raises(NotFound):
        one_scenario(database, made.id)


def test_the_trend_looks_at_the_last_list_of_each_month_before_the_present_one(
    database: Database,
) -> None:
    made = []
    for number, days in enumerate((75, 65, 62, 1, 0)):
        with database.writing() as session:
            add_venues(session, [a_venue(f"Cafe {number}")], at=NOW, author="x", reason="x")
        made.append(publish(database, at=NOW - timedelta(days=days)))
    numbers = [number for number, _ in earlier_numbers(database, LONDON)]
    assert numbers == [
        made[2].number
    ]  # three of September 2026, and those of the present list's month are one
    assert (
        earlier_list(database, made[2].number) == facilities_of(made[2])
        and earlier_list(database, "none") is None
    )
    with database.writing() as session:
        session.execute(text("UPDATE snapshots SET content = '{}'"))
    assert earlier_list(database, made[2].number) is None


def test_a_layer_can_be_taken_out_again(database: Database) -> None:
    import_layer(database, ROWS, ABOUT, **WHO)
    version = demand_of(database).version
    remove_layer(database, "home", **WHO)
    assert (
        demand_of(database).layers["home"] == shipped_layers()["home"]
        and demand_of(database).version != version
    )
    with pytest.raises(NotFound):
        remove_layer(database, "home", **WHO)


def test_texts_too_long_for_a_column_are_refused_before_the_database_does(
    database: Database,
) -> None:
    for field in ("title", "unit", "as_of"):
        with pytest.raises(BadInput, match="too long"):
            import_layer(database, ROWS, replace(ABOUT, **{field: "x" * 200}), **WHO)  # type: ignore[arg-type]


def test_a_place_on_the_list_is_no_candidate_and_one_guess_for_a_file_is_known_as_one(
    database: Database,
) -> None:
    with database.writing() as session:
        add_venues(session, [a_venue("Red Cafe")], at=NOW, author="x", reason="x")
    with pytest.raises(BadInput, match="in the register"):
        suggest(database, replace(CAFE, name="Red Cafe", point=Point(52.41, -1.507)), **WHO)
    content = b"name,postcode,lat,lon\nOld Pub,CV1 5RE,52.4075,-1.509\nOld Pub,CV1 5RE,52.4075,-1.509\nRed Cafe,CV1 5FB,52.41,-1.507\n"
    read = import_candidates(
        database,
        content.replace(b"Old Pub,CV1 5RE,52.4075,-1.509\nOld", b"Old"),
        ("kind:=cafe", "safe_hours:=Mo-Su 12:00-23:00"),
        **WHO,
    )
    assert [each.hours_are_assumed for each in read.new] == [True] and read.known == 1
    written = import_candidates(
        database,
        b"name,kind,postcode,lat,lon,safe_hours\nNew Gym,cafe,CV1 5RE,52.4075,-1.509,Mo-Su 12:00-23:00\n",
        (),
        **WHO,
    )
    blank = import_candidates(
        database, b"name,kind,postcode,lat,lon\nOld Gym,cafe,CV1 5RE,52.4075,-1.509\n", (), **WHO
    )
    assert [each.hours_are_assumed for each in (*written.new, *blank.new)] == [False, False]
    told = one_candidate(database, read.new[0].id)
    assert hours_used(told.candidate, told.standing, "24/7") == UsedHours("Mo-Su 12:00-23:00", True)
    say(database, read.new[0].id, what="hours", words="Fr 18:00-23:00", **WHO)
    told = one_candidate(database, read.new[0].id)
    assert hours_used(told.candidate, told.standing, "24/7") == UsedHours("Fr 18:00-23:00", False)
    say(database, read.new[0].id, what="hours", words="", **WHO)
    told = one_candidate(database, read.new[0].id)
    assert hours_used(told.candidate, told.standing, "24/7").are_assumed


def test_the_citys_pubs_become_candidates_where_their_list_is_here(database: Database) -> None:
    file = Path(__file__).parents[3] / "shared" / "data" / "poi" / "pubs_bars_clubs.csv"
    if not file.is_file():
        pytest.skip("the city's open data is not here; the small file above covers its format")
    read = import_candidates(
        database,
        file.read_bytes(),
        ("kind:=licensed_premises", "safe_hours:=Mo-Su 12:00-23:00"),
        **WHO,
    )
    assert len(read.new) > 175
    places = [as_facility(each, hours_used(each, Standing(), "")) for each in read.new]
    young, older = (
        Candidates(Coverage(shipped_layers()["home"], [], ORDINARY, LONDON, age), places, 10)
        for age in (UNDER_16, FROM_16)
    )
    assert (
        sum(young.hours_of(row).sum() for row in range(len(places)))
        == 0
        < sum(older.hours_of(row).sum() for row in range(len(places)))
    )


def test_points_piled_up_on_one_spot_are_refused(database: Database) -> None:
    rows = b"code,lat,lon,count\n" + b"".join(
        b"p%d,52.41,-1.51,10\n" % number for number in range(30)
    )
    with pytest.raises(BadInput, match="30 points lie at"):
        import_layer(database, rows, ABOUT, **WHO)


@pytest.mark.parametrize(
    ("counts", "told"),
    [([7, 1], ["not told", "fewer than 5"]), ([5, 1, 9], ["not told", "fewer than 5", "9"]), ([5, 6], ["5", "6"]), ([1, 1, 20], ["fewer than 5"] * 2 + ["not told"]), ([4, 4, 20], ["fewer than 5"] * 2 + ["not told"]),
     ([1, 2, 20], ["fewer than 5"] * 2 + ["20"]), ([3], ["fewer than 5"]), ([0, 6], ["0", "6"]), ([2, 9, 8], ["fewer than 5", "9", "not told"])],
)  # fmt: skip
def test_uses_under_five_cannot_be_had_from_the_total(counts: list[int], told: list[str]) -> None:
    assert [
        words
        for _, words in told_together((str(number), count) for number, count in enumerate(counts))
    ] == told


def test_two_rows_of_one_pub_become_one_candidate_and_its_namesake_far_away_another(
    database: Database,
) -> None:
    content = b"name,postcode,lat,lon\nThe Old Pub,CV1 5RE,52.4075,-1.509\nThe OLD pub,,52.409,-1.512\nThe Old Pub,CV3 6NW,52.3801,-1.52\n"
    read = import_candidates(database, content, ("kind:=licensed_premises",), **WHO)
    assert [each.postcode for each in read.new] == ["CV1 5RE", "CV3 6NW"] and read.known == 1
    again = import_candidates(database, content, ("kind:=licensed_premises",), **WHO)
    assert not again.new and again.known == 3


def test_hours_that_the_group_uses_are_read_as_a_venues_are(database: Database) -> None:
    made = suggest(database, CAFE, **WHO)
    with pytest.raises(BadInput):
        say(database, made.id, what="hours", words="whenever", **WHO)
    for what in ("stage", "invited", "nothing"):
        with pytest.raises(BadInput):
            say(database, made.id, what=what, words="agreed", **WHO)
    say(database, made.id, what="hours", words=" Mo-Su  10:00-23:00 ", **WHO)
    event = one_candidate(database, made.id).standing.events[0]
    assert (event.what, event.value, event.words) == ("hours", "Mo-Su 10:00-23:00", "")


def test_every_step_with_a_candidate_that_others_rely_on_is_in_the_audit_log(
    database: Database,
) -> None:
    made = suggest(database, CAFE, **WHO)
    set_stage(database, made.id, "refused", words="Too small", email="", site="http://x", **WHO)
    content = b"name,kind,postcode,lat,lon\nOld Gym,cafe,CV1 5RE,52.40751,-1.50912\n"
    import_candidates(database, content, (), **WHO)
    with database.reading() as session:
        lines = [line for _, line in audit_lines(session)]
    assert [(line.who, line.what, line.subject, line.new) for line in reversed(lines)] == [
        (WHO["by"], "candidate suggested", made.id, "New Cafe"),
        (WHO["by"], "candidate stage", made.id, "refused"),
        (WHO["by"], "candidates imported", "candidates", "1 new, 0 known"),
    ]


@pytest.mark.parametrize("email", ["", "  "])
def test_who_agrees_without_an_address_is_asked_for_one(database: Database, email: str) -> None:
    made = suggest(database, CAFE, **WHO)
    with pytest.raises(BadInput, match="Write their e-mail address"):
        set_stage(database, made.id, "agreed", words="Keen", email=email, site="http://x", **WHO)
    assert one_candidate(database, made.id).standing.stage != "agreed"


@pytest.mark.parametrize(("most", "is_taken"), [(2, True), (1, False)])
def test_there_are_so_many_candidates_at_most(
    database: Database, monkeypatch: pytest.MonkeyPatch, most: int, is_taken: bool
) -> None:
    monkeypatch.setattr(candidates_module, "MOST_CANDIDATES", most)
    suggest(database, CAFE, **WHO)
    other = replace(CAFE, name="Old Gym", point=Point(52.43, -1.51))
    if is_taken:
        suggest(database, other, **WHO)
    else:
        with pytest.raises(TooManyTries, match="There are 1 candidates"):
            suggest(database, other, **WHO)


@pytest.mark.parametrize("name", ["Visit cafe.example now", "http://x"])
def test_no_invitation_goes_out_with_a_link_in_a_name(database: Database, name: str) -> None:
    made = suggest(database, replace(CAFE, name=name), **WHO)
    with pytest.raises(BadInput, match="holds a web address"):
        set_stage(
            database, made.id, "agreed", words="Keen", email="a@b.example", site="http://x", **WHO
        )
    with database.reading() as session:
        assert due_messages(session, NOW) == []
