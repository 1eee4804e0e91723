"""`safespaces run` on a machine whose database is gone: the list that was kept is served; where none was, the start ends with what is wrong."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from safespaces.cli import serving
from safespaces.cli.main import main
from safespaces.web.snapshot_copy import SnapshotCopy
from tests.snapshot.build import a_public_venue, a_snapshot, numbered

GONE = "postgresql+psycopg://nobody@127.0.0.1:1/none?connect_timeout=2"


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple]:
    """What would have been served."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAFESPACES_DATABASE", GONE)
    monkeypatch.setenv("SAFESPACES_SECRET_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
    monkeypatch.setattr(serving, "_check_port", lambda *_: None)
    calls: list[tuple] = []
    monkeypatch.setattr(serving, "_serve", lambda *given: calls.append(given))
    return calls


def test_the_list_that_was_kept_is_served(served: list[tuple], tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    SnapshotCopy(tmp_path / "var" / "snapshot").keep(numbered(a_snapshot(a_public_venue("Hall"))))
    done = CliRunner().invoke(main, ["run"])
    assert done.exit_code == 0 and len(served) == 1, done.output
    assert "Serving the list that was kept" in done.output


def test_without_one_the_start_says_what_is_wrong(served: list[tuple]) -> None:
    done = CliRunner().invoke(main, ["run"])
    assert done.exit_code != 0 and served == []
    assert "database" in done.output
