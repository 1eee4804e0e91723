"""Take over the lists of neighbouring services, so that whoever stands near a border is told of the
nearest place, whichever council keeps it. Each council has a register, people and rules of its own;
only what is public goes across.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Thread

import requests

from safespaces.actions.register.publish import publish_whole_in
from safespaces.errors import OutsideServiceError, SafeSpacesError
from safespaces.settings import Settings
from safespaces.snapshot.directory import directory_json
from safespaces.snapshot.finder import Finder
from safespaces.snapshot.public_venue import check_whole
from safespaces.snapshot.shared_list import (
    FILE,
    SharedList,
    read_shared_list,
    same_area,
    taken_over,
)
from safespaces.snapshot.snapshot import Snapshot, in_order
from safespaces.store.database import Database
from safespaces.store.neighbour_lists import (
    NeighbourList,
    forget_neighbour_lists,
    keep_neighbour_list,
    neighbour_lists,
)

TRUSTED = timedelta(hours=24)  # a list of which nobody has said since that it is still so
_WORTH_TELLING = timedelta(minutes=10)  # a service that is started anew is no trouble
_CONNECT_S, _READ_S, _WHOLE_S = 3, 5, 20
_LARGEST = 20 * 2**20  # bytes; 1,000 places are some 500 kB
_PIECE = 1 << 16


def take_neighbours(database: Database, settings: Settings, *, at: datetime) -> None:
    """Ask each neighbour for its list, and publish where one says something else than before. What
    a neighbour does not answer for TRUSTED, or is no longer a neighbour, leaves the public list.

    Raises OutsideServiceError to tell of neighbours whose list did not come, after the rest is
    done.
    """
    sites = settings.neighbours
    with database.reading() as session:
        before = {kept.site: kept for kept in neighbour_lists(session)}
    if not sites and not before:
        return
    _forget_old(database, sites, at)
    troubles = [
        trouble
        for site in sites
        if (trouble := _take(database, settings, site, before.get(site), at))
    ]
    if troubles:
        raise OutsideServiceError(" ".join(troubles))


def _forget_old(database: Database, sites: Sequence[str], at: datetime) -> None:
    """First, and by itself: whatever a neighbour says, what is too old leaves the list."""
    with database.writing() as session:
        if forget_neighbour_lists(session, sites, at - TRUSTED):
            publish_whole_in(session, at=at)


def _take(
    database: Database, settings: Settings, site: str, kept: NeighbourList | None, at: datetime
) -> str:
    """Take one list over, all or nothing; returns what is worth telling of it, "" for nothing."""
    try:
        new = _in_time(site, kept, at)
        with database.writing() as session:
            areas = [settings.area, *_areas_of_others(neighbour_lists(session), site)]
            shared = _checked(new, areas, settings)
            if kept is None or kept.content != new.content:
                _build(shared, new, settings)
            if keep_neighbour_list(session, new):
                publish_whole_in(session, at=at)
    except Exception as error:  # one neighbour never keeps another's list from coming
        if kept and at - kept.at <= _WORTH_TELLING:
            return ""
        told = str(error) if isinstance(error, SafeSpacesError) else type(error).__name__
        return told if site in told else f"{site}: {told}"
    return ""


def _areas_of_others(kept: Sequence[NeighbourList], site: str) -> Iterator[str]:
    """Those whose neighbour does not answer now keep their name too."""
    for each in kept:
        if each.site != site:
            with suppress(SafeSpacesError):
                yield read_shared_list(each.content).area


_asking: dict[str, Future[NeighbourList]] = {}


def _in_time(site: str, kept: NeighbourList | None, at: datetime) -> NeighbourList:
    """The list as it is now. A neighbour may answer a byte at a time and for ever: it is waited for
    in a thread of its own, and not asked again while that goes on. Raises OutsideServiceError.
    """
    going_on = _asking.get(site)
    if going_on and not going_on.done():
        raise OutsideServiceError(f"{site} has not finished its answer.")
    answer = _asking[site] = Future()

    def ask() -> None:
        try:
            answer.set_result(_ask(site, kept, at))
        except Exception as error:  # raised again where it is waited for
            answer.set_exception(error)

    Thread(target=ask, daemon=True, name="neighbour").start()
    try:
        return answer.result(_WHOLE_S)
    except TimeoutError:
        raise OutsideServiceError(f"{site} does not answer in {_WHOLE_S} seconds.") from None


def _ask(site: str, kept: NeighbourList | None, at: datetime) -> NeighbourList:
    """The list as it is now. Raises OutsideServiceError."""
    headers = {"If-None-Match": kept.etag} if kept and kept.etag else {}
    try:
        with requests.get(
            f"{site}/{FILE}",
            headers=headers,
            timeout=(_CONNECT_S, _READ_S),
            stream=True,
            allow_redirects=False,
        ) as answer:
            if kept and answer.status_code == requests.codes.not_modified:
                return replace(kept, at=at)
            if answer.status_code != requests.codes.ok:
                raise OutsideServiceError(f"{site} answers {answer.status_code}.")
            content = _whole(answer, site).decode("utf-8")
            return NeighbourList(site, content, answer.headers.get("ETag", "")[:100], at)
    except (requests.RequestException, UnicodeDecodeError) as error:
        raise OutsideServiceError(f"{site} does not answer ({type(error).__name__}).") from error


def _whole(answer: requests.Response, site: str) -> bytes:
    content = bytearray()
    for piece in answer.iter_content(_PIECE):
        content += piece
        if len(content) > _LARGEST:
            raise OutsideServiceError(f"The list of {site} is too large.")
    return bytes(content)


def _checked(kept: NeighbourList, others: Sequence[str], settings: Settings) -> SharedList:
    """Raises SafeSpacesError for a list that cannot be taken over."""
    shared = read_shared_list(kept.content)
    if shared.is_demonstration and not settings.demo_banner:
        raise OutsideServiceError(f"{kept.site} shows demonstration data.")
    if any(same_area(shared.area, other) for other in others):
        raise OutsideServiceError(
            f"{kept.site} calls its area {shared.area}, as another does. Ask for another"
            " SAFESPACES_AREA there."
        )
    return shared


def _build(shared: SharedList, kept: NeighbourList, settings: Settings) -> None:
    """Raises whatever the pages would raise: nothing is public that cannot be shown."""
    venues = in_order(taken_over(shared, kept.site))
    for venue in venues:
        check_whole(venue)
    directory_json(Finder(Snapshot("none", kept.at, venues), settings.zone), kept.at.date())
