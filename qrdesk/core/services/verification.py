"""Proving whose a domain is, once to be answered there and every day after."""

from collections.abc import Callable
from datetime import datetime, timedelta

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.models import Domain
from qrdesk.core.net.crowd import one_look, side_by_side
from qrdesk.core.net.proof import Proof, find_fault
from qrdesk.core.public_url import Address, hostname
from qrdesk.core.schemas.domains import PROOF_PATH, DomainView
from qrdesk.core.services import domain_checks
from qrdesk.core.services.domain_rows import get_row
from qrdesk.core.services.domain_views import dns_record, status_of, view
from qrdesk.core.settings import Settings
from qrdesk.core.webhooks import outbox

VERIFIED, FAILING = "domain.verified", "domain.failing"
_EVERY = timedelta(days=1)
_AT_ONCE = 4


def verify_domain(ctx: Context, domain_id: str) -> DomainView:
    """Look for the proof that a domain is yours. Where it is missing, ``check_fault`` says what was found instead.

    Raises:
        NotFound: no such domain.
        Busy: another look is under way.
    """
    row = get_row(ctx, domain_id)
    proof = _proof(row)
    if proof is None:  # the operator's own
        return view(row)
    with one_look():
        fault = find_fault(proof, ctx.settings)
    _note(row.id, row.verify_token, fault, ctx.now)
    return view(get_row(ctx, domain_id))


def find_due_domains(now: datetime, limit: int) -> list[Domain]:
    """Return domains whose proof was last looked for a day ago or never."""
    late = Domain.checked_at.is_null() | (Domain.checked_at <= now - _EVERY)
    rows = Domain.select().where((Domain.verify_token != "") & late)
    return list(rows.order_by(Domain.checked_at.asc(nulls="first"), Domain.id).limit(limit))


def check_domains(due: list[Domain], settings: Settings, now: datetime, stopping: Callable[[], bool]) -> None:
    """Look for the proofs of these domains, outside of any transaction, and note what was found."""

    def look(found: tuple[Domain, Proof]) -> str:
        return find_fault(found[1], settings)

    proofs = [(row, proof) for row in due if (proof := _proof(row)) is not None]
    for (row, _), fault in side_by_side(look, proofs, _AT_ONCE, stopping):
        _note(row.id, row.verify_token, fault, now)


def _proof(row: Domain) -> Proof | None:
    record = dns_record(row)
    if record is None:
        return None
    numbers = hostname(row.host).replace(".", "").isdecimal() or row.host.startswith("[")
    schemes = (row.scheme, "http" if row.scheme == "https" else "https")
    urls = tuple(f"{Address(scheme, row.host).url}{PROOF_PATH}{row.verify_token}" for scheme in schemes)
    return Proof("" if numbers else record.name, record.value, urls, row.verify_token)


def _note(domain_id: int, token: str, fault: str, now: datetime) -> None:
    """Keep what a look found. A domain once verified goes on answering: printed codes rely on it."""
    with database.write():
        epoch = database.bump_epoch()  # first: on PostgreSQL its row keeps who else changes the domain waiting
        row = Domain.get_or_none((Domain.id == domain_id) & (Domain.verify_token == token))
        if row is None:  # deleted meanwhile, or the operator has spoken
            return
        first, failed_before = row.verified_at is None, bool(row.check_fault)
        row.checked_at, row.check_fault = now, fault
        if not fault and first:
            row.verified_at, row.epoch = now, epoch
        row.checks = domain_checks.noted(row.checks, status_of(row), fault, now)
        row.save(only=[Domain.checked_at, Domain.check_fault, Domain.checks, Domain.verified_at, Domain.epoch])
        if not fault and (first or failed_before):
            outbox.write(row.workspace_id, VERIFIED, {"domain": row.public_id, "host": row.host}, at=now)
        if fault and not first and not failed_before:
            told = {"domain": row.public_id, "host": row.host, "fault": fault}
            outbox.write(row.workspace_id, FAILING, told, at=now)
