"""Download an extract of OpenStreetMap: what was begun is gone on with, and the whole is checked by
the digest that its publisher gives.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import requests

from safespaces.errors import OutsideServiceError

_CONNECT_S, _READ_S = 10, 60
_LARGEST = 4 * 2**30  # bytes; all of Great Britain has some 2 GB
_PIECE = 1 << 18
Progress = Callable[[int, int], None]  # bytes so far, and of the whole, 0 where it is not known


def fetch_extract(url: str, folder: Path, progress: Progress = lambda _done, _all: None) -> Path:
    """The file at an address, in a folder. The digest stands at the same address with .md5 behind
    it, as download.geofabrik.de has it; without one the file is not checked.

    Raises OutsideServiceError: the address does not answer, the digest is another, the disk is
    full. What has come so far is kept for the next try, unless it is wrong.
    """
    name = Path(urlsplit(url).path).name or "extract.osm.pbf"
    part, tag = folder / f"{name}.part", folder / f"{name}.part.tag"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _download(url, part, tag, progress)
        _check(url, part, tag)
        whole = folder / name
        part.replace(whole)
        tag.unlink(missing_ok=True)
    except requests.RequestException as error:
        raise OutsideServiceError(
            f"{url} could not be downloaded ({type(error).__name__}). Try again: it goes on from"
            " where it stopped."
        ) from error
    except OSError as error:
        raise OutsideServiceError(
            f"{name} could not be written to {folder} ({error.strerror}). Make room and try again."
        ) from error
    return whole


def _download(url: str, part: Path, tag: Path, progress: Progress) -> None:
    size = part.stat().st_size if part.is_file() else 0
    known = tag.read_text(encoding="utf-8") if tag.is_file() else ""
    # without the tag nobody knows whether the rest belongs to it
    headers = {"Range": f"bytes={size}-", "If-Range": known} if size and known else {}
    with requests.get(url, headers=headers, stream=True, timeout=(_CONNECT_S, _READ_S)) as answer:
        if answer.status_code == requests.codes.requested_range_not_satisfiable:
            return  # all of it is there
        answer.raise_for_status()
        goes_on = answer.status_code == requests.codes.partial_content
        size = size if goes_on else 0
        tag.write_text(answer.headers.get("ETag", ""), encoding="utf-8")
        length = answer.headers.get("Content-Length", "")
        whole = size + int(length) if length.isdecimal() else 0
        with part.open("ab" if goes_on else "wb") as file:
            for piece in answer.iter_content(_PIECE):
                size += len(piece)
                if size > _LARGEST:
                    raise OutsideServiceError(f"{url} is larger than 4 GB. Take a smaller region.")
                file.write(piece)
                progress(size, whole)
    if whole and size < whole:
        raise requests.ConnectionError("cut off")


def _check(url: str, part: Path, tag: Path) -> None:
    """Raises OutsideServiceError, with the file taken away, where its digest is another."""
    with requests.get(f"{url}.md5", stream=True, timeout=(_CONNECT_S, _READ_S)) as answer:
        if answer.status_code == requests.codes.not_found:
            return
        answer.raise_for_status()
        words = next(answer.iter_content(_PIECE), b"").decode("ascii", "replace").split()
    said = words[0].lower() if words else ""
    digest = hashlib.md5(usedforsecurity=False)
    with part.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    if digest.hexdigest() != said:
        part.unlink()
        tag.unlink(missing_ok=True)
        raise OutsideServiceError(
            f"{url} is not what its publisher says (its .md5 is another). It was taken away: try"
            " again."
        )
