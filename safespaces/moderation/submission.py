"""A submission: what a partner sends, a new venue or a change to one, and what was said about
it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from safespaces.errors import BadInput
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.venues.tidy import tidy


class SubmissionState(StrEnum):
    """Where a submission stands."""

    DRAFT = marked("draft")  # not sent yet
    HELD = marked("held")  # sent by somebody whose address is not confirmed yet: a mail asks
    SENT = marked("sent")  # with the council
    ASKED = marked("asked")  # the council has asked for more
    ACCEPTED = marked("accepted")
    DECLINED = marked("declined")
    REPLACED = marked("replaced")  # the partner sent something else about the same venue

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done, by the partner or the council."""
        return self in (
            SubmissionState.DRAFT,
            SubmissionState.HELD,
            SubmissionState.SENT,
            SubmissionState.ASKED,
        )


LONGEST_WORDS = 1000


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the council rings: never public. `organisation` is what the partner is called."""

    organisation: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """`values` are texts by field name, as our own files spell them: of a new venue all, of a
    change what differs ("" empties a field).

    `venue_id` is "" until a new venue is sent. `seen_version` is the venue's version that a change
    was made from. `version` counts up with every step, so that of two people who decide at once the
    second is told.
    """

    id: str
    partner_id: str
    venue_id: str
    is_new: bool
    state: SubmissionState
    version: int
    values: dict[str, str]
    contact: Contact
    seen_version: int
    made_at: datetime
    changed_at: datetime
    answer: str = ""  # to the council's question, while it is written


# what happened to a submission, in a word
STEPS = (
    marked("sent"),
    marked("asked"),
    marked("answered"),
    marked("accepted"),
    marked("declined"),
    marked("replaced"),
    marked("counted at once"),
    marked("draft"),
    marked("held"),
)


@dataclass(frozen=True, slots=True)
class Remark:
    """One step of a submission in a word ("sent", "asked", "answered", "accepted", "declined",
    "replaced" ...), and what was said.
    """

    at: datetime
    by: str
    what: str
    words: str = ""
    fields: tuple[str, ...] = field(default=())  # of an acceptance: what was refused


def clean_words(text: str, missing: str) -> str:
    """A message as it is kept. Raises BadInput with `missing` when there is none."""
    kept = tidy(text)
    if not kept:
        raise BadInput(missing)
    if len(kept) > LONGEST_WORDS:
        raise BadInput(
            _(
                "That has %(number)s letters. Shorten it to %(longest_words)s.",
                number=len(kept),
                longest_words=LONGEST_WORDS,
            )
        )
    return kept
