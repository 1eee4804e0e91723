"""A few hundred cases of `make fuzz` in every run of the tests; and that it notices what it looks for."""

import logging
import time
from collections.abc import Callable, Iterator

import pytest

from tests.fuzz import __main__ as fuzz
from tests.fuzz import readers
from tests.fuzz.mutate import Mutator


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., int]]:
    def run(*options: str) -> int:
        monkeypatch.setattr("sys.argv", ["fuzz", *options])
        return fuzz.main()

    yield run
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize(("part", "cases"), [("readers", "1500"), ("routes", "250")])
def test_some_cases(run: Callable[..., int], part: str, cases: str) -> None:
    assert run("--only", part, "--cases", cases, "--seed", "7000000") == 0


def test_a_case_is_the_same_for_the_same_seed() -> None:
    texts = [Mutator(5).text("Pool Meadow, Friday") for _ in range(2)]
    assert texts[0] == texts[1] and Mutator(5).bytes(*readers.FILES) == Mutator(5).bytes(
        *readers.FILES
    )
    assert len({Mutator(seed).text("Pool Meadow") for seed in range(50)}) > 20


def test_a_fault_and_a_hang_are_told(
    run: Callable[..., int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def faulty(given: Mutator) -> None:
        if given.dice.random() < 0.5:
            raise KeyError("left out")
        time.sleep(0.02)

    monkeypatch.setattr(readers, "READERS", {"faulty": (1, faulty)})
    monkeypatch.setattr(fuzz, "LONGEST_S", 0.01)
    assert run("--only", "readers", "--cases", "20") == 1
    told = capsys.readouterr().out
    assert "KeyError at test_fuzz.py" in told and "0 s\n" in told
