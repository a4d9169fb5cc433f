"""Processes of an office that tells a receiver all it does: those that make what is told, and those that send it.

For ``Forks``: the argument says which of the two it is.
"""

import json
import os
import secrets
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from qrdesk.core.hits.ingest import drain_once
from qrdesk.core.hits.spool import Spool
from qrdesk.core.opening import open_database
from qrdesk.core.operations import PREFIX
from qrdesk.core.settings import Settings
from qrdesk.core.webhooks import delivery, lanes, leases, schedule, sending
from qrdesk.daemon.api import build_app
from tests.desks import ask

_SHORTENED = 1 / 3600  # of the waits between two attempts
_LEASE_S, _DEADLINE_S = 1.5, 0.5  # of a minute and 15 s
_CONSTANTS = (
    (leases, "LEASE", timedelta(seconds=_LEASE_S)),
    (delivery, "_LEASE_S", _LEASE_S),
    (delivery, "_RENEWED_S", _LEASE_S / 3),
    (lanes, "NEEDED_S", _DEADLINE_S + 0.1),
    (sending, "DEADLINE_S", _DEADLINE_S),
)


def main() -> int:
    """Make, or send, until killed or done."""
    told = os.environ
    settings = Settings(data_dir=told["TELLING_DATA"], busy_timeout_ms=60_000, webhook_allowed_networks="127.0.0.0/8")
    opened = open_database(told["TELLING_URL"], settings)
    if sys.argv[1] == "make":
        return _make(opened, settings)
    return _send(opened, settings)


def _make(opened: Any, settings: Settings) -> int:
    """Make links and have visitors, and note each once it is certain; the database is told of hits in between."""
    told = os.environ
    app = build_app(opened, settings)
    spool = Spool(opened.spool, fsync_ms=20)
    # a file of its own: a kill may cut the last note short, and no other
    mine = Path(told["TELLING_NOTES"]) / f"{os.getpid()}-{secrets.token_hex(4)}"
    notes = os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for number in range(int(told["TELLING_COUNT"])):
        headers = {
            "Authorization": f"Bearer {told['TELLING_KEY']}",
            "Content-Type": "application/json",
            "Idempotency-Key": f"link {number}",
        }
        draft = {"destination": f"https://example.com/{number}"}
        answer = ask(app, "POST", f"{PREFIX}/links", headers, json.dumps(draft).encode())
        assert answer.status == 201, answer.content
        os.write(notes, f"link {answer.data['id']}\n".encode())
        _visit(spool, notes, number)
        if number % 3 == 0:
            drain_once(opened.spool, now=datetime.now(UTC))
    return 0


def _visit(spool: Spool, notes: int, number: int) -> None:
    """Answer one visitor of the first link, who is known again by the page they came from."""
    host = f"n{number}p{os.getpid()}t{secrets.token_hex(3)}.example"
    words = ("s", "Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0", "de", f"https://{host}/", "")
    workspace_id, link_id = map(int, os.environ["TELLING_VISITED"].split())
    assert spool.record(time.time_ns() // 1000, workspace_id, link_id, *words)
    os.write(notes, f"hit {host}\n".encode())


def _send(opened: Any, settings: Settings) -> int:
    """Send what waits, with a lease and waits that are short enough for a test."""
    for module, name, value in _CONSTANTS:
        assert hasattr(module, name), name
        setattr(module, name, value)
    real = schedule.next_after

    def sooner(*arguments: Any, **options: Any) -> timedelta | None:
        wait = real(*arguments, **options)
        return None if wait is None else wait * _SHORTENED

    schedule.next_after = sooner
    parent = os.getppid()
    delivery.Sender(settings, opened.secret_key).run(lambda: os.getppid() != parent)
    return 0
