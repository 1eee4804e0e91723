"""Importing 10,000 rows in a process of its own: time and peak memory, for real and as a dry
run.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.made_up import venues
from bench.report import Row
from safespaces.venues.cells import venue_cells
from safespaces.venues.csv_text import csv_text

ROWS = 10_000
_RUN = """
import json, resource, sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from safespaces.actions.imports.import_csv import UploadedFile, apply_import, plan_import
from safespaces.store.database import Database
database = Database(sys.argv[1]); database.prepare()
start = perf_counter()
sent = UploadedFile(Path(sys.argv[2]).read_bytes(), "made-up.csv")
if sys.argv[3] == "dry":
    plan = plan_import(database, sent)
else:
    plan = apply_import(database, sent, at=datetime.now(UTC), author="bench").plan
peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([perf_counter() - start, peak_mb, len(plan.added)]))
"""


def rows() -> Iterator[Row]:
    """The import and its dry run."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made-up.csv"
        cells = [venue_cells(venue) for venue in venues(ROWS)]
        path.write_text(csv_text([cells[0].keys(), *(each.values() for each in cells)]))
        dry_s, dry_mb = _measure(folder, path, "dry")
        real_s, real_mb = _measure(folder, path, "real")
    yield Row(
        f"import of {ROWS:,} rows, published",
        f"{real_s:.1f} s, {real_mb:.0f} MB",
        "under 20 s, 300 MB",
        real_s < 20 and real_mb < 300,
    )
    within = dry_s <= real_s * 1.05 and dry_mb < 300
    yield Row(
        "the same as a dry run",
        f"{dry_s:.1f} s, {dry_mb:.0f} MB ({dry_s / real_s:.2f} of the import)",
        "not slower",
        within,
    )


def _measure(folder: str, path: Path, sort: str) -> tuple[float, float]:
    command = [sys.executable, "-c", _RUN, f"sqlite:///{folder}/{sort}.db", str(path), sort]
    took, peak_mb, added = json.loads(
        subprocess.run(command, check=True, capture_output=True, text=True).stdout
    )
    assert added == ROWS
    return took, peak_mb
