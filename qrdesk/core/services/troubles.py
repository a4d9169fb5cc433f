"""What keeps visitors of this server's links from a page, for the doctor: all workspaces, nothing changed."""

from qrdesk.core.models import Code, Domain, Link, TargetCheck
from qrdesk.core.schemas.links import TargetStatus
from qrdesk.core.services.queries import tuples


def find_domain_troubles() -> list[str]:
    """Return a sentence for each domain that has links and is not verified, or whose last check failed."""
    said: list[str] = []
    troubled = Domain.verified_at.is_null() | (Domain.check_fault != "")
    for row in Domain.select().where(troubled).order_by(Domain.host):
        if row.verified_at is not None:
            said.append(f"The last check of {row.host} failed, though visitors are still answered. {row.check_fault}")
            continue
        links = Link.select().where((Link.domain == row.id) & Link.deleted_at.is_null()).count()
        if links:
            count = "1 link" if links == 1 else f"{links:,} links"
            said.append(f"{row.host} is not verified, so visitors of its {count} get a 404.")
    return said


def find_printed_troubles() -> list[str]:
    """Return the address of each link with an exported code whose destination was found to be down."""
    printed = Code.select(Code.link).where(Code.printed_at.is_null(False))
    down = (TargetCheck.status == TargetStatus.DOWN.value) & Link.deleted_at.is_null() & Link.archived_at.is_null()
    rows = Link.select(Domain.host, Link.slug).join(Domain).switch(Link)
    rows = rows.join(TargetCheck, on=TargetCheck.link == Link.id).where(down & Link.id.in_(printed))
    return [f"{host}/{slug}" for host, slug in tuples(rows.order_by(Link.id))]
