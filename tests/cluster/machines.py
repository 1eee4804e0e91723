"""Three database machines as deploy/cluster/ sets them up, each a network namespace of its own, with HAProxy and Redis on this one.

What is started is what an operator is given: the files are read, and only addresses, folders and ports are put in their place.
"""

import json
import os
import pwd
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import requests

ROOT = Path(__file__).parents[2]
GIVEN = ROOT / "deploy" / "cluster"
NODES = (1, 2, 3)
NET = "10.99.0."
BRIDGE = "ssbridge"
DATABASE_PORT, REDIS_PORT = 16432, 16379
DISK = "400m"  # of each database machine: a file system in memory, so that it can be filled
DATA = "pg"
PASSWORDS = {"change-me-superuser": "of-super", "change-me-replicator": "of-repl"}
APP = f"postgresql+psycopg://safespaces:of-app@127.0.0.1:{DATABASE_PORT}/safespaces"
_TOOLS = {
    "PATH": "/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "GOMAXPROCS": "1",
}


def address(node: int) -> str:
    """Of a database machine."""
    return f"{NET}{10 + node}"


def _run(*command: str, check: bool = True) -> None:
    subprocess.run(command, check=check, capture_output=True)


def _wait(ready: Callable[[], bool], seconds: float, what: str) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(Exception):
            if ready():
                return
        time.sleep(0.2)
    raise RuntimeError(f"not ready: {what}")


class Machines:
    """All of them, in a folder that is theirs. Use as a context manager; whatever happens they are ended."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "Machines":
        try:
            self._lay_out()
            self._connect()
            for node in NODES:
                self.start_etcd(node)
            _wait(
                lambda: all(_is_ok(f"http://{address(n)}:2379/health") for n in NODES), 30, "etcd"
            )
            self.start("haproxy", ["haproxy", "-db", "-f", f"{self.folder}/haproxy.cfg"], "haproxy")
            self.start_redis()
            self.start_patroni(1)  # the first makes the database
            _wait(lambda: _is_ok(f"http://{address(1)}:8008/primary"), 90, "the first primary")
            for node in NODES[1:]:
                self.start_patroni(node)
            self.wait_healthy(90)
            self._make_database()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for node in NODES:
            self.heal(node)
            self.signal(node, signal.SIGCONT)
        patronis = [name for name in self.running if name.startswith("patroni")]
        others = [name for name in self.running if name not in patronis]
        for group in (patronis, sorted(others, key=lambda name: name.startswith("etcd"))):
            for name in group:
                if self.running[name].poll() is None:
                    self.running[name].terminate()
            for name in group:
                try:
                    self.running[name].wait(20)
                except subprocess.TimeoutExpired:
                    self.running[name].kill()
                    self.running[name].wait()
        for node in NODES:  # a postmaster outlives a Patroni that was killed
            if pid := self.postmaster(node):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGQUIT)
            time.sleep(0.2)
            _run("ip", "netns", "del", f"ssdb{node}", check=False)
            _run("umount", "-l", f"{self.folder}/db{node}/data", check=False)
        _run("ip", "link", "del", BRIDGE, check=False)

    # What is there

    def members(self) -> dict[int, dict[str, str]]:
        """By machine what Patroni says of it: role, state."""
        for node in NODES:
            with suppress(requests.RequestException, ValueError, KeyError):
                told = requests.get(f"http://{address(node)}:8008/cluster", timeout=1).json()
                return {int(each["name"][-1]): each for each in told["members"]}
        return {}

    def primary(self) -> int:
        """The machine that takes writes; 0 for none."""
        return next((n for n, each in self.members().items() if each["role"] == "leader"), 0)

    def wait_healthy(self, seconds: float) -> None:
        """Three machines, one primary, the others with it, one of them in step."""

        def is_healthy() -> bool:
            every = list(self.members().values())
            roles = [each["role"] for each in every]
            return (
                len(every) == len(NODES)
                and roles.count("leader") == 1
                and "sync_standby" in roles
                and all(each["state"] in ("running", "streaming") for each in every)
                and len({each.get("timeline") for each in every}) == 1
            )

        _wait(is_healthy, seconds, f"three databases: {self.members()}")

    def postmaster(self, node: int) -> int:
        """Its process id; 0 where none runs."""
        try:
            pid = int(self._data(node, "postmaster.pid").read_text().splitlines()[0])
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError, IndexError):
            return 0
        return pid if str(self.folder).encode() in command else 0

    def etcd_leader(self) -> int:
        """The machine whose etcd leads the others."""
        for node in NODES:
            with suppress(requests.RequestException, KeyError, ValueError):
                told = requests.post(
                    f"http://{address(node)}:2379/v3/maintenance/status", data="{}", timeout=1
                ).json()
                if told["leader"] == told["header"]["member_id"]:
                    return node
        return 1

    # What happens to them

    def kill_database(self, node: int, *, patroni: bool = False) -> None:
        """Signal 9 to its postmaster, and to its Patroni too."""
        if patroni:
            self.kill(f"patroni{node}")
        if pid := self.postmaster(node):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def kill(self, name: str) -> None:
        """Signal 9."""
        self.running[name].kill()
        self.running[name].wait()

    def signal(self, node: int, number: signal.Signals) -> None:
        """To everything of a database machine but its etcd."""
        name = f"patroni{node}"
        pids = [self.running[name].pid] if name in self.running else []
        if pid := self.postmaster(node):
            children = Path(f"/proc/{pid}/task/{pid}/children")
            pids += [pid, *map(int, children.read_text().split())]
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def cut(self, node: int) -> None:
        """Nothing goes to it or comes from it any more."""
        _run("ip", "link", "set", f"ssveth{node}", "down", check=False)

    def heal(self, node: int) -> None:
        """Its network is there again."""
        _run("ip", "link", "set", f"ssveth{node}", "up", check=False)

    def fill_disk(self, node: int) -> None:
        """To the last byte; the guard has not handed over in the last hour."""
        (self.folder / f"db{node}" / "disk-guard-handed-over").unlink(missing_ok=True)
        path = self.folder / f"db{node}" / "data" / "filler"
        with suppress(OSError), path.open("wb", buffering=0) as file:
            while True:
                file.write(b"\0" * 65536)

    def free_disk(self, node: int) -> None:
        """As it was."""
        (self.folder / f"db{node}" / "data" / "filler").unlink(missing_ok=True)

    def guard_disks(self) -> None:
        """What a timer does on each machine (deploy/cluster/disk-guard.sh)."""
        for node in NODES:
            api, data = f"http://{address(node)}:8008", str(self._data(node))
            subprocess.run(
                [*_inside(node), "sh", str(GIVEN / "disk-guard.sh"), api, data],
                env={**_TOOLS, "RUNTIME_DIRECTORY": f"{self.folder}/db{node}"},
                capture_output=True,
                timeout=20,
            )

    def hand_over(self) -> None:
        """Make another machine the primary: what it has is what was replicated."""
        before = self.primary()
        names = {each["role"]: each["name"] for each in self.members().values()}
        asked = json.dumps({"leader": names["leader"], "candidate": names["sync_standby"]})
        api = f"http://{address(before)}:8008/switchover"
        content = "Content-Type: application/json"
        # only a database machine may ask for it
        _run(*_inside(before), "curl", "--silent", "--fail", "-H", content, "-d", asked, api)
        self.wait_healthy(60)
        if self.primary() == before:
            raise RuntimeError("the primary did not change")

    # Starting

    def start(self, name: str, command: list[str], user: str, node: int = 0, env: dict[str, str] | None = None) -> None:  # fmt: skip
        """As a user of its own, in the network of a machine."""
        as_user = ["setpriv", "--reuid", user, "--regid", user, "--init-groups"]
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                [*(_inside(node) if node else []), *as_user, *command],
                env={**_TOOLS, "HOME": str(self.folder), **(env or {})},
                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def start_etcd(self, node: int) -> None:
        """With the variables of deploy/cluster/etcd.env."""
        lines = [
            line.partition("=")[::2]
            for line in (GIVEN / "etcd.env").read_text().splitlines()
            if line and not line.startswith("#")
        ]
        told = {
            name: _everywhere(value)
            if name == "ETCD_INITIAL_CLUSTER"
            else value.replace("10.0.0.11", address(node))
            for name, value in lines
        }
        told |= {"ETCD_DATA_DIR": f"{self.folder}/db{node}/etcd", "ETCD_NAME": f"db{node}"}
        self.start(f"etcd{node}", ["etcd"], "etcd", node, told)

    def start_patroni(self, node: int) -> None:
        """It starts PostgreSQL."""
        command = ["/usr/bin/python3", "/usr/bin/patroni", f"{self.folder}/db{node}/patroni.yml"]
        self.start(f"patroni{node}", command, "postgres", node)

    def start_redis(self) -> None:
        """It counts limits."""
        self.start("redis", ["redis-server", f"{self.folder}/redis.conf"], "redis")

    def start_haproxy(self) -> None:
        """It leads to the primary."""
        self.start("haproxy", ["haproxy", "-db", "-f", f"{self.folder}/haproxy.cfg"], "haproxy")

    def _lay_out(self) -> None:
        self.folder.chmod(0o755)
        for node in NODES:
            home = self.folder / f"db{node}"
            for name, user in (("etcd", "etcd"), ("data", "postgres"), ("socket", "postgres")):
                (home / name).mkdir(parents=True)
                if name == "data":
                    _run("mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(home / name))
                shutil.chown(home / name, user, user)
                (home / name).chmod(0o700)
            shutil.chown(home, "postgres", "postgres")
            self._write(home / "patroni.yml", self._patroni(node), "postgres")
        haproxy = _everywhere((GIVEN / "haproxy.cfg").read_text())
        haproxy = haproxy.replace("127.0.0.1:5432", f"127.0.0.1:{DATABASE_PORT}")
        self._write(self.folder / "haproxy.cfg", haproxy, "haproxy")
        redis = (GIVEN / "redis.conf").read_text().replace("10.0.0.21", "127.0.0.1")
        redis = redis.replace("port 6379", f"port {REDIS_PORT}")
        self._write(self.folder / "redis.conf", redis, "redis")

    def _patroni(self, node: int) -> str:
        own = re.compile(r"((?:listen|connect_address): )10\.0\.0\.11")
        given = own.sub(rf"\g<1>{address(node)}", (GIVEN / "patroni.yml").read_text())
        text = _everywhere(given)
        for told, here in {
            "name: db1": f"name: db{node}",
            "/var/lib/postgresql/15/safespaces": str(self._data(node)),
            "/var/lib/postgresql/pgpass": f"{self.folder}/db{node}/pgpass",
            "/var/run/postgresql": f"{self.folder}/db{node}/socket",
            "10.0.0.0/24": f"{NET}0/24",
            "10.0.0.21/32": f"{NET}1/32",
            "wal_keep_size: 256MB": "wal_keep_size: 32MB\n        max_wal_size: 96MB\n        shared_buffers: 32MB",
            **PASSWORDS,
        }.items():
            assert told in text, told
            text = text.replace(told, here)
        return text

    def _write(self, path: Path, text: str, user: str) -> None:
        path.write_text(text)
        owner = pwd.getpwnam(user)
        os.chown(path, owner.pw_uid, owner.pw_gid)
        path.chmod(0o600)

    def _data(self, node: int, *names: str) -> Path:
        return self.folder.joinpath(f"db{node}", "data", DATA, *names)

    @staticmethod
    def _connect() -> None:
        """A bridge, and each machine on it."""
        _run("ip", "link", "add", BRIDGE, "type", "bridge", "forward_delay", "0", "stp_state", "0")
        _run("ip", "addr", "add", f"{NET}1/24", "dev", BRIDGE)
        _run("ip", "link", "set", BRIDGE, "up")
        for node in NODES:
            name, link = f"ssdb{node}", f"ssveth{node}"
            _run("ip", "netns", "add", name)
            _run("ip", "link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", name)
            _run("ip", "link", "set", link, "master", BRIDGE, "up")
            _run("ip", "-n", name, "addr", "add", f"{address(node)}/24", "dev", "eth0")
            _run("ip", "-n", name, "link", "set", "lo", "up")
            _run("ip", "-n", name, "link", "set", "eth0", "up")

    def _make_database(self) -> None:
        """On the primary, as its own postgres: nobody else may."""
        for command in (
            "CREATE ROLE safespaces LOGIN PASSWORD 'of-app'",
            "CREATE DATABASE safespaces OWNER safespaces",
        ):
            _run(
                "setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups",
                "psql", "-h", f"{self.folder}/db{self.primary()}/socket", "-c", command,
            )  # fmt: skip


def _everywhere(text: str) -> str:
    """With the addresses of the machines here."""
    for node in NODES:
        text = text.replace(f"10.0.0.1{node}", address(node))
    return text


def _inside(node: int) -> list[str]:
    return ["ip", "netns", "exec", f"ssdb{node}"]


def _is_ok(url: str) -> bool:
    return requests.get(url, timeout=1).status_code == 200


def told(machines: Machines) -> str:
    """Who is what, for the record of a trial."""
    return json.dumps({node: each["role"] for node, each in machines.members().items()})
