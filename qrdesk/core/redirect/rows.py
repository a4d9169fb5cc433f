"""What the plans are read from: addresses with their links, and domains.

Plain SQL: a million links are read in seconds, where peewee's rows take several times as long.
"""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple, Protocol, cast

from qrdesk.core import database
from qrdesk.core.redirect.plan import Plan, PlanRow, compile_plan, plain_plan

_PAGE = 20_000  # rows read at a time when everything is read: bounds memory on PostgreSQL too
_AT_ONCE = 500  # ids in one statement

# One number says whether there is more to read of a link than where it leads, another whether it leads at all. Most
# links are plain and live, and a million of them are read without the columns that they leave empty.
_MORE = (
    "(l.routing <> '' OR l.password_hash <> '' OR l.on_fallback"
    " OR COALESCE(l.starts_at, l.ends_at, l.hit_limit) IS NOT NULL)"
)
_ALIAS = "s.slug <> l.slug"  # another address of the link than the one it shows
_PLAIN = (
    "s.id, s.domain_id, s.folded, l.id, l.workspace_id, l.destination, l.archived_at IS NOT NULL,"
    f" l.deleted_at IS NOT NULL, l.paused_at IS NOT NULL, l.suspended_at IS NOT NULL, {_MORE}"
)
_RESTS = "COALESCE(l.archived_at, l.deleted_at, l.paused_at, l.suspended_at) IS NOT NULL"
_REST = (
    "l.routing, l.starts_at, l.ends_at, l.hit_limit, l.password_hash, l.password_version, l.on_fallback, w.time_zone,"
    f" l.count_only, CASE WHEN {_ALIAS} THEN s.folded ELSE '' END"
)
_FROM = "FROM slug s JOIN link l ON l.id = s.link_id"
_ADDRESSES = (
    f"SELECT s.id, s.domain_id, s.folded, l.id, l.workspace_id, l.destination, {_ALIAS}, l.count_only,"
    f" {_MORE} OR {_RESTS} {_FROM}"
)
_FULL = " ".join(("SELECT", _PLAIN, ",", _REST, _FROM, "JOIN workspace w ON w.id = l.workspace_id"))
_PAGE_OF_ADDRESSES = _ADDRESSES + " WHERE s.id > ? ORDER BY s.id LIMIT ?"
_MORE_OF_PAGE = _FULL + f" WHERE s.id BETWEEN ? AND ? AND ({_MORE} OR {_RESTS})"
_CHANGED_ADDRESSES = _FULL + " WHERE l.epoch > ?"
_RULED_ADDRESSES = _FULL + " WHERE l.workspace_id = ? AND l.routing <> ''"
_DOMAINS = (
    "SELECT id, host, is_default, case_sensitive, verified_at IS NOT NULL, verify_token, fallback_url, index_url,"
    " apple_association, asset_links, scheme, workspace_id FROM domain ORDER BY id"
)
_HITS = "SELECT id, hit_count FROM link WHERE id IN "
_WORKSPACES = "SELECT id, time_zone, honour_dnt FROM workspace"


class DomainRow(NamedTuple):
    """A domain as the redirect needs it."""

    id: int
    host: str
    is_default: bool
    case_sensitive: bool
    verified: bool
    verify_token: str
    fallback_url: str
    index_url: str
    apple_association: str
    asset_links: str
    scheme: str
    workspace_id: int


class WorkspaceRow(NamedTuple):
    """A workspace as the redirect needs it."""

    time_zone: str
    honours_dnt: bool


def domains() -> list[DomainRow]:
    """Return every domain, oldest first."""
    return [DomainRow(row[0], row[1], bool(row[2]), bool(row[3]), bool(row[4]), *row[5:]) for row in _rows(_DOMAINS)]


def workspaces() -> dict[int, WorkspaceRow]:
    """Return every workspace by its row number."""
    return {row[0]: WorkspaceRow(row[1], bool(row[2])) for row in _rows(_WORKSPACES)}


def plans_since(epoch: int) -> Iterator[tuple[int, str, Plan]]:
    """Return the plans of links edited after ``epoch``, each with its domain and folded slug."""
    return map(_plan, _rows(_CHANGED_ADDRESSES, epoch))


def plans_of(workspace_id: int) -> Iterator[tuple[int, str, Plan]]:
    """Return the plans of a workspace's links that may have rules, each with its domain and folded slug."""
    return map(_plan, _rows(_RULED_ADDRESSES, workspace_id))


def every_plan() -> Iterator[tuple[int, str, Plan]]:
    """Return all plans, each with its domain and folded slug."""
    last = 0
    while page := list(_rows(_PAGE_OF_ADDRESSES, last, _PAGE)):
        last = page[-1][0]
        plain = [row for row in page if not row[-1]]
        for _, domain_id, folded, link_id, workspace_id, destination, alias, count_only, _ in plain:
            slug = folded if alias else ""
            yield domain_id, folded, plain_plan(link_id, workspace_id, destination, slug, count_only)
        if len(plain) < len(page):
            yield from map(_plan, _rows(_MORE_OF_PAGE, page[0][0], last))


def hits(link_ids: Collection[int]) -> Iterator[tuple[int, int]]:
    """Return how many hits each of these links had when they were last drained."""
    ids = sorted(link_ids)
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        yield from _rows(_HITS + f"({', '.join('?' * len(some))})", *some)


def _plan(row: Any) -> tuple[int, str, Plan]:
    return row[1], row[2], compile_plan(PlanRow(*row[3:]))


class _Database(Protocol):  # what peewee does not type
    param: str  # how the driver spells a placeholder

    def execute_sql(self, sql: str, params: tuple[int, ...]) -> Iterator[Any]: ...


def _rows(sql: str, *values: int) -> Iterator[Any]:
    source = cast("_Database", database.proxy)
    return source.execute_sql(sql.replace("?", source.param), values)
