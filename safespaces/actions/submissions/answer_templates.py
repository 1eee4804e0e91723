"""Sentences that officers ask or decline with: kept by administrators, offered at the decision."""

from datetime import datetime

from safespaces.codes import Labels
from safespaces.errors import BadField
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.store.answer_templates import (
    AnswerTemplate,
    add_answer_template,
    answer_templates,
    remove_answer_template,
)
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.venues.tidy import tidy

DEEDS = Labels({"ask": marked("Asking"), "decline": marked("Declining")})
_LONGEST = {"ask": 500, "decline": 200}  # a reason is no longer (moderation/listing.py)
_MOST = 50


def all_templates(database: Database) -> list[AnswerTemplate]:
    """By deed."""
    with database.reading() as session:
        return answer_templates(session)


def keep_template(database: Database, deed: str, words: str, *, by: str, at: datetime) -> None:
    """Offer a sentence from now on. Raises BadInput."""
    said = tidy(words)
    if deed not in DEEDS:
        raise BadField("deed", _("Choose what it is for."))
    if not said or len(said) > _LONGEST[deed]:
        longest = _LONGEST[deed]
        raise BadField(
            "words", _("Write the sentence, in %(longest)s letters at most.", longest=longest)
        )
    with database.writing() as session:
        if len(answer_templates(session)) >= _MOST:
            raise BadField("words", _("There are many already. Take one away first."))
        add_answer_template(session, deed, said, by=by, at=at)
        note(session, AuditLine(at, by, "template kept", deed, new=said))


def drop_template(database: Database, number: int, *, by: str, at: datetime) -> None:
    """Offer it no more."""
    with database.writing() as session:
        remove_answer_template(session, number)
        note(session, AuditLine(at, by, "template removed", str(number)))
