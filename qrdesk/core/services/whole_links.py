"""Links with all that stands beside them and is called by UUID elsewhere: domain, folder, tags, first code, picture.

For dialects alone. However many links there are, they are read with three queries at most, spelled out: putting each
into words anew would take longer than the database does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from qrdesk.core import destinations, shown
from qrdesk.core.context import Context
from qrdesk.core.hits import rows
from qrdesk.core.models.base import from_micros
from qrdesk.core.redirect import previews
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.folders import PALETTE
from qrdesk.core.schemas.links import LinkState
from qrdesk.core.schemas.rules import DestinationType, Routing
from qrdesk.core.services import link_rows

_LINKS = """
SELECT l.id, l.public_id, l.uuid, l.slug, l.destination, l.routing, l.hit_count, l.hit_limit, l.hits_used, l.opens_apps,
    l.password_hash <> '', l.created_at, l.updated_at, w.uuid, f.uuid, c.uuid, c.slug, c.design, c.styling, t.bots,
    d.uuid, d.scheme, d.host, d.is_default, d.verified_at, d.created_at, d.default_design, d.styling,
    l.deleted_at, l.suspended_at, l.archived_at, l.paused_at, l.starts_at, l.ends_at
FROM link l JOIN workspace w ON w.id = l.workspace_id JOIN domain d ON d.id = l.domain_id
LEFT JOIN folder f ON f.id = l.folder_id LEFT JOIN rollup_total t ON t.link_id = l.id
LEFT JOIN code c ON c.id = (SELECT MIN(id) FROM code WHERE link_id = l.id)
WHERE l.workspace_id = ? AND """
_TAGS = """
SELECT x.link_id, t.id, t.uuid, t.name, t.colour FROM link_tag x JOIN tag t ON t.id = x.tag_id
WHERE x.link_id IN ({}) ORDER BY t.name"""
_PICTURES = """
SELECT public_id, uuid, media_type FROM file WHERE workspace_id = ? AND public_id IN ({})"""


@dataclass(frozen=True, slots=True)
class Look:
    """A design, and the JSON that was said beside it; empty where nothing was."""

    design: Design
    styling: str = ""


@dataclass(frozen=True, slots=True)
class FirstCode:
    """The oldest code of a link, and what it carries."""

    uuid: str
    text: str


@dataclass(frozen=True, slots=True)
class OwnTag:
    """A tag that a link carries."""

    uuid: str
    name: str
    colour: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for previews."""

    uuid: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Home:
    """The domain that a link lives on."""

    uuid: str
    host: str
    is_default: bool
    verified_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class WholeLink:
    """A link and all beside it.

    Attributes:
        folder_uuid: None where it is in no folder.
        code: None where it has none yet.
        look_kept: design and styling as they are stored, of its first code; without one, of new codes there.
        picture: that of its preview, where it is one of the workspace's own.
        visits: so far, of people, robots and programs.
        wished_for_apps: whether somebody has said that it shall open apps.
    """

    id: str
    uuid: str
    workspace_uuid: str
    home: Home
    folder_uuid: str | None
    code: FirstCode | None
    look_kept: tuple[str, str]
    picture: Picture | None
    tags: tuple[OwnTag, ...]
    slug: str
    short_url: str
    code_url: str
    destination: str
    destination_type: DestinationType
    routing: Routing
    state: LinkState
    visits: int
    hit_limit: int | None
    has_password: bool
    wished_for_apps: bool
    ends_at: datetime | None
    created_at: datetime
    updated_at: datetime

    @property
    def look(self) -> Look:
        """The look of its first code; without codes, the one that it would get."""
        return _look(*self.look_kept)

    @property
    def opens_apps(self) -> bool:
        """Whether it leads to apps where there are some."""
        return self.wished_for_apps or any(app is not None for _, app in self.routing.deep_links)


class _Row(NamedTuple):
    """What ``_LINKS`` finds."""

    row_id: int
    id: str
    uuid: str
    slug: str
    destination: str
    routing: str
    hit_count: int
    hit_limit: int | None
    hits_used: int
    opens_apps: bool | None
    has_password: bool
    created_at: int
    updated_at: int
    workspace_uuid: str
    folder_uuid: str | None
    code_uuid: str | None
    code_slug: str | None
    code_design: str | None
    code_styling: str | None
    bots: int | None
    domain_uuid: str
    scheme: str
    host: str
    is_default: bool
    verified_at: int | None
    domain_created_at: int
    domain_design: str
    domain_styling: str | None
    deleted_at: int | None
    suspended_at: int | None
    archived_at: int | None
    paused_at: int | None
    starts_at: int | None
    ends_at: int | None


def get_whole_link(ctx: Context, name: str) -> WholeLink:
    """Return a link by id, UUID or slug.

    Raises:
        NotFound: no such link in this workspace, or it was deleted.
    """
    found = _read(ctx, "(l.public_id = ? OR l.uuid = ?) AND l.deleted_at IS NULL", (name, name))
    return found[0] if found else _read(ctx, "l.id = ?", (link_rows.get_row(ctx, name).id,))[0]


def list_whole_links(ctx: Context, ids: Sequence[str]) -> list[WholeLink]:
    """Return links of the workspace, in the order of their ids."""
    found = {link.id: link for link in _read(ctx, f"l.public_id IN ({_marks(ids)})", ids)} if ids else {}
    return [found[name] for name in ids if name in found]


def _read(ctx: Context, which: str, parameters: Sequence[Any]) -> list[WholeLink]:
    asked = rows.ask(_LINKS + which, (ctx.actor.workspace_id, *parameters))
    links = [(row, Routing.from_text(row.routing)) for row in map(_Row._make, asked.fetchall())]
    if not links:
        return []
    tags = _tags([row.row_id for row, _ in links])
    names = {row.row_id: previews.picture_at(routing.social.image_url) for row, routing in links}
    pictures = _pictures(ctx, sorted(set(names.values()) - {""}))
    return [
        _whole(ctx, row, routing, tuple(tags.get(row.row_id, ())), pictures.get(names[row.row_id]))
        for row, routing in links
    ]


def _whole(ctx: Context, row: _Row, routing: Routing, tags: tuple[OwnTag, ...], picture: Picture | None) -> WholeLink:
    code, kept = None, (row.domain_design, row.domain_styling or "")
    if row.code_uuid is not None:
        code = FirstCode(row.code_uuid, shown.code_url(row.scheme, row.host, row.code_slug or row.slug))
        kept = (row.code_design or "", row.code_styling or "")
    return WholeLink(
        id=row.id,
        uuid=row.uuid,
        workspace_uuid=row.workspace_uuid,
        home=Home(
            row.domain_uuid, row.host, bool(row.is_default), _at(row.verified_at), from_micros(row.domain_created_at)
        ),
        folder_uuid=row.folder_uuid,
        code=code,
        look_kept=kept,
        picture=picture,
        tags=tags,
        slug=row.slug,
        short_url=shown.short_url(row.scheme, row.host, row.slug),
        code_url=shown.code_url(row.scheme, row.host, row.slug),
        destination=row.destination,
        destination_type=destinations.type_of(row.destination),
        routing=routing,
        state=shown.state_of(_held(row), ctx.now),
        visits=row.hit_count + (row.bots or 0),
        hit_limit=row.hit_limit,
        has_password=bool(row.has_password),
        wished_for_apps=bool(row.opens_apps),
        ends_at=_at(row.ends_at),
        created_at=from_micros(row.created_at),
        updated_at=from_micros(row.updated_at),
    )


def _held(row: _Row) -> shown.Held:
    return shown.Held(
        _at(row.deleted_at),
        _at(row.suspended_at),
        _at(row.archived_at),
        _at(row.paused_at),
        _at(row.starts_at),
        _at(row.ends_at),
        row.hit_limit,
        row.hits_used,
    )


def _tags(links: Sequence[int]) -> dict[int, list[OwnTag]]:
    found: dict[int, list[OwnTag]] = {}
    for link_id, row_id, uuid, name, colour in rows.ask(_TAGS.format(_marks(links)), links).fetchall():
        found.setdefault(link_id, []).append(OwnTag(uuid, name, colour or PALETTE[row_id % len(PALETTE)]))
    return found


def _pictures(ctx: Context, names: Sequence[str]) -> dict[str, Picture]:
    if not names:
        return {}
    asked = rows.ask(_PICTURES.format(_marks(names)), (ctx.actor.workspace_id, *names))
    return {name: Picture(uuid, media_type) for name, uuid, media_type in asked.fetchall()}


@lru_cache(256)
def _look(design: str, styling: str) -> Look:
    return Look(Design.model_validate_json(design) if design else Design(), styling)


def _at(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
