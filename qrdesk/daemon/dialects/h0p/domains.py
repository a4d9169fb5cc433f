"""Domains of H0p."""

from collections.abc import Mapping
from typing import Any

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.domains import DomainDraft, DomainPatch, DomainStatus, DomainView
from qrdesk.core.services import domains, link_company, stylings, verification
from qrdesk.core.services.link_company import DomainCompany, WorkspaceBrief
from qrdesk.core.services.whole_links import Home, Look
from qrdesk.daemon.dialects.dialect import Ask, Route, milliseconds, text_of
from qrdesk.daemon.dialects.h0p import dressing
from qrdesk.daemon.dialects.h0p.meanwhile import Meanwhile, made_anew
from qrdesk.daemon.dialects.h0p.reading import cut, id_in_path, listed, object_of, page_of, search_of

_FIELDS = {
    "url": "domain",
    "index_url": "indexUrl",
    "fallback_url": "fallbackUrl",
    "default_design": "qrCode",
    "apple_association": "appleAppSiteAssociation",
    "asset_links": "androidAssetLinks",
    **dressing.FIELDS,
}


def create_domain(ask: Ask) -> dict[str, Any]:
    """Add a domain; it answers visitors once it has been verified."""
    host = text_of(ask.json, "domain", "name", "host", "url")
    if host is None:
        raise Invalid.field("domain", "This is needed: a name such as links.example.com.")
    fields = _fields(ask)
    later = {name: fields.pop(name) for name in ("apple_association", "asset_links") if name in fields}
    look = _look(ask, None)
    if look is not None:
        fields["default_design"] = look.design
    with database.gathered():
        made = ask.do(domains.create_domain, DomainDraft(url=host, **fields))
        if later:
            domains.update_domain(ask.ctx, made.id, DomainPatch(**later))
        if look is not None:
            stylings.save_domain_styling(ask.ctx, made.id, look.styling)
    return _answered(ask.ctx, made.id)


def list_domains(ask: Ask) -> dict[str, Any]:
    """Return a page of domains, the first one first."""
    page, limit = page_of(ask)
    wanted = search_of(ask).casefold()
    found = [brief(one.view) for one in link_company.domains_of(ask.ctx) if wanted in one.view.host]
    return listed(cut(found, page, limit), len(found), page, limit)


def get_domain(ask: Ask) -> dict[str, Any]:
    """Return one domain."""
    return _answered(ask.ctx, id_in_path(ask, "domain"))


def update_domain(ask: Ask) -> dict[str, Any]:
    """Change where a domain itself leads, its associations, or the look of codes of its new links."""
    name = id_in_path(ask, "domain")
    return made_anew(lambda: _updated(ask, name))


def _updated(ask: Ask, name: str) -> dict[str, Any]:
    before = link_company.domain_of(ask.ctx, name)
    fields, look = _fields(ask), _look(ask, before.look)
    if look is not None and look.design != (before.look.design if before.look else None):
        fields["default_design"] = look.design
    elif look is None and "qrCode" in ask.json and before.look is not None:
        fields["default_design"] = None
    with database.gathered((lambda: _check_steady(ask.ctx, before)) if "qrCode" in ask.json else None):
        ask.do(domains.update_domain, before.view.id, DomainPatch(**fields))
        if "qrCode" in ask.json:
            stylings.save_domain_styling(ask.ctx, before.view.id, look.styling if look else "")
    return _answered(ask.ctx, before.view.id)


def _check_steady(ctx: Context, before: DomainCompany) -> None:
    """Do nothing if a domain has still the look that the change was made of, within its transaction.

    Raises:
        Meanwhile: somebody has changed it.
    """
    database.hold_edits()
    if link_company.domain_of(ctx, before.view.id).look != before.look:
        raise Meanwhile("Somebody else has just changed this domain. Nothing was changed; send it again.")


def delete_domain(ask: Ask) -> dict[str, Any]:
    """Remove a domain on which no link has ever been."""
    ask.do(domains.delete_domain, link_company.domain_of(ask.ctx, id_in_path(ask, "domain")).view.id)
    return {"rowCount": 1}


def verify_domain(ask: Ask) -> dict[str, Any]:
    """Look for the proof of a domain now."""
    name = link_company.domain_of(ask.ctx, id_in_path(ask, "domain")).view.id
    ask.do(verification.verify_domain, name)
    return _answered(ask.ctx, name)


def brief(domain: DomainView | Home) -> dict[str, Any]:
    """Return a domain as lists and links show it."""
    return {
        "id": domain.uuid,
        "domain": domain.host,
        "isPrimary": domain.is_default,
        "isVerified": domain.verified_at is not None,
        "createdAt": milliseconds(domain.created_at),
    }


def _look(ask: Ask, before: Look | None) -> Look | None:
    """Return the look that new codes shall have; None for the usual one."""
    if ask.json.get("qrCode") is None:
        return None
    return dressing.changed(ask.ctx, before or Look(Design()), ask.json["qrCode"])


def _fields(ask: Ask) -> dict[str, Any]:
    sent, found = ask.json, dict[str, Any]()
    for name in ("index_url", "fallback_url"):
        if _FIELDS[name] in sent:
            found[name] = text_of(sent, _FIELDS[name]) or ""
    if "appleAppSiteAssociation" in sent:
        found["apple_association"] = object_of(sent, "appleAppSiteAssociation") or None
    if "androidAssetLinks" in sent:
        found["asset_links"] = _asset_links(sent)
    return found


def _asset_links(sent: Mapping[str, Any]) -> list[Any] | None:
    found = sent["androidAssetLinks"]
    if found is not None and not isinstance(found, (list, dict)):
        raise Invalid.field("androidAssetLinks", "This must be a list of statements.")
    return ([found] if isinstance(found, dict) else found) if found else None


def _answered(ctx: Context, name: str) -> dict[str, Any]:
    return _shown(ctx, link_company.domain_of(ctx, name), link_company.get_own(ctx))


def _shown(ctx: Context, domain: DomainCompany, own: WorkspaceBrief) -> dict[str, Any]:
    view = domain.view
    return {
        "id": view.uuid,
        "createdAt": milliseconds(view.created_at),
        "updatedAt": milliseconds(domain.updated_at or view.created_at),
        "organizationId": own.uuid,
        "domain": view.host,
        "isActive": view.status is not DomainStatus.WAITING,
        "lastCheckedAt": milliseconds(view.checked_at),
        "isVerified": view.verified_at is not None,
        "txtRecord": view.dns_record.value if view.dns_record else "",
        "isPrimary": view.is_default,
        "qrCodeId": view.uuid,  # the look for new codes is the domain's own: it has no other id
        "indexUrl": view.index_url or None,
        "fallbackUrl": view.fallback_url or None,
        "appleAppSiteAssociation": view.apple_association or {},
        "androidAssetLinks": view.asset_links or {},
        "qrCode": dressing.shown(ctx, domain.look or Look(Design()), ""),
    }


ROUTES = (
    Route("POST", "/domain", create_domain, Scope.DOMAINS_CREATE, 201, creates=True, fields=_FIELDS),
    Route("GET", "/domain/list", list_domains, Scope.DOMAINS_READ),
    Route("GET", "/domain/{id}", get_domain, Scope.DOMAINS_READ),
    Route("PATCH", "/domain/{id}", update_domain, Scope.DOMAINS_UPDATE, fields=_FIELDS),
    Route("DELETE", "/domain/{id}", delete_domain, Scope.DOMAINS_DELETE),
    Route("POST", "/domain/{id}/verify", verify_domain, Scope.DOMAINS_UPDATE),
)
