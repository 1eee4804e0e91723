"""Numbers with their units, and postcodes: the same table as tests/js/unbroken.test.js."""

import json
from pathlib import Path

from safespaces.web.unbroken import unbroken

TABLE = Path(__file__).parents[1] / "vectors" / "unbroken.json"


def test_what_belongs_together_stays_in_one_line() -> None:
    for text, kept in json.loads(TABLE.read_text(encoding="utf-8")).items():
        assert unbroken(text) == kept
