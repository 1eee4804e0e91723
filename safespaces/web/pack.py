"""What a place prints: the window sticker and the counter sheet, as a page and as a PDF."""

from collections.abc import Sequence
from functools import cache
from urllib.parse import urlsplit

import segno
from flask import render_template
from markupsafe import Markup
from werkzeug.wrappers import Response

from safespaces.actions.register.stickers import sticker_for
from safespaces.errors import NotFound
from safespaces.language import gettext as _
from safespaces.printing.pdf import can_make_pdf, pdf_of
from safespaces.settings import folder
from safespaces.venues.venue import Venue
from safespaces.web.dependencies import dependencies


def qr_code(link: str, title: str) -> Markup:
    """A QR code as shapes in the page; never a Micro QR, which phones do not read."""
    picture = segno.make_qr(link, error="m").svg_inline(
        border=4, omitsize=True, svgclass="qr-print", title=title
    )
    return Markup(picture)


def pack_page(venue: Venue, by: str, back: str) -> str:
    """The sheets as a page."""
    return render_template("pack/page.html", back=back, pdf=can_make_pdf(), **_context(venue, by))


def packs_page(venues: Sequence[Venue], by: str, back: str, left: int) -> str:
    """The sheets of many places, one after the other; `left` are those beyond them."""
    packs = [_context(venue, by) for venue in venues]
    return render_template("pack/many.html", back=back, packs=packs, left=left)


def pack_pdf(venue: Venue, by: str) -> Response:
    """The sheets as a PDF. Raises NotFound where this server makes none."""
    if not can_make_pdf():
        raise NotFound(_("This server cannot make PDFs. Print the page from the browser instead."))
    made_at = dependencies().clock().isoformat(timespec="seconds")
    content = pdf_of(
        render_template("pack/pdf.html", made_at=made_at, **_context(venue, by)), _css()
    )
    name = f'attachment; filename="safe-space-{venue.slug}.pdf"'
    return Response(content, headers={"Content-Disposition": name}, mimetype="application/pdf")


@cache
def _css() -> str:
    return (folder("static") / "css" / "print-pack.css").read_text(encoding="utf-8")


def _context(venue: Venue, by: str) -> dict[str, object]:
    deps = dependencies()
    code = sticker_for(deps.database, venue.id, by=by, at=deps.clock())
    link = f"{deps.settings.address}/check/{code}"
    parts = urlsplit(link)
    return {
        "venue": venue,
        "code": code,
        "check_link": f"{parts.netloc}/check",
        "check_picture": qr_code(
            link, _("Code to scan: is this a Safe Space now, and where is one that is open")
        ),
    }
