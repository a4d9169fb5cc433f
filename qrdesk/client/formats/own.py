"""QRDesk's own exports, and any list that has a column for the destination.

An export as JSON has all fields of ``LinkView`` and, if asked for, the hits by day; as CSV the same in columns, those
with parts of their own as JSON. ``exporting.py`` writes both. Any other list is read by what its columns are called.
"""

import json
from typing import Any

from pydantic import TypeAdapter, ValidationError

from qrdesk.client.formats.format import Format
from qrdesk.client.formats.records import Record, address, day_count
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.transfer import DayCount, ImportRow

# fields of a link that a row of a list has no name for: they go in as they are
MORE = (
    "destination_type",
    "rules",
    "time_zone",
    "expired_destination",
    "fallback_destination",
    "utm",
    "forward_query",
    "query_winner",
    "deep_links",
    "hidden",
    "social",
    "remember_visitors",
    "count_only",
)
AS_JSON = frozenset({"rules", "utm", "deep_links", "social"})  # in a CSV file
DESTINATIONS = ("destination", "destinationurl", "url", "longurl", "originalurl", "targeturl", "target")
_SLUGS = ("slug", "shortcode", "keyword", "backhalf", "alias", "path", "code")
_DAYS = TypeAdapter(tuple[DayCount, ...])
_FLAGS = ("hidden", "remember_visitors", "count_only")
_GONE = "It was deleted where this list comes from."


def _looks_like_own(names: frozenset[str]) -> bool:
    return {"codeurl", "shorturl", "destination", "uuid"} <= names


def _looks_like_list(names: frozenset[str]) -> bool:
    return any(name in names for name in DESTINATIONS)


def _own_row(record: Record) -> ImportRow:
    state = record.text("state")
    if state == "deleted":
        raise Invalid.field("state", _GONE)
    return ImportRow(
        row=record.number,
        destination=record.text("destination"),
        slug=record.text("slug"),
        host=record.text("host"),
        aliases=tuple(record.listed("aliases")),
        title=record.text("title"),
        note=record.text("note"),
        folder=record.inner("folder").text("name") or record.text("folder"),
        created_at=record.text("createdat"),
        starts_at=record.text("startsat"),
        ends_at=record.text("endsat"),
        hit_limit=record.text("hitlimit"),
        hits_used=record.text("hitsused"),
        hits=record.text("hitcount"),
        days=_days(record),
        state="archived" if state == "archived" else "paused" if state == "paused" else "",
        had_password=record.flag("haspassword"),
        more={"tags": record.listed("tags")} | _more(record),
        uuid=record.text("uuid"),
    )


def _list_row(record: Record) -> ImportRow:
    short = record.text("shorturl", "shortlink")
    host, slug = address(short) if short else ("", "")
    on = record.text("day")
    counts = (day_count(on, scans=record.text("scans"), clicks=record.text("clicks")),) if on else ()
    return ImportRow(
        row=record.number,
        destination=record.text(*DESTINATIONS),
        slug=record.text(*_SLUGS) or slug,
        host=record.text("host", "domain") or host,
        title=record.text("title", "name"),
        note=record.text("note", "notes", "description", "comment", "comments"),
        tags=", ".join(record.listed("tags")),
        folder=record.text("folder", "foldername"),
        created_at=record.text("createdat", "created", "datecreated"),
        starts_at=record.text("startsat", "validsince"),
        ends_at=record.text("endsat", "expiresat", "expires", "validuntil"),
        hit_limit=record.text("hitlimit", "maxclicks", "maxvisits", "clickslimit"),
        hits="" if on else record.text("hits", "clicks", "visits"),
        days=counts,
        state="archived" if record.flag("archived") or record.text("state") == "archived" else "",
        had_password=bool(record.text("password")),
    )


def _days(record: Record) -> tuple[DayCount, ...]:
    value = record.values.get("days")
    days = _parsed(value, "days") if isinstance(value, str) else value
    if not days:
        return ()
    try:
        return _DAYS.validate_python(days)
    except ValidationError as fault:
        raise Invalid.field("days", "These are no hits by day.") from fault


def _more(record: Record) -> dict[str, Any]:
    found = record.extra(*MORE)
    for name, value in found.items():
        if isinstance(value, str) and name in AS_JSON:
            found[name] = _parsed(value, name)
        elif isinstance(value, str) and name in _FLAGS:
            found[name] = record.flag(name.replace("_", ""))
    return found


def _parsed(text: str, name: str) -> Any:
    try:
        return json.loads(text) if text else None
    except (ValueError, RecursionError) as fault:
        raise Invalid.field(name, "This is no JSON as QRDesk writes it.") from fault


OWN = Format("qrdesk", "QRDesk", _looks_like_own, _own_row)
LIST = Format("csv", "Any list", _looks_like_list, _list_row)
