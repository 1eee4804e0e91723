"""The files in deploy/ name what is there, and the unit is as shut as systemd can judge."""

import re
import shutil
import subprocess
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from safespaces.cli.main import main
from safespaces.settings import Settings

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "deploy" / "safespaces.service"


def test_every_setting_and_command_that_is_named_exists() -> None:
    names = {f"SAFESPACES_{each.name.upper()}" for each in fields(Settings)}
    for path in filter(Path.is_file, (ROOT / "deploy").rglob("*")):
        said = path.read_text()
        assert set(re.findall(r"SAFESPACES_[A-Z_]+", said)) <= names, path.name
        for command in re.findall(r"bin/safespaces ([a-z-]+)", said):
            assert command in main.commands


def test_the_unit_is_judged_ok_by_systemd_itself() -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("no systemd-analyze on this machine")
    judged = subprocess.run(
        [program, "security", "--offline=true", str(UNIT)],
        capture_output=True,
        text=True,
        check=True,
    )
    level, word = re.findall(r"exposure level for \S+: ([\d.]+) (\S+)", judged.stdout)[0]
    assert word == "OK" and float(level) < 2


def test_the_unit_of_several_councils_is_the_same_but_for_whose_it_is() -> None:
    def directives(path: Path) -> list[str]:
        return [line for line in path.read_text().splitlines() if not line.startswith("#")]

    several = directives(UNIT.with_name("safespaces@.service"))
    assert "EnvironmentFile=/etc/safespaces/%i.env" in several
    assert [
        line.replace("/%i.env", "/settings.env").replace("-%i", "").replace(" %i", "")
        for line in several
    ] == directives(UNIT)


def test_the_container_takes_in_what_a_wheel_is_made_of_and_nothing_else() -> None:
    said = (ROOT / "deploy" / "Containerfile").read_text()
    taken = [
        name for line in re.findall(r"(?m)^COPY (?!--from)(.*) \S+$", said) for name in line.split()
    ]
    assert all((ROOT / name).exists() for name in taken)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    source = project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    needed = {name.removeprefix("/") for name in source}
    assert set(taken) == needed | {"pyproject.toml", "pins/server.txt"}
    assert "USER 10001" in said.partition("--from=build")[2]
