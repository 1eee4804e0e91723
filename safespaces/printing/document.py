"""A page of ours as a Word document (Office Open XML), to be pasted into a report: its headings,
paragraphs, lists and tables. Drawings stay on the page.
"""

import importlib.util
import io
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3}
_LEFT_OUT = {"svg", "style", "script", "title", "figcaption"}
_BLOCKS = {"p", "li", "th", "td", "dt", "dd", *_HEADINGS}
_SPACES = re.compile(r"[ \t\r\n\f]+")  # as HTML has them: a no-break space stays
_BOLD = "\x02"  # where bold begins and ends: no text has it, see _printable
_NO_XML = "\ufffe\uffff"
_PAGE_MM, _MARGIN_MM = (210, 297), 20
_LETTERS = range(5, 60)  # of a column's longest text, that its width goes by
_SMALL_PT = 9


def can_make_document() -> bool:
    """Whether python-docx is installed."""
    return importlib.util.find_spec("docx") is not None


@dataclass(slots=True)
class Block:
    """A heading ("h1" to "h3"), paragraph ("p"), item ("li", "ol") or table ("table") of a page.

    `is_first` is an item that its list begins with; a table with `has_head` begins with one row of
    headings.
    """

    kind: str
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)
    is_first: bool = False
    has_head: bool = False


class _Reader(HTMLParser):
    """The blocks of a page, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._hidden = 0
        self._lists: list[str] = []
        self._text: list[str] | None = None
        self._rows: list[list[str]] | None = None
        self._begins_list = self._has_head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LEFT_OUT:
            self._hidden += 1
        elif tag in ("ul", "ol"):
            self._lists.append(tag)
            self._begins_list = True
        elif tag == "table":
            self._rows, self._has_head = [], False
        elif tag == "thead":
            self._has_head = True
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in _BLOCKS:
            self._text = []
        elif tag == "br" and self._text is not None:
            self._text.append(" ")
        elif tag == "strong" and self._text is not None:
            self._text.append(_BOLD)

    def handle_endtag(self, tag: str) -> None:
        if tag in _LEFT_OUT:
            self._hidden = max(0, self._hidden - 1)
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "table" and self._rows is not None:
            rows = [row for row in self._rows if row]
            self.blocks.append(Block("table", rows=rows, has_head=self._has_head))
            self._rows = None
        elif tag == "strong" and self._text is not None:
            self._text.append(_BOLD)
        elif tag in _BLOCKS and self._text is not None:
            self._end_block(tag, _SPACES.sub(" ", "".join(self._text)).strip(" "))
            self._text = None

    def _end_block(self, tag: str, text: str) -> None:
        if self._rows:
            self._rows[-1].append(text)
        elif text:
            kind = "p" if tag in ("dt", "dd", "th", "td") else tag
            if tag == "li" and self._lists[-1:] == ["ol"]:
                kind = "ol"
            self.blocks.append(Block(kind, text, is_first=tag == "li" and self._begins_list))
            self._begins_list = self._begins_list and tag != "li"

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._hidden:
            self._text.append(_printable(data))


def blocks_of(html: str) -> list[Block]:
    """The blocks of a page, without what is hidden or drawn."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.blocks


def document_of(html: str, *, title: str, author: str, at: datetime, last: str = "") -> bytes:
    """A page as a .docx file of A4; `last` is a paragraph at its end."""
    import docx  # a tenth of a second: only whoever asks for one waits for it
    from docx.oxml.ns import qn
    from docx.shared import Mm

    made = docx.Document()
    its, page = made.core_properties, made.sections[0]
    its.title, its.author, its.created, its.modified = title, author, at, at
    its.comments, its.language = "", "en-GB"
    for tag in made.styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), "en-GB")
    page.page_width, page.page_height = map(Mm, _PAGE_MM)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(_MARGIN_MM)
    for block in [*blocks_of(html), *([Block("p", _printable(last))] if last else [])]:
        _add(made, block)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _add(made: Any, block: Block) -> None:
    if block.kind in _HEADINGS:
        _write(made.add_heading("", _HEADINGS[block.kind]), block.text)
    elif block.kind == "ol":
        item = made.add_paragraph(style="List Number")
        if block.is_first:
            _begin_numbers(made)
        _number(made, item)
        _write(item, block.text)
    elif block.kind == "li":
        _write(made.add_paragraph(style="List Bullet"), block.text)
    elif block.kind == "table":
        _add_table(made, block)
    else:
        _write(made.add_paragraph(), block.text)


def _write(paragraph: Any, text: str) -> None:
    for number, words in enumerate(text.split(_BOLD)):
        if words:
            run = paragraph.add_run(words)
            run.bold = True if number % 2 else None


def _begin_numbers(made: Any) -> None:
    """A list's numbers begin at 1 again (Office Open XML, w:lvlOverride)."""
    numbering = made.part.numbering_part.numbering_definitions._numbering
    style = made.styles["List Number"].element.pPr.numPr.numId.val
    same = numbering.num_having_numId(style).abstractNumId.val
    numbering.add_num(same).add_lvlOverride(ilvl=0).add_startOverride(1)


def _number(made: Any, item: Any) -> None:
    numbering = made.part.numbering_part.numbering_definitions._numbering
    newest = max(each.numId for each in numbering.num_lst)
    item._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = newest


def _add_table(made: Any, block: Block) -> None:
    """With columns as wide as their texts, on one page where it fits, its headings on each."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm, Pt

    width = max((len(row) for row in block.rows), default=0)
    if not width:
        return
    table = made.add_table(rows=len(block.rows), cols=width, style="Table Grid")
    table.autofit = False
    longest = [
        min(max(len(row[column]) for row in block.rows if len(row) > column), _LETTERS[-1])
        for column in range(width)
    ]
    each_mm = (_PAGE_MM[0] - 2 * _MARGIN_MM) / sum(max(_LETTERS[0], most) for most in longest)
    widths = [Mm(each_mm * max(_LETTERS[0], most)) for most in longest]
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    for number, (row, texts) in enumerate(zip(table.rows, block.rows, strict=True)):
        for cell, words, wide in zip(row.cells, texts, widths):
            cell.width = wide
            (paragraph,) = cell.paragraphs
            is_head = block.has_head and not number
            _write(paragraph, f"{_BOLD}{words}" if is_head else words)
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.paragraph_format.keep_with_next = number < len(block.rows) - 1
            for run in paragraph.runs:
                run.font.size = Pt(_SMALL_PT)
    if block.has_head:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    made.add_paragraph().paragraph_format.space_after = Pt(0)


def _printable(text: str) -> str:
    """XML holds no control characters."""
    return "".join(
        each
        for each in text
        if each in "\n\t"
        or (unicodedata.category(each) not in ("Cc", "Cs") and each not in _NO_XML)
    )
