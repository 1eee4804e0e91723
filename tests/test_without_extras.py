"""`make run` installs no extra: the service begins and serves without any of them."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXTRAS = (
    "psycopg",
    "psycopg_pool",
    "authlib",
    "joserfc",
    "weasyprint",
    "docx",
    "highspy",
    "notifications_python_client",
    "prometheus_client",
    "redis",
    "boto3",
    "osmium",
)
BEGIN = f"""
import sys
for name in {EXTRAS!r}:
    sys.modules[name] = None  # importing it fails, as where it is not installed
from datetime import UTC, datetime
from safespaces.actions.operations.first_start import make_ready
from safespaces.cli.main import main
from safespaces.settings import settings_from
from safespaces.store.database import Database
from safespaces.web.app import create_app
settings = settings_from()
make_ready(Database(settings.database), at=datetime.now(UTC), say=print)
client = create_app().test_client()
for path in ("/", "/places", "/map", "/join", "/sign-in", "/directory.json", "/readyz"):
    print(path, client.get(path).status_code)
"""


def test_a_register_is_made_and_served_without_any_extra(tmp_path: Path) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if "SAFESPACES" not in name},
        "SAFESPACES_DATABASE": f"sqlite:///{tmp_path}/register.db",
        "SAFESPACES_REFRESH_SECONDS": "0",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", BEGIN], env=environment, cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answers = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("/")]
    assert len(answers) == 7 and set(answers) <= {"200"}, done.stdout
