"""What each header of a sender's file means is kept by name, with who kept it."""

import pytest

from safespaces.actions.imports import kept_mappings as module
from safespaces.actions.imports.kept_mappings import MappingChoices, keep_mapping, kept_mappings
from safespaces.errors import BadInput
from safespaces.store.audit import audit_lines
from safespaces.store.database import Database
from tests.store.build import NOW

CHOICES = MappingChoices({"Venue": "name"}, {"kind": "cafe"})


def test_a_mapping_is_kept_by_name_and_the_audit_log_says_who_kept_it(database: Database) -> None:
    keep_mapping(database, " The  sender ", CHOICES, by="officer@council.example", at=NOW)
    assert kept_mappings(database) == {"The sender": CHOICES}
    with database.reading() as session:
        assert [
            (line.who, line.subject) for _, line in audit_lines(session, what="import mapping kept")
        ] == [("officer@council.example", "The sender")]


def test_a_name_that_is_none_or_too_long_keeps_nothing(database: Database) -> None:
    keep_mapping(database, "x" * 60, CHOICES, by="officer@council.example", at=NOW)
    for name in ("", "  ", "x" * 61):
        with pytest.raises(BadInput, match="Write a name"):
            keep_mapping(database, name, CHOICES, by="officer@council.example", at=NOW)
    assert list(kept_mappings(database)) == ["x" * 60]


def test_beyond_the_most_only_a_known_name_is_taken(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST", 2)
    for name in ("one", "two", "two"):
        keep_mapping(database, name, CHOICES, by="officer@council.example", at=NOW)
    with pytest.raises(BadInput, match="2 are kept already"):
        keep_mapping(database, "three", CHOICES, by="officer@council.example", at=NOW)
    assert list(kept_mappings(database)) == ["one", "two"]
