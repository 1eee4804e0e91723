"""Every page is valid HTML, judged by html-validate."""

import json
import re
from pathlib import Path

import pytest

from tests.node import ROOT, node
from tests.web.every_page import every_page
from tests.web.staff import Office

EMPTY_PARTS = re.compile(
    r"<template.*?</template>", re.DOTALL
)  # for the phone to fill: headings without words, links without an end
RULES = {
    "extends": ["html-validate:recommended"],
    "rules": {
        "no-trailing-whitespace": "off",
        "void-style": "off",
        "long-title": "off",
        "doctype-style": "off",
        "form-dup-name": [
            "error",
            {"shared": ["radio", "button", "submit", "reset", "checkbox"]},
        ],  # a group of ticks has one name
        "tel-non-breaking": "off",  # a line that breaks within a number is better than a page that scrolls sideways
        "prefer-native-element": [
            "error",
            {"exclude": ["region"]},
        ],  # Leaflet makes the map of a div
    },
}


@pytest.mark.long
def test_every_page_is_valid(tmp_path: Path, office: Office) -> None:
    pages = every_page(office)
    for number, answer in enumerate(pages.values()):
        (tmp_path / f"{number:02d}.html").write_text(
            EMPTY_PARTS.sub("", answer.get_data(as_text=True)), encoding="utf-8"
        )
    (tmp_path / ".htmlvalidate.json").write_text(json.dumps({"root": True, **RULES}))
    done = node(
        str(ROOT / "node_modules/html-validate/bin/html-validate.mjs"),
        "--formatter=text",
        str(tmp_path),
    )
    names = "\n".join(f"{number:02d} {name}" for number, name in enumerate(pages))
    assert done.returncode == 0, f"{done.stdout}{done.stderr}\n{names}"
