"""Imports go one way: root, geo and hours, venues and streets, snapshot, intake and coverage, store and maps, actions, demo, web, cli."""

import re
from pathlib import Path

import pytest

from tests.house.source_files import ROOT, imports, modules

STEPS = [
    {""},
    {"geo", "hours", "people"},
    {"venues", "streets"},
    {"snapshot"},
    {"intake", "moderation", "coverage"},
    {"geocoding", "store", "maps", "messages", "objects", "oidc", "osm", "printing"},
    {"actions"},
    {"demo"},
    {"web"},
    {"cli"},
]
STEP_OF = {folder: step for step, folders in enumerate(STEPS) for folder in folders}
NOUNS = {
    "",
    "geo",
    "hours",
    "people",
    "venues",
    "intake",
    "moderation",
    "coverage",
    "snapshot",
    "streets",
}
OUTSIDE = {  # library -> folders, or single files, that may import it
    "flask": {"web"},
    "limits": {"web"},
    "gunicorn": {"web"},
    "werkzeug": {"web"},
    "click": {"cli"},
    "folium": {"maps"},
    "weasyprint": {"printing"},
    "docx": {"printing"},
    "authlib": {"oidc"},
    "joserfc": {"oidc"},
    "branca": {"maps"},
    "sqlalchemy": {"store"},
    "psycopg": {"store/bounded_postgresql.py"},
    "alembic": {"store"},
    "requests": {
        "actions/reference/fetch_postcodes.py",
        "actions/reference/fetch_streets.py",
        "actions/operations/alarm.py",
        "actions/operations/ask_itself.py",
        "actions/register/neighbours.py",
        "oidc",
    },
    "boto3": {"objects"},
    "botocore": {"objects"},
    "osmium": {"osm"},
    "cryptography": {"people/keyring.py"},
    "prometheus_client": {"web/metrics.py", "cli/server_hooks.py"},
    "idna": {"people/email_address.py"},
    "geopy": {"geocoding", "geo/distance.py"},  # geopy.distance is arithmetic only
    "highspy": {"coverage/solver.py"},
    "phonenumbers": {"venues/phone.py"},
    "convertbng": {"geo/grid.py"},
    "python_calamine": {"intake/workbook_process.py"},
    "defusedxml": {"intake/map_xml.py"},
    "wtforms": {"web"},
    "jinja2": {"web"},
    "socket": {"cli/serving.py"},
    "urllib": {
        "maps",
        "web",
        "oidc",
        "coverage/query.py",
        "actions/people/sign_in.py",
        "actions/reference/fetch_streets.py",
        "actions/operations/doctor_setup.py",
    },
}
_NOT_FOR_NOUNS = {
    "os",
    "pathlib",
    "time",
    "threading",
    "logging",
    "subprocess",
    "tempfile",
    "sqlite3",
    "http",
}
_NOUNS_ALLOWED = {
    "snapshot/timetable.py", "snapshot/recent.py",  # a lock around what they keep, because many threads ask
    "language.py",  # reads catalogues that come with the service
    "intake/workbook.py",  # a process of its own for what strangers send
}  # fmt: skip


def folder_of(path: Path) -> str:
    """The package folder a file is in: "" for the root."""
    return path.parts[1] if len(path.parts) > 2 else ""


def within(path: Path) -> str:
    return "/".join(path.parts[1:])


@pytest.mark.parametrize("path", modules(), ids=str)
def test_a_file_imports_only_what_is_below_it(path: Path) -> None:
    own = folder_of(path)
    if path.name == "__main__.py":
        return
    for name in imports(path):
        if not name.startswith("safespaces."):
            continue
        theirs = name.split(".")[1] if name.split(".")[1] in STEP_OF else ""
        below = STEP_OF[theirs] < STEP_OF[own] or (theirs == own)
        assert below, f"{path} imports {name}"


def test_of_the_commands_only_the_worker_makes_what_the_pages_make() -> None:
    """Commands are quick without Flask."""
    found = {
        str(path)
        for path in modules()
        if folder_of(path) == "cli"
        and any(name.startswith("safespaces.web") for name in imports(path))
    }
    assert found == {"safespaces/cli/working.py"}


@pytest.mark.parametrize("path", modules(), ids=str)
def test_libraries_stay_in_their_folder(path: Path) -> None:
    for name in imports(path):
        if name == "sqlalchemy.orm.Session" and folder_of(path) == "actions":
            continue  # only the type, of what a store function is given
        allowed = OUTSIDE.get(name.split(".")[0])
        assert allowed is None or folder_of(path) in allowed or within(path) in allowed, (
            f"{path} imports {name}"
        )


@pytest.mark.parametrize("path", [path for path in modules() if folder_of(path) in NOUNS], ids=str)
def test_nouns_know_no_files_clock_network_or_threads(path: Path) -> None:
    if within(path) in _NOUNS_ALLOWED | {"setting.py", "settings.py", "__main__.py"}:
        return
    assert not {name.split(".")[0] for name in imports(path)} & _NOT_FOR_NOUNS


def test_rows_of_tables_are_imported_only_in_the_store() -> None:
    found = {
        (folder_of(path), name)
        for path in modules()
        for name in imports(path)
        if re.fullmatch(r"safespaces\.store\..*(Row|\.rows\.\w+)", name)
    }
    assert found and {folder for folder, _ in found} == {"store"}


def test_only_actions_and_the_demonstration_open_a_writing_transaction() -> None:
    writers = {
        str(path) for path in modules() if ".writing()" in (ROOT / path).read_text(encoding="utf-8")
    }
    assert writers and all(
        path.startswith(("safespaces/actions/", "safespaces/demo/")) for path in writers
    )


def test_only_the_faces_and_the_clock_ask_for_the_time() -> None:
    askers = {
        folder_of(path)
        for path in modules()
        if "utc_now" in (ROOT / path).read_text(encoding="utf-8")
        or "datetime.now(" in (ROOT / path).read_text(encoding="utf-8")
    }
    assert askers <= {"", "web", "cli"}
