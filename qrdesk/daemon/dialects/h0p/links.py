"""Short links of H0p."""

from collections.abc import Mapping
from typing import Any

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.base import whole
from qrdesk.core.schemas.links import LinkPatch, LinkQuery
from qrdesk.core.services import link_company, links, moving_link, stylings
from qrdesk.core.services.link_company import DomainCompany
from qrdesk.core.services.search import COUNTED
from qrdesk.core.services.whole_links import Look, WholeLink, get_whole_link, list_whole_links
from qrdesk.daemon.dialects.dialect import Ask, Route, text_of
from qrdesk.daemon.dialects.h0p import dressing
from qrdesk.daemon.dialects.h0p.link_fields import Change, change_of
from qrdesk.daemon.dialects.h0p.link_shape import look_for_new, shown
from qrdesk.daemon.dialects.h0p.meanwhile import Meanwhile, made_anew
from qrdesk.daemon.dialects.h0p.reading import checked_id, id_in_path, listed, page_of, search_of

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
    **dressing.FIELDS,
}
_MADE_OF_BOTH = frozenset({"rules", "social", "deep_links"})  # of what was sent and what was there


def create_link(ask: Ask) -> dict[str, Any]:
    """Make a link, and its code."""
    sent, domain = ask.json, _domain(ask.ctx, ask.json)
    change = change_of(ask.ctx, sent, None)
    look = look_for_new(domain)
    if sent.get("qrCode") is not None:
        look = dressing.changed(ask.ctx, look, sent["qrCode"])
    with change.named(), database.gathered():
        made = ask.do(links.create_link, change.draft(domain.view.host))
        stylings.save_first_code(ask.ctx, made.id, look.design, look.styling)
        _wish(ask.ctx, made.id, change)
    return shown(ask.ctx, get_whole_link(ask.ctx, made.id))


def list_links(ask: Ask) -> dict[str, Any]:
    """Return a page of links, the newest first; those put away are there, too, and not active."""
    page, limit = page_of(ask)
    query = LinkQuery(search=search_of(ask), state="any", page=page + 1, limit=limit or 1)
    found = ask.do(links.list_links, query)
    total = found.pagination.total
    items = list_whole_links(ask.ctx, [link.id for link in found.data]) if limit else []
    return listed([shown(ask.ctx, link) for link in items], COUNTED if total is None else total, page, limit)


def get_link(ask: Ask) -> dict[str, Any]:
    """Return one link."""
    return shown(ask.ctx, get_whole_link(ask.ctx, id_in_path(ask, "short link")))


def update_link(ask: Ask) -> dict[str, Any]:
    """Change a link, and the look of its first code. What is not sent stays."""
    name = id_in_path(ask, "short link")
    return shown(ask.ctx, made_anew(lambda: _updated(ask, name)))


def _updated(ask: Ask, name: str) -> WholeLink:
    sent, before = ask.json, get_whole_link(ask.ctx, name)
    host = _new_host(ask.ctx, sent, before)
    change, look = change_of(ask.ctx, sent, before), None
    if sent.get("qrCode") is not None:
        look = dressing.changed(ask.ctx, before.look, sent["qrCode"])
    with change.named():
        patch = change.patch()
        here = patch if host is None else change.patch(without="slug")  # the new one is an address over there
        with database.gathered(lambda: _check_steady(ask.ctx, before, patch, look)):
            ask.do(links.update_link, before.id, here)  # also for a look alone: the link has changed with it
            if host is not None:
                moving_link.move_link(ask.ctx, before.id, host, patch.slug)
            if look is not None:
                stylings.save_first_code(ask.ctx, before.id, look.design, look.styling)
            _wish(ask.ctx, before.id, change)
            return get_whole_link(ask.ctx, before.id)  # in the transaction: nobody else has changed it since


def delete_link(ask: Ask) -> dict[str, Any]:
    """Delete a link for ever."""
    ask.do(links.delete_link, get_whole_link(ask.ctx, id_in_path(ask, "short link")).id)
    return {"rowCount": 1}


def _domain(ctx: Context, sent: Mapping[str, Any]) -> DomainCompany:
    """Return the domain that a new link is for: by id, by name, or the first one."""
    name = text_of(sent, "domainId")
    if name is not None:
        return link_company.domain_of(ctx, checked_id(name, "domain"))
    return link_company.domain_called(ctx, _whole(text_of(sent, "domain")))


def _whole(host: str | None) -> str | None:
    try:
        return None if host is None else whole(host)
    except ValueError as fault:  # half a character, which no database can be asked for
        raise Invalid.field("domain", str(fault)) from fault


def _new_host(ctx: Context, sent: Mapping[str, Any], link: WholeLink) -> str | None:
    """Return the domain that a link shall live on from now on; None where that is the one it has."""
    said = {name: sent[name] for name in ("domainId", "domain") if sent.get(name) is not None}
    if not isinstance(said.get("domain", ""), str):
        del said["domain"]  # the object that answers have under this name says nothing new
    hosts = [_domain(ctx, {name: one}).view.host for name, one in said.items()]
    return next((host for host in hosts if host != link.home.host), None)


def _check_steady(ctx: Context, before: WholeLink, patch: LinkPatch, look: Look | None) -> None:
    """Do nothing if what a change was made of, of a link and its look, is still so, in the transaction of the change.

    A visit of the last second may still lie in a file, of this server or another, and is not seen yet. The slug that it
    was at goes on leading to the link.

    Raises:
        Meanwhile: somebody has changed it.
        Invalid: it shall get another slug, and somebody has been at this one.
    """
    database.hold_edits()
    made_of_both = patch.model_fields_set & _MADE_OF_BOTH
    if not made_of_both and look is None and patch.slug is None:
        return  # it is made of what was sent alone
    now = get_whole_link(ctx, before.id)
    if any(getattr(now.routing, name) != getattr(before.routing, name) for name in made_of_both) or (
        look is not None and now.look != before.look
    ):
        raise Meanwhile("Somebody else has just changed this link. Nothing was changed; send it again.")
    if patch.slug is not None and now.visits:
        raise Invalid.field("slug", f"“{now.slug}” has been visited, so it stays. Make another link with another slug.")


def _wish(ctx: Context, link_id: str, change: Change) -> None:
    if change.opens_apps is not None:
        stylings.save_wish_for_apps(ctx, link_id, wished=change.opens_apps)


ROUTES = (
    Route("POST", "/short-link", create_link, Scope.LINKS_CREATE, 201, creates=True, fields=_FIELDS),
    Route("GET", "/short-link/list", list_links, Scope.LINKS_READ),
    Route("GET", "/short-link/{id}", get_link, Scope.LINKS_READ),
    Route("PATCH", "/short-link/{id}", update_link, Scope.LINKS_UPDATE, fields=_FIELDS),
    Route("DELETE", "/short-link/{id}", delete_link, Scope.LINKS_DELETE),
)
