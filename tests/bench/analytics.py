"""How large ten million hits are, and how fast questions about them are answered: about five minutes.

``python -m tests.bench analytics [HITS]``. The database is built by the first run, and kept (see ``stored``). Goals
hold for the 95th percentile of each question by itself, by the clock; beside it are the processor time of the median,
which others on the machine change less, and the sum of what a page of statistics asks.
"""

import sqlite3
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from qrdesk.core.context import Context
from qrdesk.core.errors import QRDeskError
from tests.bench.questions import SPANS, Question, of_hits, of_lists, of_sums, opened, scopes
from tests.bench.stored import HITS, stored

ENOUGH_S = 0.4  # of one question, asked at least three and at most twenty times
CANCEL_AFTER_S = 0.3
CANCEL_GOAL_MS = 300.0


class Took(NamedTuple):
    """How long the answers to one question took, in milliseconds. ``fault`` is set when there was none."""

    question: Question
    p50: float
    p95: float
    cpu: float  # p50 as well
    fault: str = ""

    @property
    def met(self) -> bool:
        """Whether the goal was."""
        return not self.fault and self.p95 <= self.question.goal_ms


def main(number: int = HITS) -> int:
    """Print the figures; return 0 when the goals are met."""
    path = stored(number)
    _print_sizes(path, number)
    missed = 0
    with opened(str(path)) as ctx:
        for name, scope in scopes().items():
            for span, days in SPANS.items():
                missed += _print(f"{name}, {span}", [_take(ctx, one) for one in of_sums(scope, days)])
            if name in {"workspace", "busiest link"}:
                missed += _print(f"{name}, lists", [_take(ctx, one) for one in of_lists(scope)])
        for who, question in of_hits():
            missed += _print(f"{who}, a year, from hits", [_take(ctx, question)])
        missed += _cancel(ctx)
    print(f"analytics goals: {f'{missed} MISSED' if missed else 'met'}")
    return 1 if missed else 0


def _take(ctx: Context, question: Question) -> Took:
    took_ms: list[float] = []
    worked_ms: list[float] = []
    until = time.perf_counter() + ENOUGH_S
    while len(took_ms) < 3 or (time.perf_counter() < until and len(took_ms) < 20):
        began, worked = time.perf_counter(), time.process_time()
        try:
            question.ask(ctx)
        except QRDeskError as fault:
            return Took(question, 0, (time.perf_counter() - began) * 1000, 0, fault.code)
        took_ms.append((time.perf_counter() - began) * 1000)
        worked_ms.append((time.process_time() - worked) * 1000)
    took_ms.sort()
    worked_ms.sort()
    half = len(took_ms) // 2
    return Took(question, took_ms[half], took_ms[len(took_ms) * 95 // 100], worked_ms[half])


def _print(name: str, all_took: Iterable[Took]) -> int:
    """Print each question and what the page asks together; return how many goals were missed."""
    page, missed = 0.0, 0
    for took in all_took:
        question = took.question
        said = took.fault or f"p50 {took.p50:7.1f}  p95 {took.p95:7.1f}  cpu {took.cpu:7.1f}"
        goal = f"goal {question.goal_ms:,.0f}{'' if took.met else ' MISSED'}"
        print(f"analytics {said} ms ({goal})  {name}: {question.name}", flush=True)
        page += took.p50 if question.page else 0
        missed += not took.met
    if page:
        print(f"analytics p50 {page:7.1f} ms in all  {name}: what the page asks")
    return missed


def _cancel(ctx: Context) -> int:
    """Call off a question that takes long; return 1 if the answer to that was slow."""
    (question,) = (one for _, one in of_hits() if one.name.startswith("leaders"))
    off = threading.Event()
    called: list[float] = []

    def call_off() -> None:
        called.append(time.perf_counter())
        off.set()

    timer = threading.Timer(CANCEL_AFTER_S, call_off)
    timer.start()
    said = "answered before"
    try:
        question.ask(replace(ctx, cancelled=off.is_set))
    except QRDeskError as fault:
        said = fault.code
    ended = time.perf_counter()
    timer.cancel()
    took_ms = (ended - called[0]) * 1000 if called else 0.0
    missed = took_ms > CANCEL_GOAL_MS
    goal = f"goal {CANCEL_GOAL_MS:,.0f}{' MISSED' if missed else ''}"
    print(f"analytics {took_ms:7.1f} ms ({goal})  from calling a question off to its end: {said}")
    return int(missed)


def _print_sizes(path: Path, number: int) -> None:
    """Print bytes for each hit: in all, and where they are."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as look:
        print(f"size     {path.stat().st_size / number:7.1f} bytes a hit, {path.stat().st_size / 1e9:.2f} GB in all")
        try:
            sizes = dict(look.execute("SELECT name, SUM(pgsize) FROM dbstat WHERE aggregate = TRUE GROUP BY name"))
        except sqlite3.OperationalError:  # SQLite was built without it
            return
        names = dict(look.execute("SELECT name, tbl_name FROM sqlite_master"))
        counts = {
            table: look.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
            for table in ("hit", "rollup_day", "hit_agent", "hit_place", "hit_origin", "hit_way", "visitor_day")
        }
        shown = sorted(sizes.items(), key=lambda one: -one[1])[:12]
        for name, size in shown:
            kind = "index" if names.get(name, name) != name else "table"
            rows = f", {counts[name]:,} rows" if name in counts else ""
            print(f"size     {size / number:7.1f} bytes a hit  {kind} {name}{rows}")
    look.close()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else HITS))
