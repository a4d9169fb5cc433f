"""Codes as they are stored, and as they are shown: those of links, and static ones."""

import json
from collections.abc import Sequence
from typing import Any

from peewee import JOIN
from pydantic import TypeAdapter

from qrdesk.core.code_titles import masked_code
from qrdesk.core.context import Context
from qrdesk.core.errors import NotFound
from qrdesk.core.models import Code, Domain, Link
from qrdesk.core.schemas.codes import CodeView
from qrdesk.core.schemas.contents import AnyContent, Content
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.lines import as_kept
from qrdesk.core.services.link_views import code_url
from qrdesk.core.services.queries import beside

_CONTENT: TypeAdapter[AnyContent] = TypeAdapter(Content)


def mine(ctx: Context) -> Any:
    """Return the workspace's codes, each with its link and domain if it has them; not those of deleted links."""
    rows = Code.select(Code, Link, Domain).join(Link, JOIN.LEFT_OUTER).join(Domain, JOIN.LEFT_OUTER)
    return rows.where((Code.workspace == ctx.actor.workspace_id) & Link.deleted_at.is_null())


def called(ctx: Context, names: Sequence[str]) -> list[Code]:
    """Return those of ``mine`` that have one of these ids or UUIDs, the oldest first."""
    rows = Code.select(Code, Link, Domain).join(Link, JOIN.LEFT_OUTER).join(Domain, JOIN.LEFT_OUTER)
    wanted = Code.public_id.in_(names) | Code.uuid.in_(names)
    kept = beside(Code.workspace, ctx.actor.workspace_id) & Link.deleted_at.is_null()
    return sorted(rows.where(wanted & kept), key=lambda code: code.id)


def get_row(ctx: Context, code_id: str) -> Code:
    """Return a code by id or UUID.

    Raises:
        NotFound: no such code in this workspace.
    """
    code = mine(ctx).where((Code.public_id == code_id) | (Code.uuid == code_id)).first()
    if code is None:
        raise NotFound.of("code", code_id)
    return code


def slug_of(code: Code) -> str:
    """Return the address that a code carries; "" for a static one."""
    return "" if code.link is None else code.slug or code.link.slug


def text_of(code: Code) -> str:
    """Return what a code carries."""
    return code.content_text or "" if code.link is None else code_url(code.link.domain, slug_of(code))


def content_of(code: Code) -> AnyContent | None:
    """Return what a static code says; None for a code of a link."""
    return None if code.content is None else as_kept(code.content, _CONTENT.validate_json)


def json_of(content: AnyContent) -> str:
    """Return a content as it is kept."""
    return content.model_dump_json(exclude_unset=True)


def design_of(code: Code) -> Design:
    """Return a code's own look."""
    return as_kept(code.design, Design.model_validate_json)


def without_picture(styling: str) -> str:
    """Return what a dialect keeps beside a look (``Code.styling``) without the picture that it names."""
    kept: dict[str, Any] = json.loads(styling)
    options = {name: value for name, value in kept["options"].items() if name != "image"}
    return json.dumps({**kept, "options": options, "imageId": None}, separators=(",", ":"))


def view(code: Code) -> CodeView:
    """Return a code as it is shown."""
    return CodeView(
        id=code.public_id,
        uuid=code.uuid,
        link_id=None if code.link is None else code.link.public_id,
        name=code.name,
        slug=code.slug,
        text=text_of(code),
        content=content_of(code),
        design=design_of(code),
        export_count=code.export_count,
        printed_at=code.printed_at,
        created_at=code.created_at,
        updated_at=code.updated_at,
    )


def views(codes: Sequence[Code]) -> list[CodeView]:
    """Return codes as they are shown, in the order given."""
    return [view(code) for code in codes]


def masked_views(codes: Sequence[Code]) -> list[CodeView]:
    """Return codes as lists show them: without the passwords of networks that they say."""
    return [masked_code(view(code)) for code in codes]


def told(shown: CodeView) -> dict[str, Any]:
    """Return what events say of a code: all but its look, which is long, and what only static ones have."""
    return shown.model_dump(mode="json", exclude={"design", "content"})
