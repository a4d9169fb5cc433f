"""What holds for every test: nothing touches the person's own data, and CI takes no skip for an answer."""

import contextlib
import gc
import importlib
import os
import sys
from collections import Counter
from collections.abc import Iterator
from math import inf
from pathlib import Path
from typing import Any

# Tests start hundreds of processes, and where the environment has them keep no compiled modules, each would compile
# all of QRDesk anew: they keep them beside this Python, and still none among the sources.
# This comes before all imports of ours, which the process of the tests and each of its workers would else compile.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(Path(sys.prefix) / "pycache"))
    sys.pycache_prefix, sys.dont_write_bytecode = os.environ["PYTHONPYCACHEPREFIX"], False

import pytest

from qrdesk.core import geo_files
from qrdesk.daemon.pool import Pool
from tests.postgres import (
    database_url,
    migrated_database,
    postgres,
    postgres_database,
    postgres_own,
    postgres_partless,
    postgres_template,
)
from tests.prepared import new_databases, one_process_for_heavy_work

__all__ = [
    "database_url",
    "migrated_database",
    "postgres",
    "postgres_database",
    "postgres_own",
    "postgres_partless",
    "postgres_template",
]

# Set before any Qt module is imported; a test of real windows names its own platform.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The keyring of whoever runs the tests is never asked; a test of keyrings brings its own.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

_SKIPPED = pytest.StashKey[list[str]]()
_HOSTILE = Path(__file__).with_name("hostile")
_BY_HTTP = tuple(Path(__file__).with_name(room) for room in ("client", "gui"))  # elsewhere, "http" is no transport
_SURFACE = Path(__file__).with_name("client") / "test_surface.py"  # the whole client, and fast over both transports


@pytest.fixture(scope="session")
def countries(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A home with the country database unpacked, and where it lies there.

    Unpacking takes longer than most tests that look up a country, and the processes of a test begin with an empty home.
    """
    home = tmp_path_factory.mktemp("countries")
    with pytest.MonkeyPatch.context() as patch:
        _live_in(home, patch)
        geo_files.open_bundled("")
    (copy,) = home.rglob("*.mmdb")
    return home, copy.relative_to(home)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, countries: tuple[Path, Path]) -> Path:
    """Give each test a home with nothing of a person's, so that no test reads or writes what whoever runs it has."""
    home = tmp_path / "home"
    home.mkdir()
    for name in [name for name in os.environ if name.startswith("QRDESK_") and name != "QRDESK_CI"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("QRDESK_TARGET_CHECK_HOURS", "0")  # links of tests lead to other people's servers
    _live_in(home, monkeypatch)
    prepared_home, copy = countries
    (home / copy).parent.mkdir(parents=True)
    os.link(prepared_home / copy, home / copy)
    return home


def _live_in(home: Path, patch: pytest.MonkeyPatch) -> None:
    for name, folder in {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "AppData/Roaming",
        "LOCALAPPDATA": home / "AppData/Local",
        "XDG_DATA_HOME": home / ".local/share",
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_STATE_HOME": home / ".local/state",
        "XDG_CACHE_HOME": home / ".cache",
    }.items():
        patch.setenv(name, str(folder))


@pytest.fixture(scope="session", autouse=True)
def prepared() -> Iterator[None]:
    """Make new databases without running every step anew for each."""
    with new_databases():
        yield


@pytest.fixture(scope="session")
def _heavy() -> Iterator[Pool]:
    pool = Pool(64)  # no test waits for another's places
    yield pool
    pool.close()


@pytest.fixture
def heavy_work(_heavy: Pool) -> Iterator[None]:
    """Applications that this test builds share the process for artwork and pictures with those of other tests."""
    with one_process_for_heavy_work(_heavy):
        yield


def pytest_configure(config: pytest.Config) -> None:
    """Start the list of skipped tests."""
    config.stash[_SKIPPED] = []


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Collect with the collector of garbage at rest: nearly all that is made meanwhile stays."""
    gc.disable()
    try:
        _import_from_elsewhere(session.config)
        return (yield)
    finally:
        gc.enable()


def _import_from_elsewhere(config: pytest.Config) -> None:
    """Have each worker of a whole run begin to import the tests elsewhere.

    In a fresh checkout every module is compiled by the worker that comes to it first. If all began with the first file,
    each of them would compile everything.
    """
    worker: dict[str, Any] | None = getattr(config, "workerinput", None)
    if worker is None or config.args != config.getini("testpaths"):
        return
    files = sorted(Path(__file__).parent.rglob("test_*.py"))
    start = len(files) * int(worker["workerid"].removeprefix("gw")) // int(worker["workercount"])
    for file in files[start:] + files[:start]:
        with contextlib.suppress(Exception, pytest.skip.Exception):  # it is collected next, and tells then
            importlib.import_module(".".join(file.relative_to(config.rootpath).with_suffix("").parts))


@pytest.hookimpl(tryfirst=True)  # before pytest chooses by mark
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave to `make test-slow` what asks again what fast tests ask: see the marks `wide` and `fast_cases`."""
    cases: Counter[str] = Counter()
    for item in items:
        test = item.nodeid.partition("[")[0]
        cases[test] += not _is_elsewhere(item)
        if item.get_closest_marker("wide") or _is_elsewhere(item) or cases[test] > _fast_cases(item):
            item.add_marker("wide")
            item.add_marker("slow")


def _fast_cases(item: pytest.Item) -> float:
    chosen = item.get_closest_marker("fast_cases")
    return chosen.args[0] if chosen else inf


def _is_elsewhere(item: pytest.Item) -> bool:
    ways = item.name.partition("[")[2].rstrip("]").split("-")
    fixtures: tuple[str, ...] = tuple(getattr(item, "fixturenames", ()))
    on_postgres = any("postgres" in way for way in ways) or any(name.startswith("postgres") for name in fixtures)
    at_a_server = "remote" in ways or ("http" in ways and any(room in item.path.parents for room in _BY_HTTP))
    return on_postgres or (at_a_server and item.path != _SURFACE) or _HOSTILE in item.path.parents


def pytest_collection_finish() -> None:
    """Spare the collector of garbage what stays for the whole run: modules, and thousands of collected tests."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """With ``QRDESK_CI`` set, fail a run that skipped anything: CI installs what tests need."""
    skipped = _skipped(session.config)
    if os.environ.get("QRDESK_CI") and skipped and session.exitstatus == pytest.ExitCode.OK:
        session.config.stash[_SKIPPED] = skipped
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    return (yield)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say why a run in which nothing failed is a failure."""
    skipped = config.stash[_SKIPPED]
    if skipped:
        terminalreporter.section("skipped tests fail this run (QRDESK_CI is set)")
        for line in skipped:
            terminalreporter.line(line)


def _skipped(config: pytest.Config) -> list[str]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:  # a worker of xdist: the process that started it counts
        return []
    return [f"{report.nodeid}: {_reason(report)}" for report in reporter.stats.get("skipped", [])]


def _reason(report: pytest.CollectReport | pytest.TestReport) -> str:
    # pytest keeps (file, line, reason) of a skip, and plain text of anything else that ends up here
    return str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else report.longreprtext
