"""Words, counts and dates are kept up to their limit, and one step beyond it is sent back with the box at fault."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from safespaces.errors import BadField, BadInput
from safespaces.moderation.listing import clean_reason
from safespaces.moderation.record import Visit, clean_training, clean_visit
from safespaces.moderation.report import clean_report
from safespaces.moderation.submission import clean_words
from safespaces.moderation.verification import check_dates

TODAY = date(2026, 11, 24)
TOMORROW = TODAY + timedelta(days=1)


def a_visit(
    on: date = TODAY,
    who: str = "officer",
    passed: bool = True,
    found: str = "x",
    follow_up: date | None = None,
) -> Visit:
    return Visit("s-1", "v-1", on, who, passed, found, follow_up, "officer@council.example")


@pytest.mark.parametrize(
    ("kept", "longest"),
    [
        (clean_reason, 200),
        (lambda words: clean_words(words, "Write something."), 1000),
        (lambda words: clean_report("shut", words)[1], 1000),
        (lambda words: clean_visit(a_visit(found=words), TODAY).found, 1000),
    ],
)
def test_words_are_kept_up_to_their_longest_and_not_a_letter_more(
    kept: Callable[[str], str], longest: int
) -> None:
    assert kept("x" * longest) == "x" * longest
    with pytest.raises(BadInput):
        kept("x" * (longest + 1))


def test_a_training_counts_for_two_years_and_its_share_is_rounded_down() -> None:
    training = clean_training("v-1", None, " 2 ", "3", TODAY)
    assert (training.on, training.trained, training.staff, training.share_percent) == (
        TODAY,
        2,
        3,
        66,
    )
    assert training.last_day == TODAY + timedelta(days=730)
    assert clean_training("v-1", TODAY, "0", "1", TODAY, nobody=True).share_percent == 0
    assert clean_training("v-1", TODAY, "5000", "5000", TODAY).share_percent == 100


@pytest.mark.parametrize(
    ("on", "trained", "staff", "field"),
    [
        (TOMORROW, "1", "2", "on"),
        (TODAY, "", "2", "trained"), (TODAY, "-1", "2", "trained"), (TODAY, "²", "2", "trained"), (TODAY, "two", "2", "trained"),
        (TODAY, "00001", "2", "trained"), (TODAY, "3", "2", "trained"), (TODAY, "0", "2", "trained"), (TODAY - timedelta(days=731), "1", "2", "on"),
        (TODAY, "1", "", "staff"), (TODAY, "0", "0", "staff"), (TODAY, "1", "5001", "staff"),
    ],
)  # fmt: skip
def test_a_training_that_cannot_be_right_names_the_box_at_fault(
    on: date, trained: str, staff: str, field: str
) -> None:
    with pytest.raises(BadField) as refused:
        clean_training("v-1", on, trained, staff, TODAY)
    assert refused.value.field == field


def test_more_trained_than_staff_is_told_with_both_numbers() -> None:
    with pytest.raises(BadField, match="3 trained of 2 cannot"):
        clean_training("v-1", TODAY, "3", "2", TODAY)


@pytest.mark.parametrize(
    ("visit", "field"),
    [
        (a_visit(on=TOMORROW), "on"),
        (a_visit(who="nobody"), "who"),
        (a_visit(found=" "), "found"),
        (a_visit(passed=False), "follow_up"),
        (a_visit(passed=False, follow_up=TODAY - timedelta(days=1)), "follow_up"),
    ],
)
def test_a_visit_that_cannot_be_right_names_the_box_at_fault(visit: Visit, field: str) -> None:
    with pytest.raises(BadField) as refused:
        clean_visit(visit, TODAY)
    assert refused.value.field == field


def test_what_is_wrong_may_have_to_be_mended_on_the_day_of_the_visit() -> None:
    visit = a_visit(passed=False, follow_up=TODAY)
    assert clean_visit(visit, TODAY) == visit


def test_a_check_counts_for_its_own_day_at_least_and_for_two_years_at_most() -> None:
    longest = TODAY + timedelta(days=732)
    check_dates(TODAY, TODAY, TODAY)
    check_dates(TODAY, longest, TODAY)
    for on, last_day, field in (
        (TOMORROW, longest, "on"),
        (TODAY, TODAY - timedelta(days=1), "last_day"),
        (TODAY, longest + timedelta(days=1), "last_day"),
    ):
        with pytest.raises(BadField) as refused:
            check_dates(on, last_day, TODAY)
        assert refused.value.field == field


@pytest.mark.parametrize(
    ("what", "words", "field"),
    [("", "x", "what-shut"), ("nonsense", "x", "what-shut"), ("other", " ", "words")],
)
def test_a_report_says_what_was_wrong_and_something_else_in_words(
    what: str, words: str, field: str
) -> None:
    with pytest.raises(BadField) as refused:
        clean_report(what, words)
    assert refused.value.field == field
    assert clean_report("other", " The  door ") == ("other", "The door")
    assert clean_report("shut", "") == ("shut", "")
