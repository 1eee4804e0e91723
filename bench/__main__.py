"""`make bench`: every benchmark in turn, printed and written to bench/RESULTS.md.

Exits with 1 when a figure is out of its bound.
"""

import platform
import sys
from datetime import date
from importlib import import_module
from os import cpu_count
from pathlib import Path

from bench.report import HEADER, Row

SUBJECTS = (
    "nearest",
    "growth",
    "publishing",
    "nation",
    "streets",
    "phone",
    "first_load",
    "lighthouse",
    "importing",
    "large_import",
    "register",
    "coverage",
    "published",
    "api_json",
    "http",
    "databases",
    "proxy",
)
RESULTS = Path(__file__).with_name("RESULTS.md")


def main() -> int:
    """Run the subjects named on the command line, or all of them."""
    chosen = sys.argv[1:] or list(SUBJECTS)
    found: list[Row] = []
    print(HEADER)
    for subject in chosen:
        for row in import_module(f"bench.{subject}").rows():
            print(row, flush=True)
            found.append(row)
    if chosen == list(SUBJECTS):
        RESULTS.write_text(_page(found))
    return 0 if all(row.holds for row in found) else 1


def _page(found: list[Row]) -> str:
    machine = (
        f"{cpu_count()} cores, {platform.system()}, Python {platform.python_version()},"
        f" {date.today():%d %B %Y}"
    )
    intro = (
        "# Benchmark results\n\nWritten by `make bench`. One run on one machine, which may have"
        f" been busy: read ratios before times.\n\nMachine: {machine}\n\n"
    )
    return intro + "\n".join([HEADER, *map(str, found)]) + "\n"


if __name__ == "__main__":
    sys.exit(main())
