"""What a row of a list says, read as the fields of a link."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from qrdesk.core import destinations, slugs
from qrdesk.core.errors import BadSlug, Invalid
from qrdesk.core.schemas.links import LinkDraft
from qrdesk.core.schemas.rules import DestinationType
from qrdesk.core.schemas.transfer import ImportRow

_PLACED = frozenset(  # fields of a draft that have a place of their own in a row; a password never comes in
    {"destination", "slug", "host", "title", "note", "folder", "starts_at", "ends_at", "hit_limit", "password"}
)
_FIRST_YEAR = 1990  # of the web: what is older says that nobody knew
_SECONDS, _MILLIS = (9, 10), (12, 13)  # digits of a moment since 1970


def slug_of(row: ImportRow) -> str | None:
    """Return the slug of a row in its stored form; None when it names none.

    Raises:
        BadSlug, SlugReserved: it cannot be had.
    """
    text = row.slug.strip()
    if not text:
        return None
    if "/" in text:
        reason = f"“{text[:80]}” has several parts. An address here has one, so this one cannot be kept as it was."
        raise BadSlug(reason, field_errors={"slug": reason})
    return slugs.check(text)


def destination_of(row: ImportRow) -> str:
    """Return where a row leads, in its stored form.

    Raises:
        BadDestination, Invalid: it cannot be used.
    """
    kind = row.more.get("destination_type", DestinationType.URL)
    if not isinstance(kind, str) or kind not in set(DestinationType):  # a list has no place in a set
        raise Invalid.field("destination_type", f"“{kind}” is no kind of destination.")
    return destinations.check_typed(row.destination, DestinationType(kind))


def draft_of(row: ImportRow, *, host: str | None, folder: str | None, zone: ZoneInfo) -> LinkDraft:
    """Return the new link that a row asks for.

    Raises:
        ValidationError, Invalid, BadSlug, SlugReserved: a field cannot be used.
    """
    misplaced = next((name for name in row.more if name in _PLACED), None)
    if misplaced is not None:
        raise Invalid.field(misplaced, "This has a place of its own in a row, not among the further fields.")
    tags = tuple(tag.strip() for tag in row.tags.split(",") if tag.strip())
    fields: dict[str, Any] = {"tags": tags, **row.more} if tags else row.more
    return LinkDraft(
        destination=row.destination,
        slug=slug_of(row),
        host=host,
        title=row.title,
        note=row.note,
        folder=folder,
        starts_at=moment(row.starts_at, "starts_at", zone),
        ends_at=moment(row.ends_at, "ends_at", zone),
        hit_limit=whole(row.hit_limit, "hit_limit"),
        **fields,
    )


def created_at(row: ImportRow, zone: ZoneInfo, now: datetime) -> datetime | None:
    """Return when the link of a row was made, as far as it says so; never later than ``now``.

    Raises:
        Invalid: it says so in a way that cannot be read.
    """
    at = moment(row.created_at, "created_at", zone)
    return None if at is None or at.year < _FIRST_YEAR else min(at, now)


def hits_used(row: ImportRow) -> int:
    """Return how many hits of its limit a row's link has had: where it was before, they counted too.

    Raises:
        Invalid: a number cannot be read.
    """
    used, hits = whole(row.hits_used, "hits_used"), whole(row.hits, "hits")
    if used is not None:
        return used
    return hits if hits is not None else sum(one.scans + one.clicks for one in row.days)


def moment(text: str, name: str, zone: ZoneInfo) -> datetime | None:
    """Return an instant written as ISO 8601, or as seconds or milliseconds since 1970; None for no text.

    Without an offset it is a time on the clock in ``zone``. A date alone is its midnight, and as ``ends_at`` the
    midnight after it.

    Raises:
        Invalid: it is none of these.
    """
    said = text.strip()
    if not said or said.startswith("0000-00-00"):  # MySQL's way of saying nothing
        return None
    try:
        if said.isdecimal() and len(said) in (*_SECONDS, *_MILLIS):
            return datetime.fromtimestamp(int(said) / (1000 if len(said) in _MILLIS else 1), UTC)
        at = datetime.fromisoformat(said.removesuffix(" UTC") + ("Z" if said.endswith(" UTC") else ""))
        if name == "ends_at" and _is_date(said):
            at = datetime.combine(at.date() + timedelta(days=1), time())
        return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError, OSError) as fault:
        reason = (
            f"“{said[:40]}” is no date and time that can be read. Write it like 2026-03-31 or 2026-03-31T12:00:00Z."
        )
        raise Invalid.field(name, reason) from fault


def whole(text: str, name: str) -> int | None:
    """Return a whole number, thousands separated or not; None for no text.

    Raises:
        Invalid: it is none.
    """
    said = text.strip().removesuffix(".0")
    if not said:
        return None
    digits = said.replace(",", "").replace("\u202f", "").replace(" ", "")
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 12:
        raise Invalid.field(name, f"“{said[:40]}” is no whole number.")
    return int(digits)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
