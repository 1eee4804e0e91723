"""The sheet for the minutes: two pages of A4, as a page to print and as a PDF."""

from functools import cache

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from safespaces.coverage.bands import BANDS
from safespaces.coverage.candidate import ASSUMED
from safespaces.errors import NotFound
from safespaces.printing.pdf import can_make_pdf, pdf_of
from safespaces.settings import folder
from safespaces.web.coverage import LARGEST_GAPS, page_of
from safespaces.web.coverage_asked import the_coverage, the_look
from safespaces.web.coverage_gains import assumed_hours
from safespaces.web.coverage_next import answer_of
from safespaces.web.coverage_shown import shown
from safespaces.web.coverage_turns import take_turns
from safespaces.web.coverage_view import gap_cards, summary
from safespaces.web.ground import ground

coverage_sheet = take_turns(Blueprint("coverage_sheet", __name__, url_prefix="/coverage"))

NEXT_CALLS = 3


@coverage_sheet.get("/sheet")
def sheet() -> str:
    """As a page."""
    return render_template("coverage/sheet.html", pdf=can_make_pdf(), query=request.query_string.decode("ascii", "replace"), **_context())


@coverage_sheet.get("/sheet.pdf")
def sheet_pdf() -> Response:
    """As a PDF. Raises NotFound where this server makes none."""
    if not can_make_pdf():
        raise NotFound("This server cannot make PDFs. Print the page from the browser instead.")
    made_at = ground().clock().isoformat(timespec="seconds")
    content = pdf_of(render_template("coverage/sheet_pdf.html", made_at=made_at, **_context()), _css())
    return Response(content, headers={"Content-Disposition": 'attachment; filename="coverage.pdf"'}, mimetype="application/pdf")


@cache
def _css() -> str:
    return "\n".join((folder("static") / "css" / name).read_text(encoding="utf-8") for name in ("coverage.css", "print-sheet.css"))


def _context() -> dict[str, object]:
    look, assumed, evening = the_look(), assumed_hours(), BANDS["evening"]
    base = shown(look)
    answer, _ = answer_of(look, base, assumed, evening, NEXT_CALLS, exact=False)
    page = page_of(look, base.coverage, gap_cards(look, base.coverage, LARGEST_GAPS))
    present = summary(look, the_coverage(look)) if base.scenario else None
    return {**page, "base": base, "present": present, "answer": answer, "next_band": evening, "assumed_words": ASSUMED[assumed]}
