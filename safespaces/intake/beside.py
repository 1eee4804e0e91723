"""What a row says beside the facts of a place: that it was checked, how many are trained, whom the
council can reach. None of it is public, and each is kept as if an officer had typed it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from safespaces.errors import BadInput
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.people.email_address import clean_email
from safespaces.problems import Problem, Severity
from safespaces.venues.cleaners import Unclean, clean_date
from safespaces.venues.lasting import LONGEST_CHECK_DAYS, TRAINING_DAYS, usual_last_day
from safespaces.venues.tidy import tidy

BESIDE_TARGETS = {
    "check_until": marked("Check: last day on which it counts"),
    "trained": marked("Training: how many are trained"),
    "staff": marked("Training: how many work there"),
    "trained_on": marked("Training: its day"),
    "contact_name": marked("Contact: name (never public)"),
    "contact_role": marked("Contact: what they do there (never public)"),
    "contact_email": marked("Contact: e-mail address (never public)"),
    "contact_phone": marked("Contact: phone (never public)"),
}
_LONGEST = 100
_MOST_STAFF = 5_000


@dataclass(frozen=True, slots=True)
class Beside:
    """As it was read; None and "" for what the row does not say. The day of the check is the
    place's own `checked_on`.
    """

    check_until: date | None = None
    trained: int | None = None
    staff: int | None = None
    trained_on: date | None = None
    contact_name: str = ""
    contact_role: str = ""
    contact_email: str = ""
    contact_phone: str = ""

    @property
    def has_contact(self) -> bool:
        """Whether anybody can be reached by it."""
        return bool(self.contact_name or self.contact_email or self.contact_phone)

    def training(self, checked_on: date | None) -> tuple[date, int, int] | None:
        """The day, how many are trained and how many work there; None where nobody is said to
        be. Without a day of its own it is what the check found.
        """
        on = self.trained_on or checked_on
        if not self.trained or on is None:
            return None
        return on, self.trained, max(self.staff or 0, self.trained)

    def check_end(self, checked_on: date | None, today: date) -> date | None:
        """To which day a check of a place counts that found somebody trained; None where the row
        says of no such check, or of one that is over.

        That somebody is trained has to be said: it is what a Safe Space is.
        """
        training = self.training(checked_on)
        if checked_on is None or training is None or checked_on > today:
            return None
        if training[0] > today or training[0] + timedelta(days=TRAINING_DAYS) < today:
            return None
        end = min(
            self.check_until or usual_last_day(checked_on),
            checked_on + timedelta(days=LONGEST_CHECK_DAYS),
        )
        return end if end >= today else None


NOTHING_BESIDE = Beside()


def read_beside(cells: Mapping[str, tuple[str, str]], line: int) -> tuple[Beside, list[Problem]]:
    """From the column and the text of each of BESIDE_TARGETS that a row has, with what of it could
    not be taken.
    """
    values: dict[str, object] = {}
    problems = []
    for name, (column, text) in cells.items():
        try:
            values[name] = _CLEANERS[name](text)
        except (Unclean, BadInput, ValueError) as error:
            said = error.message if isinstance(error, Unclean) else str(error)
            message = _("It is left out. %(said)s", said=said)
            problems.append(Problem(column, text, message, "", line, Severity.WARNING))
    return Beside(**values), problems  # type: ignore[arg-type]


def _count(text: str) -> int:
    plain = text.removesuffix(".0")
    if not (plain.isascii() and plain.isdigit() and int(plain) <= _MOST_STAFF):
        raise ValueError(_("It is no whole number of people."))
    return int(plain)


def _words(text: str) -> str:
    return tidy(text)[:_LONGEST]


_CLEANERS = {
    "check_until": clean_date,
    "trained": _count,
    "staff": _count,
    "trained_on": clean_date,
    "contact_name": _words,
    "contact_role": _words,
    "contact_email": clean_email,
    "contact_phone": _words,
}
