"""Take over the lists of neighbouring services, so that whoever stands near a border is told of the
nearest place, whichever council keeps it. Each council has a register, people and rules of its own;
only what is public goes across.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from time import monotonic

import requests

from safespaces.actions.register.publish import publish_whole_in
from safespaces.errors import OutsideServiceError, SafeSpacesError
from safespaces.settings import Settings
from safespaces.snapshot.shared_list import FILE, read_shared_list, same_area
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
    came, troubles, areas = list[NeighbourList](), list[str](), [settings.area]
    for site in sites:
        kept = before.get(site)
        try:
            new = _ask(site, kept, at)
            areas.append(_area_of(new, areas, settings.demo_banner))
            came.append(new)
        except SafeSpacesError as error:
            if kept is None or at - kept.at > _WORTH_TELLING:
                troubles.append(str(error))
    with database.writing() as session:
        is_other = [keep_neighbour_list(session, each) for each in came]
        gone = forget_neighbour_lists(session, sites, at - TRUSTED)
        if gone or any(is_other):
            publish_whole_in(session, at=at)
    if troubles:
        raise OutsideServiceError(" ".join(troubles))


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
    content, until = bytearray(), monotonic() + _WHOLE_S
    for piece in answer.iter_content(_PIECE):
        content += piece
        if len(content) > _LARGEST or monotonic() > until:
            raise OutsideServiceError(f"The list of {site} is too large or too slow.")
    return bytes(content)


def _area_of(kept: NeighbourList, others: list[str], may_be_demonstration: bool) -> str:
    """Whose list it is. Raises SafeSpacesError for one that cannot be taken over."""
    try:
        shared = read_shared_list(kept.content)
    except SafeSpacesError as error:
        raise OutsideServiceError(f"{kept.site}: {error}") from error
    if shared.is_demonstration and not may_be_demonstration:
        raise OutsideServiceError(f"{kept.site} shows demonstration data.")
    if any(same_area(shared.area, other) for other in others):
        raise OutsideServiceError(
            f"{kept.site} calls its area {shared.area}, as another does. Ask for another"
            " SAFESPACES_AREA there."
        )
    return shared.area
