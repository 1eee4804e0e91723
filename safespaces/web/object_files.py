"""Keeps the public files in an object store, as the service itself would answer them: a proxy or a
CDN in front hands them out from there while no machine of the service does.

The worker does it, one at a time (actions/operations/tick.py), and only what has changed is sent.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from flask import Flask, Response

from safespaces.clock import Clock
from safespaces.language import use
from safespaces.objects.s3 import ObjectStore, StoredFile
from safespaces.settings import Settings
from safespaces.snapshot.shared_list import FILE
from safespaces.web.app import create_app
from safespaces.web.dependencies import Dependencies, dependencies
from safespaces.web.sources import Sources, sources_of

_KNOWN = "stored-files.json"  # the tag of every file that is stored
_ALIKE = (
    "directory.json",
    "places.geojson",
    "places.csv",
    FILE,
    "gazetteer.json",
    "map/ground.geojson",
    "map/areas.geojson",
    "map/names.json",
)


class ObjectFiles:
    """The files in one store. It may only be used by one thread at a time."""

    def __init__(
        self, settings: Settings, store: ObjectStore, clock: Clock, sources: Sources | None = None
    ) -> None:
        own = replace(settings, refresh_seconds=0)  # each file is made when it is asked for here
        self._app: Flask = create_app(own, clock, sources or sources_of(own))
        self._store, self._language = store, settings.language

    def store_changed(self) -> int:
        """Send what is not in the store as it is now, and take away what is no more. Returns how
        many files were sent. Raises OutsideServiceError where the store does not answer; the next
        time goes on from there.
        """
        with self._app.app_context():
            deps = dependencies()
            now = _made_from(deps)
            kept = self._kept()
            if not now or now == kept.made_from:
                return 0
            names = list(_names(deps))
        tags = {name: self._answer(name).headers["ETag"] for name in names}
        changed = [name for name in names if tags[name] != kept.tags.get(name)]
        gone = kept.tags.keys() - tags.keys()
        # whatever happens in between, nothing counts as stored that may be half sent
        self._keep(_Kept("", {name: tags[name] for name in names if name not in changed}))
        for name in changed:
            self._store.put(name, _stored(self._answer(name)))
        self._keep(_Kept(now, tags))
        self._store.delete(sorted(gone))
        return len(changed)

    def _kept(self) -> "_Kept":
        """What the store said last: several workers take turns."""
        try:
            said = json.loads(self._store.read(_KNOWN) or b"{}")
            return _Kept(str(said["made_from"]), dict(said["tags"]))
        except (ValueError, KeyError, TypeError):
            return _Kept("", {})

    def _keep(self, kept: "_Kept") -> None:
        said = json.dumps({"made_from": kept.made_from, "tags": kept.tags}, sort_keys=True)
        self._store.put(_KNOWN, StoredFile(said.encode(), "application/json", "", "no-store"))

    def _answer(self, name: str) -> Response:
        """What the view says, without what is done around a visitor's request: limits and logs."""
        # every phone and every proxy can unpack gzip
        headers = {"Accept-Encoding": "gzip"}
        with self._app.test_request_context(f"/{quote(name)}", headers=headers):
            use(self._language)
            return self._app.make_response(self._app.dispatch_request())


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the files in the store were made from, "" where that is not sure, and their tags."""

    made_from: str
    tags: dict[str, str]


def _stored(answer: Response) -> StoredFile:
    headers = answer.headers
    encoding, cache_control = headers.get("Content-Encoding", ""), headers["Cache-Control"]
    return StoredFile(answer.get_data(), headers["Content-Type"], encoding, cache_control)


def _made_from(deps: Dependencies) -> str:
    """The list, the day, the postcodes and the streets; "" before the first list."""
    published = deps.snapshots.current()
    if published is None:
        return ""
    today = deps.clock().astimezone(deps.settings.zone).date()
    streets = published.streets.number if published.streets else ""
    return f"{published.snapshot.number} {today} {deps.sources.postcodes_version()} {streets}"


def _names(deps: Dependencies) -> Iterator[str]:
    """Of all files, the index of cells behind the cells that it names."""
    published = deps.snapshots.current()
    if published and published.cell_files.is_needed:
        yield from (f"directory/{cell}.json" for cell in published.cell_files.names)
    for outward in deps.sources.gazetteer.outward_codes:
        if deps.postcode_files.of(outward):
            yield f"postcodes/{outward}.json"
    streets = deps.streets.current()
    if streets:
        yield from (f"streets/{name}-{streets.number}.bin" for name in streets.files)
    yield from _ALIKE
