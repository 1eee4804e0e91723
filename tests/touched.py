"""`make check`: the tests to run for what was changed since the last commit, one path a line."""

import subprocess
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
_ALWAYS = ["tests/house"]
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
    """A changed test itself; the folder of tests beside a changed module; and the rules of the house."""
    found = dict.fromkeys(_ALWAYS)
    for file in files:
        top, _, rest = file.partition("/")
        folder = rest.partition("/")[0]
        if top == "safespaces" and (ROOT / "tests" / folder).is_dir():
            found[f"tests/{folder}"] = None
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


if __name__ == "__main__":
    print("\n".join(paths_for(touched())))
