"""Which listed places were checked, and where somebody is trained: counted apart, because a place
that nobody has checked is promised by nobody.
"""

from dataclasses import dataclass
from datetime import date

from safespaces.coverage.query import CHECKED, TRAINED
from safespaces.moderation.record import standing_training
from safespaces.store.database import Database
from safespaces.store.records import newest_trainings, venues_with_failed_visit
from safespaces.store.verifications import standing_checks


@dataclass(frozen=True, slots=True)
class Standing:
    """Ids of venues: with a check that is in date, and with a training that is."""

    checked: frozenset[str]
    trained: frozenset[str]

    def counts(self, venue_id: str, which: str) -> bool:
        """Whether a venue is one of those that are looked at (a key of query.WHICH)."""
        known = {CHECKED: self.checked, TRAINED: self.trained}.get(which)
        return known is None or venue_id in known


def standing_on(database: Database, today: date) -> Standing:
    """How the venues of the register stand on a day; one where a visit found what is not mended yet
    is neither checked nor trained.
    """
    with database.reading() as session:
        checks, trainings = standing_checks(session), newest_trainings(session)
        failed = frozenset(venues_with_failed_visit(session))
    checked = frozenset(each for each, check in checks.items() if check.last_day >= today)
    trained = frozenset(
        venue_id
        for venue_id, training in trainings.items()
        if training.trained and _still(standing_training(training, checks.get(venue_id)), today)
    )
    return Standing(checked - failed, trained - failed)


def _still(last_day: date | None, today: date) -> bool:
    """None: a later check found somebody trained."""
    return last_day is None or last_day >= today
