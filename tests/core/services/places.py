"""A workspace on SQLite and on PostgreSQL, for tests of services that look at other servers."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.models import Link, Outbox
from qrdesk.core.opening import open_database
from qrdesk.core.schemas.links import LinkDraft, LinkView
from qrdesk.core.services import links
from qrdesk.core.settings import Settings

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@contextmanager
def workspace(url: str, data_dir: Path, settings: Settings) -> Generator[Context]:
    """Open an empty database and hand out its owner's context, at START."""
    opened = open_database(url, Settings(data_dir=str(data_dir)))
    try:
        with database.scope():
            yield Context(opened.owner, START, opened.secret_key, settings=settings, files=opened.files)
    finally:
        database.close()


def later(ctx: Context, *, minutes: float = 0, hours: float = 0, settings: Settings | None = None) -> Context:
    """Return the context some time on."""
    moved = replace(ctx, now=ctx.now + timedelta(minutes=minutes, hours=hours))
    return replace(moved, settings=settings) if settings else moved


def a_link(ctx: Context, destination: str, slug: str = "menu", **more: object) -> LinkView:
    draft = {"destination": destination, "slug": slug, "title": slug.title(), **more}
    return links.create_link(ctx, LinkDraft.model_validate(draft))


def row_of(link: LinkView) -> Link:
    return Link.get(Link.public_id == link.id)


def kinds() -> list[str]:
    """Return the kinds of all events so far, oldest first."""
    return [row.kind for row in Outbox.select().order_by(Outbox.id)]
