"""Excel and OpenDocument sheets, read by python-calamine in a process of its own: values only, no
formula and no macro ever runs.

A workbook is a zip archive, and a small one can unfold to gigabytes. The process may use so much
memory and processor time and no more; what it dies of is its own affair.
"""

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass

from safespaces.errors import ImportRefused
from safespaces.intake.record import Row
from safespaces.language import gettext as _
from safespaces.language import marked

LARGEST_UNFOLDED = 400 * 2**20  # bytes
LONGEST_SECONDS = 60
_AS_CSV = marked(
    'Open it, keep only the sheet that matters, and save that as "CSV UTF-8 (comma delimited)".'
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's rows, blank ones left out, numbered as a person sees them; the cells that were
    merged; the names of the other sheets.
    """

    name: str
    rows: tuple[Row, ...]
    # first row, first column, last row, last column, counting from 1
    merged: tuple[tuple[int, int, int, int], ...]
    others: tuple[str, ...]
    hidden: tuple[str, ...]


def read_sheet(content: bytes, what: str, wanted: str = "") -> Sheet:
    """A sheet by its name, or the first one that is not hidden and has the most to say.

    Raises ImportRefused with `what` the file is.
    """
    _check_unfolded(content, what)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "safespaces.intake.workbook_process", wanted],
            input=content,
            capture_output=True,
            timeout=LONGEST_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise ImportRefused(
            _(
                "This is %(what)s, and too large to be read. %(as_csv)s",
                what=what,
                as_csv=_(_AS_CSV),
            )
        ) from None
    if done.returncode:
        raise ImportRefused(
            _(
                "This is %(what)s, and too large to be read. %(as_csv)s",
                what=what,
                as_csv=_(_AS_CSV),
            )
        )
    found = json.loads(done.stdout)
    if "fault" in found:
        raise ImportRefused(
            _(
                "This is %(what)s. %(found)s %(as_csv)s",
                what=what,
                found=found["fault"],
                as_csv=_(_AS_CSV),
            )
        )
    rows = tuple(Row(line, tuple(cells)) for line, cells in found["rows"])
    return Sheet(
        found["name"],
        rows,
        tuple(tuple(each) for each in found["merged"]),
        tuple(found["others"]),
        tuple(found["hidden"]),
    )


def filled(sheet: Sheet, header_line: int) -> tuple[Row, ...]:
    """The rows below the headers; merged cells count for every cell they cover, as they look.

    One as wide as the table is a heading.
    """
    found = {row.line: list(row.cells) for row in sheet.rows if row.line > header_line}
    width = max((len(row.cells) for row in sheet.rows), default=0)
    for first, left, last, right in sheet.merged:
        if (
            first <= header_line
            or right - left + 1 >= width
            or first not in found
            or left > len(found[first])
        ):
            continue
        value = found[first][left - 1]
        for line in range(first, last + 1):
            cells = found.get(line, [])
            cells += [""] * (right - len(cells))
            cells[left - 1 : right] = [value] * (right - left + 1)
    return tuple(Row(line, tuple(cells)) for line, cells in sorted(found.items()))


def _check_unfolded(content: bytes, what: str) -> None:
    if not content.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(each.file_size for each in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        raise ImportRefused(
            _("This is %(what)s, but it is damaged. Save it once more.", what=what)
        ) from None
    if size > LARGEST_UNFOLDED:
        raise ImportRefused(
            _(
                "This is %(what)s that unfolds to %(size)s MB; %(largest_unfolded)s MB"
                " is the most. %(as_csv)s",
                what=what,
                size=f"{size // 2**20:,}",
                largest_unfolded=LARGEST_UNFOLDED // 2**20,
                as_csv=_(_AS_CSV),
            )
        )
