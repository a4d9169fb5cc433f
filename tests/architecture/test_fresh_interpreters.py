"""Which libraries a room loads, asked of a fresh interpreter: what is imported in this process proves nothing."""

import json
import pkgutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def loaded_after(*statements: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter holds after ``statements``."""
    program = "\n".join([*statements, "import json, sys", "print(json.dumps(sorted(sys.modules)))"])
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    modules: list[str] = json.loads(done.stdout.splitlines()[-1])
    return set(modules)


def modules_of(package: str) -> list[str]:
    """Return the names of all modules in ``package``, itself included; migrations are data, not modules."""
    spec = find_spec(package)
    assert spec is not None
    assert spec.submodule_search_locations is not None
    inside = pkgutil.walk_packages(spec.submodule_search_locations, f"{package}.")
    return [package, *(module.name for module in inside if ".migrations" not in module.name)]


def test_the_daemon_loads_no_qt() -> None:
    modules = modules_of("qrdesk.daemon")
    assert {"qrdesk.daemon.front", "qrdesk.daemon.serve"} <= set(modules)
    loaded = loaded_after(*(f"import {module}" for module in modules))
    assert not {"PySide6", "shiboken6", "pyqtgraph"} & loaded


def test_the_core_loads_no_http_and_no_qt() -> None:
    way_out = {"qrdesk.core.net.exchange", "qrdesk.core.net.wire"}  # loaded with the first request that goes out
    modules = modules_of("qrdesk.core")
    assert {"qrdesk.core.services", *way_out} <= set(modules)
    loaded = loaded_after(*(f"import {module}" for module in modules if module not in way_out))
    assert not {"bottle", "waitress", "requests", "urllib3", "dns", "click", "PySide6", "pyqtgraph"} & loaded


def test_the_client_loads_no_qt_and_opens_no_database() -> None:
    loaded = loaded_after(
        "import sqlite3",
        "def refuse(*args, **kwargs): raise AssertionError('a database was opened')",
        "sqlite3.connect = refuse",
        "import qrdesk.client",
    )
    assert "PySide6" not in loaded
    assert "qrdesk.daemon" not in loaded


def test_the_command_line_answers_without_qt_and_without_the_daemon() -> None:
    loaded = loaded_after("import qrdesk.cli.main")
    assert "PySide6" not in loaded
    assert "qrdesk.daemon" not in loaded
