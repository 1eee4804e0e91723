"""The code on a window sticker: made once, replaced when it is lost, and never without a line in the audit log."""

import pytest

from safespaces.actions.register.stickers import replace_sticker, sticker_for, sticker_with
from safespaces.errors import NotFound
from safespaces.store.audit import audit_lines
from safespaces.store.database import Database
from safespaces.store.venues import add_venues
from tests.store.build import NOW, a_venue

CAFE, WHO = "id-red-cafe", {"by": "officer@council.example", "at": NOW}


def test_a_sticker_is_made_once_and_replaced_and_the_audit_log_says_by_whom(
    database: Database,
) -> None:
    with database.writing() as session:
        add_venues(session, [a_venue()], at=NOW, author="test", reason="test")
    first = sticker_for(database, CAFE, **WHO)
    assert sticker_for(database, CAFE, **WHO) == first
    second = replace_sticker(database, CAFE, **WHO)
    assert not sticker_with(database, first).is_right
    assert sticker_with(database, f" {second.upper()} ").is_right
    with database.reading() as session:
        lines = [line for _, line in audit_lines(session, what="sticker made")]
    assert sorted((line.who, line.subject, line.old, line.new) for line in lines) == sorted(
        ("officer@council.example", CAFE, old, new) for old, new in (("", first), (first, second))
    )
    with pytest.raises(NotFound):
        sticker_with(database, "nonsense")
