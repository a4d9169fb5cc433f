"""What links are among: the workspace with its domains, folders, tags and pictures. For dialects alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from qrdesk.core.context import Context
from qrdesk.core.errors import NotFound
from qrdesk.core.hits import rows
from qrdesk.core.models import Domain, File, Tag
from qrdesk.core.models.base import from_micros
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.domains import DomainView
from qrdesk.core.services import domain_rows, domain_views
from qrdesk.core.services.queries import tuples
from qrdesk.core.services.whole_links import Look


@dataclass(frozen=True, slots=True)
class WorkspaceBrief:
    """The workspace: what it is called, and since when it is there."""

    id: str
    uuid: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class FolderCompany:
    """A folder, without how many links are in it: to count them takes longest."""

    uuid: str
    name: str
    colour: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class DomainCompany:
    """A domain, the look of codes of its new links (None: the usual one), and when it was changed, if ever."""

    view: DomainView
    look: Look | None
    updated_at: datetime | None


def get_own(ctx: Context) -> WorkspaceBrief:
    """Return the workspace of the caller.

    Raises:
        NotFound: it is gone.
    """
    asked = rows.ask("SELECT public_id, uuid, created_at FROM workspace WHERE id = ?", (ctx.actor.workspace_id,))
    found = asked.fetchone()
    if found is None:
        raise NotFound("This workspace no longer exists.")
    return WorkspaceBrief(found[0], found[1], from_micros(found[2]))


def folders_of(ctx: Context) -> list[FolderCompany]:
    """Return the workspace's folders by name."""
    asked = rows.ask(
        "SELECT uuid, name, colour, created_at, updated_at, id FROM folder WHERE workspace_id = ?",
        (ctx.actor.workspace_id,),
    )
    return [
        FolderCompany(uuid, name, colour, from_micros(made), from_micros(changed))
        for uuid, name, colour, made, changed, _ in sorted(asked, key=lambda row: (row[1].casefold(), row[-1]))
    ]


def domains_of(ctx: Context) -> list[DomainCompany]:
    """Return the workspace's domains, the default one first."""
    mine = Domain.select().where(Domain.workspace == ctx.actor.workspace_id)
    return [_domain(row) for row in mine.order_by(Domain.is_default.desc(), Domain.host)]


def domain_of(ctx: Context, domain_id: str) -> DomainCompany:
    """Return one of the workspace's domains, by id, UUID or host.

    Raises:
        NotFound: no such domain in this workspace.
    """
    return _domain(domain_rows.get_row(ctx, domain_id))


def domain_called(ctx: Context, host: str | None) -> DomainCompany:
    """Return the workspace's domain called ``host``; the default one when no host is named.

    Raises:
        NotFound: the workspace has no such domain.
    """
    return _domain(domain_rows.get_owned(ctx, host))


def tag_times(ctx: Context, ids: Iterable[str]) -> dict[str, datetime | None]:
    """Return when tags were last changed, by their ids; None: never."""
    mine = (Tag.workspace == ctx.actor.workspace_id) & Tag.public_id.in_(list(ids))
    return dict(tuples(Tag.select(Tag.public_id, Tag.updated_at).where(mine)))


def find_picture(ctx: Context, name: str) -> str | None:
    """Return the id of a picture for previews, by id or UUID; None where the workspace has none of that name."""
    mine = (File.workspace == ctx.actor.workspace_id) & (File.kind == "preview")
    found = tuples(File.select(File.public_id).where(mine & ((File.public_id == name) | (File.uuid == name))))
    return found[0][0] if found else None


def _domain(row: Domain) -> DomainCompany:
    design, styling = domain_views.design_of(row), row.styling or ""
    look = Look(design or Design(), styling) if design is not None or styling else None
    return DomainCompany(domain_views.view(row), look, row.updated_at)
