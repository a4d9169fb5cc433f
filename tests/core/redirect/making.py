"""Rows as the services write them, for tests of what only reads them."""

from datetime import UTC, datetime
from typing import Any

from qrdesk.core import database
from qrdesk.core.models import Domain, Link, Slug, Workspace
from qrdesk.core.schemas.rules import Routing
from qrdesk.core.slugs import fold


def add_domain(host: str, *, case_sensitive: bool = False, verified: bool = True, **columns: Any) -> Domain:
    """Register ``host``; ``columns`` are further ones of the table."""
    now = datetime.now(UTC)
    with database.write():
        epoch = database.bump_epoch()
        return Domain.create(
            workspace=Workspace.select().first(), scheme="https", host=host, case_sensitive=case_sensitive,
            epoch=epoch, created_at=now, verified_at=now if verified else None, **columns,
        )  # fmt: skip


def add_link(
    slug: str,
    destination: str = "https://example.com/",
    *,
    domain: Domain | None = None,
    routing: Routing | None = None,
    **columns: Any,
) -> Link:
    """Make a link, on the default domain unless told otherwise; ``columns`` are further ones of the table."""
    now = datetime.now(UTC)
    with database.write():
        on: Domain = domain or Domain.get(Domain.is_default)
        link: Link = Link.create(
            workspace=on.workspace_id, domain=on, slug=slug, destination=destination,
            epoch=database.bump_epoch(), created_at=now, updated_at=now,
            routing=routing.to_text() if routing else "", **columns,
        )  # fmt: skip
        add_alias(link, slug)
    return link


def add_alias(link: Link, slug: str) -> None:
    """Give ``link`` a further address."""
    with database.write():
        folded = fold(slug, case_sensitive=link.domain.case_sensitive)
        Slug.create(domain=link.domain_id, link=link, slug=slug, folded=folded)
        change(link)


def change(link: Link, **columns: Any) -> None:
    """Edit ``link`` as a service does: the epoch grows in the same transaction."""
    with database.write():
        Link.update(**columns, epoch=database.bump_epoch()).where(Link.id == link.id).execute()
