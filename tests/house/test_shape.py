"""One subject a file, a docstring on everything public, and nothing in the repository that does not belong there."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.source_files import ROOT, modules, tracked, tree

TEXTS = [
    path
    for path in tracked()
    if path.suffix
    in {
        ".py",
        ".md",
        ".toml",
        ".json",
        ".js",
        ".mjs",
        ".css",
        ".html",
        ".csv",
        ".txt",
        ".sh",
        ".cfg",
        ".ini",
        "",
    }
]
NO_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "services",
    "service",
    "manager",
    "base",
    "misc",
    "lib",
}


@pytest.mark.parametrize("path", modules(), ids=str)
def test_no_file_is_over_400_lines(path: Path) -> None:
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", modules(), ids=str)
def test_everything_public_has_a_docstring(path: Path) -> None:
    missing = [] if ast.get_docstring(tree(path)) else ["(file)"]
    for node in tree(path).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            missing += [] if ast.get_docstring(node) else [node.name]
            members = node.body if isinstance(node, ast.ClassDef) else []
            missing += [
                f"{node.name}.{m.name}"
                for m in members
                if isinstance(m, ast.FunctionDef)
                and not m.name.startswith("_")
                and not ast.get_docstring(m)
            ]
    assert missing == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [
        str(path)
        for path in tracked()
        if path.stem.lower() in NO_NAMES or {part.lower() for part in path.parts[:-1]} & NO_NAMES
    ] == []


@pytest.mark.parametrize(
    "path", [path for path in tracked() if path.parts[:2] == ("static", "js")], ids=str
)
def test_scripts_are_short(path: Path) -> None:
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= 120


def test_no_registry_host_and_no_path_of_one_machine_is_named() -> None:
    hosts = re.compile(
        "|".join(
            [
                "py" + "pi\\.org",
                "python" + "hosted\\.org",
                "npm" + "js\\.(org|com)",
                "deb\\.deb" + "ian\\.org",
                "/home/[a-z]",
                "/ro" + "ot/",
                "(?<![\\w.])/wo" + "rk/",
            ]
        )
    )
    found = [
        f"{path}: {match[0]}"
        for path in TEXTS
        if (match := hosts.search((ROOT / path).read_text(encoding="utf-8")))
    ]
    assert found == []


def test_nobody_elses_code_is_tracked() -> None:
    assert [
        str(path)
        for path in tracked()
        if {"vendor", "node_modules"} & set(path.parts)
        or re.search(r"\.min\.|leaflet\.", path.name)
    ] == []


def test_no_tracked_file_is_over_a_megabyte() -> None:
    assert [str(path) for path in tracked() if (ROOT / path).stat().st_size > 1_000_000] == []
