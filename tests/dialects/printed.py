"""Examples as the documents print them: what their curl sends, and whether an answer looks like the printed one."""

import json
import re
import shlex
from collections.abc import Mapping
from functools import cache
from typing import Any

import requests

from tests.dialects.conftest import House

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_ID = re.compile(r"([a-z]{2,4}_)[A-Za-z0-9]{10}")
_WAIT_S = 30
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
    "Mobile/15E148 Safari/604.1"
)


@cache
def neighbour(house: House) -> str:
    """Return the key of another workspace in the database of a house; it has no limit of its own."""
    house.run("workspace", "create", "Neighbour", "--url", "https://neighbour.example")
    return json.loads(house.run("key", "create", "--name", "N", "--json", "--workspace", "Neighbour"))["key"]


def send(curl: str, substituted: Mapping[str, str]) -> requests.Response:
    """Send what a printed command sends, with some of its words substituted: host, key and ids."""
    for printed, ours in substituted.items():
        curl = curl.replace(printed, ours)
    command, *words = shlex.split(curl.replace("\\\n", " "))
    assert command == "curl"
    method, url, headers, body = "", "", dict[str, str](), None
    while words:
        word = words.pop(0)
        if word == "-X":
            method = words.pop(0)
        elif word == "-H":
            name, _, value = words.pop(0).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = words.pop(0)
        else:
            url = word
    method = method or ("GET" if body is None else "POST")
    return requests.request(method, url, headers=headers, data=body, timeout=_WAIT_S, allow_redirects=False)


def looks_like(said: Any, printed: Any, free: frozenset[str] = frozenset()) -> bool:
    """Whether an answer has the keys of a printed one in their order, its types, formats and, unless ``free``, values.

    Times and ids only have the same format. Of a list each entry looks like the printed one.
    """
    if type(said) is not type(printed):
        return False
    if isinstance(printed, dict):
        return list(said) == list(printed) and all(
            (type(said[key]) is type(printed[key])) if key in free else looks_like(said[key], printed[key], free)
            for key in printed
        )
    if isinstance(printed, list):
        return bool(said) and all(looks_like(one, printed[0], free) for one in said)
    return _format(said) == _format(printed)


def _format(value: Any) -> Any:
    if isinstance(value, str) and _TIME.fullmatch(value):
        return re.sub(r"\d", "9", value)
    if isinstance(value, str) and (found := _ID.fullmatch(value)):
        return found[1]
    return value
