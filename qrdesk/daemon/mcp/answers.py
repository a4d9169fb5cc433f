"""Answers of tools, made small: the fields that help an agent on, without those that are empty."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.analytics import HitFeed, LeadersView, TimelineView, TopView
from qrdesk.core.schemas.base import Page, PageQuery
from qrdesk.core.schemas.links import LinkView
from qrdesk.daemon.mcp.tool import Found, Show

_STEPS = 100  # of a timeline in one answer
_RULES = 16_000  # characters of rules in one answer, as JSON
_TEXT = 300  # characters of each text in a list; whoever asks for one row gets all of it
_WORD = 100  # characters of what visitors' addresses and browsers say: anybody can write there
_LOST = "This rule is too long for an answer. set_link_rules would lose what is left out here: a person changes it."
_LINK = ("id", "short_url", "destination", "title", "tags", "folder", "state", "hit_count")
_LINK_WHOLE = (
    *_LINK, "aliases", "code_url", "note", "destination_type", "rules", "time_zone", "starts_at", "ends_at",
    "expired_destination", "fallback_destination", "hit_limit", "hits_used", "has_password", "utm", "forward_query",
    "suspended_reason", "printed_at", "created_at", "updated_at", "warnings",
)  # fmt: skip
_DOMAIN = ("id", "host", "url", "is_default", "status", "status_text", "fit_for_print", "index_url", "fallback_url")
_ENDPOINT = ("id", "name", "url", "format", "kinds", "state", "trouble", "waiting", "delivered_at", "warnings")
_HIT = (
    "at", "link_id", "title", "source", "bot", "country", "city", "device", "os", "browser", "language",
    "referrer_host", "utm_source", "utm_campaign", "rule", "code",
)  # fmt: skip


def link(answer: LinkView, arguments: Mapping[str, Any]) -> Found:
    """Show one link with all that is set; of many rules some come at a time, from the second time on alone."""
    first = _first(arguments["page"].cursor)
    found = _link(answer, ("id", "rules") if first else _LINK_WHOLE)
    rules: list[dict[str, Any]] = found.pop("rules", [])
    some = _fitting(rules[first:])
    after = first + len(some)
    said = {"rules": some, "next_cursor": str(after) if after < len(rules) else None}
    return Found({**found, **_full(said)})


def changed_link(answer: LinkView, _: Mapping[str, Any]) -> Found:
    """Show a link that was just made or changed, with what to know about that."""
    return Found(_link(answer, (*_LINK, "code_url", "warnings")))


def link_with_rules(answer: LinkView, _: Mapping[str, Any]) -> Found:
    """Show a link whose rules were just set, with the ids that rules and variants have now."""
    rules = [{"id": rule.id, "name": rule.name, "variants": [one.id for one in rule.variants]} for rule in answer.rules]
    return Found({**_link(answer, (*_LINK, "time_zone", "warnings")), **_full({"rules": rules})})


def links(answer: Page[LinkView], _: Mapping[str, Any]) -> Found:
    """Show some rows of a list of links."""
    said = {"total": answer.pagination.total, "next_cursor": answer.pagination.next_cursor}
    return Found({"links": [_shortened(_link(one, _LINK)) for one in answer.data], **_full(said)})


def gone_link(_: None, arguments: Mapping[str, Any]) -> Found:
    """Say which link was deleted."""
    return Found({"deleted": True, "link": arguments["link_id"]})


def whole(answer: BaseModel, _: Mapping[str, Any]) -> Found:
    """Show an answer that is small by itself."""
    return Found(_some(answer))


def named(answer: BaseModel, _: Mapping[str, Any]) -> Found:
    """Show a folder or a tag."""
    return Found(_some(answer, ("id", "name", "link_count")))


def listed(noun: str, names: Sequence[str] = ("id", "name", "link_count")) -> Show:
    """Return what shows some rows of a list that comes whole, called ``noun``; its cursor is the next row's number."""

    def show(answer: Sequence[BaseModel], arguments: Mapping[str, Any]) -> Found:
        page: PageQuery = arguments["page"]
        first = _first(page.cursor)
        some = answer[first : first + page.limit]
        more = first + len(some) < len(answer)
        said = {"next_cursor": str(first + len(some))} if more else {}
        return Found({noun: [_shortened(_some(one, names)) for one in some], "total": len(answer), **said})

    return show


domains = listed("domains", _DOMAIN)
folders = listed("folders")
tags = listed("tags")
webhooks = listed("webhooks", _ENDPOINT)


def timeline(answer: TimelineView, _: Mapping[str, Any]) -> Found:
    """Show hits over time: only the steps that have any.

    Raises:
        Invalid: more than 100 of them do.
    """
    points = [_some(point) for point in answer.points if point.scans or point.clicks or point.bots]
    if len(points) > _STEPS:
        raise Invalid.field(
            "step",
            f"These are {len(points)} steps with hits; {_STEPS} are the most. Ask for fewer days, or longer steps.",
        )
    return Found({**_some(answer, ("start", "end", "exact_from", "step")), "points": points})


def top(answer: TopView, _: Mapping[str, Any]) -> Found:
    """Show the most frequent values of a dimension."""
    rows = [_shortened(_some(row)) | {"value": short(row.value, _WORD)} for row in answer.rows]
    return Found({**_some(answer), "rows": rows})


def leaders(answer: LeadersView, _: Mapping[str, Any]) -> Found:
    """Show the links with most hits."""
    return Found({"rows": [], **_some(answer)})


def hits(answer: HitFeed, _: Mapping[str, Any]) -> Found:
    """Show single hits, newest first, and where to go on."""
    rows = [_shortened(_some(one, _HIT), _WORD) for one in answer.hits]
    said = {"hits": rows, "next_cursor": answer.cursor, "more": answer.more}
    return Found(said)


def short(text: str, longest: int) -> str:
    """Return ``text``, or its beginning with a sign that there is more."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def _shortened(row: dict[str, Any], longest: int = _TEXT) -> dict[str, Any]:
    return {name: short(value, longest) if isinstance(value, str) else value for name, value in row.items()}


def _fitting(rules: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return as many of the first rules as an answer has room for: one at least, if need be without its inside."""
    found, size = list[dict[str, Any]](), 0
    for rule in rules:
        shown = rule
        if _length(rule) > _RULES:
            shown = {"id": rule["id"], "name": rule.get("name", ""), "left_out": _LOST}
        size += _length(shown)
        if found and size > _RULES:
            break
        found.append(_full(shown))
    return found


def _length(rule: dict[str, Any]) -> int:
    return len(json.dumps(rule, ensure_ascii=False))


def _link(one: LinkView, names: Sequence[str]) -> dict[str, Any]:
    found = _some(one, names)
    if one.folder is not None and "folder" in found:
        found["folder"] = one.folder.name
    return found


def _some(one: BaseModel, names: Sequence[str] | None = None) -> dict[str, Any]:
    """Return those fields of an answer that say something, as JSON would."""
    chosen = None if names is None else set(names)
    return _full(one.model_dump(mode="json", include=chosen, exclude={"uuid"}))


def _full(value: dict[str, Any]) -> dict[str, Any]:
    """Return ``value`` without what is empty; false and 0 say something."""
    found: dict[str, Any] = {name: _without_empty(one) for name, one in value.items()}
    return {name: one for name, one in found.items() if not _is_empty(one)}


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return _full(value)
    return [_without_empty(one) for one in value] if isinstance(value, list) else value


def _is_empty(value: object) -> bool:
    return value is None or value in ("", [], {})


def _first(cursor: str | None) -> int:
    if not cursor:
        return 0
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 10):
        raise Invalid.field("cursor", "cursor: This is no next_cursor of this tool.")
    return int(cursor)
