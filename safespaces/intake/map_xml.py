"""KML maps, zipped or not, and the food hygiene ratings' XML, each as a table.

Entities are refused (defusedxml): none is ever fetched.
"""

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from safespaces.errors import ImportRefused
from safespaces.intake.columns import table_of
from safespaces.intake.record import Table
from safespaces.language import gettext as _

_LARGEST_KML = 40 * 2**20  # bytes in a KMZ
# folders in folders; every parser has a depth at which it gives up, and no map of places has half
# as many
_DEEPEST = 40


def kml_table(content: bytes) -> Table:
    """A row for each placemark: name, description, its own data, its folder, its point.

    Raises ImportRefused.
    """
    root = _root(content, "KML")
    return table_of(
        _placemarks(root, (), 0),
        (_("KML: line 1 stands for the first place, line 2 for the second."),),
    )


def kmz_table(content: bytes) -> Table:
    """The map in a zipped KML. Raises ImportRefused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = next(
                each for each in archive.infolist() if each.filename.lower().endswith(".kml")
            )
            if inside.file_size > _LARGEST_KML:
                raise ImportRefused(
                    _(
                        "This is a KMZ map that unfolds to %(file_size)s MB, which is too large.",
                        file_size=f"{inside.file_size // 2**20:,}",
                    )
                )
            with archive.open(inside) as file:
                content = file.read(_LARGEST_KML + 1)  # an archive may say less than it holds
            if len(content) > _LARGEST_KML:
                raise ImportRefused(_("This is a KMZ map that is too large."))
            return kml_table(content)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError):
        raise ImportRefused(
            _("This is a KMZ map, but it is damaged. Export it once more, as KML.")
        ) from None


def hygiene_table(content: bytes) -> Table:
    """A row for each establishment of a food hygiene ratings file, its elements as columns.

    Raises ImportRefused.
    """
    root = _root(content, "XML")
    found = (
        {_tag(leaf): (leaf.text or "").strip() for leaf in each.iter() if not len(leaf)}
        for each in root.iter("EstablishmentDetail")
    )
    return table_of(
        found,
        (
            (
                _(
                    "XML of the food hygiene ratings: line 1 stands for the first place,"
                    " line 2 for the second."
                )
            ),
        ),
    )


def _root(content: bytes, what: str) -> Element:
    try:
        return fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise ImportRefused(
            _(
                "This is %(what)s that refers to something outside itself, which is"
                " never read. Export it plainly.",
                what=what,
            )
        ) from None
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise ImportRefused(
            _(
                "This begins like %(what)s but cannot be read: %(error)s.",
                what=what,
                error=str(error)[:80],
            )
        ) from None


def _placemarks(element: Element, folders: tuple[str, ...], depth: int) -> Iterator[dict[str, str]]:
    if depth > _DEEPEST:
        raise ImportRefused(
            _(
                "This is KML with more than %(deepest)s folders in one another. Export it plainly.",
                deepest=_DEEPEST,
            )
        )
    for child in element:
        if _tag(child) == "Placemark":
            yield _placemark(child, folders)
        elif _tag(child) in ("Document", "Folder"):
            name = _child_text(child, "name")
            yield from _placemarks(
                child, (*folders, name) if name and _tag(child) == "Folder" else folders, depth + 1
            )


def _placemark(element: Element, folders: tuple[str, ...]) -> dict[str, str]:
    found = {
        "name": _child_text(element, "name"),
        "description": _without_markup(_child_text(element, "description")),
    }
    for each in element.iter():
        if _tag(each) == "Data":
            found.setdefault(each.get("name") or "data", _child_text(each, "value"))
        elif _tag(each) == "SimpleData":
            found.setdefault(each.get("name") or "data", (each.text or "").strip())
    point = next((each for each in element.iter() if _tag(each) == "Point"), None)
    lon, lat = (
        *(_child_text(point, "coordinates") if point is not None else "").split(","),
        "",
        "",
    )[:2]
    return found | {"folder": " / ".join(folders), "lat": lat.strip(), "lon": lon.strip()}


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _child_text(element: Element, tag: str) -> str:
    return next(((each.text or "").strip() for each in element if _tag(each) == tag), "")


def _without_markup(text: str) -> str:
    return html.unescape(re.sub(r"<[^<>]*>", " ", text)).strip()
