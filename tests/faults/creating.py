"""A web process that is asked to make links, each with an Idempotency-Key, and notes what it answers. For ``Forks``."""

import hashlib
import json
import os
import secrets
from pathlib import Path

from qrdesk.core.opening import open_database
from qrdesk.core.operations import PREFIX
from qrdesk.core.settings import Settings
from qrdesk.daemon.api import build_app
from tests.desks import ask


def main() -> int:
    """Make as many links as the environment says, one after the other; those that are there are asked for again."""
    told = os.environ
    settings = Settings(data_dir=told["CREATING_DATA"], busy_timeout_ms=60_000)
    app = build_app(open_database(told["CREATING_URL"], settings), settings)
    mine = Path(told["CREATING_NOTES"]) / f"{os.getpid()}-{secrets.token_hex(4)}"  # only the end of it can be torn
    notes = os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        for number in range(int(told["CREATING_COUNT"])):
            headers = {
                "Authorization": f"Bearer {told['CREATING_KEY']}",
                "Content-Type": "application/json",
                "Idempotency-Key": f"link {number}",
            }
            draft = {"destination": f"https://example.com/{number}", "tags": ["made"]}
            answer = ask(app, "POST", f"{PREFIX}/links", headers, json.dumps(draft).encode())
            digest = hashlib.sha256(answer.content).hexdigest()
            made = answer.data["id"] if answer.status == 201 else answer.content.decode()
            note = [number, answer.status, "Idempotent-Replay" in answer.headers, digest, made]
            os.write(notes, f"{json.dumps(note)}\n".encode())
    finally:
        app.close()
    return 0
