"""The demonstration is never served as real, and is taken out whole, with a register of its own left as it was."""

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from safespaces.actions.imports.import_csv import UploadedFile, apply_import
from safespaces.actions.imports.import_judging import of_the_service_itself
from safespaces.actions.operations.demonstration import (
    refuse_as_real,
    refuse_beside_own,
    take_out_demonstration,
)
from safespaces.actions.operations.doctor import examine
from safespaces.actions.operations.finding import Level
from safespaces.actions.operations.first_start import make_ready
from safespaces.actions.register.listing import restore
from safespaces.actions.register.verifying import Check, verify
from safespaces.cli import serving
from safespaces.cli.main import main
from safespaces.demo.fill import fill_demo
from safespaces.errors import BadInput, SettingsError
from safespaces.moderation.verification import CHECKLIST
from safespaces.settings import Settings
from safespaces.store.audit import audit_lines
from safespaces.store.database import Database
from safespaces.store.demonstration import demonstration_ids
from safespaces.store.people import all_people
from safespaces.store.snapshots import current_snapshot
from safespaces.store.submissions import submissions_of_venue
from safespaces.store.venues import all_venues
from safespaces.venues.venue import ListingStatus
from tests.store.build import NOW

SITE = "https://safe.example"
CHECK = Check(NOW.date(), "visit", tuple(CHECKLIST), NOW.date() + timedelta(days=300))
OWN = (
    b"name,kind,status,address,postcode,lat,lon,point_source,safe_hours\n"
    b'Own Hall,community_centre,listed,"1 Own Street, Coventry",CV1 1AA,52.41012,-1.51034,given,Mo-Fr 09:00-17:00\n'
)


def fill(database: Database) -> None:
    make_ready(database, at=NOW, say=lambda _: None)
    fill_demo(database, at=NOW, site=SITE)


def bring_own(database: Database) -> None:
    judging = of_the_service_itself(NOW.date())  # lists what the file lists
    sent = UploadedFile(OWN, "own.csv")
    apply_import(database, sent, at=NOW, author="operator", judging=judging)


def public_names(database: Database) -> list[str]:
    with database.reading() as session:
        snapshot = current_snapshot(session)
    return [venue.name for venue in snapshot.venues] if snapshot else []


def test_a_first_start_of_a_real_register_is_empty(database: Database) -> None:
    said: list[str] = []
    make_ready(database, at=NOW, say=said.append, with_demonstration=False)
    assert public_names(database) == [] and "safespaces import FILE" in " ".join(said)
    refuse_as_real(database, is_called_demonstration=False)
    bring_own(database)
    assert public_names(database) == ["Own Hall"]
    refuse_as_real(database, is_called_demonstration=False)
    with pytest.raises(BadInput, match="1 venues of its own"):
        refuse_beside_own(database)


def test_the_demonstration_is_never_served_as_real(database: Database) -> None:
    fill(database)
    bring_own(database)
    refuse_as_real(database, is_called_demonstration=True)
    with pytest.raises(SettingsError, match="safespaces demo remove"):
        refuse_as_real(database, is_called_demonstration=False)
    found = {each.subject: each for each in examine(database, Settings(demo_banner=False), at=NOW)}
    assert found["banner"].level is Level.FAIL
    assert found["banner"].remedy == "Run: safespaces demo remove"


def test_it_is_taken_out_whole_and_what_is_ones_own_stays(database: Database) -> None:
    fill(database)
    bring_own(database)
    with database.reading() as session:
        marked, before = demonstration_ids(session), {each.id: each for each in all_venues(session)}
    shipped = next(each for each in before.values() if each.name == "Coventry Central Library")
    verify(database, shipped.id, CHECK, by="o@council.example", at=NOW, today=NOW.date())
    done = take_out_demonstration(database, by="operator", at=NOW)
    assert public_names(database) == ["Own Hall"]
    with database.reading() as session:
        after = {each.id: each for each in all_venues(session)}
        lines = audit_lines(session, what="removed with the demonstration")
        assert not [each for each in all_people(session) if each.is_active]
        forms = [form for each in done.kept for form in submissions_of_venue(session, each.id)]
    assert forms and not [form for form in forms if form.state.is_open]
    kept, removed = {venue.id for venue in done.kept}, {line.subject for _number, line in lines}
    assert shipped.id in kept and done.removed == len(removed) > 50
    assert removed == marked - kept and set(after) == set(before) - removed
    gone = {ListingStatus.WITHDRAWN, ListingStatus.DECLINED}
    assert {after[each].status for each in kept} == gone
    refuse_as_real(database, is_called_demonstration=False)
    assert take_out_demonstration(database, by="operator", at=NOW).removed == 0


def test_one_that_is_brought_back_is_still_of_the_demonstration(database: Database) -> None:
    make_ready(database, at=NOW, say=lambda _: None)
    with database.reading() as session:
        venue = next(each for each in all_venues(session) if each.status is ListingStatus.LISTED)
    asked = {"by": "o@council.example", "at": NOW, "today": NOW.date()}
    verify(database, venue.id, CHECK, **asked)  # type: ignore[arg-type]
    take_out_demonstration(database, by="operator", at=NOW)
    restore(database, venue.id, 1, reason="by mistake", **asked)  # type: ignore[arg-type]
    assert public_names(database) == [venue.name]
    with pytest.raises(SettingsError):
        refuse_as_real(database, is_called_demonstration=False)


def test_the_commands_of_an_operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAFESPACES_DATABASE", f"sqlite:///{tmp_path}/register.db")
    monkeypatch.setattr(serving, "_check_port", lambda *_: None)
    served: list[tuple] = []
    monkeypatch.setattr(serving, "_serve", lambda *given: served.append(given))

    def run(*words: str, banner: str = "off") -> str:
        monkeypatch.setenv("SAFESPACES_DEMO_BANNER", banner)
        done = CliRunner().invoke(main, [*words])
        return f"{done.exit_code} {done.output}"

    assert run("run", banner="on").startswith("0 Imported") and len(served) == 1
    refused = run("run")
    assert refused.startswith("1 ") and "safespaces demo remove" in refused and len(served) == 1
    assert run("demo").startswith("1 safespaces: SAFESPACES_DEMO_BANNER=off says")
    assert "venues of the demonstration are removed" in run("demo", "remove")
    assert run("run").startswith("0 ") and len(served) == 2
