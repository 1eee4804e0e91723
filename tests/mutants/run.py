"""One mutant in a forked child: it gets the changed code and runs its tests up to the first that
fails.
"""

import gc
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import _lru_cache_wrapper
from importlib.machinery import SourceFileLoader
from types import CodeType, FunctionType

import pytest

from tests.mutants.faults import ROOT, Mutant
from tests.mutants.runs import OPTIONS, TEMPORARY, Runs

Functions = dict[tuple[str, str, int], list[FunctionType]]
_RESULTS = {
    0: "survived",
    1: "killed",
    2: "killed",
    4: "killed",
    -signal.SIGALRM: "killed by time",
}


class Picked(Runs):
    """Runs some tests in the order given, each with a time-out, up to the first that fails; tells
    which by `tell`.
    """

    def __init__(self, wanted: list[str], seconds: dict[str, float], tell: int) -> None:
        super().__init__()
        self.wanted, self.seconds, self.tell = wanted, seconds, tell

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.run_wanted(session, self.wanted, self.tell)
        return True

    def run_wanted(self, session: pytest.Session, wanted: list[str], tell: int) -> None:
        by_id = {item.nodeid: item for item in session.items}
        items = [by_id[each] for each in wanted if each in by_id]
        for item, following in zip(items, [*items[1:], *items[-1:]]):
            os.write(tell, f"{item.nodeid}\n".encode())
            # its default is the end of the process
            signal.alarm(int(10 + 10 * self.seconds[item.nodeid]))
            self.run(item, following)
            if self.failed:
                os._exit(1)
        os._exit(0 if len(items) == len(wanted) else 3)


class Loop(Picked):
    """Collects once, then forks for every mutant that is inside a function."""

    def __init__(
        self,
        mutants: list[Mutant],
        seconds: dict[str, float],
        *,
        before: Callable[[Mutant], None],
        done: Callable[[Mutant], None],
    ) -> None:
        super().__init__([], seconds, 0)
        self.mutants, self.before, self.done = mutants, before, done

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._make_what_is_made_once(session.items)
        functions = _loaded_functions()
        gc.freeze()
        kept = set(TEMPORARY.iterdir())
        for mutant in self.mutants:

            def child(tell: int, mutant: Mutant = mutant) -> None:
                _put_in(mutant, functions)
                self.run_wanted(session, mutant.tests, tell)

            self.before(mutant)
            judge(mutant, child)
            self.done(mutant)
            for made in set(TEMPORARY.iterdir()) - kept:
                shutil.rmtree(made, ignore_errors=True)
        return True

    def _make_what_is_made_once(self, items: list[pytest.Item]) -> None:
        """Once a session, that is; nothing else is left standing."""
        first = next(
            (item for item in items if "tmp_path" in getattr(item, "fixturenames", ())), items[0]
        )
        elsewhere = next((item for item in items if item.path.parent != first.path.parent), None)
        if elsewhere:
            self.run(first, elsewhere)


def _loaded_functions() -> Functions:
    """Every function by its file, name and first line; what was worked out while the tests were
    loaded is forgotten.
    """
    functions: Functions = {}
    for each in gc.get_objects():
        if isinstance(each, _lru_cache_wrapper) and each.__module__.startswith("safespaces"):
            each.cache_clear()
        elif isinstance(each, FunctionType):
            code = each.__code__
            place = code.co_filename, code.co_qualname, code.co_firstlineno
            functions.setdefault(place, []).append(each)
    return functions


def _put_in(mutant: Mutant, functions: Functions) -> None:
    at = mutant.scope
    assert at is not None
    new = next(
        code for code in inside(mutant.code()) if (code.co_qualname, code.co_firstlineno) == at
    )
    for function in functions[str(ROOT / mutant.file), *at]:
        function.__code__ = new


def inside(code: CodeType) -> Iterator[CodeType]:
    """The code of every function in a module, or in a function."""
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from inside(each)


def afresh(mutant: Mutant, seconds: dict[str, float], tell: int) -> None:
    """A fault in what a module does when it is loaded: the child loads everything itself."""
    plain = SourceFileLoader.get_code
    code = mutant.code()

    def get_code(self: SourceFileLoader, name: str) -> CodeType | None:
        return code if self.path == str(ROOT / mutant.file) else plain(self, name)

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign]
    files = list(dict.fromkeys(each.partition("::")[0] for each in mutant.tests))
    os._exit(
        int(pytest.main([*OPTIONS, *files], plugins=[Picked(mutant.tests, seconds, tell)])) or 4
    )


def judge(mutant: Mutant, child: Callable[[int], None]) -> None:
    """Forks, waits, and writes down how it ended."""
    if not mutant.tests:
        mutant.result = "no test"
        return
    read, write = os.pipe()
    sys.stdout.flush()
    process = os.fork()
    if process == 0:
        os.setpgid(0, 0)  # what it starts (a database server) ends with it, below
        os.close(read)
        _in_silence(child, write)
    os.close(write)
    with os.fdopen(read) as told:
        lines = told.read().splitlines()
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    with suppress(ProcessLookupError):
        os.killpg(process, signal.SIGINT)
    mutant.by = lines[-1] if lines else ""
    mutant.result = _RESULTS.get(status, f"broken {status}")


def _in_silence(child: Callable[[int], None], write: int) -> None:
    try:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        child(write)
    except BaseException as problem:
        os.write(write, f"{type(problem).__name__}: {problem}\n".encode())
        os._exit(9)
