"""A short link as H0p shows it: its fields in the order of the documents, each under every name it may have there."""

from collections.abc import Sequence
from typing import Any

from qrdesk.core.context import Context
from qrdesk.core.redirect import previews
from qrdesk.core.schemas.artwork import Design
from qrdesk.core.schemas.links import LinkState, LinkView
from qrdesk.core.services.link_company import Company, DomainCompany, Look, TagCompany, company_of
from qrdesk.daemon.dialects.dialect import milliseconds
from qrdesk.daemon.dialects.h0p import destinations, domains, looks, rules
from qrdesk.daemon.dialects.h0p.files import key_of

_AT_REST = {LinkState.PAUSED, LinkState.ARCHIVED, LinkState.SUSPENDED, LinkState.DELETED}


def shown(ctx: Context, links: Sequence[LinkView]) -> list[dict[str, Any]]:
    """Return links as H0p shows them; so many queries, however many links."""
    company = company_of(ctx, links)
    return [_shown(link, company) for link in links]


def opens_apps(link: LinkView, company: Company) -> bool:
    """Say whether a link leads to apps where there are some."""
    return link.id in company.opening_apps or any(app is not None for _, app in link.deep_links)


def meta_tags(link: LinkView, company: Company) -> dict[str, Any]:
    """Return what networks show of a link; a picture that lies elsewhere has no id."""
    picture = company.pictures.get(previews.picture_at(link.social.image_url))
    found: dict[str, Any] = {
        "title": link.social.title or None,
        "description": link.social.description or None,
        "imageId": None if picture is None else picture.uuid,
        "image": None,
    }
    if picture is not None:
        found["image"] = {"id": picture.uuid, "key": key_of("preview", picture.uuid, picture.media_type)}
    return found


def look_of(link: LinkView, company: Company) -> Look:
    """Return the look of a link's first code; of one without codes, the look that it would get."""
    code = company.codes.get(link.id)
    return look_for_new(company.domains.get(link.host)) if code is None else code.look


def look_for_new(domain: DomainCompany | None) -> Look:
    """Return the look that codes of a domain's new links get."""
    return (domain.look if domain is not None else None) or Look(Design())


def _shown(link: LinkView, company: Company) -> dict[str, Any]:
    code, domain = company.codes.get(link.id), company.domains[link.host]
    opening, visits = opens_apps(link, company), link.hit_count + company.bots.get(link.id, 0)
    return {
        "domain": domains.brief(domain),
        "rules": rules.shown(link.rules),
        "qrCode": looks.shown(look_of(link, company), link.code_url if code is None else code.text),
        "destination": destinations.shown(link.destination, link.destination_type),
        "metaTags": meta_tags(link, company),
        "tags": [_tag(company.tags[name]) for name in link.tags if name in company.tags],
        "id": link.uuid,
        "organizationId": company.workspace.uuid,
        "isActive": link.state not in _AT_REST,
        "qrCodeId": None if code is None else code.uuid,
        "domainId": domain.view.uuid,
        "folderId": company.workspace.uuid if link.folder is None else company.folders.get(link.folder.id),
        "slug": link.slug,
        "shortUrl": link.short_url,
        "expiresAt": milliseconds(link.ends_at),
        "maxClicks": link.hit_limit,
        "clicks": visits,
        "clickCount": visits,
        "isPasswordProtected": link.has_password,
        "hasPassword": link.has_password,
        "isHidden": link.hidden,
        "isCloaked": link.hidden,
        "deepLinking": opening,
        "isDeepLinkEnabled": opening,
        "destinationId": link.uuid,  # a link has one: what names the link names it
        "createdAt": milliseconds(link.created_at),
        "updatedAt": milliseconds(link.updated_at),
    }


def _tag(tag: TagCompany) -> dict[str, Any]:
    return {"id": tag.uuid, "name": tag.name, "color": tag.colour}
