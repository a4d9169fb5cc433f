"""A server's folder, written by a process of its own: it makes a database, and a process has one open."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import qrdesk
from qrdesk.client import server_keys
from qrdesk.client.server_keys import Kept
from qrdesk.client.server_place import ServerFolder
from qrdesk.core.errors import QRDeskError, Unexpected

_LONGEST_S = 300
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # of a console, on Windows


@dataclass(frozen=True, slots=True)
class SetUp:
    """A folder that was written, and where its key is for the next start."""

    made: ServerFolder = field(repr=False)
    record: str
    kept: Kept


def set_up(state_folder: Path, folder: Path, host: str, language: str) -> SetUp:
    """Write the folder, its README in ``language``, and keep its key on this computer. For a job: it takes seconds.

    Raises:
        QRDeskError: it could not be written; the reason is for people.
    """
    said = _ask(folder, host, language)
    made = ServerFolder(
        folder=Path(said["folder"]),
        url=said["url"],
        key=said["key"],
        files=tuple(said["files"]),
        has_package=said["has_package"],
    )
    return SetUp(made, said["record"], server_keys.remember(state_folder, made.url, made.key))


def _ask(folder: Path, host: str, language: str) -> dict[str, Any]:
    # -P: nothing from the folder that somebody stands in
    asked = ["setup-server", f"--host={host}", f"--language={language}", "--json", "--", str(folder)]
    words = [sys.executable, "-P", "-m", "qrdesk", *asked]
    try:
        done = subprocess.run(
            words, capture_output=True, encoding="utf-8", errors="replace", check=False, timeout=_LONGEST_S,
            env=_environment(), creationflags=_NO_WINDOW,
        )  # fmt: skip
        said = cast("dict[str, Any]", json.loads(done.stdout if done.returncode == 0 else done.stderr))
    except (OSError, ValueError, subprocess.TimeoutExpired) as fault:
        raise Unexpected("setup-server") from fault
    if "error" in said:
        raise QRDeskError(str(said["error"]["message"]))
    return said


def _environment() -> dict[str, str]:
    made = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    checkout = Path(qrdesk.__file__).resolve().parents[1]
    if (checkout / "pyproject.toml").is_file():  # where nobody installed the package
        made["PYTHONPATH"] = os.pathsep.join(filter(None, [str(checkout), made.get("PYTHONPATH", "")]))
    return made
