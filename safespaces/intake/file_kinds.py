"""What kind of file some bytes are, by the bytes and never by the name, so that what cannot be read
is at least called by its name.
"""

import io
import zipfile
from enum import StrEnum

from safespaces.language import marked


class FileKind(StrEnum):
    """The kinds that are told apart. The value is how a person calls one."""

    TEXT = marked("a text")  # CSV, or something like it
    WORKBOOK = marked("an Excel workbook")
    OPEN_DOCUMENT = marked("an OpenDocument spreadsheet (LibreOffice)")
    OLD_OFFICE = marked("an old Office file")  # .xls, but .doc begins alike
    GEOJSON = "GeoJSON"
    JSON = "JSON"
    KML = "KML"
    KMZ = marked("a KMZ map (zipped KML)")
    HYGIENE = marked("XML of the food hygiene ratings")
    XML = "XML"
    GPX = "GPX"
    HTML = marked("a web page")
    WORD = marked("a Word document")
    RICH_TEXT = marked("a text document (RTF)")
    SHAPE = marked("a shape file of a map program")
    ZIP = marked("a zip archive")
    PICTURE = marked("a picture")
    PDF = marked("a PDF")
    COMPRESSED = marked("a compressed file")
    DATABASE = marked("a database")


_STARTS = (
    (b"\x89PNG", FileKind.PICTURE),
    (b"\xff\xd8\xff", FileKind.PICTURE),
    (b"GIF8", FileKind.PICTURE),
    (b"RIFF", FileKind.PICTURE),
    (b"II*\0", FileKind.PICTURE),
    (b"MM\0*", FileKind.PICTURE),
    (b"%PDF", FileKind.PDF),
    (b"\xd0\xcf\x11\xe0", FileKind.OLD_OFFICE),
    (b"\x1f\x8b", FileKind.COMPRESSED),
    (b"7z\xbc\xaf", FileKind.COMPRESSED),
    (b"Rar!", FileKind.COMPRESSED),
    (b"SQLite", FileKind.DATABASE),
    (b"\x00\x00\x27\x0a", FileKind.SHAPE),
    (b"{\\rtf", FileKind.RICH_TEXT),
)
_IN_ZIP = (
    ("xl/workbook.xml", FileKind.WORKBOOK),
    ("xl/workbook.bin", FileKind.WORKBOOK),
    ("word/document.xml", FileKind.WORD),
    (".kml", FileKind.KMZ),
    (".shp", FileKind.SHAPE),
)
_XML_ROOTS = (
    (b"<kml", FileKind.KML),
    (b"<FHRSEstablishment", FileKind.HYGIENE),
    (b"<gpx", FileKind.GPX),
    (b"<html", FileKind.HTML),
)
_LOOKED_AT = 4_000  # bytes


def file_kind(content: bytes) -> FileKind:
    """What the bytes are."""
    found = next((kind for start, kind in _STARTS if content.startswith(start)), None)
    if found:
        return found
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_zip(content)
    head = content[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:1] == b"<":
        return _kind_of_markup(head)
    if head[:1] in (b"{", b"["):
        return (
            FileKind.GEOJSON
            if b'"FeatureCollection"' in content or b'"Feature"' in head
            else FileKind.JSON
        )
    return FileKind.TEXT


def _kind_of_zip(content: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            mime = (
                archive.read("mimetype")[:100]
                if "mimetype" in names and archive.getinfo("mimetype").file_size < 200
                else b""
            )
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, KeyError):
        return FileKind.ZIP
    if b"opendocument.spreadsheet" in mime:
        return FileKind.OPEN_DOCUMENT
    return next(
        (
            kind
            for end, kind in _IN_ZIP
            if any(name.lower().endswith(end.lower()) for name in names)
        ),
        FileKind.ZIP,
    )


def _kind_of_markup(head: bytes) -> FileKind:
    for root, kind in _XML_ROOTS:
        if root in head or root.lower() in head.lower():
            return kind
    return FileKind.HTML if b"<!doctype html" in head.lower() else FileKind.XML
