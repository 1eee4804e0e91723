"""The sheet as a Word document and its map as a picture: the same words as the page, and nothing a reader of it would choke on."""

import io
import zipfile
from xml.etree import ElementTree

import docx
import pytest

from safespaces.actions.register.publish import publish
from safespaces.printing import document
from safespaces.printing.document import blocks_of, document_of
from safespaces.roles import Role
from safespaces.store.venues import add_venues
from tests.store.build import NOW, a_venue
from tests.web.staff import NOON, Office, Visitor

SHEET = "/coverage/sheet.docx?day=4&hour=12"


@pytest.fixture
def member(office: Office) -> Visitor:
    return office.as_(Role.STAKEHOLDER)


def words_of(content: bytes) -> str:
    made = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in made.paragraphs), *cells])


def test_the_document_says_what_the_page_says(member: Visitor) -> None:
    answer = member.client.get(SHEET)
    assert answer.status_code == 200 and "wordprocessingml" in answer.mimetype
    assert 'filename="coverage.docx"' in answer.headers["Content-Disposition"]
    said = words_of(answer.data)
    page = member.get("/coverage/sheet?day=4&hour=12")
    sentence = page.texts("h2", class_="sheet-head")[0]
    for words in (sentence, "What would change it", "With a walk of 8 minutes", "an estimate made"):
        assert words in said, words
    for name in zipfile.ZipFile(io.BytesIO(answer.data)).namelist():
        if name.endswith(".xml"):
            ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(answer.data)).read(name))


def test_names_from_the_register_are_text_in_it(office: Office, member: Visitor) -> None:
    nasty = "<w:p>&amp; \u0007 Nasty ]]> Hub"
    with office.database.writing() as session:
        add_venues(session, [a_venue(nasty, safe_hours="")], at=NOW, author="x", reason="x")
    publish(office.database, at=NOW)
    content = member.client.get(SHEET).data
    assert docx.Document(io.BytesIO(content)).core_properties.author == "Safe Spaces Coventry"
    picture = member.client.get("/coverage/map.svg?day=4&hour=12")
    assert picture.mimetype == "image/svg+xml"
    drawn = ElementTree.fromstring(picture.data)
    assert drawn.tag == "{http://www.w3.org/2000/svg}svg" and b"<script" not in picture.data
    assert drawn.find("{http://www.w3.org/2000/svg}title") is not None


def test_where_no_documents_are_made_the_page_says_so_and_offers_none(
    member: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("safespaces.web.coverage.sheet.can_make_document", lambda: False)
    assert member.client.get(SHEET).status_code == 404
    page = member.get("/coverage/sheet?day=4&hour=12")
    assert "a Word document" not in page.words and "the map alone (SVG)" in page.words


def test_a_page_becomes_its_blocks() -> None:
    html = (
        "<h1>A  title</h1><p>One <strong>two</strong><br>three &amp; four</p><svg><p>no</p></svg>"
        "<ol><li>first</li></ol><ul><li>point</li></ul><dl><dt>what</dt><dd>said</dd></dl>"
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tr><td>1</td><td></td></tr></table>"
        "<p>  </p></li></ol>"
    )
    found = [(each.kind, each.text.replace("\x02", "*") or each.rows) for each in blocks_of(html)]
    assert found == [
        ("h1", "A title"),
        ("p", "One *two* three & four"),
        ("ol", "first"),
        ("li", "point"),
        ("p", "what"),
        ("p", "said"),
        ("table", [["a", "b"], ["1", ""]]),
    ]


def test_a_page_without_anything_is_an_empty_document() -> None:
    assert words_of(document_of("", title="", author="", at=NOON)) == ""
    assert document.can_make_document()
    control = document_of("<p>a\x00b\x1fc</p><table><tr><td>\x07</td></tr></table>", title="t", author="a", at=NOON)  # fmt: skip
    assert "abc" in words_of(control)


def test_a_report_can_be_made_of_it() -> None:
    """Each list's numbers begin at 1, bold stays, a share stays on its line, headings of tables are repeated."""
    html = (
        "<p>From 35\u00a0% \x02to</p><ol><li>One <strong>now</strong></li><li>Two</li></ol><ol><li>Again</li></ol>"
        "<table><thead><tr><th>What</th><th>Share</th></tr></thead><tr><td>A long reading of it</td><td>1\u00a0%</td></tr></table>"
        "<table><tr><td>alone</td></tr></table>"
    )
    made = docx.Document(
        io.BytesIO(document_of(html, title="", author="", at=NOON, last="The end"))
    )
    first, one, two, again, *rest = made.paragraphs
    assert first.text == "From 35\u00a0% to" and rest[-1].text == "The end"
    assert [(run.text, run.bold) for run in one.runs] == [("One ", None), ("now", True)]
    numbers = [each._p.pPr.numPr.numId.val for each in (one, two, again)]
    assert numbers[0] == numbers[1] != numbers[2]
    numbering = made.part.numbering_part.numbering_definitions._numbering
    for number in numbers:
        (override,) = numbering.num_having_numId(number).lvlOverride_lst
        assert override.startOverride.val == 1
    headed, alone = made.tables
    assert len(headed.rows[0]._tr.xpath("./w:trPr/w:tblHeader")) == 1
    assert not alone.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    wide, narrow = (column.width for column in headed.columns)
    assert wide > 2 * narrow
    assert round(made.sections[0].page_width.mm) == 210


def test_the_evidence_is_read_from_the_same_figures(member: Visitor) -> None:
    page = member.get("/coverage/sheet?day=4&hour=12")
    told = page.words.partition("What would change it")[2].partition("Method and doubts")[0]
    for condition in (
        "As it is told", "If every place of which nobody knows were open", "With a walk of 12 minutes",
        "If everybody lived at the centre of their area", "Of the places, only those whose check is in date", "Without Red Cafe",
    ):  # fmt: skip
        assert condition in told, condition
    nobody = member.get("/coverage/sheet?whom=school&day=6&hour=3")
    assert "What would change it" not in nobody.words
