"""The committed vectors are what the Python reference says today; static/js is held to the same files by tests/js/vectors.test.js."""

import json

import pytest

from safespaces.snapshot.directory import directory_json
from safespaces.snapshot.finder import Finder
from tests.hours.slow_reference import LONDON
from tests.vectors.answers import DAYS, answers, snapshot
from tests.vectors.make import FILES, FOLDER, LARGEST_BYTES, content


@pytest.mark.long
@pytest.mark.parametrize("name", FILES)
def test_the_committed_vectors_are_what_the_reference_says(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="ascii") == content(name), (
        "Wanted? Then run: python -m tests.vectors.make"
    )


def test_the_vectors_stay_small() -> None:
    assert sum((FOLDER / name).stat().st_size for name in FILES) < LARGEST_BYTES


def test_the_directories_are_byte_for_byte_what_phones_get() -> None:
    kept = json.loads((FOLDER / "directories.json").read_text())
    finder = Finder(snapshot(), LONDON)
    for day, directory in zip(DAYS, kept, strict=True):
        assert json.dumps(
            directory, ensure_ascii=False, separators=(",", ":")
        ).encode() == directory_json(finder, day)


@pytest.mark.long
def test_the_answers_cover_every_part_and_every_state() -> None:
    told = [answer for _, answer in answers()["full"]]
    assert all(any(answer[part] for answer in told) for part in range(2, 7))
    states = {place[2] for answer in told for part in answer[2:] for place in part}
    assert states >= {"open", "soon", "closing", "opens_later", "unknown"}
    assert any("km away" in answer[0] for answer in told)
