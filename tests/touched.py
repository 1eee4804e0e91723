"""`make check`: the tests to run for what was changed since the last commit, one path a line."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
_ALWAYS = ["tests/house"]
FEW = 30  # files of tests: less than a minute
_BESIDE = {
    "templates": ["tests/web"],
    "static": ["tests/test_js.py", "tests/vectors"],
    "data": ["tests/venues", "tests/geocoding"],
}


def touched() -> list[str]:
    """Changed and new files, as git names them."""
    asked = ["git", "status", "--porcelain", "--untracked-files=all", "--no-renames"]
    return [
        line[3:]
        for line in subprocess.run(
            asked, cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout.splitlines()
    ]


def paths_for(files: Iterable[str]) -> list[str]:
    """A changed test itself; of the folder of tests beside a changed module, in a large one those files that import it; and the rules of the house."""
    found = dict.fromkeys(_ALWAYS)
    for file in files:
        top, _, rest = file.partition("/")
        folder = rest.partition("/")[0]
        if top == "safespaces" and (ROOT / "tests" / folder).is_dir():
            found |= dict.fromkeys(_beside(file))
        elif top == "tests" and file.endswith(".py") and Path(file).name.startswith("test_"):
            found[file] = None
        elif top in _BESIDE:
            found |= dict.fromkeys(_BESIDE[top])
    folders = [path for path in found if not path.endswith(".py")]
    return [
        path
        for path in found
        if (ROOT / path).exists()
        and not any(path != each and path.startswith(f"{each}/") for each in folders)
    ]


def _beside(file: str) -> list[str]:
    """Most of the service leans on some modules: all tests of these would take minutes, and CI runs them anyway."""
    folder = ROOT / "tests" / Path(*Path(file).parts[1:2])
    room = folder / Path(file).parts[2]
    if room.is_dir():  # web/public: tests/web/public
        return [str(room.relative_to(ROOT))]
    tests = sorted(folder.rglob("test_*.py"))
    if len(tests) <= FEW:
        return [str(folder.relative_to(ROOT))]
    module = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    imports = re.compile(rf"^\s*(from|import) {re.escape(module)}\b", re.MULTILINE)
    package, _, name = module.rpartition(".")
    by_name = re.compile(
        rf"^from {re.escape(package)} import .*\b{re.escape(name)}\b", re.MULTILINE
    )
    theirs = [test for test in tests if _leans(test, imports, by_name)]
    return [str(each.relative_to(ROOT)) for each in theirs or [folder]]


def _leans(test: Path, *imports: re.Pattern[str]) -> bool:
    text = test.read_text(encoding="utf-8")
    return any(each.search(text) for each in imports)


if __name__ == "__main__":
    print("\n".join(paths_for(touched())))
