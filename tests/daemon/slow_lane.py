"""A link behind a password, and how visitors answer its form."""

from base64 import b64encode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.daemon.asking import Answered
from tests.daemon.houses import HTML, House, opened_house

PASSWORD = "Zürich 8, bitte"
THERE = "https://secret.example/there"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A front over a new database whose default domain is go.example."""
    with opened_house(str(tmp_path / "q.db")) as made:
        yield made


def post(house: House, path: str, password: str, body: bytes | None = None, **sent: Any) -> Answered:
    content = urlencode({"password": password}).encode() if body is None else body
    given = {"CONTENT_TYPE": FORM, "CONTENT_LENGTH": str(len(content)), "wsgi.input": BytesIO(content), **sent}
    return house.ask(path, method="POST", **{"HTTP_ACCEPT": HTML, **given})


def basic(password: str, user: str = "") -> str:
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


def key_of(answer: Answered) -> str:
    return answer.headers["set-cookie"].partition(";")[0]
