"""A page of ours as a tagged PDF (PDF/UA-1).

Reads no address and no file but the system's fonts; the same input gives the same bytes.
"""

import importlib.util
import warnings
from functools import cache
from threading import Lock
from typing import Any

from safespaces.errors import Busy, OutsideServiceError

_ONE_AT_A_TIME = Lock()
_LONGEST_WAIT_S = 3.0  # whoever waits holds a thread that answers the public too
_MISSING = "This server cannot make PDFs. Print the page from the browser instead."


def can_make_pdf() -> bool:
    """Whether WeasyPrint is installed.

    That its libraries and a font are there shows only when it is used.
    """
    return importlib.util.find_spec("weasyprint") is not None


def pdf_of(html: str, css: str) -> bytes:
    """The PDF of a whole page with one stylesheet.

    Raises OutsideServiceError where this machine cannot make one, Busy while another is being made.
    """
    if not _ONE_AT_A_TIME.acquire(timeout=_LONGEST_WAIT_S):
        raise Busy(
            "Another PDF is being made. Try again in a few seconds, or print the page from the"
            " browser."
        )
    try:
        try:
            fonts = _fonts()
        except (ImportError, OSError, UserWarning) as error:
            raise OutsideServiceError(_MISSING) from error
        from weasyprint import CSS, HTML  # half a second: only whoever prints waits for it
        from weasyprint.urls import FatalURLFetchingError, URLFetcher

        nothing = URLFetcher(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        try:
            sheet = CSS(string=css, url_fetcher=nothing, font_config=fonts)
            page = HTML(string=html, url_fetcher=nothing)
            made: bytes = page.write_pdf(
                stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1", finisher=_one_side
            )
        except (
            FatalURLFetchingError
        ) as error:  # a BaseException: it would slip past every "except Exception"
            raise OutsideServiceError(
                "The page to print asks for something outside itself."
            ) from error
        return made
    finally:
        _ONE_AT_A_TIME.release()


@cache
def _fonts() -> Any:
    """One for the whole process: a new one for every PDF would leak some 0.3 MB each.

    WeasyPrint warns at its first import when there is no font at all, and drawing without one
    crashes the process: so that is an error.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        import weasyprint
    return weasyprint.text.fonts.FontConfiguration()


def _one_side(_document: Any, pdf: Any) -> None:
    """Ask the printer for one side and full size: nothing may land on the back of a window
    sticker.
    """
    pdf.catalog["ViewerPreferences"].update({"Duplex": "/Simplex", "PrintScaling": "/None"})
