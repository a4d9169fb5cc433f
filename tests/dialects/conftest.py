"""One real daemon for all tests of the published APIs in this process, and workspaces of their own within it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.daemon.daemons import Daemon

PUBLIC_URL = "https://go.example.com"
_WAIT_S = 30


@dataclass(frozen=True)
class House:
    """A daemon that serves all APIs at once, and the key of its owner."""

    daemon: Daemon
    path: Path
    key: str
    webhook_secret: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.daemon.port}"

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
        **options: Any,
    ) -> requests.Response:
        """Send one request, with the owner's key as a bearer unless told otherwise (empty: none)."""
        key = self.key if key is None else key
        sent = {"Authorization": f"Bearer {key}"} if key else {}
        if body is not None:
            options["json"] = body
        options.setdefault("allow_redirects", False)
        return requests.request(
            method, self.url + path, headers={**sent, **(headers or {})}, timeout=_WAIT_S, **options
        )

    def new_key(self, **draft: Any) -> dict[str, Any]:
        """Make another key over the native API; the answer has ``key``, ``id``, ``uuid`` and ``webhook_secret``."""
        answer = self.ask("POST", "/api/v1/keys", {"name": "test", **draft})
        assert answer.status_code == 201, answer.text
        return answer.json()["data"]


def _run(path: Path, *words: str) -> str:
    command = [sys.executable, "-P", "-m", "qrdesk", *words, "--database", str(path)]
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=environ)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Generator[House]:
    """A daemon on a database of its own, with one web process.

    Tests share it: they make links of their own, and count nothing that others may make, too.
    """
    path = tmp_path_factory.mktemp("house") / "q.db"
    made = json.loads(_run(path, "key", "create", "--name", "Owner", "--json", "--rate-limit", "100000"))
    daemon = Daemon(path, public_url=PUBLIC_URL, QRDESK_WEBHOOK_ALLOWED_NETWORKS="127.0.0.0/8")
    try:
        yield House(daemon, path, made["key"], made["webhook_secret"])
    finally:
        daemon.stop()


@pytest.fixture(scope="session")
def new_house(house: House) -> Callable[[str, str], str]:
    """Makes another workspace in the same database, with a domain of its own; returns the key of its owner."""

    def make(name: str, url: str) -> str:
        _run(house.path, "workspace", "create", name, "--url", url)
        words = ("--name", "K", "--rate-limit", "100000", "--json", "--workspace", name)
        return json.loads(_run(house.path, "key", "create", *words))["key"]

    return make
