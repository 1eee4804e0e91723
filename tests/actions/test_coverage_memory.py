"""What is worked out once is kept while there is room for it."""

from dataclasses import dataclass

import pytest

from safespaces.actions.coverage import memory as memory_module
from safespaces.actions.coverage.memory import CoverageMemory
from tests.coverage.build import LONDON


@dataclass(frozen=True)
class Made:
    """Something that takes so many bytes."""

    nbytes: int


class Counting:
    """A memory for a hundred bytes, and what was made how often."""

    def __init__(self) -> None:
        self.memory, self.made = CoverageMemory(LONDON, 60), list[str]()

    def ask(self, key: str, what: object) -> object:
        def make() -> object:
            self.made.append(key)
            return what

        return self.memory.once(key, make)


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    monkeypatch.setattr(memory_module, "MOST_BYTES", 100)
    return Counting()


@pytest.mark.parametrize(("size", "times"), [(49, 1), (50, 2)])
def test_what_takes_half_of_all_the_room_is_not_kept(
    counting: Counting, size: int, times: int
) -> None:
    for _ in range(2):
        assert counting.ask("a", Made(size)) == Made(size)
    assert counting.made == ["a"] * times


def test_that_there_is_nothing_is_not_kept() -> None:
    counting = Counting()
    for _ in range(2):
        assert counting.ask("a", None) is None
    assert counting.made == ["a", "a"]


def test_what_was_not_asked_for_longest_makes_room(counting: Counting) -> None:
    for key in ("a", "b", "a"):
        counting.ask(key, Made(40))
    counting.ask("c", Made(20))  # the room is full to the last byte
    for key in ("a", "b", "c"):
        counting.ask(key, Made(40 if key != "c" else 20))
    assert counting.made == ["a", "b", "c"]
    counting.ask("d", Made(1))
    counting.made.clear()
    for key in ("d", "c", "b"):
        counting.ask(key, Made(1))
    assert counting.made == []
    counting.ask("a", Made(1))
    assert counting.made == ["a"]
