"""Numbers that help: one table for every page, the API and phones. Only what was read in a source is in it; nothing from memory."""

from dataclasses import dataclass
from enum import StrEnum

from safespaces.language import marked


class Group(StrEnum):
    """Where a line stands on the help page, and the heading there."""

    DANGER = marked("In danger now")
    POLICE = marked("Police, when it is not an emergency")
    TALK = marked("Someone to talk to")
    HEALTH = marked("Your health")
    CRIME = marked("Tell what you know")
    ADULTS = marked("For adults")


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One line. `call` and `text` are the digits to dial and to text, "" where there is none; `website` is shown as it is."""

    id: str
    group: Group
    name: str
    number: str  # to call, or where nobody can call, to text; as people write it
    use: str
    note: str = ""
    call: str = ""
    text: str = ""
    website: str = ""

    @property
    def name_is_enough(self) -> bool:
        """Whether its name says what it is for; "999 without speaking" has to say how."""
        return self.id in ("101", "childline", "shout")

    @property
    def text_number(self) -> str:
        """The number to text, as people write it."""
        return self.number if self.number.replace(" ", "") == self.text else self.text


HELP_LINES: tuple[HelpLine, ...] = (
    HelpLine(
        "999",
        Group.DANGER,
        marked("Emergency"),
        "999",
        marked("In danger now, someone is hurt, or a crime is happening."),
        marked("Free, day and night."),
        call="999",
    ),
    HelpLine(
        "999-silent",
        Group.DANGER,
        marked("999 without speaking"),
        "999",
        marked(
            "Cannot talk safely? Call 999 on a mobile, listen, and cough or tap."
            " When asked, press 55."
        ),
        marked("Pressing 55 does not tell the police where you are."),
        call="999",
    ),
    HelpLine(
        "999-text",
        Group.DANGER,
        marked("999 by text"),
        "999",
        marked(
            "Cannot speak or hear? Set it up before you need it: text the word"
            " register to 999, then answer yes."
        ),
        marked("A voice call is faster when you can make one."),
        text="999",
    ),
    HelpLine(
        "101",
        Group.POLICE,
        marked("Police"),
        "101",
        marked("To report something or to ask, when nobody is in danger now."),
        call="101",
    ),
    HelpLine(
        "btp",
        Group.POLICE,
        marked("British Transport Police"),
        "0800 40 50 40",
        marked("Something is wrong on a train or at a station, and it is not an emergency."),
        marked("The text may cost money."),
        call="0800405040",
        text="61016",
    ),
    HelpLine(
        "childline",
        Group.TALK,
        marked("Childline"),
        "0800 1111",
        marked("For anyone under 19, about anything."),
        marked("Free, not on the phone bill, and private unless you are in danger."),
        call="08001111",
        website="childline.org.uk",
    ),
    HelpLine(
        "shout",
        Group.TALK,
        marked("Shout"),
        "85258",
        marked("Any crisis, by text. Text the word Shout."),
        marked("Free, day and night. A volunteer answers in about five minutes."),
        text="85258",
    ),
    HelpLine(
        "runaway",
        Group.TALK,
        marked("Runaway Helpline"),
        "116 000",
        marked("You have run away, think of it, or someone makes you stay away."),
        marked("Free and private. They cannot trace you."),
        call="116000",
        text="116000",
        website="runawayhelpline.org.uk",
    ),
    HelpLine(
        "papyrus",
        Group.TALK,
        marked("Papyrus HOPELINE247"),
        "0800 068 4141",
        marked("Thoughts of suicide, if you are under 35."),
        call="08000684141",
    ),
    HelpLine(
        "111",
        Group.HEALTH,
        marked("NHS mental health"),
        "111",
        marked("A mental health crisis, at any age. Choose the mental health option."),
        marked("Free, day and night. If you are badly hurt, call 999."),
        call="111",
    ),
    HelpLine(
        "fearless",
        Group.CRIME,
        marked("Fearless and Crimestoppers"),
        "0800 555 111",
        marked("Tell what you know about a crime without saying who you are."),
        marked("Any time. Your number is not shown to them."),
        call="0800555111",
        website="fearless.org",
    ),
    HelpLine(
        "nspcc",
        Group.ADULTS,
        marked("NSPCC Helpline"),
        "0808 800 5000",
        marked("For adults who are worried about a child."),
        call="08088005000",
    ),
)

_ON_EVERY_ANSWER = ("999", "999-silent", "101", "childline", "shout")
ANSWER_LINES: tuple[HelpLine, ...] = tuple(
    line for line in HELP_LINES if line.id in _ON_EVERY_ANSWER
)
