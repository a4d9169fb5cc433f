"""``make bench-gui``: how the app feels with 1,000 and 1,000,000 links: its start, each action, a year of hits.

A table for each, in ms. ``stall``: the most that the window's own thread worked between two beats of its event loop;
``gap``: the longest that the loop did not come round, whatever the reason; ``wall``: how long until it was answered, of
what is done several times the median. Goals are of the work: what else the machine does must not count; of the answer
there is one where a number stands. ``python -m tests.bench.gui 1000`` measures that many links alone, ``0`` the year of
hits; ``--far`` goes through a daemon, as to a server far away; ``-v`` says where each stall was.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

# before the first QApplication is made
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from qrdesk.client import Client
from qrdesk.core.settings import Settings
from qrdesk.gui import late
from qrdesk.gui.app import build
from qrdesk.gui.desk import Desk
from qrdesk.gui.garbage import collect_here, let_be
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.session import Session
from qrdesk.gui.shell.state import State
from qrdesk.gui.theme import style
from qrdesk.gui.watchdog import LIMIT_MS, Stall, Watchdog
from tests.bench import gui_data, gui_pages
from tests.bench.gui_actions import Action, actions, made
from tests.bench.gui_start import start_s
from tests.bench.gui_year import HALF_A_YEAR, TWO_WEEKS, pictures_per_s
from tests.bench.servers import OURS, ROOT, process
from tests.bench.stored import stored

COUNTS = (1_000, 1_000_000, 0)  # none: the year of hits
FAR = 1_000  # as many through a daemon too
HITS = 200_000  # of the year: what is shown are sums, which more hits hardly make more of
START_S, PICTURES = 1.5, 30
_STARTS = 3
_ANSWER_S, _CALM_S, _SETTLE_S = 60.0, 0.3, 30.0
_WORD = "menu"


def main(*counts: int, far: bool = False, tell: bool = False) -> int:
    """Print the figures; return 0 when the goals are met."""
    missed = 0
    with tempfile.TemporaryDirectory(prefix="qrdesk-bench-") as name:
        for count in counts or COUNTS:
            folder = Path(name) / str(count)
            if count:
                folder.mkdir()
                gui_data.make(folder / "qrdesk.db", count)
                missed += _starts(folder, count)
            else:
                shutil.copytree(stored(HITS).parent, folder)
            said = [sys.executable, "-m", "tests.bench.gui", "--inside", str(folder), str(count)]
            flags = [flag for flag, on in (("--far", far), ("-v", tell)) if on]
            ways = [flags, [*flags, "--far"]] if count == FAR and not counts and not far else [flags]
            for way in ways:  # a process has one database
                missed += subprocess.run([*said, *way], check=False, cwd=ROOT).returncode
    print(f"gui      goals: {'met' if not missed else 'MISSED'}")
    return 1 if missed else 0


def _starts(folder: Path, count: int) -> int:
    found = [start_s(folder / "qrdesk.db", folder / "config") for _ in range(_STARTS + 1)][1:]  # the first warms up
    took, work = (min(values) for values in zip(*found, strict=True))
    print(f"gui      {count:,} links: usable after {took:.2f} s, {work:.2f} s of work (goal {START_S} s)", flush=True)
    return int(work > START_S)


def inside(folder: Path, count: int, *, far: bool, tell: bool) -> int:
    """Be the app on one database; return how many goals were missed."""
    app = QApplication([])
    style.apply(app, "light")
    collect_here(app)
    database = str(folder / "qrdesk.db")
    if not far:
        with Client.local(database, Settings()) as client:
            return _measure(app, folder, client, "local", count, tell=tell)
    command = [sys.executable, "-m", "qrdesk", "key", "create", "--name", "bench", "--rate-limit", "1000000", "--json"]
    made = subprocess.run([*command, "--database", database], capture_output=True, text=True, check=True, cwd=ROOT)
    key = made.stdout.partition('"key": "')[2].partition('"')[0]
    with process(OURS, database, folder=folder) as (line, _):
        client = Client.remote(line.rpartition(" ")[2], key)
        return _measure(app, folder, client, "remote", count, tell=tell)


def _measure(app: QApplication, folder: Path, client: Client, mode: str, count: int, *, tell: bool) -> int:
    jobs, session = PoolRunner(), Session()
    desk = build(session, State(folder / f"desk-{mode}"), jobs)
    desk.window.resize(1280, 800)
    desk.window.show()
    late.import_all()  # as the app does beside its window
    session.use(client, "local" if mode == "local" else "remote", str(folder / "qrdesk.db"))
    desk.window.show_page("home")
    _live(app, jobs)
    what = f"{count:,} links" if count else f"a year of {HITS:,} hits"
    print(f"gui      {f'{what}, {mode}':44}{'stall':>7}{'gap':>7}{'wall':>8}{'goal':>10}")
    try:
        missed = _all(app, jobs, _wanted(desk, folder, count), tell=tell)
        return missed if count else missed + _moved()
    finally:
        desk.close()
        desk.window.close()
        jobs.close()
        session.close()


def _wanted(desk: Desk, folder: Path, count: int) -> Iterator[Action]:
    yield from made(desk)
    let_be()  # as the app does
    if count:
        yield from actions(desk, _WORD)
        yield from gui_pages.studio(desk)
        yield from gui_pages.batch(desk, folder)
    else:
        yield from gui_pages.year(desk)


def _moved() -> int:
    missed = 0
    for name, in_sight in (("two weeks", TWO_WEEKS), ("half a year", HALF_A_YEAR)):
        pictures = pictures_per_s(in_sight)
        met = "met" if pictures >= PICTURES else "MISSED"
        print(f"gui      a year by the hour, {name} in sight, moved: {pictures:,.0f} pictures a second of work"
              f" (goal {PICTURES}, {met})")  # fmt: skip
        missed += int(pictures < PICTURES)
    return missed


def _all(app: QApplication, jobs: PoolRunner, wanted: Iterable[Action], *, tell: bool) -> int:
    dog, stalls, missed = Watchdog(), list[Stall](), 0
    dog.stalled.connect(stalls.append)
    dog.start()
    for action in wanted:
        stalls.clear()
        dog.forget()
        wall_ms = _do(app, action)
        _live(app, jobs)
        work_ms = dog.hardest_ms
        met = work_ms <= LIMIT_MS and (not action.goal_ms or wall_ms <= action.goal_ms)
        missed += int(not met)
        figures = f"{work_ms:7,.0f}{dog.longest.wall_ms:7,.0f}{wall_ms:8,.0f}"
        goal = f"{LIMIT_MS:.0f}" + (f", {action.goal_ms:.0f}" if action.goal_ms else "")
        print(f"gui        {action.name:42}{figures}{goal:>10}  {'met' if met else 'MISSED'}", flush=True)
        for stall in stalls if tell else ():
            print(f"    {stall}")
    dog.stop()
    return missed


def _do(app: QApplication, action: Action) -> float:
    """Do it as often as it is to be done; return how long it took, the median if it is more than once, in ms."""
    took: list[float] = []
    for _ in range(action.times):
        began = time.perf_counter()
        action.begin()
        app.processEvents()
        if action.waits or action.times == 1:
            _until(app, action.answered, _ANSWER_S)
        took.append((time.perf_counter() - began) * 1000)
        if action.times > 1:
            _pause(app)
    _until(app, action.answered, _ANSWER_S)
    return statistics.median(took)


def _pause(app: QApplication) -> None:
    """A hand needs a moment too."""
    time.sleep(0.006)
    app.processEvents()


def _live(app: QApplication, jobs: PoolRunner) -> None:
    """Let the app live until nothing has been going on for a moment."""
    calm = time.perf_counter()

    def is_calm() -> bool:
        nonlocal calm
        if not jobs.idle():
            calm = time.perf_counter()
        return time.perf_counter() - calm > _CALM_S

    _until(app, is_calm, _SETTLE_S)


def _until(app: QApplication, holds: Callable[[], bool], most_s: float) -> None:
    give_up_at = time.perf_counter() + most_s
    while not holds() and time.perf_counter() < give_up_at:
        app.processEvents()
        time.sleep(0.001)


def _run(said: Sequence[str]) -> int:
    words = [word for word in said if not word.startswith("-")]
    far, tell = "--far" in said, "-v" in said
    if "--inside" in said:
        return inside(Path(words[0]), int(words[1]), far=far, tell=tell)
    return main(*(int(word.replace(",", "")) for word in words), far=far, tell=tell)


if __name__ == "__main__":
    sys.exit(_run(sys.argv[1:]))
