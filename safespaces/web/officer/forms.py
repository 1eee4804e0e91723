"""The boxes of the council's forms."""

from typing import ClassVar

from safespaces.actions.register.bulk_deeds import SETTABLE
from safespaces.actions.submissions.answer_templates import DEEDS
from safespaces.codes import Labels
from safespaces.language import marked
from safespaces.moderation.record import VISITORS
from safespaces.moderation.verification import CHECKLIST, HOW
from safespaces.roles import Role
from safespaces.venues.fields import BY_NAME
from safespaces.web.forms.boxes import (
    ChoiceBox,
    DayBox,
    EmailBox,
    LinesBox,
    MomentBox,
    StaffForm,
    TextBox,
    TickBox,
    TickBoxes,
)


class StatusForm(StaffForm):
    """Where a venue stands."""

    otherwise = "reason"
    reason = TextBox(
        marked("Reason"),
        marked("Kept with the record. Its partner reads it; the public never does."),
    )


class CheckForm(StaffForm):
    """A check of a venue."""

    otherwise = "on"
    on = DayBox(marked("Day of the check"), marked("Leave it empty for today"))
    how = ChoiceBox(marked("How"), HOW)
    found = TickBoxes(marked("In order"), CHECKLIST)
    last_day = DayBox(marked("Last day on which it counts"), marked("Leave it empty for a year"))


class VisitForm(StaffForm):
    """A visit to a venue."""

    otherwise = "what_found"
    called: ClassVar = {"on": "visit_on", "found": "what_found"}
    visit_on = DayBox(marked("Day of the visit"), marked("Leave it empty for today"))
    who = ChoiceBox(marked("Who went"), VISITORS)
    what_found = LinesBox(marked("What was found"), marked("No names"))
    follow_up = DayBox(marked("If something is wrong: to be mended by"))


class StaffTrainingForm(StaffForm):
    """A training at a venue, as counts, as the council knows of it."""

    otherwise = "trained"
    called: ClassVar = {"on": "trained_on"}
    trained = TextBox(
        marked("How many were trained"), marked("A number, no names"), inputmode="numeric"
    )
    staff = TextBox(marked("How many work there"), inputmode="numeric")
    trained_on = DayBox(marked("Day of the training"), marked("Leave it empty for today"))
    nobody = TickBox(marked("Nobody is trained now"))


class ManyCloseForm(StaffForm):
    """Closing many venues for a while."""

    otherwise = "end"
    called: ClassVar = {"reason": "why"}
    start = MomentBox(marked("From"), marked("Leave it empty for now"))
    end = MomentBox(marked("Until"), marked("They open again by themselves"))
    why = TextBox(marked("Why"), marked("The public does not see it."))


class ManyStatusForm(StaffForm):
    """Where many venues stand."""

    otherwise = "reason"
    reason = TextBox(marked("Reason"), marked("Their partners read it; the public never does."))


class ManyTrainingForm(StaffForm):
    """The same training of many venues."""

    otherwise = "trained"
    called: ClassVar = {"on": "trained_on"}
    trained = TextBox(marked("How many were trained"), inputmode="numeric")
    staff = TextBox(marked("How many work there"), inputmode="numeric")
    trained_on = DayBox(marked("Day of the training"), marked("Leave it empty for today"))


class ManyFieldForm(StaffForm):
    """The same value for many venues."""

    otherwise = "value"
    field = ChoiceBox(
        marked("What to set"),
        Labels({name: BY_NAME[name].label for name in SETTABLE}),
        marked("Choose"),
    )
    value = TextBox(marked("To"), marked("As in a file: leave it empty to take it away"))


class LetterForm(StaffForm):
    """A letter to the contacts of many venues."""

    otherwise = "letter"
    subject = TextBox(marked("About"))
    letter = LinesBox(marked("The letter"), marked("Plain text. Each address gets it once."))


class PartnerForm(StaffForm):
    """Whom a venue is given to."""

    otherwise = "partner_email"
    partner_email = EmailBox(
        marked("E-mail address of somebody there"),
        marked("They get a mail and say yes, unless they act for a partner already"),
    )


class ClosureForm(StaffForm):
    """Closing a venue for a while."""

    otherwise = "end"
    called: ClassVar = {"reason": "why"}
    start = MomentBox(marked("From"), marked("Leave it empty for now"))
    end = MomentBox(marked("Until"), marked("It opens again by itself"))
    why = TextBox(marked("Why"), marked("The public does not see it."))


class PinForm(StaffForm):
    """Where a venue's entrance is."""

    otherwise = "lat"
    lat = TextBox(marked("Latitude"), inputmode="decimal")
    lon = TextBox(marked("Longitude"), inputmode="text")


class RestoreForm(StaffForm):
    """Bringing an older version back: a button beside each."""

    otherwise = "history"
    reason = TextBox(marked("Reason"))


ROLES = Labels({role.value: role.value for role in Role})


class InviteForm(StaffForm):
    """Somebody who may sign in."""

    otherwise = "email"
    email = EmailBox(marked("E-mail address"))
    name = TextBox(marked("Name"))
    role = ChoiceBox(marked("Role"), ROLES, first=marked("Choose"))
    change = TickBox(marked("Change what they may do, if they sign in already"))
    besides = TickBox(marked("Besides what they may do already"))


class InviteManyForm(StaffForm):
    """A list of people who may sign in."""

    otherwise = "lines"
    lines = LinesBox(
        marked("Addresses, one a line"), marked("With a name behind a comma, where you like")
    )
    role_for_all = ChoiceBox(marked("Role of all of them"), ROLES, first=marked("Choose"))


class MessageForm(StaffForm):
    """A message on every public page."""

    otherwise = "words"
    words = TextBox(marked("The message"), marked("As in: Tonight all libraries shut at 17:00"))
    until = MomentBox(marked("Until"), marked("It goes by itself then"))


class TemplateForm(StaffForm):
    """A sentence to ask or to decline with."""

    otherwise = "words"
    deed = ChoiceBox(marked("For"), DEEDS, first=marked("Choose"))
    words = LinesBox(marked("The sentence"), marked("The partner reads it."))


class AcceptForm(StaffForm):
    """What of a change is accepted: all of a new place."""

    otherwise = "refused_because"
    accept = TickBoxes(marked("Accept"), {})
    refused_because = LinesBox(
        marked("Why what is not ticked is refused"),
        marked("The partner reads it. Leave it empty when all is ticked."),
    )


class AskForm(StaffForm):
    """A question to a partner."""

    otherwise = "question"
    question = TextBox(
        marked("What should they answer?"), marked("The partner reads it."), offers="templates-ask"
    )


class DeclineForm(StaffForm):
    """Why something is declined."""

    otherwise = "why"
    called: ClassVar = {"reason": "why"}
    why = TextBox(marked("Why"), marked("The partner reads it."), offers="templates-decline")


class TwoPlacesForm(StaffForm):
    """Why two places are not one."""

    otherwise = "reason"
    reason = TextBox(marked("Why they are two"), marked("Kept, so that nobody asks again."))
