"""A database with a link, and the spool folder beside it."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from qrdesk.core import database
from qrdesk.core.hits.ingest import Drained, drain_once
from qrdesk.core.hits.spool import Spool
from qrdesk.core.models import Domain, Folder, Link, LinkTag, Slug, Tag
from qrdesk.core.opening import Opened, open_database
from qrdesk.core.settings import Settings


@contextmanager
def opened(url: str, data_dir: Path) -> Generator[Opened]:
    """Open a new database, and let go of every connection afterwards."""
    found = open_database(url, Settings(data_dir=str(data_dir)))
    try:
        yield found
    finally:
        current: Any = database.proxy.obj
        database.close()
        if hasattr(current, "close_all"):
            current.close_all()


@dataclass
class Place:
    """A spool folder and the database its hits go to."""

    spool: Path
    workspace_id: int
    link_id: int

    def drain(self) -> Drained:
        return drain_once(self.spool, now=datetime.now(UTC))

    def open_spool(self) -> Spool:
        return Spool(self.spool, fsync_ms=0)

    def hosts(self) -> list[str]:
        """The referrer hosts of all stored hits; tests give each hit its own."""
        return sorted(
            row["host"]
            for row in rows_of("SELECT o.referrer_host AS host FROM hit JOIN hit_origin o ON o.id = origin_id")
        )


def scan(place: Place, at: datetime) -> None:
    """Have the link scanned at a moment, and the hit stored."""
    spool = place.open_spool()
    at_us = int(at.timestamp() * 1_000_000)
    assert spool.record(at_us, place.workspace_id, place.link_id, "s", "Mozilla/5.0 Firefox/1", "de", "", "")
    spool.close()
    assert place.drain().hits == 1


def rows_of(sql: str) -> list[dict[str, Any]]:
    """Return what a statement answers, by the names of the columns."""
    cursor = database.proxy.execute_sql(sql)
    names = [str(column[0]) for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def make_link(
    workspace_id: int, slug: str = "spring", *, domain_id: int = 0, folder: str = "", tags: Sequence[str] = ()
) -> int:
    """Make a link, and its folder and tags where there are none of these names yet."""
    domain = Domain.get_by_id(domain_id) if domain_id else Domain.select().first()
    assert domain is not None
    now = datetime.now(UTC)
    link = Link.create(
        workspace=workspace_id,
        domain=domain,
        slug=slug,
        destination="https://x.example/",
        created_at=now,
        updated_at=now,
        folder=make_folder(workspace_id, folder) if folder else None,
    )
    Slug.create(domain=domain, link=link, slug=slug, folded=slug)
    for tag in tags:
        LinkTag.create(link=link, tag=make_tag(workspace_id, tag))
    return int(link.id)


def make_domain(workspace_id: int, host: str, *, case_sensitive: bool = False) -> int:
    created = datetime.now(UTC)
    domain = Domain.create(
        workspace=workspace_id, scheme="https", host=host, case_sensitive=case_sensitive, created_at=created
    )
    return int(domain.id)


def make_folder(workspace_id: int, name: str) -> int:
    now = datetime.now(UTC)
    found, _ = Folder.get_or_create(workspace=workspace_id, name=name, defaults={"created_at": now, "updated_at": now})
    return int(found.id)


def make_tag(workspace_id: int, name: str) -> int:
    found, _ = Tag.get_or_create(workspace=workspace_id, name=name)
    return int(found.id)


def other_database(url: str, name: str) -> str:
    """Return the URL of another database on the same PostgreSQL server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
