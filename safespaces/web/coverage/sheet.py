"""The sheet for the minutes: two pages of A4 and one of evidence, as a page to print, as a PDF and
as a document.
"""

from functools import cache
from textwrap import wrap

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from safespaces.actions.coverage.difference import ShownDifference, Side, shown_difference
from safespaces.actions.coverage.evidence import readings
from safespaces.actions.coverage.figures import gap_cards, provenance, summary
from safespaces.actions.coverage.map import coverage_map
from safespaces.actions.coverage.shown import ShownCoverage
from safespaces.actions.coverage.where_next import best_places
from safespaces.coverage.candidate import ASSUMED
from safespaces.coverage.optimum import AT_ONCE_S
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.solver import can_optimise
from safespaces.errors import NotFound
from safespaces.language import gettext as _
from safespaces.maps.outlines import AREA_CREDITS
from safespaces.printing.document import can_make_document, document_of
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
_CAPTION_LETTERS = 165  # of a line below the picture of the map


@coverage_sheet.get("/sheet")
def sheet() -> str:
    """The minutes sheet as HTML."""
    return render_template(
        "coverage/sheet.html",
        pdf=can_make_pdf(),
        document=can_make_document(),
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


@coverage_sheet.get("/sheet.docx")
@reading(Limit.FORMS)
def sheet_docx() -> Response:
    """The same words and tables as a Word document. Raises NotFound where this server makes
    none.
    """
    if not can_make_document():
        raise NotFound(_("This server makes no Word documents. Copy what you need from the page."))
    made_at = dependencies().clock()
    settings = dependencies().settings
    title = _("Safe Spaces %(area)s: within reach", area=settings.area)
    content = document_of(
        render_template("coverage/sheet_pdf.html", made_at=made_at.isoformat(), **_context()),
        title=title,
        author=f"Safe Spaces {settings.area}",
        at=made_at,
        last=_("The map is a file of its own: take it (SVG) from the page of this sheet."),
    )
    return Response(
        content,
        headers={"Content-Disposition": 'attachment; filename="coverage.docx"'},
        mimetype="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )


@coverage_sheet.get("/map.svg")
def map_svg() -> Response:
    """The drawing of the map alone, with its legend in its title."""
    query = coverage_query()
    counted = shown(query).coverage
    gaps = gap_cards(reader(), query, counted, LARGEST_GAPS)
    drawn = render_template(
        "coverage/map.svg",
        map=coverage_map(reader(), query, counted, gaps),
        lines=_caption(query),
    )
    return Response(
        drawn,
        headers={"Content-Disposition": 'attachment; filename="coverage.svg"'},
        mimetype="image/svg+xml",
    )


def _caption(query: CoverageQuery) -> list[str]:
    """What a picture of the map says below it, in lines."""
    said = dict(provenance(reader(), query))
    week, places, walks = (said[_(name)] for name in ("Week", "Places", "Walks"))
    when = query.week.when_words(query.hour)
    walk = _("%(limit)s minutes’ walk", limit=query.limit)
    unit = _("%(unit)s out of reach, in each area", unit=_(query.layer.unit))
    told = ". ".join(
        each[:1].upper() + each[1:] for each in (unit, f"{when}, {walk}", week, places, walks)
    )
    source = f"{said[_('List of Safe Spaces')]}. {'. '.join(AREA_CREDITS)}."
    return [*wrap(f"{told}.", _CAPTION_LETTERS), *wrap(source, _CAPTION_LETTERS)]


@cache
def _css() -> str:
    return "\n".join(
        (folder("static") / "css" / name).read_text(encoding="utf-8")
        for name in ("coverage.css", "print-sheet.css")
    )


def _changed(query: CoverageQuery, counted: ShownCoverage) -> ShownDifference | None:
    """Who gains and who loses by a what-if, at the hour of the sheet."""
    if not counted.scenario:
        return None
    before = Side("", query, present_coverage(query))
    return shown_difference(reader(), before, Side("", query, counted.coverage))


def _context() -> dict[str, object]:
    query, assumed = coverage_query(), assumed_hours()
    counted = shown(query)
    best, _pool = best_places(
        reader(),
        query,
        counted,
        assumed,
        query.band,
        NEXT_CALLS,
        AT_ONCE_S if can_optimise() else 0.0,
    )
    gaps = gap_cards(reader(), query, counted.coverage, LARGEST_GAPS)
    page = page_of(query, counted.coverage, gaps, is_what_if=counted.scenario is not None)
    present = summary(reader(), query, present_coverage(query)) if counted.scenario else None
    return {
        **page,
        "shown": counted,
        "present": present,
        "changed": _changed(query, counted),
        "readings": readings(reader(), query, counted),
        "best": best,
        "next_when": query.week.when_words(query.hour),
        "assumed_words": ASSUMED[assumed],
        "without_point": [name for _id, name in reader().without_a_point()],
    }
