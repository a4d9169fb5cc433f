"""Short links of H0p."""

from collections.abc import Mapping
from typing import Any

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import Busy, Invalid
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.links import LinkDraft, LinkPatch, LinkQuery, LinkView
from qrdesk.core.services import link_company, links, moving_link, stylings
from qrdesk.core.services.link_company import Company, DomainCompany, Look, company_of
from qrdesk.core.services.search import COUNTED
from qrdesk.daemon.dialects.dialect import Ask, Route, text_of
from qrdesk.daemon.dialects.h0p import looks
from qrdesk.daemon.dialects.h0p.domains import with_image
from qrdesk.daemon.dialects.h0p.link_fields import OPENS_APPS, Before, fields_of
from qrdesk.daemon.dialects.h0p.link_shape import look_for_new, look_of, opens_apps, shown
from qrdesk.daemon.dialects.h0p.reading import checked_id, flag_of, id_in_path, listed, page_of, search_of

_FIELDS = {
    "destination": "destination",
    "host": "domain",
    "folder": "folderId",
    "ends_at": "expiresAt",
    "hit_limit": "maxClicks",
    "hidden": "cloaking",
    "deep_links": "deepLinking",
    "social": "metaTags",
    "social.image_url": "metaTags.imageId",
}
_MADE_OF_BOTH = frozenset({"rules", "social", "deep_links"})  # of what was sent and what was there


def create_link(ask: Ask) -> dict[str, Any]:
    """Make a link, and its code."""
    sent, domain = ask.json, _domain(ask.ctx, ask.json)
    fields = fields_of(ask.ctx, sent, Before())
    look = look_for_new(domain)
    if sent.get("qrCode") is not None:
        look = looks.changed(look, with_image(ask.ctx, sent["qrCode"]))
    draft = LinkDraft(host=domain.view.host, **{name: one for name, one in fields.items() if one is not None})
    with database.gathered():
        made = ask.do(links.create_link, draft)
        stylings.save_first_code(ask.ctx, made.id, look.design, look.styling)
        _wish(ask.ctx, made, sent, company=None)
    return shown(ask.ctx, [made])[0]


def list_links(ask: Ask) -> dict[str, Any]:
    """Return a page of links, the newest first; those put away are there, too, and not active."""
    page, limit = page_of(ask)
    query = LinkQuery(search=search_of(ask), state="any", page=page + 1, limit=limit or 1)
    found = ask.do(links.list_links, query)
    total = found.pagination.total
    return listed(shown(ask.ctx, found.data) if limit else [], COUNTED if total is None else total, page, limit)


def get_link(ask: Ask) -> dict[str, Any]:
    """Return one link."""
    return shown(ask.ctx, [links.get_link(ask.ctx, id_in_path(ask, "short link"))])[0]


def update_link(ask: Ask) -> dict[str, Any]:
    """Change a link, and the look of its first code. What is not sent stays."""
    sent = ask.json
    before = links.get_link(ask.ctx, id_in_path(ask, "short link"))
    company = company_of(ask.ctx, [before])
    host = _new_host(ask.ctx, sent, before)
    fields = fields_of(ask.ctx, sent, Before(before, company))
    look, was = None, look_of(before, company)
    if sent.get("qrCode") is not None:
        look = looks.changed(was, with_image(ask.ctx, sent["qrCode"]))
    patch = LinkPatch(**fields)
    with database.gathered(lambda: _check_steady(ask.ctx, before, patch, None if look is None else was)):
        after = ask.do(links.update_link, before.id, patch)  # also for a look alone: the link has changed with it
        if host is not None:
            after = moving_link.move_link(ask.ctx, before.id, host)
        if look is not None:
            stylings.save_first_code(ask.ctx, before.id, look.design, look.styling)
        _wish(ask.ctx, after, sent, company)
    return shown(ask.ctx, [after])[0]


def delete_link(ask: Ask) -> dict[str, Any]:
    """Delete a link for ever."""
    ask.do(links.delete_link, links.get_link(ask.ctx, id_in_path(ask, "short link")).id)
    return {"rowCount": 1}


def _domain(ctx: Context, sent: Mapping[str, Any]) -> DomainCompany:
    """Return the domain that a new link is for: by id, by name, or the first one."""
    name = text_of(sent, "domainId")
    if name is not None:
        return link_company.domain_of(ctx, checked_id(name, "domain"))
    return link_company.domain_called(ctx, text_of(sent, "domain"))


def _new_host(ctx: Context, sent: Mapping[str, Any], link: LinkView) -> str | None:
    """Return the domain that a link shall live on from now on; None where that is the one it has."""
    if sent.get("domainId") is None and not isinstance(sent.get("domain"), str):
        return None  # the object that answers have under this name says nothing new
    host = _domain(ctx, sent).view.host
    return None if host == link.host else host


def _check_steady(ctx: Context, before: LinkView, patch: LinkPatch, was: Look | None) -> None:
    """Do nothing if a link, and its look if that changes, is still what the change was made of, in its transaction.

    Raises:
        Busy: somebody has changed it meanwhile.
        Invalid: it shall get another slug, and somebody has been at this one.
    """
    database.hold_edits()
    now = links.get_link(ctx, before.id)
    made_of_both = bool(patch.model_fields_set & _MADE_OF_BOTH) and now.updated_at != before.updated_at
    if made_of_both or (was is not None and look_of(now, company_of(ctx, [now])) != was):
        raise Busy("Somebody else has just changed this link. Nothing was changed; send it again.")
    if patch.slug is not None and now.hit_count:
        raise Invalid.field("slug", f"“{now.slug}” has been visited, so it stays. Make another link with another slug.")


def _wish(ctx: Context, link: LinkView, sent: Mapping[str, Any], company: Company | None) -> None:
    wished = flag_of(sent, *OPENS_APPS)
    if wished is not None and wished != (company is not None and opens_apps(link, company)):
        stylings.save_wish_for_apps(ctx, link.id, wished=wished)


ROUTES = (
    Route("POST", "/short-link", create_link, Scope.LINKS_CREATE, 201, creates=True, fields=_FIELDS),
    Route("GET", "/short-link/list", list_links, Scope.LINKS_READ),
    Route("GET", "/short-link/{id}", get_link, Scope.LINKS_READ),
    Route("PATCH", "/short-link/{id}", update_link, Scope.LINKS_UPDATE, fields=_FIELDS),
    Route("DELETE", "/short-link/{id}", delete_link, Scope.LINKS_DELETE),
)
