"""An import in the browser: looked at row by row, chosen, done whole, undone exactly; and a partner's list of branches."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from werkzeug.test import TestResponse

from safespaces.actions.imports import import_csv
from safespaces.actions.imports.import_judging import judging
from safespaces.actions.imports.large_imports import are_waiting, work_on_large_imports
from safespaces.actions.register.export import export_register
from safespaces.people.tokens import digest_of
from safespaces.roles import Role
from safespaces.store.venues import change_venues, venue_with_id
from tests.intake.files import xlsx
from tests.web.partners import CAFE, a_partner
from tests.web.staff import Office, Visitor, read

FILE = (
    "Venue,What,Street,PC,Opening\n"
    "Red Cafe,cafe,9 Other Street,CV1 5FB,Mo-Fr 10:00-12:00; PH off\n"
    "Green Library,library,3 Made-up Street,CV1 2AA,Mo-Fr 09:00-17:00; PH off\n"
    "Bad Row,castle,4 Made-up Street,CV1 2AB,\n"
)
COLUMNS = {
    "column-0": "name",
    "column-1": "kind",
    "column-2": "address",
    "column-3": "postcode",
    "column-4": "safe_hours",
}


def register(office: Office) -> str:
    return export_register(office.database).decode()


def upload(
    visitor: Visitor, content: bytes | str, where: str = "/officer/import", name: str = "venues.csv"
) -> TestResponse:
    data = content.encode() if isinstance(content, str) else content
    fields = {"form_token": digest_of(f"form {visitor.cookie}"), "file": (io.BytesIO(data), name)}
    return visitor.client.post(where, data=fields, content_type="multipart/form-data")


def press(visitor: Visitor, page: str, **sent: str) -> TestResponse:
    """Read the plan as it is now, and press its button."""
    asked = f"{page}?" + "&".join(
        f"{name}={value}" for name, value in sent.items() if name.startswith("column-")
    )
    seen = str(visitor.get(asked).one("input", name="seen").attributes["value"])
    return visitor.post(page, **sent, seen=seen)


def test_columns_are_matched_the_plan_is_read_rows_are_left_out_and_all_is_undone_to_the_byte(
    office: Office,
) -> None:
    officer = office.as_(Role.OFFICER)
    before = register(office)
    page = str(upload(officer, FILE).headers["Location"])
    asked = f"{page}?" + "&".join(f"{name}={value}" for name, value in COLUMNS.items())
    plan = officer.get(asked)
    assert (
        "1 to add, 1 to change, 0 as before, 1 rejected" in plan.words
        and "address: 1 Made-up Street, Coventry → 9 Other Street" in plan.words
    )
    faulty = officer.client.get(asked.replace("?", "/faulty.csv?")).get_data(as_text=True)
    assert faulty.startswith("Venue,What") and "castle" in faulty and "what to mend" in faulty
    assert "1 of 3 rows cannot be taken" in read(press(officer, page, **COLUMNS), 400).words
    assert register(office) == before
    assert press(officer, page, **COLUMNS, skip_faulty="1").status_code == 303
    assert "Green Library" in register(office) and "9 Other Street" in register(office)
    start = officer.get("/officer/import")
    assert "1 added, 1 changed" in start.words
    (action,) = [
        str(e.attributes["href"])
        for e in start.all("a")
        if "/undo/" in (e.attributes["href"] or "")
    ]
    assert "1 of them is on the public list" in officer.get(action).words
    assert "1 as before, 1 taken out again" in read(officer.post(action)).words
    assert register(office) == before
    assert "undone already" in read(officer.post(action), 400).words
    assert officer.client.get(page).status_code == 404  # what was imported is let go


def test_a_row_that_is_left_out_stays_out(office: Office) -> None:
    officer = office.as_(Role.OFFICER)
    page = str(upload(officer, FILE).headers["Location"])
    press(officer, page, **COLUMNS, skip_faulty="1", leave_out="2")
    assert "Green Library" in register(office) and "9 Other Street" not in register(office)


def test_undoing_leaves_what_somebody_worked_on_since(office: Office) -> None:
    officer = office.as_(Role.OFFICER)
    press(officer, str(upload(officer, FILE).headers["Location"]), **COLUMNS, skip_faulty="1")
    officer.post("/officer/venues/id-red-cafe/pin", lat="52.42", lon="-1.5")
    page = read(officer.post("/officer/import/undo/1"))
    assert "0 as before, 1 taken out again" in page.words and "Red Cafe" in page.words
    assert "9 Other Street" in register(office)
    admin = office.as_(Role.ADMINISTRATOR)
    assert "Green Library" in admin.get("/officer/audit?what=removed+with+its+import").words


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Choose a file"), (b"\x89PNG\r\n" + b"x" * 1000, "a picture"), (b"PK\x03\x04xx", "a zip archive"), (b'name\n"open', "quotation mark"),
        (b"{}", "This is JSON"),
    ],
)  # fmt: skip
def test_what_is_no_table_comes_back_with_what_to_do(
    office: Office, content: bytes, words: str
) -> None:
    name = "" if not content else "x.csv"
    assert words in read(upload(office.as_(Role.OFFICER), content, name=name), 400).words


def test_a_photo_of_30_megabytes_is_refused_in_words(office: Office) -> None:
    for visitor, where in (
        (office.as_(Role.OFFICER), "/officer/import"),
        (a_partner(office), "/partner/list"),
    ):
        page = read(upload(visitor, b"\xff\xd8\xff" + bytes(30 * 2**20), where), 413)
        assert "20 MB at most" in page.words


def test_a_file_may_be_larger_than_any_form(office: Office) -> None:
    for visitor, where in (
        (office.as_(Role.OFFICER), "/officer/import"),
        (a_partner(office), "/partner/list"),
    ):
        assert upload(visitor, FILE + "\n" * 300_000, where).status_code != 413
    assert (
        office.as_(Role.OFFICER)
        .post("/officer/venues/id-red-cafe/status", reason="x" * 300_000)
        .status_code
        == 413
    )


def test_anothers_file_is_not_there(office: Office) -> None:
    page = str(upload(office.as_(Role.OFFICER), FILE).headers["Location"])
    other = office.as_(Role.OFFICER, email="other@council.example")
    assert other.client.get(page).status_code == 404 and other.post(page).status_code == 404


def test_a_file_lists_nothing_unchecked_and_moves_nothing_out_of_the_area(office: Office) -> None:
    officer = office.as_(Role.OFFICER)
    rows = "name,kind,postcode,lat,lon,status\nFar,cafe,CV1 5FB,51.5001,-0.1201,\nNew,cafe,CV1 5FB,52.4101,-1.5,listed\nRed Cafe,cafe,CV1 5FB,,,listed\n"
    page = officer.get(str(upload(officer, rows).headers["Location"]))
    assert (
        "No check of this place counts today" in page.words
        and "The point is outside the area" in page.words
        and "1 rejected" in page.words
    )
    assert "New (candidate), line 3" in page.words  # the row is taken, and not on the list
    assert "Pin: 52.4101, -1.5 (given by a sender)" in page.words


def test_a_plan_whose_venue_has_moved_on_is_refused_for_that_row(office: Office) -> None:
    first, second = (
        office.as_(Role.OFFICER),
        office.as_(Role.OFFICER, email="other@council.example"),
    )
    rows = "name,kind,postcode,safe_hours\nRed Cafe,cafe,CV1 5FB,Mo-Fr 09:00-21:00; PH off\nNew Hall,other,CV1 3HT,Mo 10:00-12:00; PH off\n"
    page = str(upload(first, rows).headers["Location"])
    seen = str(first.get(page).one("input", name="seen").attributes["value"])
    theirs = str(
        upload(
            second, rows.replace("09:00-21:00", "10:00-12:00").replace("New Hall", "Old Hall")
        ).headers["Location"]
    )
    assert press(second, theirs).status_code == 303
    refused = read(first.post(page, seen=seen), 400)
    assert (
        "Somebody has changed Red Cafe since you read the plan" in refused.words
        and "Mo-Fr 10:00-12:00" in register(office)
    )
    assert (
        first.post(page, seen=seen, skip_faulty="1").status_code == 303
    )  # the other row can go on
    assert (
        "New Hall" in register(office)
        and "Mo-Fr 10:00-12:00" in register(office)
        and "09:00-21:00" not in register(office)
    )


@pytest.mark.parametrize("seen", ["", "x", "eJw=", "eJyrVgIAAUUA6w=="])
def test_a_row_that_nobody_has_seen_is_not_changed(office: Office, seen: str) -> None:
    officer = office.as_(Role.OFFICER)
    page = str(
        upload(
            officer, "name,kind,postcode,address\nRed Cafe,cafe,CV1 5FB,9 Other Street\n"
        ).headers["Location"]
    )
    assert officer.post(page, seen=seen).status_code == 400 and "9 Other Street" not in register(
        office
    )


def test_the_plan_shows_each_day_asks_what_a_blank_one_means_and_not_used_means_it(
    office: Office,
) -> None:
    officer = office.as_(Role.OFFICER)
    rows = (
        "name,address,postcode,Mon,Tue,Sun,Manager\nHall,1 Road,CV1 5FB,9am-5pm,,closed,A person\n"
    )
    page = str(upload(officer, rows).headers["Location"])
    plan = officer.get(f"{page}?kind_for_all=community_centre")
    assert "Monday: 09:00 to 17:00; Tuesday to Saturday: Not known; Sunday: Closed" in plan.words
    assert (
        "What does a blank day mean in this file?" in plan.words
        and "Manager is about people" in plan.words
    )
    closed = officer.get(f"{page}?kind_for_all=community_centre&blank_days=closed")
    assert "Monday: 09:00 to 17:00; Tuesday to Sunday: Closed" in closed.words
    unused = "&".join(
        f"column-{n}={name}"
        for n, name in enumerate(("name", "address", "postcode", "", "", "", ""))
    )
    assert "Hours not known" in officer.get(f"{page}?kind_for_all=community_centre&{unused}").words
    valued = officer.get(
        f"{page}?kind_for_all=library&field_for_all=source&value_for_all=Council+list"
    )
    assert (
        "1 to add" in valued.words
        and valued.all("input", name="value_for_all")[0].attributes["value"] == "Council list"
    )


def test_one_value_for_every_row_is_read_into_every_row(office: Office) -> None:
    officer = office.as_(Role.OFFICER)
    page = str(upload(officer, "name,address,postcode\nHall,1 Road,CV1 5FB\n").headers["Location"])
    asked = f"{page}?kind_for_all=library&field_for_all=safe_hours&value_for_all="
    hours = "Mo-Su 09:00-17:00; PH off"
    assert "09:00 to 17:00" in officer.get(asked + hours.replace(" ", "+")).words
    assert "09:00 to 17:00" not in officer.get(asked).words


def test_a_header_with_a_plus_of_its_own(office: Office) -> None:
    officer = office.as_(Role.OFFICER)
    page = str(upload(officer, "Name+Town,kind,postcode\nX,cafe,CV1 5FB\n").headers["Location"])
    assert "1 to add" in officer.get(f"{page}?column-0=name&column-1=kind&column-2=postcode").words


@pytest.fixture
def worker(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], int]]:
    """Every file counts as a large one; what its process would do is done when the test says so."""
    monkeypatch.setattr("safespaces.actions.imports.large_imports.LARGE_ROWS", 0)
    started: list[str] = []
    monkeypatch.setattr("safespaces.web.officer.imports.start_worker", started.append)

    def work() -> int:
        assert started, "nobody has started a process"
        started.clear()
        office.later(seconds=1)
        judge = judging(office.app.extensions["safespaces"].sources.gazetteer, office.now[0].date())
        return work_on_large_imports(office.database, lambda: judge, lambda: office.now[0])

    yield work


def asked_of(page: str) -> str:
    return f"{page}?" + "&".join(f"{name}={value}" for name, value in COLUMNS.items())


def test_a_large_file_is_read_and_taken_in_by_a_process_of_its_own(
    office: Office, worker: Callable[[], int]
) -> None:
    officer = office.as_(Role.OFFICER)
    before = register(office)
    asked = asked_of(str(upload(officer, FILE).headers["Location"]))
    assert "The file is being read" in officer.get(asked).words and officer.get(asked).all(
        "progress"
    )
    assert officer.client.get(asked.replace("?", "/faulty.csv?")).status_code == 404
    assert worker() == 1
    plan = officer.get(asked)
    assert "1 to add, 1 to change, 0 as before, 1 rejected" in plan.words
    assert "castle" in officer.client.get(asked.replace("?", "/faulty.csv?")).get_data(as_text=True)
    looked = str(plan.one("input", name="looked").attributes["value"])
    page = asked.partition("?")[0]
    doing = str(officer.post(page, **COLUMNS, looked=looked, leave_out="3").headers["Location"])
    assert "The file is being imported" in officer.get(doing).words and register(office) == before
    assert worker() == 1
    back = officer.client.get(doing)
    assert back.status_code == 303 and str(back.headers["Location"]).startswith(page)
    assert (
        "The file is being read" in officer.get(str(back.headers["Location"])).words
    )  # the register may have moved on
    assert worker() == 1
    refused = officer.get(str(back.headers["Location"]), 400)
    assert "1 of 2 rows cannot be taken" in refused.words
    assert "checked" in refused.one("input", id="leave-3").attributes and register(office) == before
    looked = str(refused.one("input", name="looked").attributes["value"])
    doing = str(officer.post(page, **COLUMNS, looked=looked, skip_faulty="1").headers["Location"])
    assert worker() == 1
    assert officer.client.get(doing).headers["Location"] == "/officer/import"
    assert (
        "Green Library" in register(office)
        and "1 added, 1 changed" in officer.get("/officer/import").words
    )
    assert officer.client.get(page).status_code == 404


def test_a_large_plan_whose_venue_has_moved_on_is_refused_for_that_row(
    office: Office, worker: Callable[[], int]
) -> None:
    officer = office.as_(Role.OFFICER)
    asked = asked_of(str(upload(officer, FILE).headers["Location"]))
    officer.get(asked)
    worker()
    looked = str(officer.get(asked).one("input", name="looked").attributes["value"])
    officer.post("/officer/venues/id-red-cafe/pin", lat="52.42", lon="-1.5")
    page = asked.partition("?")[0]
    doing = str(officer.post(page, **COLUMNS, looked=looked).headers["Location"])
    worker()
    again = str(officer.client.get(doing).headers["Location"])
    officer.get(again)
    worker()
    assert "Somebody has changed Red Cafe" in officer.get(again, 400).words
    for unknown in (looked, "", "j-of-nobody"):  # what was shown then is let go
        stale = officer.post(page, **COLUMNS, looked=unknown)
        assert (
            stale.status_code == 303
            and "is not kept any more" in officer.get(str(stale.headers["Location"]), 400).words
        )
    assert "9 Other Street" not in register(office)


def test_a_large_plan_is_read_anew_after_ten_minutes_and_is_nobody_elses(
    office: Office, worker: Callable[[], int]
) -> None:
    officer, other = (
        office.as_(Role.OFFICER),
        office.as_(Role.OFFICER, email="other@council.example"),
    )
    page = str(upload(officer, FILE).headers["Location"])
    officer.get(asked_of(page))
    worker()
    looked = str(officer.get(asked_of(page)).one("input", name="looked").attributes["value"])
    assert other.client.get(asked_of(page)).status_code == 404
    doing = str(officer.post(page, **COLUMNS, looked=looked).headers["Location"])
    assert other.client.get(doing).status_code == 404
    worker()
    office.later(minutes=11)
    assert "The file is being read" in officer.get(asked_of(page)).words


def test_a_large_file_whose_process_dies_is_begun_again_once_and_then_given_up(
    office: Office, worker: Callable[[], int]
) -> None:
    officer = office.as_(Role.OFFICER)
    page = str(upload(officer, FILE).headers["Location"])
    officer.get(asked_of(page))
    for starts in (1, 2):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("safespaces.actions.imports.large_imports.look_at_upload", dies)
            with pytest.raises(MemoryError):
                work_on_large_imports(office.database, lambda: None, lambda: office.now[0])  # type: ignore[arg-type,return-value]
        assert are_waiting(office.database), starts
        assert "It has begun" in officer.get(asked_of(page)).words
    assert worker() == 1 and not are_waiting(office.database)
    assert "Cut the file into smaller ones" in officer.client.get(asked_of(page)).get_data(
        as_text=True
    )


def test_a_button_that_is_pressed_twice_does_it_once(
    office: Office, worker: Callable[[], int]
) -> None:
    officer = office.as_(Role.OFFICER)
    page = str(upload(officer, FILE).headers["Location"])
    officer.get(asked_of(page))
    worker()
    looked = str(officer.get(asked_of(page)).one("input", name="looked").attributes["value"])
    both = [
        str(officer.post(page, **COLUMNS, looked=looked, skip_faulty="1").headers["Location"])
        for _ in range(2)
    ]
    assert both[0] == both[1] and worker() == 1
    assert officer.client.get(both[1]).headers["Location"] == "/officer/import"
    assert officer.get("/officer/import").words.count("1 added, 1 changed") == 1
    assert (
        "it was imported, or let go"
        in read(officer.post(page, **COLUMNS, looked=looked), 404).words
    )


def test_a_look_counts_from_when_it_was_ready_and_a_new_choice_takes_the_place_of_one_that_waits(
    office: Office, worker: Callable[[], int]
) -> None:
    officer = office.as_(Role.OFFICER)
    page = str(upload(officer, FILE).headers["Location"])
    for kind in ("library", "cafe", "shop"):
        officer.get(f"{asked_of(page)}&kind_for_all={kind}")
    office.later(minutes=30)
    assert worker() == 1  # the last choice alone
    office.later(minutes=9)
    plan = officer.get(
        f"{asked_of(page)}&kind_for_all=shop&blank_days="
    )  # a box that is left empty is no other choice
    assert plan.all("input", name="looked")


def test_the_faulty_rows_of_a_large_file_opened_as_it_was_sent_can_be_taken_along(
    office: Office, worker: Callable[[], int]
) -> None:
    officer = office.as_(Role.OFFICER)
    page = str(
        upload(officer, "name,kind,postcode\nRed Hall,other,CV1 5FB\nBad Row,other,CV1\n").headers[
            "Location"
        ]
    )
    officer.get(page)
    worker()
    (link,) = [
        str(each.attributes["href"])
        for each in officer.get(page).all("a")
        if "faulty.csv" in (each.attributes["href"] or "")
    ]
    rows = officer.client.get(link)
    assert (
        rows.status_code == 200
        and "Bad Row" in rows.get_data(as_text=True)
        and "Red Hall" not in rows.get_data(as_text=True)
    )


def test_a_plan_that_is_gone_is_read_again_with_what_was_chosen(
    office: Office, worker: Callable[[], int]
) -> None:
    officer = office.as_(Role.OFFICER)
    page = str(upload(officer, FILE).headers["Location"])
    stale = officer.post(page, **COLUMNS, kind_for_all="library", looked="j-forgotten")
    again = str(stale.headers["Location"])
    assert "kind_for_all=library" in again and "is not kept any more" in officer.get(again).words
    worker()
    assert (
        "Leave out line 4, Bad Row" in officer.get(again, 400).words
    )  # of the kind that was chosen for all


def test_a_refusal_is_told_once_and_not_for_ever(office: Office, worker: Callable[[], int]) -> None:
    officer = office.as_(Role.OFFICER)
    asked = asked_of(str(upload(officer, FILE).headers["Location"]))
    officer.get(asked)
    worker()
    looked = str(officer.get(asked).one("input", name="looked").attributes["value"])
    officer.post(asked.partition("?")[0], **COLUMNS, looked=looked)
    worker()
    officer.get(asked)
    worker()
    assert "1 of 3 rows cannot be taken" in officer.get(asked, 400).words
    office.later(minutes=11)
    officer.get(asked)
    worker()
    assert "cannot be taken, so nothing was changed" not in officer.get(asked).words


def test_what_somebody_changes_while_a_plan_is_made_is_not_overwritten(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = office.as_(Role.OFFICER)
    page = str(upload(officer, FILE).headers["Location"])
    make = import_csv.make_plan

    def while_it_is_made(*given: object, **more: object) -> object:
        plan = make(*given, **more)  # type: ignore[arg-type]
        with office.database.writing() as session:
            venue = venue_with_id(session, "id-red-cafe")
            change_venues(
                session,
                [replace(venue, note="closed by the police")],
                at=office.now[0],
                author="other",
                reason="now",
            )
        return plan

    with monkeypatch.context() as patched:
        patched.setattr(import_csv, "make_plan", while_it_is_made)
        seen = str(officer.get(asked_of(page)).one("input", name="seen").attributes["value"])
    assert (
        "Somebody has changed Red Cafe"
        in read(officer.post(page, **COLUMNS, seen=seen, skip_faulty=""), 400).words
    )


def test_another_sheet_is_read_by_its_own_columns(office: Office) -> None:
    officer = office.as_(Role.OFFICER)
    north = [
        ("name", "kind", "postcode", "Monday", "Tuesday", "Sunday"),
        *[(f"Hall {n}", "library", "CV1 5FB", "9am-5pm", "9am-5pm", "closed") for n in range(2)],
    ]
    south = [
        ("name", "kind", "postcode", "Sunday", "Monday", "Tuesday"),
        ("Hall B", "library", "CV1 5FD", "closed", "9am-5pm", "9am-5pm"),
    ]
    page = str(
        upload(officer, xlsx(north, more={"South": south}), name="x.xlsx").headers["Location"]
    )
    shown = officer.get(page)
    columns = {
        str(each.attributes["name"]): "x"
        for each in shown.all("select")
        if str(each.attributes["name"]).startswith("column-")
    }
    old = dict(zip(columns, ("name", "kind", "postcode", "monday", "tuesday", "sunday")))
    query = "&".join(
        f"{name}={value}"
        for name, value in {
            **old,
            "sheet": "South",
            "read_sheet": str(shown.one("input", name="read_sheet").attributes["value"]),
        }.items()
    )
    assert "Monday to Tuesday: 09:00 to 17:00" in officer.get(f"{page}?{query}").words


def dies(*_: object, **__: object) -> None:
    raise MemoryError


BRANCHES = (
    "name,kind,address,postcode,lat,lon,safe_hours,status,note\n"
    "Red Cafe,cafe,1 Made-up Street,CV1 5FB,,,Mo-Fr 09:00-21:00; PH off,withdrawn,secret\n"
    "Red Cafe North,cafe,5 Made-up Street,CV1 5FB,52.4201,-1.5001,Mo-Fr 09:00-21:00; PH off,listed,x\n"
    "Red Cafe South,cafe,6 Made-up Street,CV1 5FB,,,Mo-Fr 09:00-21:00; PH off,listed,x\n"
)


def test_a_list_of_branches_becomes_forms_and_touches_nothing_of_the_councils(
    office: Office,
) -> None:
    cook, officer = a_partner(office), office.as_(Role.OFFICER)
    shown = read(upload(cook, BRANCHES, "/partner/list"))
    assert "1 new and ready, 1 new and to be completed, 1 changed" in shown.words
    kept = str(shown.one("input", name="kept").attributes["value"])
    unsaid = cook.post("/partner/list", kept=kept, ages_for_all="all")
    assert unsaid.status_code == 400 and "Tick that your places do" in read(unsaid, 400).words
    assert read(unsaid, 400).one("input", name="kept").attributes["value"] == kept
    sent = cook.post("/partner/list", kept=kept, ages_for_all="all", agreed="1")
    assert sent.status_code == 303 and sent.headers["Location"] == "/partner/branches"
    home = cook.get("/partner")
    assert (
        "Red Cafe North With the council" in home.words
        and "Red Cafe South: not sent yet" in home.words
    )
    waiting = officer.get("/officer/queue").words
    assert (
        "New places: wants to join" in waiting
        and "Changes: wants to change" in waiting
        and "Red Cafe North" in waiting
    )
    venue = officer.get("/officer/venues/id-red-cafe").words
    assert "listed" in venue and "secret" not in venue
    assert cook.get(CAFE)


def test_a_list_without_anything_new_and_one_with_a_fault(office: Office) -> None:
    cook = a_partner(office)
    assert (
        "Nothing in this list is new"
        in read(upload(cook, "name,kind,postcode\nRed Cafe,cafe,CV1 5FB\n", "/partner/list")).words
    )
    shown = read(upload(cook, "name,kind,postcode\nX,castle,CV1 5FB\n", "/partner/list"))
    assert "1 with something wrong" in shown.words and not shown.all("input", name="kept")
    assert "Choose a file" in read(upload(cook, "", "/partner/list", name=""), 400).words


def test_a_partners_workbook_without_a_kind_is_read_and_sent_with_the_one_that_was_chosen(
    office: Office,
) -> None:
    cook = a_partner(office)
    rows = [
        ("Branch", "Address", "Post code", "Phone", "Monday"),
        ("Blue Café", "5 Made-up Street", "CV1 5FB", 1632960123, "9-5ish"),
    ]
    fields = {
        "form_token": digest_of(f"form {cook.cookie}"),
        "file": (io.BytesIO(xlsx(rows)), "branches.xlsx"),
        "kind_for_all": "cafe",
    }
    shown = read(cook.client.post("/partner/list", data=fields, content_type="multipart/form-data"))
    assert (
        "1 new and to be completed" in shown.words
        and "9-5ish" in shown.words
        and "the sheet" in shown.words.lower()
    )
    sent = {
        name: str(shown.one("input", name=name).attributes["value"])
        for name in ("kept", "kind_for_all")
    }
    assert (
        cook.post("/partner/list", **sent).status_code == 303
        and "Blue Café: not sent yet" in cook.get("/partner").words
    )
    assert cook.post("/partner/list", kept="%%%").status_code == 400


def test_what_the_columns_mean_is_kept_under_a_name_for_the_next_file(office: Office) -> None:
    officer = office.as_(Role.OFFICER)
    rows = "Where,What,Town,Post code\nHall,x,Coventry,CV1 5FB\n"
    page = str(upload(officer, rows).headers["Location"])
    said = {
        "column-0": "name",
        "column-1": "",
        "column-2": "address",
        "column-3": "postcode",
        "kind_for_all": "library",
    }
    assert officer.post(f"{page}/mapping", **said, mapping_name=" ").status_code == 400
    assert (
        officer.post(f"{page}/mapping", **said, mapping_name="Halls of the council").status_code
        == 303
    )
    next_page = str(
        upload(
            officer,
            rows.replace("Hall", "Barn")
            .replace("Where,What", "What,Where")
            .replace("Barn,x", "x,Barn"),
        ).headers["Location"]
    )
    assert "Halls of the council" in officer.get(next_page).words
    again = officer.client.get(f"{next_page}?as=Halls+of+the+council")
    assert (
        again.status_code == 303
        and "Barn (candidate), line 2" in officer.get(str(again.headers["Location"])).words
    )
