"""H0p as its clients ask it: the key in a header of its own."""

import io
import re
import secrets
from typing import Any

import requests
from PIL import Image

from tests.dialects.conftest import House
from tests.dialects.h0p_examples import KEY_HEADER

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def ask(house: House, method: str, path: str, body: Any = None, *, key: str = "", **options: Any) -> requests.Response:
    """Send one request, with the owner's key unless another is given."""
    return house.ask(method, path, body, key="", headers={KEY_HEADER: key or house.key}, **options)


def make_link(house: House, **more: Any) -> dict[str, Any]:
    """Make a short link that leads to a page of its own."""
    page = {"type": "link", "value": f"https://example.com/{secrets.token_hex(4)}"}
    answer = ask(house, "POST", "/short-link", {"destination": page, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


def patch_link(house: House, link: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Change a short link."""
    answer = ask(house, "PATCH", f"/short-link/{link['id']}", changes)
    assert answer.status_code == 200, answer.text
    return answer.json()


def native(house: House, link: dict[str, Any]) -> dict[str, Any]:
    """Return a link as the native API shows it."""
    return house.ask("GET", f"/api/v1/links/{link['id']}").json()["data"]


def refused(answer: requests.Response) -> tuple[int, str]:
    """Return status and code of a refusal, which has both shapes that clients may expect."""
    body = answer.json()
    assert set(body) - {"fields"} == {"code", "message", "error", "statusCode"}, body
    assert body["error"]["code"] == body["code"]
    assert body["error"]["message"] == body["message"]
    assert body["statusCode"] == answer.status_code
    return answer.status_code, body["code"]


def is_like(said: Any, printed: Any) -> bool:
    """Whether an answer has all keys of a printed object, in its order, and values of the same types and formats."""
    if isinstance(printed, dict):
        return [key for key in said if key in printed] == list(printed) and all(
            is_like(said[key], printed[key]) for key in printed
        )
    if isinstance(printed, list):
        return isinstance(said, list) and all(is_like(one, printed[0]) for one in said)
    if isinstance(printed, str) and (found := next((one for one in (_UUID, _TIME) if one.fullmatch(printed)), None)):
        return isinstance(said, str) and found.fullmatch(said) is not None
    return type(said) is type(printed)


def png(colour: str = "navy") -> bytes:
    """Return a picture."""
    out = io.BytesIO()
    Image.new("RGB", (120, 63), colour).save(out, "PNG")
    return out.getvalue()
