"""The domains of a workspace at its new place: which links go where."""

from collections.abc import Mapping

from qrdesk.client.client import Client
from qrdesk.client.moving.assets import Assets
from qrdesk.client.moving.report import Kind, Report, Why
from qrdesk.core.errors import NotFound, QRDeskError
from qrdesk.core.public_url import Address
from qrdesk.core.schemas.domains import DomainDraft, DomainPatch, DomainView


def default_of(client: Client) -> DomainView:
    """Return the domain that new codes carry.

    Raises:
        NotFound: the workspace has none.
    """
    found = next((domain for domain in client.domains.list() if domain.is_default), None)
    if found is None:
        raise NotFound("That workspace has no address for codes yet. Choose one in its settings.")
    return found


def hosts_there(source: Client, target: Client) -> Mapping[str, str]:
    """Return where the hosts of the source would be; empty for the default domain, which takes local addresses."""
    known = {domain.host for domain in target.domains.list()}
    return {
        domain.host: "" if _is_local(domain) and domain.host not in known else domain.host
        for domain in source.domains.list()
    }


def copy_domains(source: Client, target: Client, assets: Assets, report: Report) -> dict[str, str]:
    """Add the domains that the target lacks, and return where each host is there; empty for the default one."""
    there = {domain.host: domain for domain in target.domains.list()}
    count, hosts = report.counts[Kind.DOMAINS], dict[str, str]()
    for domain in source.domains.list():
        hosts[domain.host] = domain.host
        if domain.host in there:
            count.there += 1
            if not _is_local(domain) and there[domain.host].verified_at is None:
                report.remark(Kind.DOMAINS, domain.host, Why.PROVE_DOMAIN)  # as when it was made
        elif _is_local(domain):
            hosts[domain.host] = ""
            count.there += 1  # the default one takes its place
            if domain.is_default:
                _dress_default(target, domain, assets, report)
        elif _add(target, domain, assets, report):
            count.made += 1
        else:
            hosts[domain.host] = ""
    return hosts


def _is_local(domain: DomainView) -> bool:
    return Address("http", domain.host).local


def _add(target: Client, domain: DomainView, assets: Assets, report: Report) -> bool:
    design = assets.dressed(domain.default_design) if domain.default_design else None
    draft = DomainDraft(
        url=domain.url,
        case_sensitive=domain.case_sensitive,
        index_url=domain.index_url,
        fallback_url=domain.fallback_url,
        default_design=design,
    )
    try:
        made = target.domains.create(draft)
        if domain.apple_association or domain.asset_links:
            links = tuple(domain.asset_links) if domain.asset_links else None
            target.domains.update(made.id, DomainPatch(apple_association=domain.apple_association, asset_links=links))
    except QRDeskError as fault:
        report.refuse(Kind.DOMAINS, domain.host, fault)
        return False
    report.remark(Kind.DOMAINS, domain.host, Why.PROVE_DOMAIN)
    return True


def _dress_default(target: Client, domain: DomainView, assets: Assets, report: Report) -> None:
    """Let the default domain there do what the one here did, as far as nobody has decided otherwise."""
    there, wanted = default_of(target), dict[str, object]()
    for name in ("index_url", "fallback_url"):
        if getattr(domain, name) and not getattr(there, name):
            wanted[name] = getattr(domain, name)
    if domain.default_design is not None and there.default_design is None:
        wanted["default_design"] = assets.dressed(domain.default_design)
    if wanted:
        try:
            target.domains.update(there.id, DomainPatch.model_validate(wanted))
        except QRDeskError as fault:
            report.refuse(Kind.DOMAINS, domain.host, fault)
