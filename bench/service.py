"""How the service stands load: requests a second and waiting times by route, memory over minutes, lists renewed.

    python bench/service.py [--seconds 10] [--minutes 1] [--clients 32] [--names 38000] [--workers 2] [--no-record]

A service is started on a free port over a home of its own, with a list of invented names. The clients are a process
of their own on the same machine, each with a connection it keeps and one request under way; no request is asked twice
in the same words. Times are by the client's clock, from the first byte sent to the last byte read; `cpu` is what the
service's processes spent on one request, whatever else the machine did. Memory is what they hold together, without
pages of files. Nothing is left behind.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

_SYLLABLES = ("ka", "lo", "mi", "ren", "sta", "vo", "tur", "bel", "dza", "phi", "shu", "an", "ge", "ro", "lin", "mar")
_GOODS = ("coal", "iron ore", "seafood", "textiles", "wheat", "diesel", "aspirin", "copper", "statues", "tractors")
_PLACES = ("China", "Russia", "Kenya", "Poland", "Vietnam", "Egypt", "Chile", "Japan")
_HEAD = (
    "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
)
_RENEWALS = 3
_LONGEST = 1200.0
"""Seconds until a load that waits for something ends by itself."""
Told = tuple[str, float, bool]
"""A request: its route, its seconds, whether it was good."""


def word(dice: random.Random) -> str:
    """An invented word of a name."""
    return "".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))).capitalize()


def listed(names: int, seed: int) -> Iterator[str]:
    """Lines of an invented list with so many names, two for each entity."""
    dice = random.Random(seed)
    for number in range(names // 2):
        schema = dice.choice(("Person", "Company"))
        called = [f"{word(dice)} {word(dice)}" for _ in range(2)]
        row = {"name": called[:1], "alias": called[1:], "country": [dice.choice(("kp", "cn", "ru", "ir"))]}
        yield json.dumps({"id": f"b-{number}", "schema": schema, "properties": row, "target": True}) + "\n"


def example(dice: random.Random) -> Any:
    """An example to match."""
    person = {"schema": "Person", "properties": {"name": [f"{word(dice)} {word(dice)}"]}}
    return {"queries": {"q": person}}


def deal(dice: random.Random) -> str:
    """A deal in words."""
    day = f"{dice.randint(1, 28)} May {dice.randint(2010, 2024)}"
    amount, goods, place = dice.randint(2, 90_000), dice.choice(_GOODS), dice.choice(_PLACES)
    return f"On {day} {word(dice)} Trading of {place} buys {amount} tonnes of {goods} from North Korea."


def article(dice: random.Random) -> str:
    """A short piece of news."""
    told = " ".join(deal(dice) for _ in range(4))
    return f"Pyongyang, 3 May 2018. The minister {word(dice)} {word(dice)} spoke of trade. {told}"


ROUTES: dict[str, Callable[[random.Random], tuple[str, str, Any]]] = {
    "/match": lambda dice: ("POST", "/match/default", example(dice)),
    "/screen": lambda dice: ("POST", "/screen", {"queries": [{"name": f"{word(dice)} {word(dice)}"}]}),
    "/check": lambda dice: ("POST", "/check", {"text": deal(dice)}),
    "/read": lambda dice: ("POST", "/read", {"text": article(dice)}),
    "/healthz": lambda _: ("GET", "/healthz", None),
}
ENOUGH: list[bool] = []
"""Filled when the clients are told to stop before their time."""
MIXED = ("/match", "/match", "/match", "/check", "/screen", "/read", "/healthz")


def packed(route: str, dice: random.Random) -> bytes:
    """A request as it goes over the wire."""
    method, path, body = ROUTES[route](dice)
    data = json.dumps(body).encode() if body is not None else b""
    return _HEAD.format(method=method, path=path, length=len(data)).encode() + data


async def client(port: int, routes: tuple[str, ...], until: float, seed: int, told: list[Told]) -> None:
    """One connection; every answer is noted with its route, seconds, and whether it was good."""
    dice = random.Random(seed)
    reader = writer = None
    while time.monotonic() < until and not ENOUGH:
        route = dice.choice(routes)
        request, began, good = packed(route, dice), time.perf_counter(), False
        try:
            if reader is None or writer is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            fields = head.lower().split(b"content-length:")
            await reader.readexactly(int(fields[1].split(b"\r\n")[0]))
            good = head.startswith(b"HTTP/1.1 200")
        except (OSError, asyncio.IncompleteReadError, IndexError):
            reader = writer = None
        told.append((route, time.perf_counter() - began, good))
    if writer is not None:
        writer.close()


def ask(port: int, clients: int, routes: tuple[str, ...], seconds: float, seed: int) -> list[Told]:
    """Load for some seconds, from this process."""

    async def every() -> list[Told]:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ENOUGH.append, True)
        told: list[Told] = []
        until = time.monotonic() + seconds
        await asyncio.gather(*(client(port, routes, until, seed * 1000 + n, told) for n in range(clients)))
        return told

    with contextlib.suppress(ImportError):
        import uvloop

        return uvloop.run(every())
    return asyncio.run(every())


class Load:
    """Clients in a process of their own; `rows` and `seconds` stand when it is over."""

    def __init__(self, port: int, clients: int, routes: tuple[str, ...], seconds: float, seed: int) -> None:
        self.rows: list[Told] = []
        self.seconds = seconds
        self._began = time.monotonic()
        asked = ["--ask", json.dumps([port, clients, routes, seconds, seed])]
        self._process = subprocess.Popen([sys.executable, __file__, *asked], stdout=subprocess.PIPE)

    def over(self, *, now: bool = False) -> Load:
        """Wait for the end, or bring it about."""
        if now:
            self._process.terminate()
        took = time.monotonic() - self._began
        self.rows = [tuple(row) for row in json.loads(self._process.communicate()[0])]
        self.seconds = min(self.seconds, took) if now else self.seconds
        return self


class Service:
    """A service over a home of its own, with its list."""

    def __init__(self, names: int, workers: int, record: bool) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="nizam-bench-"))
        self.environ = {**os.environ, "NIZAM_HOME": str(self.home), "NIZAM_AUDIT": "auto" if record else "0"}
        self.names = names
        self.renew(1)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        # compiled at set-up; if it is stale, it is renewed before anything is timed
        search = "from nizam.screening import quick; print('compiled' if quick.KERNEL.wait() else 'plain')"
        said = subprocess.run([sys.executable, "-c", search], env=self.environ, check=True, capture_output=True)
        self.search = said.stdout.decode().strip()
        serve = ["serve", "--port", str(self.port), "--workers", str(workers), "--no-log"]
        self.process = subprocess.Popen([sys.executable, "-m", "nizam", *serve], env=self.environ)
        until = time.monotonic() + 120
        while True:
            try:
                urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2).close()
                return
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def renew(self, seed: int) -> float:
        """Put another version of the list to use; seconds it took."""
        path = self.home.with_suffix(".ftm.json")
        path.write_text("".join(listed(self.names, seed)))
        began = time.monotonic()
        add = [sys.executable, "-m", "nizam", "lists", "add", str(path), "--name", "bench"]
        subprocess.run(add, env=self.environ, check=True, stdout=subprocess.DEVNULL)
        path.unlink()
        return time.monotonic() - began

    def version(self) -> str:
        """The version of the list that is answered from."""
        with urlopen(f"http://127.0.0.1:{self.port}/catalog", timeout=30) as answer:
            return next(str(row["version"]) for row in json.load(answer)["datasets"] if row["name"] == "bench")

    def megabytes(self) -> float:
        """What its processes hold."""
        return sum(_rss(pid) for pid in _family(self.process.pid)) / 1e6

    def spent(self) -> float:
        """Seconds of the processor that its processes took so far."""
        return sum(_spent(pid) for pid in _family(self.process.pid))

    def stop(self) -> None:
        """End it and sweep up."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        shutil.rmtree(self.home, ignore_errors=True)


def _family(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += _family(int(child))
    return found


def _spent(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _rss(pid: int) -> int:
    """Its own memory: pages of files that all processes share are not counted."""
    try:
        _, resident, shared = (int(one) for one in Path(f"/proc/{pid}/statm").read_text().split()[:3])
    except OSError:
        return 0
    return (resident - shared) * os.sysconf("SC_PAGE_SIZE")


def line(label: str, load: Load, spent: float) -> str:
    """Figures of some load; `spent` are the processor's seconds on it."""
    times = sorted(took * 1e3 for _, took, good in load.rows if good) or [float("nan")]
    at = [times[min(len(times) - 1, int(len(times) * share))] for share in (0.5, 0.95, 0.99)]
    failed = sum(not good for *_, good in load.rows)
    each = "".join(f" {one:8.1f}" for one in (*at, times[-1]))
    cpu = spent * 1e3 / max(1, len(load.rows))
    return f"{label:12} {len(load.rows) / load.seconds:10,.0f}{each} {cpu:7.2f} {failed:7}"


def table(head: str) -> None:
    """The head of a table."""
    names = "".join(f" {name:>8}" for name in ("p50 ms", "p95 ms", "p99 ms", "most"))
    print(f"\n{head}\n{'':12} {'requests/s':>10}{names} {'cpu ms':>7} {'failed':>7}", flush=True)


def report(given: argparse.Namespace) -> None:
    """Everything, printed."""
    service = Service(given.names, given.workers, given.record)
    try:
        print(f"{given.names:,} names, {given.workers} processes, {given.clients} clients on the same machine")
        kept = "recorded" if given.record else "not recorded"
        print(f"answers are {kept}; search of names: {service.search}; {os.cpu_count()} cores")
        table("route by route")
        for number, route in enumerate(ROUTES):
            Load(service.port, given.clients, (route,), 2, 100 + number).over()
            print(measured(service, route, (route,), given.clients, given.seconds, number), flush=True)
        renewals(service, given)
        memory(service, given)
    finally:
        service.stop()


def measured(service: Service, label: str, routes: tuple[str, ...], clients: int, seconds: float, seed: int) -> str:
    """Some load, and its line."""
    before = service.spent()
    load = Load(service.port, clients, routes, seconds, seed).over()
    return line(label, load, service.spent() - before)


def renewals(service: Service, given: argparse.Namespace) -> None:
    """The list is renewed some times under a mixed load."""
    spent = service.spent()
    load = Load(service.port, given.clients, MIXED, _LONGEST, 50)
    notes = []
    for seed in range(2, 2 + _RENEWALS):
        before = service.version()
        took = service.renew(seed)
        began = time.monotonic()
        while service.version() == before and time.monotonic() - began < _LONGEST / 10:
            time.sleep(0.1)
        notes.append(f"{took:.1f} s to add, answered from {time.monotonic() - began:.1f} s later")
    renewing = line("renewing", load.over(now=True), service.spent() - spent)
    quiet = measured(service, "quiet", MIXED, given.clients, given.seconds, 51)
    table(f"a mixed load while the list is renewed {_RENEWALS} times, and the same without")
    print("\n".join((renewing, quiet, *notes)), flush=True)


def memory(service: Service, given: argparse.Namespace) -> None:
    """What the processes hold while a mixed load goes on."""
    if not given.minutes:
        return
    seconds = given.minutes * 60
    print(f"\nmemory under a mixed load of {given.minutes:g} minutes, MB every 15 s")
    spent = service.spent()
    load = Load(service.port, given.clients, MIXED, seconds, 60)
    held, until = [], time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(15)
        held.append(service.megabytes())
    load.over()
    print("  ".join(f"{one:.0f}" for one in held))
    table("of it")
    print(line("mixed", load, service.spent() - spent), flush=True)


def main() -> None:
    """Take the options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=10.0, help="load on each route")
    parser.add_argument("--minutes", type=float, default=1.0, help="load while memory is watched; 0 for none")
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--names", type=int, default=38_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--no-record", dest="record", action="store_false", help="without the decision log")
    parser.add_argument("--ask", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ask:
        port, clients, routes, seconds, seed = json.loads(given.ask)
        json.dump(ask(port, clients, tuple(routes), seconds, seed), sys.stdout)
        return
    report(given)


if __name__ == "__main__":
    main()
