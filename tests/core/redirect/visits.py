"""Visits and links in few words, so that a table of them can be read."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

import pytest

from qrdesk.core.redirect.plan import Plan, PlanRow, compile_plan
from qrdesk.core.redirect.visit import Visit
from qrdesk.core.schemas.rules import Routing

ELSE = "https://else.example/"
OWN = frozenset({"go.example", "go.example:80", "go.example:443", "localhost:8765", "127.0.0.1:8765", "[::1]:8765"})
NOON = "2026-06-10T12:00Z"  # a Wednesday


class Row(NamedTuple):
    """One line of a table: what a visitor brings, and what comes of it."""

    said: str
    visit: Visit
    result: str


def rows(table: str) -> Iterator[Row]:
    """Yield the lines ``name=value  name=value -> result``; two blanks part the fields of a visit."""
    for line in table.strip().splitlines():
        said, _, result = line.rpartition("->")
        yield Row(" ".join(line.split()), visit(said), result.strip())


def visit(said: str) -> Visit:
    """Return the visit that ``name=value  name=value`` describes; at noon of a Wednesday unless it has an ``at``."""
    fields: dict[str, Any] = {"at": NOON}
    for part in re.split(r"\s{2,}", said.strip()):
        name, _, value = part.strip().partition("=")
        if name not in {"", "anybody"}:
            fields[name] = value
    now_s = moment_s(fields.pop("at"))
    kinds = {"hits": int, "turn": int, "draw": float, "returning": "yes".__eq__}
    read = {name: kinds[name](value) if name in kinds else value for name, value in fields.items()}
    return Visit(now_s=now_s, own_hosts=OWN)._replace(**read)


def moment_s(text: str) -> float:
    """Return ``2026-03-29T01:00Z``, or one with an offset, as seconds since 1970."""
    return datetime.fromisoformat(text).timestamp()


def micros(text: str) -> int:
    """Return an instant as the tables keep it."""
    return int(moment_s(text) * 1_000_000)


def plan(destination: str = ELSE, *, columns: dict[str, Any] | None = None, **routing: Any) -> Plan:
    """Return the plan of a link with this ``routing``, as it comes out of the database."""
    text = Routing.model_validate(routing).to_text()
    return compile_plan(PlanRow(1, 1, destination, routing=text, **columns or {}))


def rule(name: str, *conditions: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a rule that leads to a host of its own name."""
    where = {} if "variants" in more else {"destination": f"https://{name}.example/"}
    return {"id": name, "name": name, "conditions": conditions, **where, **more}


def params(tables: dict[str, Any]) -> list[Any]:
    """Return the lines of ``(..., table)`` by name as parameters of a test: what stands before the table, and a row."""
    return [
        pytest.param(*given, row, id=f"{name}: {row.said}")
        for name, (*given, table) in tables.items()
        for row in rows(table)
    ]
