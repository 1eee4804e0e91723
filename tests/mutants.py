"""`make mutants`: one small fault at a time is put into the rules, and the tests beside it have to notice.

    python -m tests.mutants safespaces/moderation safespaces/web/access.py [--sample 150] [--seed 1] [--only file.py:12]

First every test runs once, to learn which lines it reaches and how long it takes (kept in build/mutants until a file
changes). Then, mutant by mutant, a forked child gets the changed code and runs the tests that reach it, quick ones first,
up to the first that fails. Prints survivors and writes all to build/mutants/results.csv.
"""

import argparse
import ast
import csv
import gc
import hashlib
import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType

import coverage
import hypothesis
import pytest

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "build" / "mutants"
TEMPORARY = KEPT / "tmp"
# Left out: other processes (they would run the code on the disk), a real browser, and the rules about the text of the code.
LEFT_OUT = [
    "tests/browser",
    "tests/house",
    "tests/test_wheel.py",
    "tests/test_js.py",
    "tests/web/test_real_server.py",
    "tests/cli",
]
OPTIONS = [
    "-q",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
    "-p",
    "no:cacheprovider",
    f"--basetemp={TEMPORARY}",
    *(f"--ignore={path}" for path in LEFT_OUT),
]
MOVED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
TURNED = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
Change = Callable[[ast.AST], ast.AST]


@dataclass
class Mutant:
    """One fault. `scope` is the outermost function it is in, with the line that begins at, or None for the module itself."""

    file: str
    number: int  # of the node, in the order ast.walk has it
    change: Change
    lines: range
    scope: tuple[str, int] | None
    said: str
    result: str = ""
    by: str = ""
    tests: list[str] = field(default_factory=list)

    def code(self) -> CodeType:
        tree = ast.parse((ROOT / self.file).read_text())
        nodes = list(ast.walk(tree))
        wanted = nodes[self.number]
        new = ast.copy_location(self.change(deepcopy(wanted)), wanted)
        for parent in nodes:
            for name, value in ast.iter_fields(parent):
                if value is wanted:
                    setattr(parent, name, new)
                elif isinstance(value, list):
                    value[:] = [new if each is wanted else each for each in value]
        return compile(ast.fix_missing_locations(tree), str(ROOT / self.file), "exec")


def changes(node: ast.AST, parent: ast.AST | None) -> Iterator[Change]:
    """The ways to spoil a node. What is left out stays in the tree unreached, so that a function's variables stay the same."""
    decides = isinstance(parent, ast.If | ast.IfExp | ast.While) and parent.test is node
    decides = decides or (isinstance(parent, ast.comprehension) and node in parent.ifs)
    if decides and not isinstance(node, ast.Constant):
        if not isinstance(parent, ast.While):
            yield lambda n: ast.BoolOp(ast.Or(), [ast.Constant(True), n])
        yield lambda n: ast.BoolOp(ast.And(), [ast.Constant(False), n])
    if isinstance(node, ast.Compare):
        for i, operator in enumerate(node.ops):
            if new := MOVED.get(type(operator)) or (not decides and TURNED.get(type(operator))):
                yield lambda n, i=i, new=new: ast.Compare(
                    n.left, [*n.ops[:i], new(), *n.ops[i + 1 :]], n.comparators
                )
    elif isinstance(node, ast.BoolOp):
        yield lambda n: ast.BoolOp(ast.Or() if isinstance(n.op, ast.And) else ast.And(), n.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) and not decides:
        yield lambda n: n.operand
    elif (
        isinstance(node, ast.Return)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, bool)
    ):
        yield lambda n: ast.Return(ast.Constant(not n.value.value))
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield lambda n: ast.Constant(n.value + 1)
    elif isinstance(node, ast.Raise) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ):
        yield lambda n: ast.If(ast.Constant(False), [n], [])


def mutants_of(path: Path) -> Iterator[Mutant]:
    tree, file = ast.parse(path.read_text()), str(path.relative_to(ROOT))
    numbers = {id(node): number for number, node in enumerate(ast.walk(tree))}

    def visit(
        node: ast.AST,
        parent: ast.AST | None,
        names: str,
        scope: tuple[str, int] | None,
        lines: range,
    ) -> Iterator[Mutant]:
        if isinstance(node, ast.expr | ast.stmt) and not isinstance(
            node, ast.FunctionDef | ast.ClassDef
        ):
            lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            if isinstance(node, ast.If | ast.For | ast.While | ast.With | ast.Try):
                lines = range(node.lineno, node.lineno + 1)
        for change in changes(node, parent):
            new = ast.unparse(
                ast.fix_missing_locations(ast.copy_location(change(deepcopy(node)), node))
            )
            said = f"{' '.join(ast.unparse(node).split())[:90]}  ->  {' '.join(new.split())[:110]}"
            yield Mutant(file, numbers[id(node)], change, lines, scope, said)
        inner = scope
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names = f"{names}.{node.name}" if names else node.name
            if isinstance(node, ast.FunctionDef) and scope is None:
                inner = (names, min([node.lineno, *(each.lineno for each in node.decorator_list)]))
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "format_spec"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from visit(child, node, names, inner if name == "body" else scope, lines)

    return visit(tree, None, "", None, range(0))


class Runs:
    """What the plugins share: run items one by one and see whether one fails."""

    def __init__(self) -> None:
        self.failed, self.skipped = False, False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed |= report.failed
        self.skipped |= report.skipped

    def run(self, item: pytest.Item, following: pytest.Item | None) -> float:
        began = time.perf_counter()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return time.perf_counter() - began


class Map(Runs):
    """Runs everything once: which test reaches which line, and how long it takes."""

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        measured, seconds = (
            coverage.Coverage(
                data_file=str(KEPT / "coverage"),
                include=[f"{ROOT}/safespaces/*"],
                config_file=False,
            ),
            {},
        )
        measured.erase()
        measured.start()
        for item, following in zip(session.items, [*session.items[1:], None]):
            measured.switch_context(item.nodeid)
            self.failed = self.skipped = False
            took = self.run(item, following)
            if self.failed:
                print(f"fails without any mutant, so it is left out: {item.nodeid}")
            elif not self.skipped:
                seconds[item.nodeid] = round(took, 4)
        measured.stop()
        measured.save()
        (KEPT / "seconds.json").write_text(json.dumps({"of": fingerprint(), "seconds": seconds}))
        return True


class Picked(Runs):
    """Runs some tests in the order given, each with a time-out, up to the first that fails; tells which by `tell`."""

    def __init__(self, wanted: list[str], seconds: dict[str, float], tell: int) -> None:
        super().__init__()
        self.wanted, self.seconds, self.tell = wanted, seconds, tell

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.run_wanted(session, self.wanted, self.seconds, self.tell)
        return True

    def run_wanted(
        self, session: pytest.Session, wanted: list[str], seconds: dict[str, float], tell: int
    ) -> None:
        by_id = {item.nodeid: item for item in session.items}
        items = [by_id[each] for each in wanted if each in by_id]
        for item, following in zip(items, [*items[1:], *items[-1:]]):
            os.write(tell, f"{item.nodeid}\n".encode())
            signal.alarm(
                int(10 + 10 * seconds[item.nodeid])
            )  # its default is the end of the process
            self.run(item, following)
            if self.failed:
                os._exit(1)
        os._exit(0 if len(items) == len(wanted) else 3)


class Loop(Picked):
    """Collects once, then forks for every mutant that is inside a function."""

    def __init__(
        self, mutants: list[Mutant], seconds: dict[str, float], done: Callable[[Mutant], None]
    ) -> None:
        super().__init__([], seconds, 0)
        self.mutants, self.done = mutants, done

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        first = next(
            (item for item in session.items if "tmp_path" in getattr(item, "fixturenames", ())),
            session.items[0],
        )
        elsewhere = next(
            (item for item in session.items if item.path.parent != first.path.parent), None
        )
        if elsewhere:
            self.run(
                first, elsewhere
            )  # what is made once a session is made here, and nothing else is left standing
        functions: dict[tuple[str, str, int], list[FunctionType]] = {}
        for each in gc.get_objects():
            if isinstance(each, _lru_cache_wrapper) and each.__module__.startswith("safespaces"):
                each.cache_clear()  # what was worked out while the tests were loaded
            elif isinstance(each, FunctionType):
                code = each.__code__
                functions.setdefault(
                    (code.co_filename, code.co_qualname, code.co_firstlineno), []
                ).append(each)
        gc.freeze()
        kept = set(TEMPORARY.iterdir())
        for mutant in self.mutants:

            def child(tell: int, mutant: Mutant = mutant) -> None:
                at = mutant.scope
                new = next(
                    code
                    for code in inside(mutant.code())
                    if (code.co_qualname, code.co_firstlineno) == at
                )
                for function in functions[str(ROOT / mutant.file), *at]:  # type: ignore[misc]
                    function.__code__ = new
                self.run_wanted(session, mutant.tests, self.seconds, tell)

            self.before(mutant)
            judge(mutant, child)
            self.done(mutant)
            for made in set(TEMPORARY.iterdir()) - kept:
                shutil.rmtree(made, ignore_errors=True)
        return True


def inside(code: CodeType) -> Iterator[CodeType]:
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
        try:
            os.close(read)
            silent = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silent, 1)
            os.dup2(silent, 2)
            child(write)
        except BaseException as problem:
            os.write(write, f"{type(problem).__name__}: {problem}\n".encode())
            os._exit(9)
    os.close(write)
    with os.fdopen(read) as told:
        lines = told.read().splitlines()
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    mutant.by = lines[-1] if lines else ""
    mutant.result = {
        0: "survived",
        1: "killed",
        2: "killed",
        4: "killed",
        -signal.SIGALRM: "killed by time",
    }.get(status, f"broken {status}")


def fingerprint() -> str:
    files = sorted(
        path
        for folder in ("safespaces", "tests", "data")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".csv", ".toml")
    )
    return hashlib.sha256(
        b"".join(path.read_bytes() for path in files if path != Path(__file__))
    ).hexdigest()


def in_child(action: Callable[[], object]) -> None:
    process = os.fork()
    if process == 0:
        action()
        sys.stdout.flush()
        os._exit(0)
    if os.waitpid(process, 0)[1]:
        sys.exit("the tests could not be run")


def main() -> None:
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("paths", nargs="+")
    asked.add_argument("--sample", type=int, help="at most so many mutants for each path")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--only", nargs="*", default=[], help="only these, as file.py:line")
    asked.add_argument(
        "--kept-map",
        action="store_true",
        help="use the map of tests as it is, though files have changed",
    )
    asked.add_argument("--longest", type=float, default=60, help="seconds of tests for one mutant")
    asked.add_argument(
        "--loading", action="store_true", help="only faults in what a module does when it is loaded"
    )
    asked.add_argument("--list", action="store_true", help="count them and stop")
    given = asked.parse_args()
    mutants: list[Mutant] = []
    for path in given.paths:
        files = sorted((ROOT / path).rglob("*.py")) if (ROOT / path).is_dir() else [ROOT / path]
        found = [each for file in files for each in mutants_of(file)]
        print(f"{path}: {len(found)} mutants", flush=True)
        if given.sample and len(found) > given.sample:
            found = sorted(random.Random(given.seed).sample(found, given.sample), key=found.index)
        mutants += found
    if given.only:
        mutants = [
            each
            for each in mutants
            if any(f"{each.file}:{line}".endswith(o) for o in given.only for line in each.lines[:1])
        ]
    if given.list:
        return
    random.Random(given.seed).shuffle(
        mutants
    )  # so that what is done when somebody stops it is a fair sample
    KEPT.mkdir(parents=True, exist_ok=True)
    # Hypothesis tries the same examples every time, and does not look for a smaller one.
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    hypothesis.settings.register_profile("mutants", phases=phases, derandomize=True, database=None)
    hypothesis.settings.load_profile("mutants")
    kept = KEPT / "seconds.json"
    if not kept.exists() or not (
        given.kept_map or json.loads(kept.read_text())["of"] == fingerprint()
    ):
        in_child(lambda: pytest.main([*OPTIONS, "tests"], plugins=[Map()]))
    seconds: dict[str, float] = json.loads(kept.read_text())["seconds"]
    measured = coverage.CoverageData(str(KEPT / "coverage"))
    measured.read()
    reached: dict[str, dict[int, list[str]]] = {}
    for mutant in mutants:
        by_line = reached.setdefault(
            mutant.file, measured.contexts_by_lineno(str(ROOT / mutant.file))
        )
        lines = mutant.lines if mutant.scope else by_line
        if mutant.scope and not any(by_line.get(line) for line in mutant.lines):
            mutant.scope, lines = (
                None,
                by_line,
            )  # a function that runs when modules are loaded, as a decorator does
        found_tests = {test for line in lines for test in by_line.get(line, ()) if test in seconds}
        mutant.tests = sorted(found_tests, key=lambda each: seconds[each])
    killers: dict[str, Counter[str]] = {}
    began = time.monotonic()
    with (KEPT / "results.csv").open("w", newline="") as file:
        written = csv.writer(file)

        def before(mutant: Mutant) -> None:
            known = killers.setdefault(mutant.file, Counter())
            stem, folder = Path(mutant.file).stem, mutant.file.split("/")[1]

            def order(test: str) -> tuple[float, ...]:
                """Those that have noticed most, then those beside the file, then quick ones."""
                file = test.partition("::")[0]
                return (
                    -known[test],
                    stem not in file,
                    not file.startswith(f"tests/{folder}/"),
                    seconds[test],
                )

            mutant.tests.sort(key=order)
            total, few = 0.0, []
            for test in mutant.tests:
                total += seconds[test]
                if total > given.longest and few:
                    break
                few.append(test)
            mutant.tests = few

        def done(mutant: Mutant) -> None:
            if mutant.result.startswith("killed"):
                killers[mutant.file][mutant.by] += 1
            else:
                print(
                    f"{mutant.result}: {mutant.file}:{mutant.lines.start}: {mutant.said}  ({len(mutant.tests)} tests)",
                    flush=True,
                )
            written.writerow(
                [
                    mutant.result,
                    mutant.file,
                    mutant.lines.start,
                    mutant.said,
                    mutant.by,
                    len(mutant.tests),
                    f"{time.monotonic() - began:.1f}",
                ]
            )
            file.flush()

        within = [each for each in mutants if each.scope is not None]
        if within and not given.loading:
            loop = Loop(within, seconds, done)
            loop.before = before
            in_child(lambda: pytest.main([*OPTIONS, "tests"], plugins=[loop]))
        for mutant in mutants:
            if mutant.scope is None:
                before(mutant)
                judge(mutant, lambda tell, mutant=mutant: afresh(mutant, seconds, tell))
                done(mutant)
    rows = list(csv.reader((KEPT / "results.csv").open()))
    killed = sum(row[0].startswith("killed") for row in rows)
    print(
        f"{killed} of {len(rows)} mutants were noticed, {100 * killed / max(1, len(rows)):.1f} %, in {time.monotonic() - began:.0f} s"
    )


if __name__ == "__main__":
    main()
