"""Whether the destinations of links answer, and what follows when one dies."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from peewee import JOIN

from qrdesk.core import database, destinations
from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict
from qrdesk.core.hits import link_locks
from qrdesk.core.models import Code, Domain, Link, TargetCheck
from qrdesk.core.net.crowd import one_look, side_by_side
from qrdesk.core.net.networks import networks
from qrdesk.core.net.targets import Found, look
from qrdesk.core.schemas.links import TargetStatus, TargetView
from qrdesk.core.schemas.rules import DestinationType, Routing
from qrdesk.core.services import link_views, links
from qrdesk.core.services.queries import tuples
from qrdesk.core.services.target_states import Health, after
from qrdesk.core.settings import Settings
from qrdesk.core.webhooks import briefs, outbox

DESTINATION_DOWN, DESTINATION_UP = "link.destination_down", "link.destination_up"
_ASKED_S = 4.0  # for HEAD and again for GET, while somebody waits
_AT_ONCE = 10
_ROUND = 40  # addresses of one round
_READ = 200  # rows that a round is chosen from
_OF_ONE_HOST = 2  # in one round, so at once
_BREATH = timedelta(seconds=5)  # before the next ones of that host
_LEASE = timedelta(minutes=5)  # longer than a round: a process that dies in one keeps nothing from being looked at
_A_DAY = timedelta(days=1)
_PAGE = 1000


class Due(NamedTuple):
    """A link whose destination is to be looked at."""

    link_id: int
    destination: str


def check_target(ctx: Context, link_id: str) -> TargetView:
    """Look at a link's destination now.

    Raises:
        NotFound: no such link.
        Conflict: its destination is no web page.
        Busy: another look is under way.
    """
    link = links.get_row(ctx, link_id)
    if not _is_web(link.destination):
        raise Conflict("Only web pages can be looked at, not e-mail, telephone or app addresses.")
    with one_look():
        found = look(link.destination, networks(ctx.settings.check_allowed_networks), _ASKED_S)
    note([Due(link.id, link.destination)], found, ctx.now, ctx.settings.target_check_hours)
    return link_views.view(ctx, links.get_row(ctx, link.public_id)).target


def enlist(seen: tuple[int, int], now: datetime) -> tuple[int, int]:
    """Have the destinations of new and changed links looked at next; return how far was read.

    ``seen`` is the change epoch and the row number of the last link read before, (0, 0) at first. A page is read each
    time, in the order of changes; what is returned equals ``seen`` when there was nothing new.
    """
    epoch, last = seen
    # two questions, each of which the index answers; as one it would be read from the start of the epoch every time
    page = _changed((Link.epoch == epoch) & (Link.id > last)) or _changed(Link.epoch > epoch)
    if not page:
        return seen
    wanted = [row.id for row in page if row.live and _is_web(row.destination) and _is_new(row, now)]
    if wanted:
        with database.write():
            start = [(one, TargetStatus.UNKNOWN.value, now) for one in wanted]
            fields = [TargetCheck.link, TargetCheck.status, TargetCheck.next_at]
            sooner = {TargetCheck.next_at: now}
            made = TargetCheck.insert_many(start, fields)
            made.on_conflict(conflict_target=[TargetCheck.link], update=sooner).execute()
    return page[-1].epoch, page[-1].id


class _Changed(NamedTuple):
    """A link that was changed, and when it was and will be looked at."""

    id: int
    epoch: int
    live: bool
    destination: str
    updated_at: datetime
    looked_at: datetime | None
    look_at: datetime | None


def _changed(which: Any) -> list[_Changed]:
    live = Link.deleted_at.is_null() & Link.archived_at.is_null() & Link.suspended_at.is_null()
    looks = (TargetCheck.checked_at, TargetCheck.next_at)
    rows = Link.select(Link.id, Link.epoch, live, Link.destination, Link.updated_at, *looks)
    rows = rows.join(TargetCheck, JOIN.LEFT_OUTER).where(which).order_by(Link.epoch, Link.id).limit(_PAGE)
    return [_Changed(*row) for row in tuples(rows)]


def _is_new(row: _Changed, now: datetime) -> bool:
    if row.look_at is None:
        return True
    return row.look_at > now and (row.looked_at is None or row.looked_at < row.updated_at)


def _is_live(link: Link) -> bool:
    at_rest = (link.deleted_at, link.archived_at, link.suspended_at)
    return all(one is None for one in at_rest) and _is_web(link.destination)


def _is_web(destination: str) -> bool:
    return destinations.type_of(destination) is DestinationType.URL


def take_due(now: datetime) -> list[Due]:
    """Return what is to be looked at in one round, and keep it from everybody else for some minutes."""
    rows = list(
        TargetCheck.select(TargetCheck, Link)
        .join(Link)
        .where(TargetCheck.next_at <= now)
        .order_by(TargetCheck.next_at, TargetCheck.link)
        .limit(_READ)
    )
    if not rows:
        return []
    resting = [row.link_id for row in rows if not _is_live(row.link)]
    chosen, later = _chosen([Due(row.link_id, row.link.destination) for row in rows if _is_live(row.link)])
    with database.write():
        _postpone(resting, now, _A_DAY)
        _postpone([due.link_id for due in later], now, _BREATH)
        mine = _postpone([due.link_id for due in chosen], now, _LEASE)
    return [due for due in chosen if due.link_id in mine]


def _chosen(rows: Sequence[Due]) -> tuple[list[Due], list[Due]]:
    """Return the rows of one round, and those that wait because enough of their host are in it already."""
    urls: set[str] = set()
    of_host: Counter[str] = Counter()
    chosen: list[Due] = []
    later: list[Due] = []
    for due in rows:
        host = destinations.host_of(due.destination)
        if due.destination not in urls:
            if len(urls) == _ROUND:
                continue
            if of_host[host] == _OF_ONE_HOST:
                later.append(due)
                continue
            urls.add(due.destination)
            of_host[host] += 1
        chosen.append(due)  # one look does for all links that lead to the same page
    return chosen, later


def _postpone(link_ids: Iterable[int], now: datetime, pause: timedelta) -> set[int]:
    ids = list(link_ids)
    if not ids:
        return set()
    still_due = TargetCheck.link.in_(ids) & (TargetCheck.next_at <= now)  # another process may have been first
    change: Any = TargetCheck.update({TargetCheck.next_at: now + pause}).where(still_due).returning(TargetCheck.link)
    return {row.link_id for row in change.execute()}


def check_due(due: Sequence[Due], settings: Settings, now: datetime, stopping: Callable[[], bool]) -> None:
    """Look at the destinations of one round, outside of any transaction, and note what was found."""
    allow = networks(settings.check_allowed_networks)
    of_url: dict[str, list[Due]] = {}
    for one in due:
        of_url.setdefault(one.destination, []).append(one)
    for url, found in side_by_side(lambda url: look(url, allow), list(of_url), _AT_ONCE, stopping):
        note(of_url[url], found, now, settings.target_check_hours)


def note(looked_at: Sequence[Due], found: Found, now: datetime, hours: int) -> None:
    """Keep what a look found for every link whose destination is still the one that was looked at.

    When one goes down or comes back, an event tells it; visitors go to the fallback meanwhile, where there is one.
    """
    with database.write():
        news = _news(looked_at, found, now, hours)
        if any(one.turns or one.moves for one in news):
            # before anything is written, as edits do: on PostgreSQL its row keeps them and other looks waiting
            database.bump_epoch()
            link_locks.take(one.link.id for one in news)
            news = _news(looked_at, found, now, hours)  # as it is by now
        for one in news:
            _note(one, now)


class _News(NamedTuple):
    """What a look found out about one link."""

    link: Link
    before: Health
    health: Health
    on_fallback: bool

    @property
    def turns(self) -> bool:
        """Whether its destination goes down, or comes back."""
        return (self.health.status is TargetStatus.DOWN) is not (self.before.status is TargetStatus.DOWN)

    @property
    def moves(self) -> bool:
        """Whether visitors go elsewhere from now on."""
        return self.link.on_fallback is not self.on_fallback


def _news(looked_at: Sequence[Due], found: Found, now: datetime, hours: int) -> list[_News]:
    ids = [due.link_id for due in looked_at]
    same = (Link.destination == looked_at[0].destination) & Link.deleted_at.is_null()
    rows = Link.select(Link, Domain).join(Domain).where(Link.id.in_(ids) & same)
    kept = {row.link_id: _health(row) for row in TargetCheck.select().where(TargetCheck.link.in_(ids))}
    news: list[_News] = []
    for link in rows:
        before = kept.get(link.id, Health())
        health = after(before, found, now, hours)
        down = health.status is TargetStatus.DOWN
        news.append(_News(link, before, health, down and bool(Routing.from_text(link.routing).fallback_destination)))
    return news


def _note(one: _News, now: datetime) -> None:
    link, health = one.link, one.health
    values = {
        TargetCheck.status: health.status.value,
        TargetCheck.http_status: health.http_status,
        TargetCheck.detail: health.detail,
        TargetCheck.failures: health.failures,
        TargetCheck.checked_at: now,
        TargetCheck.down_since: health.down_since,
        TargetCheck.next_at: health.next_at,
    }
    fresh = {TargetCheck.link: link.id, **values}
    TargetCheck.insert(fresh).on_conflict(conflict_target=[TargetCheck.link], update=values).execute()
    if one.moves:
        link.on_fallback, link.epoch = one.on_fallback, database.read_epoch()
        link.save(only=[Link.on_fallback, Link.epoch])
    if one.turns:
        _tell(link, DESTINATION_DOWN if health.status is TargetStatus.DOWN else DESTINATION_UP, health, now)


def _health(row: TargetCheck) -> Health:
    return Health(TargetStatus(row.status), row.http_status, row.detail, row.failures, row.down_since, row.next_at)


def _tell(link: Link, kind: str, health: Health, now: datetime) -> None:
    printed = Code.select().where((Code.link == link.id) & Code.printed_at.is_null(False)).exists()
    body = {
        **about(link, now),
        "detail": health.detail,
        "http_status": health.http_status,
        "printed": printed,
        "on_fallback": link.on_fallback,
    }
    outbox.write(link.workspace_id, kind, body, at=now, link_id=link.id)


def about(link: Link, now: datetime) -> dict[str, Any]:
    """Return what every event about a link says of it, as it is kept by now; its domain is loaded."""
    return {
        "link": briefs.load([link.id], now)[link.id],
        "slug": link.slug,
        "title": link.title,
        "short_url": link_views.short_url(link.domain, link.slug),
        "destination": link.destination,
    }
