"""What somebody found wrong with a place."""

from dataclasses import dataclass
from datetime import datetime

from safespaces.codes import Labels
from safespaces.errors import BadField
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.venues.tidy import tidy

NOT_SAFE = "not_safe"  # goes before all others
WHAT = Labels(
    {
        "shut": marked("It was shut when you said it was open"),
        "not_there": marked("It is not there, or there is no sticker"),
        "did_not_know": marked("The staff did not know what a Safe Space is"),
        NOT_SAFE: marked("I did not feel safe there"),
        "other": marked("Something else"),
    }
)
LONGEST_WORDS = 1000


@dataclass(frozen=True, slots=True)
class Report:
    """`what` is a key of WHAT; `done_words` says what the council did, "" while it is open."""

    id: str
    venue_id: str
    what: str
    words: str
    at: datetime
    done_at: datetime | None = None
    done_by: str = ""
    done_words: str = ""


def clean_report(what: str, words: str) -> tuple[str, str]:
    """A choice and words as they are kept. Raises BadField."""
    if what not in WHAT:
        raise BadField("what-shut", _("Choose what was wrong."))
    kept = tidy(words)
    if what == "other" and not kept:
        raise BadField("words", _("Write in a few words what was wrong."))
    if len(kept) > LONGEST_WORDS:
        raise BadField(
            "words",
            _(
                "That has %(number)s letters. Shorten it to %(longest_words)s.",
                number=len(kept),
                longest_words=LONGEST_WORDS,
            ),
        )
    return what, kept
