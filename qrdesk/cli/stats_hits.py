"""qrdesk stats hits: the latest hits, and those to come."""

import json
import math
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo

import click

from qrdesk.cli import completing
from qrdesk.cli.common import show, where
from qrdesk.client import Client, HitQuery
from qrdesk.core.errors import Kind, QRDeskError
from qrdesk.core.schemas.analytics import HitFeed, HitView
from qrdesk.core.zone import known

_EVERY_S = 1
_AT_ONCE = 500
_NOT_KNOWN = "-"
NONE = "No hits like these."


def _lasting(_context: click.Context, _option: click.Parameter, seconds: float | None) -> float | None:
    if seconds is not None and not (math.isfinite(seconds) and seconds > 0):
        raise click.BadParameter("Give a number of seconds above 0. Without --for it goes on until Ctrl+C.")
    return seconds


@click.command()
@click.option("--link", default=None, help="Only this link (address or id).", shell_complete=completing.links)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 500), help="How many to begin with.")
@click.option("--follow", is_flag=True, help="Go on with every new hit, until Ctrl+C; with --json a line for each.")
@click.option("--for", "seconds", type=float, callback=_lasting, default=None, help="With --follow: seconds, then end.")
@where
def hits(client: Client, as_json: bool, link: str | None, limit: int, follow: bool, seconds: float | None) -> None:
    """List the latest hits, newest first; with --follow the newest last, and then those that come in."""
    if seconds is not None and not follow:
        raise click.UsageError("--for goes with --follow.")
    query = HitQuery(link_id=link, limit=limit)
    if follow:
        with _until_stopped():
            _follow(client, query, as_json, seconds)
        return
    found = client.analytics.hits(query)
    if as_json:
        show(found)
    elif found.hits:
        _say(found.hits, _begun_table(client))
    else:
        click.echo(NONE)


class _Table:
    """How hits are written below one another."""

    def __init__(self, zone: str) -> None:
        self._zone: tzinfo = UTC if zone == "UTC" else ZoneInfo(zone)
        when = f"Time ({zone})"
        self._width = max(len(when), len("2026-03-31 18:00:00"))
        self.head = f"{when:<{self._width}}  Kind   Country  Device   Link"

    def line(self, hit: HitView) -> str:
        """Return what is said of a hit; a dash stands for what is not known."""
        when, kind = f"{hit.at.astimezone(self._zone):%Y-%m-%d %H:%M:%S}", "bot" if hit.bot else hit.source
        known_of = f"{hit.country or _NOT_KNOWN:<7}  {hit.device or _NOT_KNOWN:<7}"
        return f"{when:<{self._width}}  {kind:<5}  {known_of}  {hit.title}"


def _begun_table(client: Client) -> _Table:
    """Print the head of a table, and return what writes its lines."""
    table = _Table(_zone_name(client))
    click.echo(table.head)
    return table


def _follow(client: Client, query: HitQuery, as_json: bool, seconds: float | None) -> None:
    """Print hits in the order in which they came in, each once, for so many seconds or for ever."""
    table = None if as_json else _begun_table(client)
    for feed in _feeds(client, query, seconds):
        _say(reversed(feed.hits), table)


def _feeds(client: Client, query: HitQuery, seconds: float | None) -> Iterator[HitFeed]:
    ends_at = None if seconds is None else time.monotonic() + seconds
    feed = client.analytics.hits(query)  # whatever is wrong with the question shows here
    away = False
    while True:
        yield feed
        left = _EVERY_S if ends_at is None else ends_at - time.monotonic()
        if left <= 0:
            return
        if not feed.more:
            time.sleep(min(_EVERY_S, left))
        try:
            after = query.model_copy(update={"after": feed.cursor, "limit": _AT_ONCE})
            feed, away = client.analytics.hits(after), False
        except QRDeskError as fault:
            if fault.kind not in {Kind.UNAVAILABLE, Kind.LIMITED}:
                raise
            if not away:
                click.echo(f"{fault} Trying again, every second.", err=True)
            feed, away = feed.model_copy(update={"hits": [], "more": False}), True


def _say(found: Iterable[HitView], table: _Table | None) -> None:
    for hit in found:
        click.echo(json.dumps(hit.model_dump(mode="json"), ensure_ascii=False) if table is None else table.line(hit))


def _zone_name(client: Client) -> str:
    """Return the workspace's time zone; UTC where this computer does not know it."""
    zone = client.me.get().workspace.time_zone
    return zone if known(zone) else "UTC"


@contextmanager
def _until_stopped() -> Generator[None]:
    """Run the body until it ends; Ctrl+C is the way to end it, and no failure."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo(err=True)  # the shell's prompt stands on a line of its own
