"""A page of ours as a Word document (Office Open XML), to be pasted into a report: its headings,
paragraphs, lists and tables. Drawings stay on the page.
"""

import importlib.util
import io
from dataclasses import dataclass, field
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3}
_LEFT_OUT = {"svg", "style", "script", "title", "figcaption"}
_BLOCKS = {"p", "li", "th", "td", "dt", "dd", *_HEADINGS}
_MAY_CONTROL = "\n\t"


def can_make_document() -> bool:
    """Whether python-docx is installed."""
    return importlib.util.find_spec("docx") is not None


@dataclass(slots=True)
class Block:
    """A heading ("h1" to "h3"), paragraph ("p"), item ("li", "ol") or table ("table") of a page."""

    kind: str
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)


class _Reader(HTMLParser):
    """The blocks of a page, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._hidden = 0
        self._lists: list[str] = []
        self._text: list[str] | None = None
        self._rows: list[list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LEFT_OUT:
            self._hidden += 1
        elif tag in ("ul", "ol"):
            self._lists.append(tag)
        elif tag == "table":
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in _BLOCKS:
            self._text = []
        elif tag == "br" and self._text is not None:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _LEFT_OUT:
            self._hidden = max(0, self._hidden - 1)
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "table" and self._rows is not None:
            self.blocks.append(Block("table", rows=[row for row in self._rows if row]))
            self._rows = None
        elif tag in _BLOCKS and self._text is not None:
            self._end_block(tag, " ".join("".join(self._text).split()))
            self._text = None

    def _end_block(self, tag: str, text: str) -> None:
        if self._rows:
            self._rows[-1].append(text)
        elif text:
            kind = "p" if tag in ("dt", "dd", "th", "td") else tag
            if tag == "li" and self._lists[-1:] == ["ol"]:
                kind = "ol"
            self.blocks.append(Block(kind, text))

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._hidden:
            self._text.append(data)


def blocks_of(html: str) -> list[Block]:
    """The blocks of a page, without what is hidden or drawn."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.blocks


def document_of(html: str, *, title: str, author: str, at: datetime) -> bytes:
    """A page as a .docx file."""
    import docx  # a tenth of a second: only whoever asks for one waits for it

    made = docx.Document()
    its = made.core_properties
    its.title, its.author, its.created, its.modified = title, author, at, at
    for block in blocks_of(html):
        _add(made, block)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _add(made: Any, block: Block) -> None:
    text = _printable(block.text)
    if block.kind in _HEADINGS:
        made.add_heading(text, _HEADINGS[block.kind])
    elif block.kind in ("li", "ol"):
        made.add_paragraph(text, style="List Number" if block.kind == "ol" else "List Bullet")
    elif block.kind == "table":
        width = max((len(row) for row in block.rows), default=0)
        table = made.add_table(rows=len(block.rows), cols=width, style="Table Grid")
        for row, texts in zip(table.rows, block.rows, strict=True):
            for cell, words in zip(row.cells, texts):
                cell.text = _printable(words)
    else:
        made.add_paragraph(text)


def _printable(text: str) -> str:
    """XML holds no control characters."""
    return "".join(each for each in text if each.isprintable() or each in _MAY_CONTROL)
