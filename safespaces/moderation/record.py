"""What is kept about a venue besides its facts: training, use, visits. Never a person's name."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from safespaces.codes import Labels
from safespaces.errors import BadField
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.moderation.verification import Verification
from safespaces.venues.lasting import TRAINING_DAYS
from safespaces.venues.tidy import tidy

# Why somebody came in: the council's own list of everyday reasons (facts: Child Friendly Cov).
# Nothing else about them is ever kept.
REASONS = Labels(
    {
        "threatened": marked("Felt followed or threatened"),
        "phone": marked("Phone was flat"),
        "fare": marked("Lost the fare, or missed the last bus"),
        "home": marked("Needed to ring home"),
        "other": marked("Something else"),
    }
)
VISITORS = Labels(
    {
        "officer": marked("Officer"),
        "young_inspector": marked("Young inspectors"),
        "police": marked("Police"),
    }
)
_MOST_STAFF = 5_000
_LONGEST_WORDS = 1000


@dataclass(frozen=True, slots=True)
class Training:
    """So many of so many staff were trained on a day; counts and dates, no names."""

    venue_id: str
    on: date
    trained: int
    staff: int
    last_day: date

    @property
    def share_percent(self) -> int:
        """How many of a hundred are trained, rounded down: 99.9 is not all."""
        return self.trained * 100 // self.staff


def standing_training(training: Training, check: Verification | None) -> date | None:
    """The last day on which somebody is trained, by the newest training: its own day where it
    says that nobody is. None where a later check found somebody trained, which then stands.
    """
    last_day = training.last_day if training.trained else training.on
    return None if check and check.on > last_day else last_day


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit: who went, whether it was passed, what was found, until when to mend it, and when
    that was done.
    """

    id: str
    venue_id: str
    on: date
    who: str  # a key of VISITORS
    passed: bool
    found: str
    follow_up: date | None
    by: str
    mended_at: datetime | None = None


def clean_training(
    venue_id: str, on: date | None, trained: str, staff: str, today: date, *, nobody: bool = False
) -> Training:
    """A training from a form; `nobody`: it is said that nobody is trained. Raises BadInput."""
    day = on or today
    if day > today:
        raise BadField("on", _("That day is still to come. Put in the day of the training."))
    if day + timedelta(days=TRAINING_DAYS) < today:
        raise BadField(
            "on", _("A training counts for two years, so that one is over. Put in the last one.")
        )
    counts = [
        int(text)
        if text.strip().isascii() and text.strip().isdigit() and len(text.strip()) < 5
        else -1
        for text in (trained, staff)
    ]
    if min(counts) < 0 or not 0 < counts[1] <= _MOST_STAFF:
        which = "trained" if counts[0] < 0 else "staff"
        raise BadField(
            which, _("Write how many are trained and how many work there, as whole numbers.")
        )
    if counts[0] > counts[1]:
        raise BadField(
            "trained",
            _(
                "%(counts)s trained of %(counts_2)s cannot be right. Change one of the two.",
                counts=counts[0],
                counts_2=counts[1],
            ),
        )
    if counts[0] == 0 and not nobody:
        raise BadField(
            "trained",
            _(
                "Nobody is trained? Then tick “Nobody is trained now”, and the council is told."
                " Otherwise write how many are."
            ),
        )
    return Training(venue_id, day, counts[0], counts[1], day + timedelta(days=TRAINING_DAYS))


def clean_visit(visit: Visit, today: date) -> Visit:
    """A visit as it is kept. Raises BadInput."""
    found = tidy(visit.found)
    if visit.on > today:
        raise BadField("on", _("That day is still to come. Put in the day of the visit."))
    if visit.who not in VISITORS:
        raise BadField("who", _("Choose who went."))
    if not found or len(found) > _LONGEST_WORDS:
        raise BadField(
            "found",
            _(
                "Write what was found, in %(longest_words)s letters at most.",
                longest_words=_LONGEST_WORDS,
            ),
        )
    if visit.passed and visit.follow_up is not None:
        raise BadField(
            "follow_up",
            _("Is something wrong? If all is well, leave this day empty."),
        )
    if not visit.passed and (visit.follow_up is None or visit.follow_up < visit.on):
        raise BadField("follow_up", _("Say by which day it has to be mended."))
    return Visit(
        visit.id,
        visit.venue_id,
        visit.on,
        visit.who,
        visit.passed,
        found,
        visit.follow_up,
        visit.by,
    )
