"""What can be set, typed or asked for is written down."""

import re
from dataclasses import fields

import click

from safespaces.cli.main import main
from safespaces.settings import Settings, variable
from tests.house.source_files import ROOT

DOCS = {
    path.name: path.read_text(encoding="utf-8")
    for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
}


def test_every_setting_is_in_the_settings_page() -> None:
    names = [field.name for field in fields(Settings)]
    said = DOCS["settings.md"]
    assert [name for name in names if f"`{variable(name)}`" not in said] == []


def test_the_settings_page_names_no_setting_that_is_none() -> None:
    real = {f"SAFESPACES_{field.name.upper()}" for field in fields(Settings)} | {
        "SAFESPACES_SKIP_ASSETS"
    }
    assert set(re.findall(r"SAFESPACES_[A-Z_]+", DOCS["settings.md"])) <= real


def test_every_command_is_in_the_operators_page() -> None:
    said = DOCS["operating.md"]
    for name, command in main.commands.items():
        parts = (
            [f"{name} {part}" for part in command.commands]
            if isinstance(command, click.Group)
            else [name]
        )
        assert all(f"safespaces {part}" in said for part in parts), name


def test_links_within_the_documentation_lead_somewhere() -> None:
    for path in [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *(ROOT / "docs").glob("*.md"),
        ROOT / "data" / "README.md",
    ]:
        for target in re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (path.parent / target).exists(), f"{path.name}: {target}"
