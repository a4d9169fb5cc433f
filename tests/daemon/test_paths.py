"""Addresses and methods: what an address does not take is 405, with those that it takes."""

import re

import pytest

from qrdesk.core.operations import OPERATIONS, PREFIX
from qrdesk.daemon.paths import methods_at
from tests.daemon.test_api_requests import refused
from tests.desks import Desk

LINKS = f"{PREFIX}/links"
DRAFT = {"destination": "https://example.com/"}
PATHS = sorted({row.path for row in OPERATIONS})
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")
NAMED = {"GET", "HEAD", "PATCH", "DELETE"}  # what a link takes at its own address


def taken(path: str) -> set[str]:
    found = {row.method for row in OPERATIONS if row.path == path}
    return found | ({"HEAD"} if "GET" in found else set())


def allowed(header: str) -> set[str]:
    return set(header.split(", "))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.fast_cases(30)
def test_every_address_of_the_table_tells_its_own_methods(api: Desk, path: str) -> None:
    address = PREFIX + re.sub(r"{\w+}", "x", path)
    for method in set(METHODS) - taken(path):
        answer = api.ask(method, address, {} if method in {"POST", "PUT", "PATCH"} else None)
        assert (answer.status, allowed(answer.headers["Allow"])) == (405, taken(path)), method
        assert method == "HEAD" or answer.code == "method_not_allowed"
    assert methods_at(address) == taken(path)


@pytest.mark.parametrize("key", ["", None])
def test_no_key_is_needed_to_be_told(api: Desk, key: str | None) -> None:
    for body in ({}, None):
        answer = api.ask("PATCH", f"{LINKS}/x/archive", body, key=key)
        refused(answer, 405, "method_not_allowed")
        assert answer.headers["Allow"] == "POST"


def test_a_link_called_like_a_path_is_found_all_the_same(api: Desk) -> None:
    api.ask("POST", LINKS, {**DRAFT, "slug": "bulk"})
    api.ask("POST", LINKS, {**DRAFT, "slug": "archive"})
    for name in ("bulk", "localhost:8765/archive"):
        assert api.ask("GET", f"{LINKS}/{name}").status == 200, name
        assert api.ask("PATCH", f"{LINKS}/{name}", {"title": "New"}).data["title"] == "New"
    assert api.ask("DELETE", f"{LINKS}/bulk").status == 204
    assert api.ask("GET", f"{LINKS}/localhost/bulk").status == 404


@pytest.mark.parametrize("name", ["bulk", "go.example/archive", "localhost/archive"])
def test_without_such_a_link_the_path_says_what_is_possible(api: Desk, name: str) -> None:
    for method in NAMED:
        answer = api.ask(method, f"{LINKS}/{name}", {"title": "New"} if method == "PATCH" else None)
        assert (answer.status, answer.headers["Allow"]) == (405, "POST"), method
    assert api.ask("OPTIONS", f"{LINKS}/{name}").headers["Allow"] == "POST"


@pytest.mark.parametrize(
    ("address", "methods"),
    [
        (f"{LINKS}/go.example/menu", NAMED),
        (f"{LINKS}/qr/menu", NAMED),
        (f"{LINKS}/go.example/menu/archive", {"POST"}),
        (f"{LINKS}/go.example/menu/summary", {"GET", "HEAD"}),
        ("/docs", {"GET", "HEAD"}),
    ],
)
def test_addresses_with_a_host_in_them(api: Desk, address: str, methods: set[str]) -> None:
    assert allowed(api.ask("OPTIONS", address).headers["Allow"]) == methods


@pytest.mark.parametrize(
    "path",
    ["", "/", "/nothing", "/links/", "/links//archive", "/links/a/b/c", "/links/a/b/c/archive", "/tags/a/b",
     "/plans/a/b", "/qr-codes/a/b/export", "/links/x/archive/"],
)  # fmt: skip
def test_where_nothing_is_nothing_is_possible(api: Desk, path: str) -> None:
    for method in ("GET", "PUT", "PATCH", "OPTIONS"):
        answer = api.ask(method, PREFIX + path, {} if method in {"PUT", "PATCH"} else None)
        assert answer.status == 404, method
        assert "Allow" not in answer.headers
    assert methods_at(PREFIX + path) == frozenset()


def test_a_method_that_is_not_there_costs_one_like_any_other(api: Desk) -> None:
    left = [
        int(api.ask(method, f"{LINKS}/{name}").headers["X-Ratelimit-Remaining"])
        for method, name in (("GET", "x"), ("GET", "x/archive"), ("GET", "bulk"), ("PUT", "x"), ("GET", "x"))
    ]
    assert left == [1199, 1198, 1197, 1196, 1195]
