"""The boxes of the council's forms."""

from typing import ClassVar

from safespaces.moderation.record import VISITORS
from safespaces.moderation.verification import CHECKLIST, HOW
from safespaces.roles import Role
from safespaces.web.forms.boxes import (
    ChoiceBox,
    DayBox,
    EmailBox,
    MomentBox,
    StaffForm,
    TextBox,
    TickBoxes,
)


class StatusForm(StaffForm):
    """Where a venue stands."""

    otherwise = "reason"
    reason = TextBox(
        "Reason",
        "Kept with the record. When a new place is listed or declined, its partner reads it; the"
        " public never does.",
    )


class CheckForm(StaffForm):
    """A check of a venue."""

    otherwise = "on"
    on = DayBox("Day of the check", "Leave it empty for today")
    how = ChoiceBox("How", HOW)
    found = TickBoxes("In order", CHECKLIST)
    last_day = DayBox("Last day on which it counts", "Leave it empty for a year")


class VisitForm(StaffForm):
    """A visit to a venue."""

    otherwise = "what_found"
    called: ClassVar = {"on": "visit_on", "found": "what_found"}
    visit_on = DayBox("Day of the visit", "Leave it empty for today")
    who = ChoiceBox("Who went", VISITORS)
    what_found = TextBox("What was found", "No names")
    follow_up = DayBox("If something is wrong: to be mended by")


class PartnerForm(StaffForm):
    """Whom a venue is given to."""

    otherwise = "partner_email"
    partner_email = EmailBox(
        "E-mail address of somebody there",
        "They get a mail and say yes, unless they act for a partner already",
    )


class ClosureForm(StaffForm):
    """Closing a venue for a while."""

    otherwise = "end"
    called: ClassVar = {"reason": "why"}
    start = MomentBox("From", "Leave it empty for now")
    end = MomentBox("Until", "It opens again by itself")
    why = TextBox("Why", "The public does not see it.")


class PinForm(StaffForm):
    """Where a venue's entrance is."""

    otherwise = "lat"
    lat = TextBox("Latitude", inputmode="decimal")
    lon = TextBox("Longitude", inputmode="text")


class RestoreForm(StaffForm):
    """Bringing an older version back: a button beside each."""

    otherwise = "history"
    reason = TextBox("Reason")


class InviteForm(StaffForm):
    """Somebody who may sign in."""

    otherwise = "email"
    email = EmailBox("E-mail address")
    name = TextBox("What they are called")
    role = ChoiceBox("What they may do", {role: role for role in Role}, first="Choose")


class AcceptForm(StaffForm):
    """What of a change is accepted: all of a new place."""

    otherwise = "refused_because"
    accept = TickBoxes("Accept", {})
    refused_because = TextBox(
        "Why what is not ticked is refused",
        "The partner reads it. Leave it empty when all is ticked.",
    )


class AskForm(StaffForm):
    """A question to a partner."""

    otherwise = "question"
    question = TextBox("What should they answer?", "The partner reads it.")


class DeclineForm(StaffForm):
    """Why something is declined."""

    otherwise = "why"
    called: ClassVar = {"reason": "why"}
    why = TextBox("Why", "The partner reads it.")


class TwoPlacesForm(StaffForm):
    """Why two places are not one."""

    otherwise = "reason"
    reason = TextBox("Why they are two", "Kept, so that nobody asks again.")
