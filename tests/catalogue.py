"""Writes the catalogue that translators work from, and the list of the phone's sentences: `python -m tests.catalogue`.

test_language.py makes both again and compares.
"""

import io
import json
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from safespaces.language import TRANSLATIONS
from tests.house.source_files import ROOT

POT, PHONE = TRANSLATIONS / "messages.pot", TRANSLATIONS / "phone.json"
KEYWORDS = {"_": None, "gettext": None, "marked": None, "ngettext": (1, 2)}
JINJA = {"extensions": "jinja2.ext.i18n", "newstyle_gettext": "true", "trimmed": "false"}

Message = str | tuple[str, str]


def messages(folder: str, method: str, options: dict[str, str] | None = None) -> Iterator[Message]:
    """The sentences of a folder's files, with their plurals."""
    found = extract_from_dir(
        str(ROOT / folder),
        method_map=[("**", method)],
        options_map={"**": options or {}},
        keywords=KEYWORDS,
        directory_filter=lambda path: Path(path).name not in {"__pycache__", "vendor"},
    )
    for file, _line, message, _comments, _context in found:
        if Path(file).suffix in {".py", ".html", ".js"}:
            yield message if isinstance(message, str) else (message[0], message[1])


def phone_messages() -> list[Message]:
    return sorted(set(messages("static/js", "javascript")), key=str)


def pot() -> str:
    catalog = Catalog(
        project="Safe Spaces", charset="utf-8", header_comment="# Sentences to translate."
    )
    every = {
        *messages("safespaces", "python"),
        *messages("templates", "jinja2.ext.babel_extract", JINJA),
        *phone_messages(),
    }
    for message in sorted(every, key=str):
        catalog.add(message)
    out = io.BytesIO()
    write_po(out, catalog, width=100, omit_header=True)
    return out.getvalue().decode()


def phone() -> str:
    every = phone_messages()
    kept = {
        "sentences": [each for each in every if isinstance(each, str)],
        "plurals": [list(each) for each in every if not isinstance(each, str)],
    }
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    TRANSLATIONS.mkdir(exist_ok=True)
    POT.write_text(pot(), encoding="utf-8")
    PHONE.write_text(phone(), encoding="utf-8")
