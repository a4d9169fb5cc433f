"""Visits that can be told apart by what is kept of them, and the notes on them that no code of ours has a part in.

Run as a program it is a web process as far as the spool goes: it answers visitors, its clock jumps by days, and it
forks after the spool was opened.
"""

import os
import random
import sys
import time
from pathlib import Path
from typing import NamedTuple

from qrdesk.core.hits.spool import Spool

VERSIONS = 150  # of browsers; with the hosts they tell visits apart, and no table gets a row for each of them
DAY_US = 86_400_000_000
_VISITORS = 500
_BROWSER = "Mozilla/5.0 (Android 14; Mobile; rv:{0}.0) Gecko/{0}.0 Firefox/{0}.0"
_PROGRAM = "curl/{0}.5.0"


class Visit(NamedTuple):
    """One visit as the visitor knows it. ``at_us`` is microseconds since 1970 UTC."""

    name: str
    at_us: int
    link_id: int
    visitor: str
    source: str
    bot: bool

    @property
    def agent(self) -> str:
        """The user agent: its version is the last part of the name."""
        return (_PROGRAM if self.bot else _BROWSER).format(self.name.rpartition("v")[2])

    @property
    def referrer(self) -> str:
        """The page they came from: its host is the rest of the name."""
        return f"https://{self.name.rpartition('v')[0]}.example/"


def name_of(host: str, version: str) -> str:
    """Return the name of the one visit that came from a host with this version of a browser, as they are stored."""
    return f"{host.removesuffix('.example')}v{version.rpartition(' ')[2]}"


def any_visit(family: str, number: int, link_ids: list[int], chance: random.Random) -> Visit:
    """Return a visit to one of some links, in the last nine days, by one of a few visitors who come again and again."""
    return Visit(
        f"{family}n{number // VERSIONS}v{number % VERSIONS}",
        time.time_ns() // 1000 + chance.randrange(-9 * 86_400, 3_600) * 1_000_000,
        chance.choice(link_ids),
        f"{int(_VISITORS * chance.random() ** 2):022x}",
        chance.choice("ssc"),
        chance.random() < 0.3,
    )


def sent(visit: Visit) -> str:
    """Return the note that a visitor is about to ask."""
    return _line("sent", *visit[:-1], int(visit.bot))


def answered(visit: Visit) -> str:
    """Return the note that a visitor was answered."""
    return _line("answered", visit.name)


def read_notes(path: Path) -> tuple[dict[str, Visit], set[str]]:
    """Return what was sent, by name, and the names of what was answered. A kill may have cut a note short."""
    visits: dict[str, Visit] = {}
    names: set[str] = set()
    for line in path.read_text().splitlines():
        match line.split():
            case ["sent", name, at_us, link_id, visitor, source, bot, "."]:
                assert name not in visits, "two visits have one name"
                visits[name] = Visit(name, int(at_us), int(link_id), visitor, source, bot == "1")
            case ["answered", name, "."]:
                names.add(name)
            case _:
                pass
    return visits, names


def _line(*words: object) -> str:
    return f"\n{' '.join(map(str, words))} .\n"


def main() -> int:
    """Answer visitors until killed. Arguments: folder of the spool, notes, name, workspace, links."""
    folder, notes, family, workspace_id, *links = sys.argv[1:]
    link_ids = [int(link) for link in links]
    chance = random.Random(family)
    shifts = (0, 0, 0, -3 * 86_400, 2 * 86_400)
    spool = Spool(Path(folder), fsync_ms=20, clock=lambda: time.time() + chance.choice(shifts))
    log = os.open(notes, os.O_WRONLY | os.O_APPEND)
    print("ready", flush=True)
    parent, forked, number = os.getppid(), 0, 0
    while os.getppid() == parent:
        visit = any_visit(f"{family}p{os.getpid()}", number, link_ids, chance)
        os.write(log, sent(visit).encode())
        words = (visit.source, visit.agent, "de", visit.referrer, "", visit.visitor)
        assert spool.record(visit.at_us, int(workspace_id), visit.link_id, *words)
        os.write(log, answered(visit).encode())
        number += 1
        if number % 5 == 0:
            time.sleep(0.005)  # a writer has visitors, not a loop, and the drain needs the processor too
        if number % 40 == 0 and forked < 2:
            forked += 1
            before = os.getpid()
            if os.fork() == 0:
                parent = before
                chance.seed(f"{family}{os.getpid()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
