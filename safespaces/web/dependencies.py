"""What request handlers need: settings, the clock, the snapshot in memory, and where the rest of
the data comes from.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from flask import Flask, current_app

from safespaces.actions.coverage.memory import CoverageMemory
from safespaces.actions.coverage.reader import CoverageReader
from safespaces.clock import Clock
from safespaces.errors import StoreError
from safespaces.geo.point import Point
from safespaces.hours.wall_time import to_minute
from safespaces.maps.sketch import Sketch
from safespaces.settings import Settings
from safespaces.store.database import Database
from safespaces.venues.areas import Areas
from safespaces.venues.gazetteer import Gazetteer
from safespaces.web.background import Background
from safespaces.web.job_watch import JobWatch
from safespaces.web.limit_counts import LimitCounts
from safespaces.web.map_files import MapFiles, make_map_files
from safespaces.web.postcode_files import PostcodeFiles
from safespaces.web.ready_file import ReadyFile, ready_file
from safespaces.web.site_message_watch import SiteMessageWatch
from safespaces.web.snapshot_copy import SnapshotCopy
from safespaces.web.snapshot_holder import SnapshotHolder
from safespaces.web.sources import Sources
from safespaces.web.sticker_codes import StickerCodes
from safespaces.web.streets_holder import StreetsHolder

_NAME = "safespaces"
_OLD_AFTER_S = 60.0  # a look at the database that long ago


@dataclass(frozen=True, slots=True)
class Dependencies:
    """Everything a request handler needs, built once per app."""

    settings: Settings
    clock: Clock
    sources: Sources
    snapshots: SnapshotHolder
    streets: StreetsHolder
    site_message: SiteMessageWatch
    stickers: StickerCodes
    background: Background
    job_health: JobWatch
    limit_counts: LimitCounts
    areas: Areas
    gazetteer_file: ReadyFile
    postcode_files: PostcodeFiles
    map_files: MapFiles
    coverage_memory: CoverageMemory

    @property
    def database(self) -> Database:
        """Where the pages behind sign-in read and write. Raises StoreError without one."""
        if self.sources.database is None:
            raise StoreError("There is no register behind these pages.")
        return self.sources.database

    @property
    def coverage(self) -> CoverageReader:
        """What the coverage pages are worked out from. Raises StoreError without a register."""
        settings, gazetteer = self.settings, self.sources.gazetteer
        return CoverageReader(
            self.database,
            self.coverage_memory,
            self.areas,
            gazetteer,
            settings.area,
            settings.zone,
            self.clock(),
        )

    def gazetteer(self) -> Gazetteer:
        """The gazetteer, with the names of the published Safe Spaces and of the streets."""
        published, streets = self.snapshots.current(), self.streets.current()
        if published is None:
            return self.sources.gazetteer
        return published.named_in(self.sources.gazetteer, streets.places if streets else ())

    @property
    def is_in_cells(self) -> bool:
        """Whether the list is too long for every phone to have the whole (snapshot/cells.py)."""
        published = self.snapshots.current()
        return published is not None and published.cell_files.is_needed

    @property
    def has_streets(self) -> bool:
        """Whether walks are by the streets."""
        published = self.snapshots.current()
        return published is not None and published.streets_number != ""

    def small_map(self, middle: Point) -> Sketch:
        """What a small map around a place shows."""
        streets = self.streets.current()
        return self.map_files.sketcher.around(middle, streets.sketch if streets else None)

    def troubles(self) -> list[str]:
        """What is wrong with the database, the list, mail and jobs, each in a sentence for the
        operator.
        """
        state, found = self.snapshots.state(), []
        latest = max(_OLD_AFTER_S, 3 * self.settings.refresh_seconds)
        is_late = state.seconds is None or state.seconds > latest
        if is_late and not state.is_answered:
            found.append("The database does not answer. Run: safespaces doctor")
        if state.trouble:
            found.append(
                f"The snapshot was not refreshed ({state.trouble}). Run: safespaces doctor"
            )
        if state.is_copy:
            found.append("The list is the copy on disk.")
        if self.snapshots.current() is None:
            found.append("There is no snapshot yet. Run: safespaces publish")
        if self.limit_counts.trouble():
            found.append(self.limit_counts.trouble())
        return found + self.job_health.troubles(self.clock())

    def now(self) -> int:
        """The present minute, counted since 1970 UTC."""
        return to_minute(self.clock())


def dependencies() -> Dependencies:
    """Those of the app that answers this request."""
    return cast(Dependencies, current_app.extensions[_NAME])


def install_dependencies(
    app: Flask, settings: Settings, clock: Clock, sources: Sources
) -> Dependencies:
    """Build them and hand them to the app."""
    background = Background(settings.refresh_seconds, settings.language)
    background.watch(sources.listen)

    def today() -> date:
        return clock().astimezone(settings.zone).date()

    copy = settings.snapshot_copy if sources.database else ""
    areas = Areas(sources.gazetteer)
    map_files = make_map_files(settings, sources.gazetteer)
    middle = sources.gazetteer.middle_of(settings.area)
    # before the list: walks to its places are by these
    streets = StreetsHolder(
        sources.streets_number,
        sources.street_files,
        background,
        Path(f"{copy}-streets") if copy else None,
        areas.near,
        sources.gazetteer.fear,
    )
    made = Dependencies(
        settings=settings,
        clock=clock,
        sources=sources,
        snapshots=SnapshotHolder(
            sources.current_number,
            sources.current_snapshot,
            settings.zone,
            background,
            today,
            SnapshotCopy(Path(copy)) if copy else None,
            make_more=lambda published: (
                published.in_areas(areas),
                published.named_in(sources.gazetteer),
            ),
            home=Point(middle.lat, middle.lon) if middle else map_files.centre,
            streets=streets.current,
        ),
        streets=streets,
        job_health=JobWatch(sources.job_health, background),
        site_message=SiteMessageWatch(sources.site_message, background),
        limit_counts=LimitCounts(settings.limits, settings.secret_key),
        stickers=StickerCodes(
            sources.stickers, background, Path(f"{copy}-stickers") if copy else None
        ),
        background=background,
        areas=areas,
        gazetteer_file=ready_file(sources.gazetteer.as_json(), "application/json"),
        postcode_files=PostcodeFiles(sources, background),
        map_files=map_files,
        coverage_memory=CoverageMemory(
            settings.zone,
            settings.refresh_seconds,
            sources.gazetteer.places.places,
            settings.area,
            paths=streets.paths,
        ),
    )
    app.extensions[_NAME] = made
    return made
