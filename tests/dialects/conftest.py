"""One real daemon on each kind of database for all tests of the published APIs in this process.

Tests may have workspaces of their own within it.
"""

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
from tests.postgres import BOTH, database_of

PUBLIC_URL = "https://go.example.com"
_WAIT_S = 30


@dataclass(frozen=True)
class House:
    """A daemon that serves all APIs at once, and the key of its owner."""

    daemon: Daemon
    database: str  # a file or a URL
    key: str
    webhook_secret: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.daemon.port}"

    def run(self, *words: str) -> str:
        """Run a command of ``qrdesk`` on its database, and return what it prints."""
        return _run(self.database, self.daemon.data_dir, *words)

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


def _run(database: str, data_dir: Path, *words: str) -> str:
    command = [sys.executable, "-P", "-m", "qrdesk", *words, "--database", database]
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2]), "QRDESK_DATA_DIR": str(data_dir)}
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=environ)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session", params=BOTH)
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Generator[House]:
    """A daemon on a database of its own, with one web process.

    Tests share it: they make links of their own, and count nothing that others may make, too.
    """
    folder = tmp_path_factory.mktemp("house")
    data_dir = folder / "data"
    local = "127.0.0.0/8"
    with database_of(request, folder) as url:
        words = ("key", "create", "--name", "Owner", "--json", "--rate-limit", "100000")
        made = json.loads(_run(url, data_dir, *words))
        daemon = Daemon(
            url, public_url=PUBLIC_URL, QRDESK_WEBHOOK_ALLOWED_NETWORKS=local, QRDESK_DATA_DIR=str(data_dir)
        )
        try:
            yield House(daemon, url, made["key"], made["webhook_secret"])
        finally:
            daemon.stop()


@pytest.fixture(scope="session")
def new_house(house: House) -> Callable[[str, str], str]:
    """Makes another workspace in the same database, with a domain of its own; returns the key of its owner."""

    def make(name: str, url: str) -> str:
        house.run("workspace", "create", name, "--url", url)
        words = ("--name", "K", "--rate-limit", "100000", "--json", "--workspace", name)
        return json.loads(house.run("key", "create", *words))["key"]

    return make
