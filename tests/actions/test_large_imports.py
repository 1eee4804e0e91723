"""A file that is too large for a page: who may ask, what is done once, and for how long a look counts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from safespaces.actions.imports import large_imports
from safespaces.actions.imports.browser_import import apply_upload, keep_upload, look_at_upload
from safespaces.actions.imports.import_judging import of_the_service_itself
from safespaces.actions.imports.large_imports import (
    apply_job,
    are_waiting,
    choices_of,
    forget_failed_look,
    import_job,
    is_large,
    left_out_of,
    look_job,
    refused_apply,
    shown_by,
    work_on_large_imports,
)
from safespaces.errors import ImportRefused, NotFound
from safespaces.store.database import Database
from safespaces.store.import_jobs import ImportJob, JobState
from safespaces.store.venues import add_venues, all_venues, change_venues
from tests.intake.files import xlsx
from tests.store.build import NOW, a_venue

OFFICER, OTHER = "officer@council.example", "other@council.example"
TWO = b"name,kind,postcode\nRed Cafe,cafe,CV1 5FB\nBlue Hub,family_hub,CV1 5FD\n"
FAULTY = TWO + b"Bad Row,castle,CV1 5FE\n"
JUDGING = of_the_service_itself(NOW.date())


def sent(register: Database, content: bytes = TWO, name: str = "two.csv") -> str:
    return keep_upload(register, file_name=name, content=content, by=OFFICER, at=NOW)


def asked(
    register: Database, upload: str, minutes: float = 0, by: str = OFFICER, **choices: str
) -> ImportJob:
    at = NOW + timedelta(minutes=minutes)
    return look_job(register, upload, choices, by=by, at=at, start=lambda: None)


def pressed(register: Database, looked: str, by: str = OFFICER, **given: object) -> ImportJob:
    wanted = {"leave_out": [3], "skip_faulty": False, "at": NOW, **given}
    return apply_job(register, looked, by=by, start=lambda: None, **wanted)  # type: ignore[arg-type]


def worked(register: Database) -> int:
    return work_on_large_imports(register, lambda: JUDGING, lambda: NOW)


def names(register: Database) -> list[str]:
    with register.reading() as session:
        return [venue.name for venue in all_venues(session)]


@pytest.mark.parametrize(
    ("most_bytes", "most_rows", "is_too_large"),
    [(len(TWO), 2, False), (len(TWO) - 1, 2, True), (len(TWO), 1, True)],
)
def test_a_file_is_large_by_its_bytes_or_by_its_rows(
    register: Database,
    monkeypatch: pytest.MonkeyPatch,
    most_bytes: int,
    most_rows: int,
    is_too_large: bool,
) -> None:
    monkeypatch.setattr(large_imports, "LARGE_BYTES", most_bytes)
    monkeypatch.setattr(large_imports, "LARGE_ROWS", most_rows)
    upload = sent(register)
    assert is_large(register, upload, OFFICER) is is_too_large
    with pytest.raises(NotFound):
        is_large(register, upload, OTHER)


def test_nobody_asks_about_the_file_of_another_or_sees_their_job(register: Database) -> None:
    upload = sent(register)
    with pytest.raises(NotFound):
        asked(register, upload, by=OTHER)
    assert not are_waiting(register)
    job = asked(register, upload)
    assert import_job(register, job.id, OFFICER).upload_id == upload
    with pytest.raises(NotFound, match="not here any more"):
        import_job(register, job.id, OTHER)
    worked(register)
    with pytest.raises(ImportRefused):
        pressed(register, job.id, by=OTHER)


@pytest.mark.parametrize(("minutes", "is_kept"), [(10, True), (10.1, False)])
def test_what_was_looked_at_counts_for_ten_minutes(
    register: Database, minutes: float, is_kept: bool
) -> None:
    upload = sent(register)
    job = asked(register, upload)
    assert asked(register, upload, minutes=60).id == job.id  # it waits still
    assert worked(register) == 1
    assert (asked(register, upload, minutes).id == job.id) is is_kept


def test_other_choices_are_another_job_and_take_the_place_of_one_that_waits(
    register: Database,
) -> None:
    upload = sent(register)
    job = asked(register, upload, **{"column-0": "name", "kind_for_all": ""})
    assert choices_of(job) == {"column-0": "name"}
    assert asked(register, upload, **{"column-0": "name"}).id == job.id
    other = asked(register, upload, **{"column-0": "", "kind_for_all": "cafe"})
    assert choices_of(other) == {"column-0": "", "kind_for_all": "cafe"}
    with pytest.raises(NotFound):
        import_job(register, job.id, OFFICER)
    assert worked(register) == 1


def test_what_was_looked_at_is_taken_in_once_without_what_is_left_out(register: Database) -> None:
    upload = sent(register)
    looked = asked(register, upload)
    with pytest.raises(ImportRefused, match="not kept any more"):
        pressed(register, looked.id)
    assert worked(register) == 1
    shown = shown_by(import_job(register, looked.id, OFFICER))
    assert (shown["fault"], shown["needs_name"], shown["seen"]) == ("", False, [])
    job = pressed(register, looked.id)
    assert left_out_of(job) == ["3"]
    assert pressed(register, looked.id, leave_out=[]).id == job.id  # pressed twice
    assert worked(register) == 1 and not are_waiting(register)
    assert names(register) == ["Red Cafe"]
    assert import_job(register, job.id, OFFICER).state is JobState.DONE
    with pytest.raises(NotFound):
        import_job(register, looked.id, OFFICER)


def test_an_import_that_was_refused_is_told_of_for_ten_minutes(register: Database) -> None:
    upload = sent(register, FAULTY)
    looked = asked(register, upload)
    worked(register)
    job = pressed(register, looked.id, leave_out=[])
    assert refused_apply(register, upload, {}, OFFICER, NOW) is None  # not tried yet
    worked(register)
    fault = import_job(register, job.id, OFFICER).fault
    assert fault == "1 of 3 rows cannot be taken, so nothing was changed."

    def told(minutes: float, by: str = OFFICER) -> bool:
        at = NOW + timedelta(minutes=minutes)
        return refused_apply(register, upload, {}, by, at) is not None

    assert [told(0), told(9.9), told(10), told(0, OTHER)] == [True, True, False, False]
    assert names(register) == []


def test_a_job_that_was_begun_twice_and_never_ended_is_given_up(
    register: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object, **__: object) -> None:
        raise MemoryError

    job = asked(register, sent(register))
    with monkeypatch.context() as broken:
        broken.setattr(large_imports, "look_at_upload", dies)
        for _ in range(2):
            with pytest.raises(MemoryError):
                worked(register)
    assert worked(register) == 1
    done = import_job(register, job.id, OFFICER)
    assert done.state is JobState.FAILED and "could not be finished" in done.fault
    forget_failed_look(register, job.upload_id)
    assert asked(register, job.upload_id).id != job.id


NORTH = [("name", "kind", "postcode"), *[(f"North {n}", "cafe", "CV1 5FB") for n in range(2)]]
SOUTH = [("name", "kind", "postcode"), ("South", "cafe", "CV1 5FD")]


@pytest.mark.parametrize(
    ("choices", "taken"),
    [({}, ["North 0", "North 1"]), ({"sheet": "South"}, ["South"]), ({"sheet": "Gone"}, ["North 0", "North 1"])],
)  # fmt: skip
def test_the_sheet_that_was_chosen_of_a_workbook_is_looked_at_and_taken_in(
    register: Database, choices: dict[str, str], taken: list[str]
) -> None:
    upload = sent(register, xlsx(NORTH, title="North", more={"South": SOUTH}), "x.xlsx")
    shown = look_at_upload(register, upload, choices, by=OFFICER, judging=JUDGING)
    assert shown["plan"] and shown["samples"]["name"] == taken[0]
    apply_upload(
        register,
        upload,
        choices,
        leave_out=(),
        skip_faulty=False,
        judging=JUDGING,
        seen={},
        by=OFFICER,
        at=NOW,
    )
    assert names(register) == taken
    with pytest.raises(NotFound):
        look_at_upload(register, upload, choices, by=OFFICER, judging=JUDGING)


@pytest.mark.parametrize(
    ("name", "shown"), [("two.csv", "two.csv"), ("", "a file"), ("x" * 201, "x" * 200)]
)
def test_a_file_is_shown_by_its_name(register: Database, name: str, shown: str) -> None:
    upload = sent(register, name=name)
    seen = look_at_upload(register, upload, {}, by=OFFICER, judging=JUDGING)
    assert seen["file_name"] == shown


def test_what_is_to_be_taken_in_needs_the_plan_that_was_read(register: Database) -> None:
    upload = sent(register)
    looked = asked(register, upload)
    worked(register)
    job = pressed(register, looked.id)
    forget_failed_look(register, upload)
    assert worked(register) == 1
    assert import_job(register, job.id, OFFICER).fault == str(large_imports.NOT_KEPT)
    assert names(register) == []


def test_a_plan_says_which_versions_of_what_it_changes_somebody_has_seen(
    register: Database,
) -> None:
    with register.writing() as session:
        venues = [a_venue(), a_venue("Blue Hub", kind="family_hub", postcode="CV1 5FD")]
        add_venues(session, venues, at=NOW, author="test", reason="test")
        changed = replace(venues[0], phone="")
        change_venues(session, [changed], at=NOW, author="test", reason="test")
    content = b"name,kind,postcode,phone\nRed Cafe,cafe,CV1 5FB,024 7611 1111\nBlue Hub,family_hub,CV1 5FD,\n"
    shown = look_at_upload(register, sent(register, content), {}, by=OFFICER, judging=JUDGING)
    assert shown["seen"] == [(2, 2)]
    none = sent(register, b"qq,zz\n1,2\n")
    refused = look_at_upload(register, none, {}, by=OFFICER, judging=JUDGING)
    assert shown["chosen"] == {name: name for name in ("name", "kind", "postcode", "phone")}
    assert refused["chosen"] == {"qq": "", "zz": ""}
    assert (refused["needs_name"], refused["plan"], refused["seen"]) == (True, None, [])


def test_what_is_asked_for_while_the_last_one_ends_is_done_too(
    register: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(register, sent(register))
    later = [sent(register)]

    def waiting(database: Database) -> bool:
        if later:
            asked(database, later.pop())
        return are_waiting(database)

    monkeypatch.setattr(large_imports, "are_waiting", waiting)
    assert worked(register) == 2 and not are_waiting(register)


def test_a_worker_is_begun_for_what_is_asked_for_and_for_nothing_else(register: Database) -> None:
    upload, begun = sent(register), list[str]()

    def ask() -> None:
        look_job(register, upload, {}, by=OFFICER, at=NOW, start=lambda: begun.append("one"))

    ask()
    ask()
    assert begun == ["one"]
