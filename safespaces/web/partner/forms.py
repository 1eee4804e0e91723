"""The boxes of a partner's forms; the pages of a new place are in `web/forms`."""

from typing import ClassVar

from safespaces.actions.submissions.partner_leaving import WHY
from safespaces.language import marked
from safespaces.moderation.record import REASONS
from safespaces.web.forms.boxes import (
    ChoiceBox,
    DayBox,
    EmailBox,
    MomentBox,
    StaffForm,
    TextBox,
    TickBox,
)


class CloseForm(StaffForm):
    """Closing for tonight, or until a chosen time."""

    otherwise = "until"
    called: ClassVar = {"end": "until"}
    until = MomentBox(marked("Or close until"))
    start = MomentBox(marked("Beginning"), marked("Leave it empty for now"))


class TrainingForm(StaffForm):
    """A training, as counts."""

    otherwise = "trained"
    trained = TextBox(
        marked("How many were trained"), marked("A number, no names"), inputmode="numeric"
    )
    staff = TextBox(marked("How many work there"), inputmode="numeric")
    on = DayBox(marked("Day of the training"), marked("Leave it empty for today"))
    nobody = TickBox(marked("Nobody is trained now"))


class UseForm(StaffForm):
    """Somebody used the space: a button for each reason."""

    otherwise = f"reason-{next(iter(REASONS))}"


class LeaveForm(StaffForm):
    """Leaving with a place."""

    otherwise = "why"
    why = ChoiceBox(marked("Why"), WHY, first=marked("Choose"))


class OfferForm(StaffForm):
    """Giving a place to another partner."""

    otherwise = "to_email"
    called: ClassVar = {"email": "to_email"}
    to_email = EmailBox(
        marked("E-mail address of whoever takes it"),
        marked("They sign in for another partner, and say yes or no."),
    )


class FactsForm(StaffForm):
    """The partner's word that the facts are right: a button."""

    otherwise = "facts"


class ColleagueForm(StaffForm):
    """Who else may sign in for a partner."""

    otherwise = "email"
    email = EmailBox(
        marked("A colleague’s e-mail address"),
        marked("They get a mail, say yes, and can do what you can."),
    )
