"""The repository as the house tests see it: what git tracks, and what the package imports."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "safespaces"


@cache
def tracked() -> tuple[Path, ...]:
    """Files that git tracks or would track, as paths from the root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(
        command, cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    return tuple(Path(name) for name in names if (ROOT / name).is_file())


@cache
def modules() -> tuple[Path, ...]:
    """The package's Python files but for migrations, which are history."""
    return tuple(
        path
        for path in tracked()
        if path.parts[0] == "safespaces" and path.suffix == ".py" and "migrations" not in path.parts
    )


@cache
def tree(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def imports(path: Path) -> set[str]:
    """Dotted names of everything a file imports, at any depth of its code."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found
