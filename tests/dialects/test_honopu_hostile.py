"""Whatever is sent to the paths of Honopu and Heldqr, the answer is one of theirs, and never a fault of ours."""

import json
from typing import Any

import pytest
import requests

from tests.dialects.conftest import House

_NASTY: tuple[Any, ...] = (
    None,
    True,
    -1,
    10**400,
    1e308,
    "",
    " ",
    "\x00",
    "\ud800",
    "\u202egpj.exe",
    "x" * 5000,
    [],
    [[]],
    [None, {}],
    {},
    {"": {"": []}},
    {"days": {}, "start": [], "end": 7, "destinationUrl": {}},
    [{"days": ["mon", None, 3.5], "start": "1:00", "end": "2:00", "destinationUrl": "https://example.com/"}],
    [{"days": "-", "destinationUrl": "https://example.com/"}],
)
_HONOPU = "destinationUrl title shortCode mode rotation utm timezone startsAt expiresAt domain tags".split()
_CODE = "linkId name format size foregroundColor backgroundColor errorCorrection margin".split()
_HELDQR = "target_url label shortcode".split()
_QUERIES = (
    ("/api/links", "page limit offset search tag domain".split()),
    ("/api/qr-codes", ["linkId"]),
    ("/api/v1/codes", ["page", "page_size"]),
)


def refuse_or_do(answer: requests.Response, envelope: set[str]) -> bool:
    """Whether an answer is no fault of ours, and a refusal in the words of its API."""
    return answer.status_code < 400 or (answer.status_code < 500 and set(answer.json()) - {"fields"} == envelope)


@pytest.mark.fast_cases(2)
@pytest.mark.parametrize(
    ("method", "path", "names", "good"),
    [
        ("POST", "/api/links", _HONOPU, {"destinationUrl": "https://example.com/"}),
        ("PATCH", "/api/links/{link}", ["shortCode", "mode", "rotation", "utm"], {}),
        ("POST", "/api/qr-codes", _CODE, {"linkId": "{link}"}),
        ("POST", "/api/v1/codes", _HELDQR, {"target_url": "https://example.com/"}),
        ("PATCH", "/api/v1/codes/{slug}", _HELDQR, {}),
    ],
)
def test_no_value_of_a_field_is_a_fault_of_ours(
    house: House, method: str, path: str, names: list[str], good: dict[str, str]
) -> None:
    made = house.ask("POST", "/api/links", {"destinationUrl": "https://example.com/"}).json()
    path = path.format(link=made["id"], slug=made["shortCode"])
    envelope = {"error"} if path.startswith("/api/v1") else {"error", "message", "code"}
    good = {name: value.format(link=made["id"]) for name, value in good.items()}
    bodies: list[Any] = [*_NASTY, *({**good, name: value} for name in names for value in _NASTY)]
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {house.key}"}
    with requests.Session() as session:
        for body in bodies:
            sent = json.dumps(body)
            answer = session.request(method, house.url + path, data=sent, headers=headers, timeout=30)
            assert refuse_or_do(answer, envelope), (sent[:200], answer.status_code, answer.text)


def test_no_address_is_a_fault_of_ours(house: House) -> None:
    words = ("%00", "%ff", "..%2f", "a%2fb", "%F0%9F%8D%95", "x" * 3000, "'%20OR%201=1", "recent", "-1")
    paths = [
        *(f"{path}?{name}={word}" for path, names in _QUERIES for name in names for word in ("%00", "%ff", "x", "-1")),
        *(f"{path}/{word}" for path in ("/api/links", "/api/qr-codes", "/api/analytics") for word in words),
        *(f"/api/v1/codes/{word}{end}" for word in words for end in ("", "/scans")),
        *(f"/api/qr-codes/{word}/image?size={word}" for word in words),
    ]
    headers = {"Authorization": f"Bearer {house.key}"}
    with requests.Session() as session:
        for path in paths:
            envelope = {"error"} if path.startswith("/api/v1") else {"error", "message", "code"}
            answer = session.get(house.url + path, headers=headers, timeout=30)
            assert refuse_or_do(answer, envelope), (path[:200], answer.status_code, answer.text)
