"""Download OS Code-Point Open and import the area's postcodes."""

import tempfile
from datetime import datetime
from pathlib import Path
from time import monotonic

import requests

from safespaces.actions.reference.import_postcodes import (
    PostcodesImported,
    Progress,
    import_postcodes,
)
from safespaces.errors import OutsideServiceError, SafeSpacesError
from safespaces.store.database import Database
from safespaces.store.postcodes import note_vain_try

# OS Downloads API, open without a key: https://osdatahub.os.uk/docs/downloads/overview
OFFICIAL = (
    "https://api.os.uk/downloads/v1/products/CodePointOpen/downloads?area=GB&format=CSV&redirect"
)
_CONNECT_S, _READ_S = 3, 5
_LARGEST = 200 * 2**20  # bytes; the real file has about 20 MB


def fetch_postcodes(
    database: Database,
    *,
    at: datetime,
    area: str,
    url: str = OFFICIAL,
    budget_s: float = 120,
    progress: Progress | None = None,
) -> PostcodesImported:
    """Download within `budget_s` seconds and import what begins with `area`.

    Raises OutsideServiceError and notes the vain try.
    """
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "codepo_gb.zip"
            _download(url, path, budget_s)
            return import_postcodes(
                database, path, at=at, area=area, source="OS Code-Point Open", progress=progress
            )
    except SafeSpacesError:
        with database.writing() as session:
            note_vain_try(session, at)
        raise


def _download(url: str, path: Path, budget_s: float) -> None:
    until, size = monotonic() + budget_s, 0
    try:
        with (
            requests.get(url, stream=True, timeout=(_CONNECT_S, _READ_S)) as answer,
            path.open("wb") as file,
        ):
            answer.raise_for_status()
            for piece in answer.iter_content(1 << 16):
                size += len(piece)
                if size > _LARGEST or monotonic() > until:
                    raise OutsideServiceError("The postcode download is too large or too slow.")
                file.write(piece)
    except requests.RequestException as error:
        raise OutsideServiceError(
            f"The postcodes could not be downloaded ({type(error).__name__})."
        ) from error
