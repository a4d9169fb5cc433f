"""A link behind a password, and how visitors answer its form."""

from base64 import b64encode
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from tests.daemon.asking import Answered
from tests.daemon.houses import HTML, House

PASSWORD = "Zürich 8, bitte"
THERE = "https://secret.example/there"
FORM = "application/x-www-form-urlencoded"


def post(house: House, path: str, password: str, body: bytes | None = None, **sent: Any) -> Answered:
    content = urlencode({"password": password}).encode() if body is None else body
    given = {"CONTENT_TYPE": FORM, "CONTENT_LENGTH": str(len(content)), "wsgi.input": BytesIO(content), **sent}
    return house.ask(path, method="POST", **{"HTTP_ACCEPT": HTML, **given})


def basic(password: str, user: str = "") -> str:
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


def key_of(answer: Answered) -> str:
    return answer.headers["set-cookie"].partition(";")[0]
