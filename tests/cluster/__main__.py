"""`make test-cluster`: three databases, two web nodes, Redis, HAProxy and nginx; what can happen to them happens, under a load with a ledger.

    python -m tests.cluster [--seconds 300] [--seed 1]

Nothing acknowledged may be lost, every public read has to be answered, and the longest time in which no write is acknowledged is printed. At the
end the primary's place is handed to another machine and the ledger is read there once more. Needs root, for network namespaces.
"""

import argparse
import random
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.cluster.load import Load
from tests.cluster.machines import APP, NODES, REDIS_PORT, Machines, told
from tests.cluster.web_nodes import WEB, WebNodes

GOAL_S = 15.0
LIMITS = f"redis://:change-me-redis@127.0.0.1:{REDIS_PORT}"
SETTLE_S = 60


class Trial:
    """What can happen, each ending with everything as it was."""

    def __init__(self, machines: Machines, web_nodes: WebNodes, dice: random.Random) -> None:
        self._machines, self._web_nodes, self._dice = machines, web_nodes, dice

    def _primary(self) -> int:
        """The machine that something happens to; waits for one."""
        for _ in range(100):
            if node := self._machines.primary():
                return node
            time.sleep(0.2)
        raise RuntimeError("there is no primary")

    def postmaster_killed(self) -> None:
        """Patroni starts it again or another takes over."""
        self._machines.kill_database(self._primary())

    def machine_killed(self) -> None:
        """Patroni and PostgreSQL of the primary; back after some seconds."""
        node = self._primary()
        self._machines.kill_database(node, patroni=True)
        time.sleep(self._dice.uniform(8, 12))
        self._machines.start_patroni(node)

    def machine_hangs(self) -> None:
        """The primary stops without a word, and goes on later as if nothing had been."""
        node = self._primary()
        self._machines.signal(node, signal.SIGSTOP)
        time.sleep(self._dice.uniform(12, 15))
        self._machines.signal(node, signal.SIGCONT)

    def partition(self) -> None:
        """The primary lives on and sees nobody."""
        node = self._primary()
        self._machines.cut(node)
        time.sleep(self._dice.uniform(12, 15))
        self._machines.heal(node)

    def disk_full(self) -> None:
        """Of the primary; another takes over before it is freed."""
        node = self._primary()
        self._machines.fill_disk(node)
        time.sleep(10)
        is_guarded = self._machines.primary() not in (0, node)
        self._machines.free_disk(node)
        if not is_guarded:
            raise RuntimeError("the guard did not hand over")

    def all_databases_killed(self) -> None:
        """And started again after five seconds."""
        for node in NODES:
            self._machines.kill_database(node, patroni=True)
        time.sleep(5)
        for node in NODES:
            self._machines.start_patroni(node)

    def redis_killed(self) -> None:
        """Limits are counted by each process meanwhile."""
        self._machines.kill("redis")
        time.sleep(6)
        self._machines.start_redis()

    def redis_hangs(self) -> None:
        """It takes calls and says nothing."""
        self._machines.running["redis"].send_signal(signal.SIGSTOP)
        time.sleep(6)
        self._machines.running["redis"].send_signal(signal.SIGCONT)

    def web_node_killed(self) -> None:
        """The other answers."""
        self._web_nodes.kill(f"web{self._dice.choice(WEB)}")

    def workers_killed(self) -> None:
        """What happens by itself (mail and the like) on both web nodes and beside them; others begin."""
        self._web_nodes.kill_workers()

    def etcd_leader_killed(self) -> None:
        """Two are left, and agree."""
        node = self._machines.etcd_leader()
        self._machines.kill(f"etcd{node}")
        time.sleep(4)
        self._machines.start_etcd(node)

    def haproxy_killed(self) -> None:
        """Started again at once."""
        self._machines.kill("haproxy")
        self._machines.start_haproxy()


EVENTS = (
    "postmaster_killed", "redis_killed", "partition", "web_node_killed", "disk_full", "machine_hangs", "workers_killed", "all_databases_killed",
    "redis_hangs", "machine_killed", "etcd_leader_killed", "haproxy_killed",
)  # fmt: skip


def plan(seed: int, seconds: float) -> list[str]:
    """Every kind once, in an order of the seed's, then whatever the dice say."""
    dice, events = random.Random(seed), list(EVENTS)
    dice.shuffle(events)
    return events + [dice.choice(EVENTS) for _ in range(int(seconds))]


def main() -> int:
    """Ends with 1 where anything was lost or not answered."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    stop = threading.Event()
    with (
        tempfile.TemporaryDirectory(prefix="cluster") as folder,
        tempfile.TemporaryDirectory(prefix="service") as own,
        Machines(Path(folder)) as machines,
    ):
        print(f"three databases: {told(machines)}", flush=True)
        Path(own).chmod(0o755)
        guard = threading.Thread(target=_guard, args=(machines, stop), daemon=True)
        guard.start()
        try:
            with WebNodes(Path(own), APP, LIMITS) as web_nodes:
                return _try(machines, web_nodes, asked.seconds, asked.seed)
        finally:
            stop.set()
            guard.join(30)


def _try(machines: Machines, web_nodes: WebNodes, seconds: int, seed: int) -> int:
    trial, began = Trial(machines, web_nodes, random.Random(seed)), time.monotonic()
    with Load(APP, web_nodes.https, seed) as load:
        time.sleep(5)
        happened = 0
        for name in plan(seed, seconds):
            if time.monotonic() - began > seconds:
                break
            _happen(machines, load, name, getattr(trial, name))
            happened += 1
        machines.wait_healthy(SETTLE_S)
        time.sleep(5)
    ended = time.monotonic()
    lost = load.ledger.lost(APP)
    machines.hand_over()
    elsewhere = load.ledger.lost(APP)
    longest, at = load.ledger.longest_outage_s(began, ended)
    print(load.ledger.told())
    print(f"lost: {lost[0]} lines and {lost[1]} forms; read again on another machine: {elsewhere[0]} and {elsewhere[1]}")  # fmt: skip
    print(f"longest time without an acknowledged write: {longest:.1f} s, {at:.0f} s after the beginning (goal: {GOAL_S:.0f} s)")  # fmt: skip
    for each in sorted(set(load.ledger.broken)):
        print(f"  A WRITER ENDED: {each}")
    for each in sorted(set(load.ledger.not_answered)):
        print(f"  NOT ANSWERED: {each}")
    ledger = load.ledger
    has_worked = ledger.lines and ledger.forms and ledger.read_s and happened > 2
    is_well = has_worked and longest <= GOAL_S and not any((*lost, *elsewhere))
    return 0 if is_well and not ledger.not_answered and not ledger.broken else 1


def _happen(machines: Machines, load: Load, name: str, event: Callable[[], None]) -> None:
    at = time.monotonic()
    event()
    time.sleep(2)  # Patroni says what it saw a second ago
    machines.wait_healthy(SETTLE_S)
    time.sleep(3)
    outage, _ = load.ledger.longest_outage_s(at, time.monotonic())
    print(f"{name}: {outage:.1f} s without an acknowledged write; {told(machines)}", flush=True)


def _guard(machines: Machines, stop: threading.Event) -> None:
    while not stop.wait(1):
        machines.guard_disks()


if __name__ == "__main__":
    sys.exit(main())
