"""What a receiver reads: an event in the words of each format; pure.

The native body holds the event whole. The others hold what their documents print, key by key in that order, and null
for what is not known. Only where an endpoint has JSON of its own, in a test, or in a body that was cut does a field
follow that is not in the documents.
"""

import json
import math
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple, cast

from qrdesk.core.schemas.events import KINDS, TEST
from qrdesk.core.schemas.webhooks import Format
from qrdesk.core.webhooks.links_in_h0p import changes_of, link_of

__all__ = ["KNOWN", "MOST_BYTES", "Told", "kind_in", "render"]

MOST_BYTES = 256 * 1024
_LINK_KINDS = ("link.created", "link.updated", "link.deleted", "link.clicked")
_CLICKED = "link.clicked"
KNOWN: Mapping[Format, tuple[str, ...]] = {
    "native": (*KINDS, TEST),
    "honopu": (*_LINK_KINDS, TEST),
    "h0p": (*_LINK_KINDS, TEST),
    "usnp": (_CLICKED, TEST),
}
_CUTS = ((4000, 200), (400, 40), (40, 4))  # characters of a text, entries of a list or an object
_DEEPEST = 40
_Body = dict[str, Any]


class Told(NamedTuple):
    """An event as one endpoint is told of it. ``data`` is the JSON of the endpoint's own."""

    event_id: str
    kind: str
    at: datetime
    seq: int
    workspace_id: str
    body: Mapping[str, Any]
    data: Mapping[str, Any] | None


def kind_in(format: Format, kind: str) -> str:
    """Return what a format calls a kind of event."""
    if format == "native":
        return kind
    spoken = _CLICKED if kind == TEST else kind
    if spoken == _CLICKED:
        return {"honopu": "scan.created", "usnp": "hit"}.get(format, spoken)
    return spoken


def render(format: Format, told: Told) -> bytes:
    """Return an event as it is sent: one JSON text, compact, in UTF-8, of 256 KiB at most.

    One that is larger is told shorter and says ``"cut": true``: without its changes, then with long texts and lists
    cut. An event that is never sent because of its size would be worse.
    """
    body = _WRITERS[format](told)
    text = _json(body)
    if len(text) <= MOST_BYTES:
        return text
    return next(text for text in map(_json, _smaller(body)) if len(text) <= MOST_BYTES)


def _native(told: Told) -> _Body:
    at = native_time(told.at)
    body: _Body = {
        "id": told.event_id,
        "type": told.kind,
        "timestamp": at,  # Standard Webhooks' word for the same
        "occurred_at": at,
        "seq": told.seq,
        "workspace_id": told.workspace_id,
        "data": told.body,
    }
    return body if told.data is None else {**body, "endpoint_data": told.data}


def _honopu(told: Told) -> _Body:
    kind, link = _spoken(told, "honopu"), _part(told.body, "link")
    data = _honopu_scan(link, _part(told.body, "hit")) if kind == _CLICKED else _honopu_link(kind, link)
    body: _Body = {"event": kind_in("honopu", kind), "createdAt": _time(told.at, "milliseconds"), "data": data}
    return body | _beside(told)


def _honopu_scan(link: Mapping[str, Any], hit: Mapping[str, Any]) -> _Body:
    return {
        "linkId": _text(link, "id"),
        "shortCode": _text(link, "slug"),
        "city": _city(hit),
        "region": _region(hit),
        "country": _text(hit, "country"),
        "deviceType": _device(hit),
    }


def _honopu_link(kind: str, link: Mapping[str, Any]) -> _Body:
    slug, short_url = _text(link, "slug"), _text(link, "short_url")
    data: _Body = {
        "linkId": _text(link, "id"),
        "shortCode": slug,
        "destinationUrl": _text(link, "destination"),
        "title": link.get("title"),
        "url": f"{short_url.removesuffix(slug)}r/{slug}" if short_url and slug else None,
        "createdAt": _retimed(link.get("created_at"), "milliseconds"),
    }
    return data | ({"updatedAt": _retimed(link.get("updated_at"), "milliseconds")} if kind == "link.updated" else {})


def _h0p(told: Told) -> _Body:
    kind, link = _spoken(told, "h0p"), _part(told.body, "link")
    data: _Body = {"link": link_of(link, _retimed(link.get("created_at"), "seconds"))}
    if kind == "link.updated":
        data["changes"] = changes_of(_part(told.body, "changes"))
    if kind == _CLICKED:
        data["click"] = _h0p_click(_part(told.body, "hit"))
    body: _Body = {"id": told.event_id, "type": kind, "createdAt": _time(told.at, "seconds"), "data": data}
    return body | _beside(told)


def _h0p_click(hit: Mapping[str, Any]) -> _Body:
    return {
        "country": _text(hit, "country"),
        "city": _city(hit),
        "device": _device(hit),
        "browser": _text(hit, "browser"),
        "os": _text(hit, "os"),
        "referer": _text(hit, "referrer_host"),
    }


def _usnp(told: Told) -> _Body:
    link, hit = _part(told.body, "link"), _part(told.body, "hit")
    body: _Body = {
        "event": "hit",
        "short_id": _text(link, "slug"),
        "redirect_url": _text(link, "destination"),
        "hit_id": _text(hit, "uuid"),
        "hit_at": _time(told.at, "seconds"),
        "data": {} if told.data is None else told.data,  # receivers look into it without asking first
    }
    return body | ({"test": True} if told.kind == TEST else {})


def _beside(told: Told) -> _Body:
    test: _Body = {"test": True} if told.kind == TEST else {}
    return test if told.data is None else {**test, "endpoint_data": told.data}


def _spoken(told: Told, format: Format) -> str:
    """Return the kind that is told; a test looks like what the endpoint will be told, as far as its body goes."""
    if told.kind != TEST:
        return told.kind
    like = told.body.get("kind")
    if isinstance(like, str) and like in KNOWN[format] and like != TEST:
        return like
    return _CLICKED if "hit" in told.body or "link" not in told.body else "link.created"


# Values


def native_time(at: datetime) -> str:
    """Return a moment as the native API writes it: UTC, with six decimals unless it is a whole second."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _time(at: datetime, to: str) -> str:
    return at.astimezone(UTC).isoformat(timespec=to).replace("+00:00", "Z")


def _retimed(value: object, to: str) -> str | None:
    try:
        return _time(datetime.fromisoformat(str(value)), to)
    except (ValueError, OverflowError):  # none is there, or the last hours of the year 9999
        return None


def _part(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value: object = body.get(name)
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _text(part: Mapping[str, Any], name: str) -> str | None:
    value: object = part.get(name)
    return value if isinstance(value, str) and value else None


def _city(hit: Mapping[str, Any]) -> str | None:
    # hits keep "Dallas, US", as there is a Dallas in more than one country
    city, country = _text(hit, "city"), _text(hit, "country")
    return city.removesuffix(f", {country}") if city and country else city


def _region(hit: Mapping[str, Any]) -> str | None:
    region, country = _text(hit, "region"), _text(hit, "country")
    return region.removeprefix(f"{country}-") or None if region else None


def _device(hit: Mapping[str, Any]) -> str | None:
    device = (_text(hit, "device") or "").lower()
    return device if device not in {"", "other"} else None


# Size


def _smaller(body: _Body) -> Iterator[_Body]:
    data = body.get("data")
    if isinstance(data, Mapping) and "changes" in data:
        told = cast("Mapping[str, Any]", data)
        body = {**body, "data": {name: value for name, value in told.items() if name != "changes"}}
        yield {**body, "cut": True}
    for characters, entries in _CUTS:
        yield {name: _cut(value, characters, entries, 1) for name, value in body.items()} | {"cut": True}
    rest = {name: _cut(value, 4000, 0, 1) for name, value in body.items()}
    yield rest | {"cut": True}


def _cut(value: object, characters: int, entries: int, depth: int) -> object:
    if isinstance(value, str):
        return value if len(value) <= characters else value[: characters - 1] + "…"
    if depth > _DEEPEST:
        return None
    if isinstance(value, Mapping):
        pairs = list(cast("Mapping[str, object]", value).items())[:entries]
        return {name[:characters]: _cut(one, characters, entries, depth + 1) for name, one in pairs}
    if isinstance(value, list | tuple):
        ones = list(cast("list[object]", value))[:entries]
        return [_cut(one, characters, entries, depth + 1) for one in ones]
    return value


def _json(body: _Body) -> bytes:
    try:
        text = json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (ValueError, RecursionError):  # kept by an older version, or deeper than anybody reads
        text = json.dumps(_finite(body, 1), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")  # half characters, which JSON can name and UTF-8 cannot


def _finite(value: object, depth: int) -> object:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if depth > _DEEPEST and isinstance(value, Mapping | list):
        return None
    if isinstance(value, Mapping):
        return {name: _finite(one, depth + 1) for name, one in cast("Mapping[str, object]", value).items()}
    if isinstance(value, list):
        return [_finite(one, depth + 1) for one in cast("list[object]", value)]
    return value


_WRITERS: Mapping[Format, Callable[[Told], _Body]] = {
    "native": _native,
    "honopu": _honopu,
    "h0p": _h0p,
    "usnp": _usnp,
}
