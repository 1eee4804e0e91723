"""Files of another user than the one who runs the service: restored as root, or copied beside the register."""

import os
from pathlib import Path

import pytest

from safespaces.actions.operations.doctor_setup import examine_setup
from safespaces.actions.operations.finding import Finding, Level
from safespaces.cli.keeping import _give_to_owner_of_folder
from safespaces.settings import Settings

STRANGER = 54321


def files_finding(folder: Path) -> Finding:
    told = examine_setup(Settings(database=f"sqlite:///{folder}/safespaces.db"))
    [found] = [each for each in told if each.subject == "files"]
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("safespaces.db", "safespaces.db-wal", "secret.key"):
        (tmp_path / name).touch(0o600)
    return tmp_path


def test_the_doctor_names_what_the_service_cannot_open(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert files_finding(folder).level is Level.OK
    real = Path.stat

    def stat(path: Path, **how: bool) -> os.stat_result:
        found = list(real(path, **how))
        found[4] = STRANGER if path.name == "secret.key" else found[4]
        return os.stat_result(found)

    monkeypatch.setattr(Path, "stat", stat)
    found = files_finding(folder)
    assert found.level is Level.FAIL and "secret.key" in found.finding
    assert "safespaces.db" not in found.finding
    # in a folder of root the register itself says whose it is
    reference = f"{folder}/." if folder.stat().st_uid else f"{folder}/safespaces.db"
    assert found.remedy == f"Run: chown --reference={reference} {folder}/secret.key"


def test_what_root_restores_is_given_to_whoever_owns_the_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[str, int]] = []
    (folder / "safespaces.db-shm").symlink_to(folder.parent / "somebody-elses")  # a trap
    (folder.parent / "somebody-elses").touch()

    def chown(path: Path, uid: int, _gid: int, *, follow_symlinks: bool) -> None:
        assert not follow_symlinks
        given.append((path.name, uid))

    monkeypatch.setattr(os, "chown", chown)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    owner = folder.stat().st_uid
    _give_to_owner_of_folder(f"sqlite:///{folder}/safespaces.db")
    names = ["safespaces.db", "safespaces.db-wal", "secret.key"]
    assert sorted(given) == [(name, owner) for name in names]
    given.clear()
    _give_to_owner_of_folder("postgresql+psycopg://u@127.0.0.1/name")
    _give_to_owner_of_folder("sqlite:///:memory:")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    _give_to_owner_of_folder(f"sqlite:///{folder}/safespaces.db")
    assert given == []
