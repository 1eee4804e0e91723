"""Every command as an operator types it, in a process of its own, with its exit code."""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import click
import pytest

from safespaces.cli.main import main
from tests.serving import answering
from tests.streets.towns import grid
from tests.vectors import streets

ROOT = Path(__file__).parents[2]
VENUES = str(ROOT / "data" / "venues.csv")


class Shell:
    """Runs `safespaces` in an empty folder with a database of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": os.environ["PATH"],
            "SAFESPACES_DATABASE": "sqlite:///var/test.db",
            "PYTHONWARNINGS": "error",
            **settings,
        }
        command = [sys.executable, "-m", "safespaces", *arguments]
        return subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=60
        )


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    made = Shell(tmp_path_factory.mktemp("cli"))
    assert made("import", VENUES, "--list-unchecked").returncode == 0
    return made


def test_an_import_says_what_it_did_and_is_quiet_in_a_pipe(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    dry = shell("import", VENUES, "--dry-run")
    assert (
        dry.returncode == 0
        and "To add: 69" in dry.stdout
        and "nothing was changed" in dry.stdout
        and dry.stderr == ""
    )
    assert shell("list").stdout == ""
    done = shell("import", VENUES, "--list-unchecked")
    assert "32 Safe Spaces are public" in done.stdout and done.stderr == ""


def test_faulty_rows_stop_an_import_and_come_back_as_a_file(shell: Shell) -> None:
    (shell.folder / "bad.csv").write_text(
        "name,kind,postcode\nRed Cafe,cafe,CV1\nBlue Cafe,cafe,CV1 5FB\n"
    )
    done = shell("import", "bad.csv", "--faulty", "mend.csv")
    assert (
        done.returncode == 1
        and "line 2, postcode: 'CV1'" in done.stdout
        and "Nothing was changed" in done.stderr
    )
    assert (
        "what to mend" in (shell.folder / "mend.csv").read_text()
        and "Blue Cafe" not in shell("list").stdout
    )


def test_a_file_that_is_no_table_is_refused_in_one_line(shell: Shell) -> None:
    (shell.folder / "x.png").write_bytes(b"\x89PNG\r\n")
    done = shell("import", "x.png")
    assert (
        (done.returncode, done.stdout) == (1, "")
        and done.stderr.startswith("safespaces: This is a picture")
        and done.stderr.count("\n") == 1
    )
    assert shell("import", "missing.csv").returncode == 2


def test_a_file_of_200_megabytes_is_refused_unread(shell: Shell) -> None:
    with (shell.folder / "large.csv").open("wb") as file:
        file.truncate(200 * 2**20)
    done = shell("import", "large.csv")
    assert done.returncode == 1 and "20 MB is the most" in done.stderr


def test_nearest_answers_at_a_time(shell: Shell) -> None:
    done = shell("nearest", "CV1 5FB", "--at", "2026-11-24 11:30", "--limit", "2")
    assert done.returncode == 0 and done.stdout.splitlines()[1].startswith(
        "Hillfields Library: Open until 17:00; about "
    )
    assert shell("nearest", "allesley park library").stdout.startswith(
        "From Allesley Park Library\n"
    )
    boxing_day = shell("nearest", "CV1 5FB", "--at", "2026-12-26 11:00", "--limit", "3")
    assert "Open until" not in boxing_day.stdout


def test_with_streets_nearest_follows_them(shell: Shell, tmp_path: Path) -> None:
    before = shell("nearest", "52.4081, -1.5106").stdout
    town = streets.town().write(tmp_path / "town.osm.pbf")
    assert shell("streets", "import", str(town), "--force").returncode == 0
    after = shell("nearest", "52.4081, -1.5106").stdout
    assert "Walks follow the streets" in after and "Walks follow" not in before
    assert shell("streets", "remove").returncode == 0
    assert shell("nearest", "52.4081, -1.5106").stdout == before


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("zzzz", "do not know"),
        ("station", "Which one"),
        ("CV1 SFB", "Did you mean CV1 5FB"),
        ("", "Type a postcode"),
    ],
)
def test_nearest_says_what_to_type_instead(shell: Shell, place: str, says: str) -> None:
    done = shell("nearest", place)
    assert done.returncode == 1 and says in done.stderr


def test_the_register_is_listed_and_exported(shell: Shell) -> None:
    listed = shell("list", "--status", "listed", "--without", "hours").stdout.splitlines()
    assert len(listed) == 16 and all("\tlisted\t" in line for line in listed)
    assert shell("export").stdout.startswith("id,name,kind,address")
    assert (
        shell("export", "--format", "geojson", "--output", "out.geojson").returncode == 0
        and (shell.folder / "out.geojson").stat().st_size > 5000
    )
    (shell.folder / "all.csv").write_text(shell("export", "--all").stdout)
    assert "Same as before: 69" in shell("import", "all.csv", "--dry-run").stdout
    assert shell("export", "--all", "--format", "geojson").returncode == 2


def test_publish_postcodes_locate_and_doctor(shell: Shell) -> None:
    assert "32 Safe Spaces" in shell("publish").stdout
    (shell.folder / "cv.csv").write_text('"CV1 5FB",10,434000,279000,""\n')
    assert shell("postcodes", "import", "cv.csv").stdout.startswith("1 postcodes")
    assert shell("postcodes", "fetch", "--url", "http://127.0.0.1:1/").returncode == 1
    located = shell("locate")
    assert (
        located.returncode == 1 and "not found: Christian Life Ministries" in located.stdout
    )  # one venue's address names no street
    doctor = shell("doctor")
    assert "ok    database" in doctor.stdout and "look  hours: 16 of 32" in doctor.stdout
    assert "ok    odd hours: 0 of 32" in doctor.stdout


def test_the_doctor_fails_where_nothing_is_published(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert shell("doctor").returncode == 1
    shell("list")
    done = shell("doctor")
    assert done.returncode == 1 and "Run: safespaces publish" in done.stdout


def test_a_bad_setting_stops_every_command_and_is_named(shell: Shell) -> None:
    done = shell("list", SAFESPACES_TIMEZONE="Mars/Base")
    assert done.returncode == 1 and "SAFESPACES_TIMEZONE" in done.stderr
    assert "SAFESPACES_COLOUR is not a setting" in shell("list", SAFESPACES_COLOUR="red").stderr


def commands(group: click.Group, path: str = "") -> list[tuple[str, click.Command]]:
    found = []
    for name, command in group.commands.items():
        found += (
            commands(command, f"{path}{name} ")
            if isinstance(command, click.Group)
            else [(path + name, command)]
        )
    return found


@pytest.mark.parametrize(
    ("name", "command"), commands(main), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_command_has_help_with_an_example(name: str, command: click.Command) -> None:
    assert command.help and command.epilog and f"safespaces {name}" in command.epilog


def test_a_port_that_is_taken_is_said_in_one_line(shell: Shell) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = shell("run", PORT=port)
    assert done.returncode == 1 and done.stderr.count("\n") == 1
    assert f"Nothing can listen on 127.0.0.1:{port}" in done.stderr and "PORT=8001" in done.stderr


def test_demand_outlines_school_holidays_and_candidates_are_imported(shell: Shell) -> None:
    (shell.folder / "areas.csv").write_text(
        "code,name,lat,lon,count\na,North,52.43,-1.51,120\nb,South,52.39,-1.51,80\n"
    )
    about = ("--title", "Homes", "--unit", "people", "--source", "made up", "--layer", "trial")
    assert "dry run" in shell("demand", "import", "areas.csv", *about, "--dry-run").stdout
    done = shell("demand", "import", "areas.csv", *about)
    assert "2 demand points, 200 people" in done.stdout and "layer trial" in done.stdout
    assert (
        "trial: Homes. 2 points, 200 people, 0 parts, 0 outlines." in shell("demand", "list").stdout
    )
    (shell.folder / "parts.csv").write_text(
        "code,lat,lon,share\na,52.431,-1.51,1\na,52.43,-1.51,1\n"
    )
    spread = shell("demand", "parts", "parts.csv", "--layer", "trial")
    assert "Imported 3 parts of 2 areas; 1 of them have more than one" in spread.stdout
    (shell.folder / "wrong.csv").write_text("code,lat,lon,count\na,433400,279100,5\nb,52.4,-1.5,\n")
    wrong = shell("demand", "import", "wrong.csv", *about)
    assert (
        wrong.returncode == 1
        and "metres of the National Grid" in wrong.stderr
        and "line 3, count: ''" in wrong.stderr
    )
    ring = "[[-1.51,52.42],[-1.5,52.42],[-1.5,52.43],[-1.51,52.42]]"
    (shell.folder / "areas.geojson").write_text(
        f'{{"features":[{{"properties":{{"code":"a"}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}]}}'
    )
    outlined = shell("areas", "import", "areas.geojson", "--layer", "trial")
    assert (
        "Imported 1 outlines" in outlined.stdout
        and "1 demand areas have no outline" in outlined.stderr
    )
    assert shell("areas", "import", "areas.csv", "--layer", "trial").returncode == 1
    (shell.folder / "terms.csv").write_text(
        "name,first_day,last_day\nHalf term,2027-02-15,2027-02-19\n"
    )
    assert "1 school holiday" in shell("school-holidays", "import", "terms.csv").stdout
    (shell.folder / "pubs.csv").write_text("name,postcode,lat,lon\nOld Pub,CV1 5RE,52.4001,-1.5\n")
    pubs = ("candidates", "import", "pubs.csv", "--map", "kind:=licensed_premises")
    assert "1 new candidates, 0 known" in shell(*pubs, "--dry-run").stdout
    assert "Imported" in shell(*pubs).stdout and "0 new candidates, 1 known" in shell(*pubs).stdout
    assert "32 Safe Spaces" in shell("publish").stdout  # none of it is public


def test_streets_are_imported_told_of_and_removed(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    area = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": {
        "type": "Polygon", "coordinates": [[[-1.51, 52.4], [-1.5, 52.4], [-1.5, 52.41], [-1.51, 52.41], [-1.51, 52.4]]]}}]}  # fmt: skip
    (tmp_path / "area.geojson").write_text(json.dumps(area))
    grid(9, 9).write(tmp_path / "town.osm.pbf")
    assert "safespaces streets import FILE" in shell("streets", "status").stderr
    done = shell("streets", "import", "town.osm.pbf", "--area", "area.geojson")
    assert done.returncode == 0 and "14 km of ways; left out 0 islands" in done.stdout
    told = shell("streets", "status").stdout
    assert "Data of 2026-01-01" in told and "From town.osm.pbf" in told and "81 places" in told
    assert shell("streets", "remove").returncode == 0
    assert shell("streets", "remove").returncode == 1
    (tmp_path / "bad.osm.pbf").write_bytes(b"<osm/>")
    refused = shell("streets", "import", "bad.osm.pbf", "--area", "area.geojson")
    assert refused.returncode == 1 and "bad.osm.pbf is an XML file" in refused.stderr
    refused = shell("streets", "import", "town.osm.pbf", "--area", "town.osm.pbf")
    assert refused.returncode == 1 and "is not GeoJSON" in refused.stderr


def test_streets_are_fetched_from_where_the_data_says(tmp_path: Path) -> None:
    content = grid(9, 9).write(tmp_path / "made.osm.pbf").read_bytes()
    digest = hashlib.md5(content).hexdigest().encode()

    def answer(path: str) -> tuple[int, str, bytes]:
        return 200, "application/octet-stream", digest if path.endswith(".md5") else content

    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data)
    area = {"type": "Polygon", "coordinates": [[[-1.51, 52.4], [-1.5, 52.4], [-1.5, 52.41], [-1.51, 52.41], [-1.51, 52.4]]]}  # fmt: skip
    features = [{"type": "Feature", "properties": {"name": "Town"}, "geometry": area}]
    (data / "areas.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features})
    )
    with answering(answer) as host:
        (data / "area.toml").write_text(
            f'names = ["town"]\nextracts = ["http://{host}/town.osm.pbf"]\n'
        )
        shell = Shell(tmp_path)
        done = shell("streets", "fetch", "--margin", "100", "--force", SAFESPACES_DATA=str(data))
        assert done.returncode == 0 and "km of ways; left out 0" in done.stdout, done.stderr
        assert (tmp_path / "var" / "streets" / "town.osm.pbf").read_bytes() == content
    gone = shell("streets", "fetch", SAFESPACES_DATA=str(data))
    assert gone.returncode == 1 and "could not be downloaded" in gone.stderr
