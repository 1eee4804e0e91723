"""Writes the vectors that hold the Python reference and the phone's modules to the same answers: `python -m tests.vectors.make`.

Checked twice: test_vectors.py makes them again and compares; tests/js/vectors.test.js puts the same questions to static/js.
"""

import json
from collections.abc import Callable
from pathlib import Path

from tests.vectors.answers import answers, askings, directories
from tests.vectors.cells import cells
from tests.vectors.instants import distances, meanings, statuses, walls, ways
from tests.vectors.made_up import postcodes
from tests.vectors.streets import streets
from tests.vectors.texts import gazetteer_file, texts

FOLDER = Path(__file__).parent
LARGEST_BYTES = 800_000  # of all files together

FILES: dict[str, Callable[[], object]] = {
    "directories.json": directories,
    "answers.json": answers,
    "cells.json": cells,
    "streets.json": streets,
    "askings.json": askings,
    "texts.json": texts,
    "gazetteer.json": lambda: json.loads(gazetteer_file()),
    "postcodes.json": lambda: [
        [each.outward, each.inward, point.lat, point.lon] for each, point in postcodes().items()
    ],
    "instants.json": lambda: {
        "ways": ways(),
        "distances": distances(),
        "statuses": statuses(),
        "walls": walls(),
        "meanings": meanings(),
    },
}


def content(name: str) -> str:
    """What a file should hold: one row a line, so that a change shows as a few lines."""
    return _laid_out(FILES[name](), 2) + "\n"


def _laid_out(value: object, levels: int) -> str:
    if levels and isinstance(value, list) and value and isinstance(value[0], list | dict):
        return "[\n" + ",\n".join(_laid_out(each, levels - 1) for each in value) + "\n]"
    if levels and isinstance(value, dict):
        return (
            "{\n"
            + ",\n".join(
                f"{json.dumps(key)}: {_laid_out(each, levels - 1)}" for key, each in value.items()
            )
            + "\n}"
        )
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def main() -> None:
    """Write every file."""
    for name in FILES:
        (FOLDER / name).write_text(content(name), encoding="ascii")


if __name__ == "__main__":
    main()
