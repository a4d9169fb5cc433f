"""What a program finds in ``qrdesk.client``: all that methods take, return and raise, and nothing loaded for it."""

import inspect
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from pydantic import BaseModel

from qrdesk import client as sdk
from qrdesk.client import (
    AuditQuery,
    Client,
    CodeDraft,
    DeliveryQuery,
    EndpointDraft,
    EventQuery,
    FileQuery,
    IdempotencyKeyConflict,
    Invalid,
    LinkDraft,
    LinkQuery,
    NotFound,
    Page,
    QRDeskError,
    Upload,
)
from qrdesk.client.http import HttpTransport
from qrdesk.client.resource import Fields, Resource, every
from qrdesk.core import errors
from qrdesk.core.operations import OPERATIONS
from qrdesk.core.schemas.base import PageQuery, Pagination
from tests.client.a_users_program import shorten
from tests.forms import photo

ROOT = Path(__file__).parents[2]


class Nowhere:
    """A transport that goes nowhere."""

    etag = ""

    def call(self, operation: Any, *args: Any, **kwargs: Any) -> Any: ...

    def close(self) -> None: ...


def methods() -> Iterator[tuple[str, Any]]:
    """Yield every method of the SDK by its name."""
    for attribute, resource in vars(Client(Nowhere())).items():
        if isinstance(resource, Resource):
            for name, method in inspect.getmembers(resource, inspect.ismethod):
                if not name.startswith("_"):
                    yield f"{attribute}.{name}", method


def shapes_of(hint: Any, seen: set[type]) -> set[type]:
    """Return what a type is made of, fields of fields included: drafts, views, words and files."""
    if not inspect.isclass(hint):
        return seen.union(*(shapes_of(one, seen) for one in get_args(hint)))
    generic = getattr(hint, "__pydantic_generic_metadata__", {})
    if generic.get("origin"):
        return seen.union(*(shapes_of(one, seen) for one in (generic["origin"], *generic["args"])))
    if hint in seen or not (issubclass(hint, BaseModel | Enum) or is_dataclass(hint)):
        return seen
    seen.add(hint)
    fields = hint.model_fields.values() if issubclass(hint, BaseModel) else ()
    return seen.union(*(shapes_of(one.annotation, seen) for one in fields))


def test_all_that_methods_take_and_return_is_there() -> None:
    found: set[type] = set()
    for _, method in methods():
        for hint in get_type_hints(method).values():
            found |= shapes_of(hint, found)
    assert len(found) > 150
    assert {one.__name__ for one in found if getattr(sdk, one.__name__, None) is not one} == set()


def test_all_that_can_be_caught_is_there() -> None:
    known = {one for one in vars(errors).values() if inspect.isclass(one) and issubclass(one, QRDeskError)}
    assert {one.__name__ for one in known if getattr(sdk, one.__name__, None) is not one} == set()
    raised = {error for row in OPERATIONS for error in row.raises}
    assert raised <= known


def test_the_list_of_names_is_what_is_there() -> None:
    assert len(set(sdk.__all__)) == len(sdk.__all__)
    assert [name for name in sdk.__all__ if not hasattr(sdk, name)] == []
    with pytest.raises(AttributeError, match="no attribute 'Clinet'"):
        _ = sdk.Clinet  # type: ignore[attr-defined]  # a typing mistake


def test_drafts_may_be_given_by_their_fields() -> None:
    sent = {Fields in get_args(hint) for _, method in methods() for hint in _models(method)}
    assert sent == {True}


def _models(method: Any) -> list[Any]:
    """Return the types of what a method sends as a body or a query."""
    hints = [hint for name, hint in get_type_hints(method).items() if name in {"draft", "patch", "batch", "query"}]
    assert all(get_args(hint) for hint in hints), method
    return hints


def test_every_creation_takes_a_name_of_the_callers() -> None:
    idempotent = {row.name for row in OPERATIONS if row.idempotent}
    named: set[str] = set()
    for _, method in methods():
        called = {name for name in method.__code__.co_names if name in idempotent}
        if called:
            assert inspect.signature(method).parameters["idempotency_key"].kind is inspect.Parameter.KEYWORD_ONLY
            named |= called
    assert named == idempotent


def test_every_list_that_pages_can_be_walked() -> None:
    answers: dict[str, Any] = {name: get_type_hints(method)["return"] for name, method in methods()}
    pages = {name: hint for name, hint in answers.items() if inspect.isclass(hint) and issubclass(hint, Page)}
    walked = {name: hint for name, hint in answers.items() if name.partition(".")[2].startswith("each")}
    assert len(pages) == 7
    rows = [get_args(hint) or hint.__pydantic_generic_metadata__["args"] for hint in pages.values()]
    assert sorted(map(str, rows)) == sorted(str(get_args(hint)) for hint in walked.values())


@pytest.mark.parametrize("program", ["import qrdesk.client", "from qrdesk.client import *; Client"])
def test_it_loads_no_qt_and_no_server_and_opens_no_database(program: str) -> None:
    lines = [
        "import sqlite3, sys",
        "def refuse(*args, **kwargs): raise AssertionError('a database was opened')",
        "sqlite3.connect = refuse",
        program,
        "print(*sys.modules)",
    ]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", "\n".join(lines)], cwd=ROOT, capture_output=True, text=True, check=False,
        timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not {"PySide6", "shiboken6", "bottle", "waitress"} & loaded
    assert ("peewee" in loaded) == ("Client" in program)


def test_it_says_that_it_is_typed() -> None:
    assert (ROOT / "qrdesk/py.typed").read_bytes() == b""


def test_a_users_program_does_what_it_says(client: Client) -> None:
    addresses = ["https://example.com/1", "https://example.com/2", "https://example.com/1"]
    first, second, again = shorten(client, addresses)
    assert first == again != second


# By the fields alone


def test_what_is_given_by_its_fields_is_what_its_class_makes_of_them(client: Client) -> None:
    link = client.links.create({"destination": "https://example.com/menu", "slug": "menu", "tags": ["food"]})
    assert client.links.update(link.id, {"title": "Menu"}).tags == ["food"]
    assert client.codes.create({"link_id": link.id}).link_id == link.id
    assert [one.slug for one in client.links.list({"tag": "food"}).data] == ["menu"]
    assert client.analytics.totals({"link_id": link.id}).scans == 0
    assert client.webhooks.list({"link": link.id}) == []


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"slug": "menu"}, {"destination"}),
        ({"destination": "https://example.com", "slugg": "menu"}, {"slugg"}),
        ({"destination": 5, "title": None}, {"destination", "title"}),
        ({"destination": "https://example.com", "rules": [{"then": 1}]}, {"rules.0.then"}),
        (CodeDraft(link_id="menu"), {"body"}),
    ],
)
def test_fields_that_cannot_be_used_are_named(fields: Any, wrong: set[str]) -> None:
    with pytest.raises(Invalid) as refused:
        Client(Nowhere()).links.create(fields)
    assert refused.value.field_errors.keys() == wrong


def test_a_name_of_the_callers_is_looked_at_before_anything_is_sent() -> None:
    for name in ("x" * 256, "a\r\nb", "Küche", "\udcff"):
        with pytest.raises(Invalid) as refused:
            Client(Nowhere()).tags.create({"name": "food"}, idempotency_key=name)
        assert list(refused.value.field_errors) == ["idempotency_key"]


def test_what_a_program_calls_by_one_name_is_made_once(client: Client) -> None:
    draft = LinkDraft(destination="https://example.com/menu")
    made = client.links.create(draft, idempotency_key="order-17")
    assert client.links.create(draft, idempotency_key="order-17") == made
    assert client.links.create(draft).id != made.id
    with pytest.raises(IdempotencyKeyConflict):
        client.links.create({"destination": "https://example.com/other"}, idempotency_key="order-17")
    with pytest.raises(IdempotencyKeyConflict):
        client.tags.create({"name": "food"}, idempotency_key="order-17")
    assert len(client.links.list().data) == 2


def test_what_was_refused_may_come_again_by_its_name(client: Client) -> None:
    with pytest.raises(NotFound):
        client.codes.create({"link_id": "menu"}, idempotency_key="order-17")
    client.links.create({"destination": "https://example.com/menu", "slug": "menu"})
    made = client.codes.create({"link_id": "menu"}, idempotency_key="order-17")
    assert [one.id for one in client.codes.each() if one.id == made.id] == [made.id]


# Lists


def test_every_list_is_walked_to_its_end(client: Client) -> None:
    for number in range(5):
        link = client.links.create({"destination": f"https://example.com/{number % 2}"})
        client.codes.create({"link_id": link.id})
        client.files.upload({"kind": "logo"}, Upload(photo(f"#00000{number}"), f"{number}.png"))
    endpoint = client.webhooks.create(EndpointDraft(url="https://example.com/hooks"))
    assert len({one.id for one in client.links.each(LinkQuery(limit=2))}) == 5
    assert len({one.id for one in client.links.each(LinkQuery(limit=2, page=2))}) == 3
    assert len({one.id for one in client.codes.each({"limit": 2})}) >= 5
    assert len({one.id for one in client.files.each(FileQuery(limit=2))}) == 5
    assert len({one.id for one in client.audit.each(AuditQuery(limit=3))}) >= 16
    assert len([one.link_count for one in client.links.each_duplicate({"limit": 1})]) == 2
    assert list(client.events.each(EventQuery(limit=1))) == []
    assert list(client.webhooks.each_delivery(endpoint.id, DeliveryQuery(limit=1))) == []


def test_a_page_is_asked_for_when_it_is_needed() -> None:
    asked: list[tuple[int, str | None]] = []

    def ask(query: PageQuery) -> Page[int]:
        asked.append((query.limit, query.cursor))
        number = int(query.cursor or 0)
        return Page[int](data=[number], pagination=Pagination(total=None, limit=1, next_cursor=str(number + 1)))

    rows = every(ask, PageQuery())
    assert asked == []
    assert [next(rows) for _ in range(3)] == [0, 1, 2]
    assert asked == [(500, None), (500, "1"), (500, "2")]
    assert next(every(ask, PageQuery(limit=7))) == 0
    assert asked[-1] == (7, None)


# Addresses


@pytest.mark.parametrize(
    ("server", "told"),
    [
        ("http://go.example.com", True),
        ("HTTP://8.8.8.8:8765/", True),
        ("https://go.example.com", False),
        ("go.example.com", False),
        ("http://localhost:8765", False),
        ("http://127.0.0.1:8765", False),
        ("http://[::1]:8765", False),
        ("http://192.168.1.20:8765", False),
        ("http://desk.local", False),
        ("http://desk", False),
        ("http://[x", False),
    ],
)
def test_a_key_that_anybody_can_read_on_its_way_is_told_of(
    server: str, told: bool, caplog: pytest.LogCaptureFixture
) -> None:
    HttpTransport(server, "qrd_x")
    assert bool(caplog.records) is told
    assert "qrd_x" not in caplog.text
    caplog.clear()
    HttpTransport(server, "")
    assert not caplog.records
