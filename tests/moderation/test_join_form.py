"""What a form still lacks is asked for, and of whom the council knows already no contact is asked."""

import pytest

from safespaces.moderation.join_form import asked_of_a_safe_space, missing
from safespaces.moderation.submission import Contact

WHOLE = {
    "name": "Blue Hub",
    "kind": "family_hub",
    "address": "",
    "postcode": "CV1 5FB",
    "lat": "52.41",
    "safe_hours": "24/7",
    "kit": "",
    "minimum_age": "",
}
CONTACT = Contact("Blue Trust", "B. Lue", "hub@blue.example")


def test_a_contact_is_asked_for_but_of_a_partner_who_is_known() -> None:
    assert missing(WHOLE, CONTACT) == [] and missing(WHOLE, None) == []
    assert [page for page, _ in missing(WHOLE, Contact())] == ["contact", "contact", "contact"]


def test_what_is_empty_is_missing_but_nothing_and_everybody_are_answers() -> None:
    assert [page for page, _ in missing({}, None)] == [
        "place",
        "place",
        "place",
        "pin",
        "hours",
        "has",
        "has",
    ]
    assert missing({**WHOLE, "address": "2 Made-up Street", "postcode": ""}, None) == []


@pytest.mark.parametrize(
    ("trained_by", "words"),
    [
        ("", "During safe hours somebody on duty has had the training."),
        ("the council", "During safe hours somebody on duty has had the training (the council give it)."),
    ],
)  # fmt: skip
def test_who_trains_the_staff_is_told_where_it_is_known(trained_by: str, words: str) -> None:
    assert dict(asked_of_a_safe_space(trained_by))["trained"] == words
