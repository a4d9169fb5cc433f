"""A database with a link, and the spool folder beside it."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from qrdesk.core import database
from qrdesk.core.hits.ingest import Drained, drain_once
from qrdesk.core.hits.spool import Spool
from qrdesk.core.models import Domain, Hit, Link, Slug
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
        return sorted(hit.referrer_host for hit in Hit.select())


def make_link(workspace_id: int, slug: str = "spring") -> int:
    domain = Domain.select().first()
    assert domain is not None
    now = datetime.now(UTC)
    link = Link.create(
        workspace=workspace_id,
        domain=domain,
        slug=slug,
        destination="https://x.example/",
        created_at=now,
        updated_at=now,
    )
    Slug.create(domain=domain, link=link, slug=slug, folded=slug)
    return int(link.id)


def other_database(url: str, name: str) -> str:
    """Return the URL of another database on the same PostgreSQL server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
