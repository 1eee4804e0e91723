"""From a CSV text to its records, each with the line it begins on."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from safespaces.errors import ImportRefused
from safespaces.intake.record import Row
from safespaces.language import gettext as _

LONGEST_CELL = 20_000  # letters; nothing about a venue is longer
_SIGNS = ",;\t|"
_LINES_LOOKED_AT = 20
_LETTERS_LOOKED_AT = 200_000


def csv_records(text: str) -> Iterator[Row]:
    """The records that are not blank.

    Raises ImportRefused for an open quotation mark and an endless cell.
    """
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not _names_the_sign(line, cells):
                yield Row(line, tuple(cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise ImportRefused(
            _("Line %(line)s: %(reason)s", line=line, reason=_reason(error))
        ) from None


def delimiter(text: str) -> str:
    """The sign between cells: the one of which most of the first lines have equally many.

    A title above the table has none.
    """
    head = re.sub(r'"[^"]*"', "", text[:_LETTERS_LOOKED_AT])
    lines = [line for line in head.splitlines() if line.strip()][:_LINES_LOOKED_AT]
    named = re.fullmatch(r"\s*sep=([,;\t|])\s*", lines[0], re.IGNORECASE) if lines else None
    return named[1] if named else max(_SIGNS, key=lambda sign: _evenness(sign, lines))


def _evenness(sign: str, lines: list[str]) -> tuple[int, int]:
    counts = Counter(line.count(sign) for line in lines)
    del counts[0]
    often, many = max(((often, many) for many, often in counts.items()), default=(0, 0))
    return often, many


def _names_the_sign(line: int, cells: list[str]) -> bool:
    """Whether a first line only tells Excel which sign parts the cells."""
    return line == 1 and cells[0].strip().casefold().startswith("sep=") and not any(cells[2:])


def _reason(error: csv.Error) -> str:
    if "field larger" in str(error):
        return _(
            "a cell is longer than %(longest_cell)s letters. Is a quotation mark missing?",
            longest_cell=LONGEST_CELL,
        )
    return _(
        "a quotation mark is left open or stands inside a cell. Write two of"
        " them for one in the text."
    )
