"""The API in process, asked from a new address each time: who has no good key is counted by where they come from."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest

from tests.desks import Desk, desk, make_key, second_workspace


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Desk]:
    """An empty QRDesk and its owner's key."""
    with desk(str(tmp_path / "qrdesk.db"), tmp_path / "data") as found:
        yield replace(found, app=from_everywhere(found.app))


@pytest.fixture
def neighbours_key(api: Desk) -> str:
    """The key of another workspace on the same server, good for everything there."""
    return make_key(api.opened, actor=second_workspace())


def from_everywhere(app: WSGIApplication) -> WSGIApplication:
    """Return ``app`` to which every request comes from another address."""
    numbers: Iterator[int] = itertools.count()

    def asked(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        number = next(numbers)
        moved: dict[str, Any] = {**environ, "REMOTE_ADDR": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}
        return app(moved, start_response)

    return asked
