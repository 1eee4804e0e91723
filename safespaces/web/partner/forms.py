"""The boxes of a partner's forms; the pages of a new place are in `web/forms`."""

from typing import ClassVar

from safespaces.moderation.record import REASONS
from safespaces.web.forms.boxes import DayBox, EmailBox, MomentBox, StaffForm, TextBox


class CloseForm(StaffForm):
    """Closing for tonight, or until a chosen time."""

    otherwise = "until"
    called: ClassVar = {"end": "until"}
    until = MomentBox("Or close until")


class TrainingForm(StaffForm):
    """A training, as counts."""

    otherwise = "trained"
    trained = TextBox("How many were trained", "A number, no names", inputmode="numeric")
    staff = TextBox("How many work there", inputmode="numeric")
    on = DayBox("Day of the training", "Leave it empty for today")


class UseForm(StaffForm):
    """Somebody used the space: a button for each reason."""

    otherwise = f"reason-{next(iter(REASONS))}"


class FactsForm(StaffForm):
    """The partner's word that the facts are right: a button."""

    otherwise = "facts"


class ColleagueForm(StaffForm):
    """Who else may sign in for a partner."""

    otherwise = "email"
    email = EmailBox(
        "A colleague’s e-mail address", "They get a mail, say yes, and can do what you can."
    )
