"""The boxes of the group's forms: candidates, what was said of them, and what-ifs."""

from typing import ClassVar

from safespaces.codes import Labels
from safespaces.coverage.candidate import STAGES
from safespaces.coverage.need import KINDS as KINDS_OF_NEED
from safespaces.language import marked
from safespaces.venues.categories import KINDS
from safespaces.web.forms.boxes import (
    ChoiceBox,
    EmailBox,
    LinesBox,
    StaffForm,
    TextBox,
    TickBox,
    TickBoxes,
)

WEEKDAYS = Labels(
    {
        "0": marked("Monday"),
        "1": marked("Tuesday"),
        "2": marked("Wednesday"),
        "3": marked("Thursday"),
        "4": marked("Friday"),
        "5": marked("Saturday"),
        "6": marked("Sunday"),
    }
)


class SuggestForm(StaffForm):
    """A place that could be asked."""

    otherwise = "name"
    called: ClassVar = {"comment": "words"}
    name = TextBox(marked("Name over the door"))
    kind = ChoiceBox(marked("What kind of place is it?"), KINDS, first=marked("Choose"))
    where = TextBox(marked("Where is it?"))
    address = TextBox(marked("Address"))
    safe_hours = TextBox(
        marked("When is it open?"),
        marked(
            "For example Mo-Fr 09:00-17:30; Sa 10:00-16:00; PH off. Leave it empty"
            " if you do not know"
        ),
    )
    words = LinesBox(marked("Why this one?"))


class StageForm(StaffForm):
    """How far a candidate is."""

    otherwise = "stage"
    stage = ChoiceBox(marked("Stage"), STAGES)
    reason = TextBox(
        marked("Why?"), marked("Needed for agreed and refused; it is kept with the decision")
    )
    email = EmailBox(
        marked("Their e-mail address"),
        marked("Only for agreed: an invitation to register is sent there, in the council’s name"),
    )


class CommentForm(StaffForm):
    """A comment on a candidate."""

    otherwise = "comment"
    comment = TextBox(marked("A comment"))


class NextStepForm(StaffForm):
    """What comes next with a candidate."""

    otherwise = "next_step"
    next_step = TextBox(marked("The next step"), marked("For example: Call them on Monday"))


class HoursForm(StaffForm):
    """The hours that are used for a candidate."""

    otherwise = "hours"
    hours = TextBox(
        marked("Hours to use"),
        marked(
            "For example Mo-Su 12:00-23:00; PH off. They stay here: the register is not changed"
        ),
    )


class WhatIfForm(StaffForm):
    """A new what-if."""

    otherwise = "name"
    name = TextBox(
        marked("A new what-if, called"), marked("For example: Libraries open until 20:00")
    )


class AddForm(StaffForm):
    """A what-if's change: a candidate more."""

    otherwise = "changes"
    candidate = ChoiceBox(marked("Add a candidate"), {}, first=marked("Choose"))


class RemoveForm(StaffForm):
    """A what-if's change: places fewer."""

    otherwise = "changes"
    whom = ChoiceBox(marked("Take away"), {}, first=marked("Choose"), id="whom-gone")
    starts = TextBox(marked("Or every place whose name begins with"), id="starts-gone")


class OtherHoursForm(StaffForm):
    """A what-if's change: other hours."""

    otherwise = "changes"
    called: ClassVar = {"days": "day"}
    whom = ChoiceBox(marked("Whose hours"), {}, first=marked("Choose"), id="whom-changed")
    starts = TextBox(marked("Or every place whose name begins with"), id="starts-changed")
    day = TickBoxes(marked("On which days"), WEEKDAYS)
    opens = TextBox(marked("Open from"), marked("Empty: as now"))
    shuts = TextBox(marked("Open until"), marked("Empty: as now"))
    is_shut = TickBox(marked("Shut on these days"))


class LinkForm(StaffForm):
    """A what-if's change: a way that is not there yet."""

    otherwise = "changes"
    way_from = TextBox(
        marked("A new way from"),
        marked(
            "A crossing, a footbridge, a gate that is opened. Write a corner of two streets, a"
            " place, a postcode, or latitude and longitude"
        ),
    )
    way_to = TextBox(marked("To"))


class NeedForm(StaffForm):
    """A new need weight."""

    otherwise = "name"
    name = TextBox(marked("Called"), marked("For example: No bus after 21:00"))
    kind = ChoiceBox(marked("What the numbers are"), KINDS_OF_NEED, first=marked("Choose"))
    source = TextBox(
        marked("Where they are from, and of when"),
        marked("For example: Community safety partnership, incidents by ward, 2025"),
    )
    numbers = LinesBox(
        marked("A line for each ward or area: its name or code, then its number"),
        marked(
            "Paste two columns of a spreadsheet. Numbers under five can point at somebody: use"
            " wards then, not areas"
        ),
        rows=8,
    )


class DropForm(StaffForm):
    """Taking a change out of a what-if: a button beside each."""

    otherwise = "changes"


CHANGE_FORMS: dict[str, type[StaffForm]] = {
    "add": AddForm,
    "remove": RemoveForm,
    "hours": OtherHoursForm,
    "link": LinkForm,
}
SAY_FORMS: dict[str, type[StaffForm]] = {
    "comment": CommentForm,
    "next_step": NextStepForm,
    "hours": HoursForm,
}
