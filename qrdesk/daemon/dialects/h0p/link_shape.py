"""A short link as H0p shows it: its fields in the order of the documents, each under every name it may have there."""

from typing import Any

from qrdesk.core.context import Context
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.links import LinkState
from qrdesk.core.services.link_company import DomainCompany
from qrdesk.core.services.whole_links import Look, OwnTag, WholeLink
from qrdesk.daemon.dialects.dialect import milliseconds
from qrdesk.daemon.dialects.h0p import destinations, domains, dressing, rules
from qrdesk.daemon.dialects.h0p.files import key_of

_AT_REST = {LinkState.PAUSED, LinkState.ARCHIVED, LinkState.SUSPENDED, LinkState.DELETED}


def shown(ctx: Context, link: WholeLink) -> dict[str, Any]:
    """Return a link as H0p shows it."""
    code = link.code
    return {
        "domain": domains.brief(link.home),
        "rules": rules.shown(link.routing.rules),
        "qrCode": dressing.shown(ctx, link.look, link.code_url if code is None else code.text),
        "destination": destinations.shown(link.destination, link.destination_type),
        "metaTags": meta_tags(link),
        "tags": [_tag(tag) for tag in link.tags],
        "id": link.uuid,
        "organizationId": link.workspace_uuid,
        "isActive": link.state not in _AT_REST,
        "qrCodeId": None if code is None else code.uuid,
        "domainId": link.home.uuid,
        "folderId": link.folder_uuid or link.workspace_uuid,
        "slug": link.slug,
        "shortUrl": link.short_url,
        "expiresAt": milliseconds(link.ends_at),
        "maxClicks": link.hit_limit,
        "clicks": link.visits,
        "clickCount": link.visits,
        "isPasswordProtected": link.has_password,
        "hasPassword": link.has_password,
        "isHidden": link.routing.hidden,
        "isCloaked": link.routing.hidden,
        "deepLinking": link.opens_apps,
        "isDeepLinkEnabled": link.opens_apps,
        "destinationId": link.uuid,  # a link has one: what names the link names it
        "createdAt": milliseconds(link.created_at),
        "updatedAt": milliseconds(link.updated_at),
    }


def meta_tags(link: WholeLink) -> dict[str, Any]:
    """Return what networks show of a link; a picture that lies elsewhere has no id."""
    picture, social = link.picture, link.routing.social
    found: dict[str, Any] = {
        "title": social.title or None,
        "description": social.description or None,
        "imageId": None if picture is None else picture.uuid,
        "image": None,
    }
    if picture is not None:
        found["image"] = {"id": picture.uuid, "key": key_of("preview", picture.uuid, picture.media_type)}
    return found


def look_for_new(domain: DomainCompany) -> Look:
    """Return the look that codes of a domain's new links get."""
    return domain.look or Look(Design())


def _tag(tag: OwnTag) -> dict[str, Any]:
    return {"id": tag.uuid, "name": tag.name, "color": tag.colour}
