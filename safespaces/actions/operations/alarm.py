"""Telling the operator of trouble with mail and jobs by another road than mail, which may be what
is in trouble: a POST of plain words to an address of their choice (a paging service, ntfy, a chat).
"""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import requests

from safespaces.actions.operations.job_health import job_health
from safespaces.errors import OutsideServiceError
from safespaces.people.tokens import digest_of
from safespaces.settings import Settings
from safespaces.store.alarms import forget_alarms, note_alarm, was_told
from safespaces.store.database import Database

AGAIN_AFTER = timedelta(hours=24)
_WAIT_S = (3, 5)  # to connect, to answer
STEP = "alarm"


def sound_alarm(database: Database, settings: Settings, *, at: datetime) -> bool:
    """Post the troubles there are, once a day while they stay the same; whether that was done.
    Nothing of a person or a venue is in it.

    Raises OutsideServiceError where the address does not take it.
    """
    if not settings.alarm_url:
        return False
    with database.reading() as session:
        health = job_health(session, at)
        others = tuple(each for each in health.steps if each.name != STEP)
        found = replace(health, steps=others).troubles(at)
        # counts and times within the words change from look to look, and are no news
        key = digest_of(re.sub(r"[0-9]+", "", "\n".join(found)))
        if not found or was_told(session, key, at - AGAIN_AFTER):
            return False
    _post(settings, "\n".join(found))
    with database.writing() as session:
        forget_alarms(session, at - 2 * AGAIN_AFTER)
        note_alarm(session, key, at)
    return True


def _post(settings: Settings, words: str) -> None:
    text = f"Safe Spaces {settings.area}, {settings.address}:\n{words}\n"
    try:
        with requests.post(
            settings.alarm_url,
            data=text.encode(),
            headers={"Content-Type": "text/plain; charset=utf-8"},
            timeout=_WAIT_S,
            allow_redirects=False,
            stream=True,  # what it says beside its status is of no use, and could be without end
        ) as answer:
            trouble = "" if 200 <= answer.status_code < 300 else str(answer.status_code)
    except requests.RequestException as error:
        trouble = type(error).__name__
    if trouble:
        raise OutsideServiceError(f"The alarm was not taken ({trouble}): see SAFESPACES_ALARM_URL.")
