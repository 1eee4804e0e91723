"""What is changed: every small fault that can be put into a file, one node of its syntax tree at a
time.
"""

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
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
_NOT_LOOKED_INTO = ("annotation", "returns", "decorator_list", "format_spec")
_BLOCKS = ast.If | ast.For | ast.While | ast.With | ast.Try


@dataclass
class Mutant:
    """One fault.

    `scope` is the outermost function it is in, with the line that begins at, or None for the
    module itself.
    """

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
        """The whole module with the fault in it."""
        tree = ast.parse((ROOT / self.file).read_text())
        nodes = list(ast.walk(tree))
        wanted = nodes[self.number]
        new = ast.copy_location(self.change(deepcopy(wanted)), wanted)
        for parent in nodes:
            _put(new, wanted, parent)
        return compile(ast.fix_missing_locations(tree), str(ROOT / self.file), "exec")


def _put(new: ast.AST, old: ast.AST, parent: ast.AST) -> None:
    for name, value in ast.iter_fields(parent):
        if value is old:
            setattr(parent, name, new)
        elif isinstance(value, list):
            value[:] = [new if each is old else each for each in value]


def changes(node: ast.AST, parent: ast.AST | None) -> Iterator[Change]:
    """The ways to spoil a node.

    What is left out stays in the tree unreached, so that a function's variables stay the same.
    """
    decides = _decides(node, parent)
    if decides and not isinstance(node, ast.Constant):
        if not isinstance(parent, ast.While):
            yield lambda n: ast.BoolOp(ast.Or(), [ast.Constant(True), n])
        yield lambda n: ast.BoolOp(ast.And(), [ast.Constant(False), n])
    if isinstance(node, ast.Compare):
        yield from _other_operators(node, decides)
    elif isinstance(node, ast.BoolOp):
        yield lambda n: ast.BoolOp(ast.Or() if isinstance(n.op, ast.And) else ast.And(), n.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) and not decides:
        yield lambda n: n.operand
    elif _returns_a_truth(node):
        yield lambda n: ast.Return(ast.Constant(not n.value.value))
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield lambda n: ast.Constant(n.value + 1)
    elif isinstance(node, ast.Raise) or _only_calls(node):
        yield lambda n: ast.If(ast.Constant(False), [n], [])


def _decides(node: ast.AST, parent: ast.AST | None) -> bool:
    """Whether a node is a condition."""
    if isinstance(parent, ast.comprehension):
        return node in parent.ifs
    return isinstance(parent, ast.If | ast.IfExp | ast.While) and parent.test is node


def _other_operators(node: ast.Compare, decides: bool) -> Iterator[Change]:
    for place, operator in enumerate(node.ops):
        new = MOVED.get(type(operator)) or (not decides and TURNED.get(type(operator)))
        if new:
            yield lambda n, i=place, new=new: ast.Compare(
                n.left, [*n.ops[:i], new(), *n.ops[i + 1 :]], n.comparators
            )


def _returns_a_truth(node: ast.AST) -> bool:
    its = node.value if isinstance(node, ast.Return) else None
    return isinstance(its, ast.Constant) and isinstance(its.value, bool)


def _only_calls(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)


class _Place(NamedTuple):
    """Where a node stands."""

    parent: ast.AST | None
    names: str
    scope: tuple[str, int] | None
    lines: range


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every fault of a file, in the order of its code."""
    return _Visit(path).at()


class _Visit:
    def __init__(self, path: Path) -> None:
        self._tree, self._file = ast.parse(path.read_text()), str(path.relative_to(ROOT))
        self._numbers = {id(node): number for number, node in enumerate(ast.walk(self._tree))}

    def at(self) -> Iterator[Mutant]:
        return self._at(self._tree, _Place(None, "", None, range(0)))

    def _at(self, node: ast.AST, place: _Place) -> Iterator[Mutant]:
        lines = _lines_of(node, place.lines)
        for change in changes(node, place.parent):
            yield Mutant(
                self._file, self._numbers[id(node)], change, lines, place.scope, _said(node, change)
            )
        names, inner = _within(node, place)
        for name, value in ast.iter_fields(node):
            scope = inner if name == "body" else place.scope
            for child in () if name in _NOT_LOOKED_INTO else _nodes(value):
                yield from self._at(child, _Place(node, names, scope, lines))


def _lines_of(node: ast.AST, around: range) -> range:
    """The lines that a test has to reach to reach the node."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef) or not isinstance(
        node, ast.expr | ast.stmt
    ):
        return around
    last = node.lineno if isinstance(node, _BLOCKS) else node.end_lineno or node.lineno
    return range(node.lineno, last + 1)


def _within(node: ast.AST, place: _Place) -> tuple[str, tuple[str, int] | None]:
    """The dotted name and the outermost function of what is in a node's body."""
    if not isinstance(node, ast.FunctionDef | ast.ClassDef):
        return place.names, place.scope
    names = f"{place.names}.{node.name}" if place.names else node.name
    if isinstance(node, ast.ClassDef) or place.scope is not None:
        return names, place.scope
    return names, (names, min([node.lineno, *(each.lineno for each in node.decorator_list)]))


def _nodes(value: object) -> Iterator[ast.AST]:
    for child in value if isinstance(value, list) else [value]:
        if isinstance(child, ast.AST):
            yield child


def _said(node: ast.AST, change: Change) -> str:
    new = ast.unparse(ast.fix_missing_locations(ast.copy_location(change(deepcopy(node)), node)))
    return f"{' '.join(ast.unparse(node).split())[:90]}  ->  {' '.join(new.split())[:110]}"
