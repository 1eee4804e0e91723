"""The code is in the house style, as `make lint` would leave it, and its types hold."""

import re
import subprocess
import sys

import pytest

from tests.house.source_files import ROOT
from tests.node import node


@pytest.mark.parametrize("arguments", [["check"], ["format", "--check"]], ids=" ".join)
def test_ruff_finds_nothing(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *arguments, "."], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.long
def test_mypy_finds_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "safespaces"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_the_scripts_types_hold() -> None:
    done = node("node_modules/typescript/bin/tsc", "-p", ".")
    assert done.returncode == 0, done.stdout


def test_few_lines_are_left_out_of_that() -> None:
    left_out = [
        path.name
        for path in [*(ROOT / "safespaces").rglob("*.py"), *(ROOT / "static" / "js").rglob("*.js")]
        if re.search("# type: ignore|@ts-ignore|@ts-nocheck", path.read_text(encoding="utf-8"))
    ]
    assert len(left_out) <= 5, left_out
