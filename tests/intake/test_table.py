"""CSV as councils really send it, and files that are none."""

import io
import zipfile

import pytest

from safespaces.errors import ImportRefused
from safespaces.intake.table import LARGEST_FILE, MOST_COLUMNS, Row, read_table

PLAIN = "name,kind\nRed Cafe,cafe\nBlue Café,cafe\n"


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.encode("cp1252"),
        PLAIN.encode("utf-16"),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode(),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        b"\n\n ,\n" + PLAIN.encode() + b"\n,,\n\n",
        '"name","kind"\n"Red Cafe","cafe"\n"Blue Café","cafe"'.encode(),
    ],
    ids=[
        "utf-8",
        "with a mark",
        "windows-1252",
        "utf-16",
        "semicolons",
        "tabs",
        "windows lines",
        "old mac lines",
        "blank lines",
        "quoted",
    ],
)
def test_every_spelling_of_a_table_is_read_alike(content: bytes) -> None:
    table = read_table(content)
    assert table.headers == ("name", "kind")
    assert [row.cells for row in table.rows] == [("Red Cafe", "cafe"), ("Blue Café", "cafe")]


def test_lines_are_those_of_a_text_editor_also_after_quoted_line_ends_and_blank_lines() -> None:
    table = read_table(b'name,note\nA,"one\ntwo\nthree"\n\nB,x\n')
    assert table.rows == (Row(2, ("A", "one\ntwo\nthree")), Row(6, ("B", "x")))


def a_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.csv", PLAIN)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\n\n  \n", "empty"),
        (a_zip(), "zip"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "picture"),
        (b"%PDF-1.7", "PDF"),
        (b"na\0me,kind\n", "no text"),
        (b"\xff\xfea", "UTF-16"),
        (("c," * 50_000).encode(), "columns"),
        (b"x" * (LARGEST_FILE + 1), "MB"),
        (b'name,kind\nA,"half a row', "Line 2: a quotation mark"),
        (b'name,kind\nA,"b"c\n', "Line 2"),
        (b"name,kind\nA," + b"x" * 30_000, "longer than"),
        (b"name\n" + b"A\n" * 100_001, "rows"),
    ],
)
def test_what_is_no_table_is_refused_in_words(content: bytes, says: str) -> None:
    with pytest.raises(ImportRefused, match=says):
        read_table(content)


def test_as_many_columns_as_allowed_are_read() -> None:
    assert (
        len(read_table(",".join(f"c{n}" for n in range(MOST_COLUMNS)).encode()).headers)
        == MOST_COLUMNS
    )


def test_one_line_of_another_encoding_does_not_spoil_the_others() -> None:
    table = read_table(
        "name\nCafé A\n".encode() + "Café B\n".encode("cp1252") + "Café C\n".encode()
    )
    assert [row.cells[0] for row in table.rows] == ["Café A", "Café B", "Café C"]
    assert read_table(b"name\nA\nCaf\xe9 B\x81\n").rows[1].cells == (
        "Café B\ufffd",
    )  # which the reader of rows refuses
    assert (
        "Windows" in read_table("name\nCafé A\n".encode("cp1252")).notes[0]
        and "Café" in read_table("name\nCafé A\n".encode("cp1252")).notes[0]
    )


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_line_that_names_the_sign_between_cells_is_no_header(sign: str) -> None:
    table = read_table(f"sep={sign}\nname{sign}kind\nA{sign}cafe\n".encode())
    assert table.headers == ("name", "kind") and [(row.line, row.cells) for row in table.rows] == [
        (3, ("A", "cafe"))
    ]
