"""What holds for every test: nothing touches the person's own data, and CI takes no skip for an answer."""

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qrdesk.daemon.pool import Pool
from tests.postgres import (
    migrated_database,
    postgres,
    postgres_database,
    postgres_own,
    postgres_partless,
    postgres_template,
)
from tests.prepared import new_databases, one_process_for_heavy_work

__all__ = [
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

# Tests start hundreds of processes, and where the environment has them keep no compiled modules, each would compile
# all of QRDesk anew: they keep them beside this Python, and still none among the sources.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(Path(sys.prefix) / "pycache"))
    sys.pycache_prefix, sys.dont_write_bytecode = os.environ["PYTHONPYCACHEPREFIX"], False

_SKIPPED = pytest.StashKey[list[str]]()


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test an empty home, so that no test reads or writes the data of whoever runs it."""
    home = tmp_path / "home"
    home.mkdir()
    for name in [name for name in os.environ if name.startswith("QRDESK_") and name != "QRDESK_CI"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("QRDESK_TARGET_CHECK_HOURS", "0")  # links of tests lead to other people's servers
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
        monkeypatch.setenv(name, str(folder))
    return home


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
