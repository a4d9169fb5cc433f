"""Domains as callers see them."""

import json
from typing import Any

from qrdesk.core.models import Domain
from qrdesk.core.public_url import Address, hostname
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.domains import (
    PROOF_PATH,
    PROOF_PREFIX,
    RECORD_PREFIX,
    DnsRecord,
    DomainStatus,
    DomainView,
)
from qrdesk.core.services import domain_checks
from qrdesk.core.services.domain_rows import url_of


def view(row: Domain) -> DomainView:
    """Return one domain as it is shown."""
    status = status_of(row)
    return DomainView(
        id=row.public_id,
        uuid=row.uuid,
        host=row.host,
        url=url_of(row),
        is_default=row.is_default,
        case_sensitive=row.case_sensitive,
        fit_for_print=not find_print_fault(row),
        status=status,
        status_text=_said(row, status),
        steps=_steps(row),
        verified_at=row.verified_at,
        checked_at=row.checked_at,
        check_fault=row.check_fault,
        checks=domain_checks.read(row.checks),
        dns_record=dns_record(row),
        proof_url=proof_url(row),
        index_url=row.index_url,
        fallback_url=row.fallback_url,
        default_design=design_of(row),
        apple_association=_read(row.apple_association),
        asset_links=_read(row.asset_links),
        created_at=row.created_at,
    )


def status_of(row: Domain) -> DomainStatus:
    """Return whether visitors are answered at a domain."""
    if row.verified_at is None:
        return DomainStatus.WAITING
    return DomainStatus.FAILING if row.check_fault else DomainStatus.SERVING


def find_print_fault(row: Domain) -> str:
    """Return why codes that carry a domain are not for print, as one sentence or two; empty when they are."""
    if Address(row.scheme, row.host).local:
        return f"{row.host} only works on this computer or network. Set a public address first."
    if row.verified_at is None:
        return f"{row.host} is not verified yet, so visitors get a 404. Verify it first."
    return ""


def design_of(row: Domain) -> Design | None:
    """Return the look of new codes of a domain's links; None for the usual one."""
    return Design.model_validate_json(row.default_design) if row.default_design else None


def dns_record(row: Domain) -> DnsRecord | None:
    """Return the record that proves whose the domain is; None where the operator has said so."""
    if not row.verify_token:
        return None
    name = f"{RECORD_PREFIX}{hostname(row.host)}"
    return DnsRecord(name=name, type="TXT", value=f"{PROOF_PREFIX}{row.verify_token}")


def proof_url(row: Domain) -> str:
    """Return where the file would be that proves it too; empty where the operator has said so."""
    return f"{url_of(row)}{PROOF_PATH}{row.verify_token}" if row.verify_token else ""


def _read(text: str) -> Any:
    return json.loads(text) if text else None


def _steps(row: Domain) -> list[str]:
    name = hostname(row.host)
    if Address(row.scheme, row.host).local:
        return []
    steps: list[str] = []
    if ":" not in name and not name.replace(".", "").isdecimal():  # numbers lead here by themselves
        steps.append(
            f"Point {name} at this server: an A or AAAA record with its address, or a CNAME record with its name."
        )
    if row.scheme == "https":
        steps.append(
            "For https it needs a certificate, which the proxy in front of this server gets. For Caddy, set "
            "on_demand_tls with “ask http://127.0.0.1:8765/internal/tls-allowed” (the port is that of this server)."
        )
    return steps


def _said(row: Domain, status: DomainStatus) -> str:
    if status is DomainStatus.SERVING:
        return "Verified: visitors are answered here."
    if status is DomainStatus.FAILING:
        return (
            f"Visitors are still answered here, but the last check failed. {row.check_fault} "
            "Put the proof back, so that nobody else can claim the domain."
        )
    record = dns_record(row)
    proof = f"a {record.type} record {record.name} with {record.value}" if record else "its proof"
    return f"Not verified so far: nobody is answered here. Make {proof} in your DNS, then verify it."
