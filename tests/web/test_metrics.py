"""Figures for those who watch over the service: by route, for the operator alone, and of nobody."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from safespaces.cli.serving import _figures_together, server_arguments
from safespaces.store.database import Database
from safespaces.store.snapshots import keep_snapshot
from tests.web.conftest import TOWN, Reader, an_app
from tests.web.test_proxies import free_port, running

TOKEN = {"Authorization": "Bearer TOKEN"}


def counted(text: str) -> float:
    """How often the page of a place was answered, by this process since it began."""
    line = r'safespaces_requests_total\{route="/places/<slug>",status="200"\} ([\d.]+)'
    return float((re.findall(line, text) or ["0"])[0])


def test_they_are_for_the_operator_alone_and_name_nobody() -> None:
    reader = Reader(an_app(operator_token="TOKEN", refresh_seconds=0))
    assert reader.answer("/metrics").status_code == 404
    assert Reader(an_app()).answer("/metrics", headers=TOKEN).status_code == 404
    before = counted(reader.answer("/metrics", headers=TOKEN).get_data(as_text=True))
    reader.ask("Pool Meadow")
    for address in ("/places/red-cafe", "/places/red-cafe", "/SECRET", "/api/v1/nearest?q=SECRET"):
        reader.answer(address)
    told = reader.answer("/metrics", headers=TOKEN)
    text = told.get_data(as_text=True)
    assert told.status_code == 200 and told.headers["Cache-Control"] == "no-store"
    assert counted(text) - before == 2
    assert "safespaces_venues 5.0" in text and 'route="none",status="404"' in text
    for private in ("Pool", "SECRET", "red-cafe"):
        assert private not in text


@pytest.mark.long
def test_the_processes_of_the_real_server_count_together(tmp_path: Path) -> None:
    url, port = f"sqlite:///{tmp_path}/r.db", free_port()
    database = Database(url)
    database.prepare()
    with database.writing() as session:
        keep_snapshot(session, TOWN)
    database.close()
    together = _figures_together()
    folder = Path(together["PROMETHEUS_MULTIPROC_DIR"])
    environment = {
        "SAFESPACES_DATABASE": url,
        "SAFESPACES_OPERATOR_TOKEN": "TOKEN",
        "PATH": os.environ["PATH"],
        **together,
    }
    serve = [sys.executable, *server_arguments("127.0.0.1", port, 2)]
    with running(serve, port, env=environment):
        site = f"http://127.0.0.1:{port}"
        for _ in range(20):
            assert requests.get(f"{site}/help", timeout=20).status_code == 200
        text = requests.get(f"{site}/metrics", headers=TOKEN, timeout=20).text
    assert 'safespaces_requests_total{route="/help",status="200"} 20.0' in text
    time.sleep(0.2)
    assert not folder.exists()


WATCHING = Path(__file__).parents[2] / "deploy"


def test_the_alerts_and_the_dashboard_ask_for_figures_that_there_are() -> None:
    reader = Reader(an_app(operator_token="TOKEN", refresh_seconds=0))
    reader.answer("/")
    text = reader.answer("/metrics", headers=TOKEN).get_data(as_text=True)
    there = set(re.findall(r"^(safespaces_\w+)", text, re.M))
    rules = (WATCHING / "alerts.yml").read_text()
    panels = json.loads((WATCHING / "grafana.json").read_text())["panels"]
    exprs = re.findall(r"(?m)^ +expr: (.*)$", rules)
    exprs += [target["expr"] for panel in panels for target in panel["targets"]]
    asked = {name for expr in exprs for name in re.findall(r"\bsafespaces_\w+", expr)}
    assert len(exprs) > 20 and asked <= there, asked - there
    assert rules.count("- alert:") == rules.count("todo:") == rules.count("severity:")
    routes = {rule.rule for rule in reader.app.url_map.iter_rules()}
    for named in re.findall(r'route=~"([^"]+)"', " ".join(exprs)):
        for pattern in named.split("|"):
            assert any(re.fullmatch(pattern, route) for route in routes), pattern


def test_prometheus_itself_finds_nothing_wrong_with_the_alerts() -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("no promtool on this machine (Debian: apt install prometheus)")
    told = subprocess.run(
        [promtool, "check", "rules", str(WATCHING / "alerts.yml")], capture_output=True, text=True
    )
    assert told.returncode == 0 and "10 rules found" in told.stdout, told.stdout + told.stderr
