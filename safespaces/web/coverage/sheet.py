"""The sheet for the minutes: two pages of A4, as a page to print and as a PDF."""

from functools import cache

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from safespaces.actions.coverage.figures import gap_cards, summary
from safespaces.actions.coverage.where_next import best_places
from safespaces.coverage.candidate import ASSUMED
from safespaces.errors import NotFound
from safespaces.language import gettext as _
from safespaces.printing.pdf import can_make_pdf, pdf_of
from safespaces.settings import folder
from safespaces.web.coverage.home import LARGEST_GAPS, page_of
from safespaces.web.coverage.query import (
    assumed_hours,
    coverage_query,
    present_coverage,
    reader,
    shown,
)
from safespaces.web.coverage.turns import take_turns
from safespaces.web.dependencies import dependencies
from safespaces.web.limits import Limit, reading

coverage_sheet = take_turns(Blueprint("coverage_sheet", __name__, url_prefix="/coverage"))

NEXT_CALLS = 3


@coverage_sheet.get("/sheet")
def sheet() -> str:
    """The minutes sheet as HTML."""
    return render_template(
        "coverage/sheet.html",
        pdf=can_make_pdf(),
        parameters=request.query_string.decode("ascii", "replace"),
        **_context(),
    )


@coverage_sheet.get("/sheet.pdf")
@reading(Limit.FORMS)  # it may take seconds
def sheet_pdf() -> Response:
    """The minutes sheet as a PDF. Raises NotFound where this server makes none."""
    if not can_make_pdf():
        raise NotFound(_("This server cannot make PDFs. Print the page from the browser instead."))
    made_at = dependencies().clock().isoformat(timespec="seconds")
    content = pdf_of(
        render_template("coverage/sheet_pdf.html", made_at=made_at, **_context()), _css()
    )
    return Response(
        content,
        headers={"Content-Disposition": 'attachment; filename="coverage.pdf"'},
        mimetype="application/pdf",
    )


@cache
def _css() -> str:
    return "\n".join(
        (folder("static") / "css" / name).read_text(encoding="utf-8")
        for name in ("coverage.css", "print-sheet.css")
    )


def _context() -> dict[str, object]:
    query, assumed = coverage_query(), assumed_hours()
    counted = shown(query)
    best, _pool = best_places(
        reader(), query, counted, assumed, query.band, NEXT_CALLS, exact=False
    )
    page = page_of(
        query, counted.coverage, gap_cards(reader(), query, counted.coverage, LARGEST_GAPS)
    )
    present = summary(reader(), query, present_coverage(query)) if counted.scenario else None
    return {
        **page,
        "shown": counted,
        "present": present,
        "best": best,
        "next_band": query.band,
        "assumed_words": ASSUMED[assumed],
    }
