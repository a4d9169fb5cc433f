"""Codes of Heldqr: all links of the workspace, whatever domain they are on, each by its slug.

A link that leads to no https page is shown as it is; only what is sent here has to be one. Of several links with one
slug the one on the default domain is meant, and where it has none, nothing is guessed (core/services/shortcodes.py).
Source: contracts/heldqr.md, 2 and 8.
"""

from collections.abc import Mapping
from typing import Any

from qrdesk.core import database, slugs
from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.links import LinkDraft, LinkPatch, LinkQuery, LinkState, LinkView
from qrdesk.core.services import links
from qrdesk.core.services.shortcodes import get_link_id, require_free_everywhere
from qrdesk.daemon.dialects.dialect import Ask, seconds, text_of

_PAGE_SIZE, _LARGEST_PAGE = 50, 100
_MANY = 1_000_000
FIELDS = {"destination": "target_url", "title": "label", "slug": "shortcode"}


def list_codes(ask: Ask) -> dict[str, Any]:
    """Return a page of codes, newest first. Deleted ones are gone from it; paused and suspended ones are not.

    Raises:
        Invalid: the page is no number.
    """
    page = ask.number("page", default=1, least=1, most=_MANY)
    size = min(_LARGEST_PAGE, ask.number("page_size", "per_page", "limit", default=_PAGE_SIZE, least=1, most=_MANY))
    found = ask.do(links.list_links, LinkQuery(state="any", page=page, limit=size))
    total = found.pagination.total or 0
    return {
        "data": [_code(link) for link in found.data],
        "pagination": {"page": page, "page_size": size, "total": total, "total_pages": -(-total // size)},
    }


def create_code(ask: Ask) -> dict[str, Any]:
    """Make a code. A shortcode of one's own must not be in use by anybody, on any domain.

    Raises:
        Invalid, BadDestination: a field cannot be used, or the target is not an https page.
        BadSlug, SlugReserved, SlugTaken: the shortcode cannot be had.
        PlanLimitReached: the links of this month are used up.
    """
    sent = ask.json
    if sent.get("target_url") is None:
        raise Invalid.field("target_url", "is required")
    slug = text_of(sent, "shortcode") or None
    draft = LinkDraft(destination=_https(sent), title=text_of(sent, "label") or "", slug=slug)
    with database.gathered(lambda: None if slug is None else require_free_everywhere(ask.ctx, slug)):
        return {"data": _code(ask.do(links.create_link, draft))}


def get_code(ask: Ask) -> dict[str, Any]:
    """Return one code.

    Raises:
        NotFound, Conflict: as ``get_link_id`` says.
    """
    return {"data": _code(ask.do(links.get_link, _id(ask)))}


def update_code(ask: Ask) -> dict[str, Any]:
    """Change a code's target or label. Its shortcode may be sent again as it is, in letters of any case.

    Raises:
        NotFound, Conflict: as ``get_link_id`` says.
        Invalid, BadDestination: another shortcode; the target is not an https page; a field cannot be used.
    """
    sent, link_id = ask.json, _id(ask)
    _keep_shortcode(ask.ctx, link_id, text_of(sent, "shortcode"))
    changes: dict[str, Any] = {}
    if "target_url" in sent:
        changes["destination"] = _https(sent)
    if "label" in sent:
        changes["title"] = text_of(sent, "label") or ""
    return {"data": _code(ask.do(links.update_link, link_id, LinkPatch(**changes)))}


def delete_code(ask: Ask) -> None:
    """Delete a code. Its shortcode stays burned: visitors read that it is gone, and nobody gets it again.

    Raises:
        NotFound, Conflict: as ``get_link_id`` says.
    """
    ask.do(links.delete_link, _id(ask))


def _id(ask: Ask) -> str:
    return get_link_id(ask.ctx, ask.path["shortcode"])


def _code(link: LinkView) -> dict[str, Any]:
    return {
        "shortcode": link.slug,
        "target_url": link.destination,
        "label": link.title or None,
        "status": "active" if link.state is LinkState.LIVE else link.state.value,
        "created_at": seconds(link.created_at),
    }


def _https(sent: Mapping[str, Any]) -> str:
    """Return the target that was sent; what else may be wrong with it, our core says.

    Raises:
        Invalid: it is no text, or no https address.
    """
    target = text_of(sent, "target_url") or ""
    if not target.strip().lower().startswith("https://"):
        raise Invalid.field("target_url", "must be an HTTPS address: it begins with https://")
    return target


def _keep_shortcode(ctx: Context, link_id: str, sent: str | None) -> None:
    """Do nothing unless another shortcode was sent.

    Raises:
        Invalid: one was. To ignore it would leave the caller printing an address that is none.
    """
    if sent is not None and slugs.fold(sent.strip()) != slugs.fold(links.get_link(ctx, link_id).slug):
        raise Invalid.field("shortcode", "is permanent and cannot be changed")
