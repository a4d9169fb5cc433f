"""What stands beside links and is called by UUID elsewhere: their workspace, domains, folders, tags, codes, pictures.

For dialects alone. However many links there are, there is one query for each.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from peewee import fn

from qrdesk.core.context import Context
from qrdesk.core.models import Code, Domain, File, Folder, Link, RollupTotal, Tag
from qrdesk.core.redirect import previews
from qrdesk.core.schemas.access import WorkspaceView
from qrdesk.core.schemas.artwork import Design
from qrdesk.core.schemas.domains import DomainView
from qrdesk.core.schemas.folders import PALETTE
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.services import domain_rows, domain_views, workspaces
from qrdesk.core.services.link_views import code_url
from qrdesk.core.services.queries import tuples


@dataclass(frozen=True, slots=True)
class Look:
    """A design, and the JSON that was said beside it; empty where nothing was."""

    design: Design
    styling: str = ""


@dataclass(frozen=True, slots=True)
class FirstCode:
    """The oldest code of a link: what it carries, and its look."""

    uuid: str
    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class DomainCompany:
    """A domain, the look of codes of its new links (None: the usual one), and when it was changed, if ever."""

    view: DomainView
    look: Look | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class TagCompany:
    """A tag; ``updated_at`` is None for one that was never changed."""

    uuid: str
    name: str
    colour: str
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class PictureCompany:
    """A picture for previews."""

    uuid: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Company:
    """What links are shown with; each by the name that views have for it."""

    workspace: WorkspaceView
    domains: Mapping[str, DomainCompany]  # by host
    folders: Mapping[str, str]  # UUIDs by id
    tags: Mapping[str, TagCompany]  # by name
    codes: Mapping[str, FirstCode]  # by id of the link
    pictures: Mapping[str, PictureCompany]  # by id
    opening_apps: frozenset[str]  # ids of links that shall
    bots: Mapping[str, int]  # visits of robots and programs so far, by id of the link


def company_of(ctx: Context, links: Sequence[LinkView]) -> Company:
    """Return what is needed to show these links."""
    ids = [link.id for link in links]
    wanting = Link.select(Link.public_id).where(Link.public_id.in_(ids) & (Link.opens_apps == True))  # noqa: E712 - SQL
    return Company(
        workspace=workspaces.get_workspace(ctx),
        domains={domain.view.host: domain for domain in domains_of(ctx)},
        folders=_folders(link.folder.id for link in links if link.folder is not None),
        tags={tag.name: tag for tag in _tags(ctx, {name for link in links for name in link.tags})},
        codes=_first_codes(ids),
        pictures=_pictures(ctx, (previews.picture_at(link.social.image_url) for link in links)),
        opening_apps=frozenset(name for (name,) in tuples(wanting)),
        bots=_bots(ids),
    )


def _bots(ids: Sequence[str]) -> dict[str, int]:
    rows = dict(tuples(Link.select(Link.id, Link.public_id).where(Link.public_id.in_(list(ids)))))
    counted = RollupTotal.select(RollupTotal.link_id, RollupTotal.bots).where(RollupTotal.link_id.in_(list(rows)))
    return {rows[link_id]: bots for link_id, bots in tuples(counted)}


def domains_of(ctx: Context) -> list[DomainCompany]:
    """Return the workspace's domains, the default one first."""
    rows = Domain.select().where(Domain.workspace == ctx.actor.workspace_id)
    return [_domain(row) for row in rows.order_by(Domain.is_default.desc(), Domain.host)]


def domain_of(ctx: Context, domain_id: str) -> DomainCompany:
    """Return one of the workspace's domains, by id, UUID or host.

    Raises:
        NotFound: no such domain in this workspace.
    """
    return _domain(domain_rows.get_row(ctx, domain_id))


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


def _folders(ids: Iterable[str]) -> dict[str, str]:
    return dict(tuples(Folder.select(Folder.public_id, Folder.uuid).where(Folder.public_id.in_(list(set(ids))))))


def _tags(ctx: Context, names: Iterable[str]) -> list[TagCompany]:
    mine = (Tag.workspace == ctx.actor.workspace_id) & Tag.name.in_(list(names))
    rows = Tag.select().where(mine)
    return [
        TagCompany(row.uuid, row.name, row.colour or PALETTE[row.id % len(PALETTE)], row.updated_at) for row in rows
    ]


def _first_codes(ids: Sequence[str]) -> dict[str, FirstCode]:
    links = Link.select(Link.id).where(Link.public_id.in_(list(ids)))
    first = Code.select(fn.MIN(Code.id)).where(Code.link.in_(links)).group_by(Code.link)
    found: dict[str, FirstCode] = {}
    for code in Code.select(Code, Link, Domain).join(Link).join(Domain).where(Code.id.in_(first)):
        text = code_url(code.link.domain, code.slug or code.link.slug)
        look = Look(Design.model_validate_json(code.design), code.styling or "")
        found[code.link.public_id] = FirstCode(code.uuid, text, look)
    return found


def _pictures(ctx: Context, ids: Iterable[str]) -> dict[str, PictureCompany]:
    mine = (File.workspace == ctx.actor.workspace_id) & File.public_id.in_([one for one in set(ids) if one])
    rows = tuples(File.select(File.public_id, File.uuid, File.media_type).where(mine))
    return {name: PictureCompany(uuid, media_type) for name, uuid, media_type in rows}


def domain_called(ctx: Context, host: str | None) -> DomainCompany:
    """Return the workspace's domain called ``host``; the default one when no host is named.

    Raises:
        NotFound: the workspace has no such domain.
    """
    return _domain(domain_rows.get_owned(ctx, host))
