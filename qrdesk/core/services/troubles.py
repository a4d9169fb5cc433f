"""What keeps visitors from a page, and pictures that are lost, for the doctor: all workspaces, nothing changed."""

from pathlib import Path

from qrdesk.core.errors import NotFound
from qrdesk.core.models import Code, Domain, File, Link, TargetCheck
from qrdesk.core.public_url import Address
from qrdesk.core.schemas.links import TargetStatus
from qrdesk.core.services import file_bytes
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


def list_public_addresses() -> list[Address]:
    """Return the addresses that visitors from everywhere are answered at, the default ones first."""
    rows = Domain.select(Domain.scheme, Domain.host).where(Domain.verified_at.is_null(False))
    found = (Address(scheme, host) for scheme, host in tuples(rows.order_by(Domain.is_default.desc(), Domain.id)))
    return [one for one in found if not one.local]


def find_printed_troubles() -> list[str]:
    """Return the address of each link with an exported code whose destination was found to be down."""
    printed = Code.select(Code.link).where(Code.printed_at.is_null(False) & Code.link.is_null(False))
    down = (TargetCheck.status == TargetStatus.DOWN.value) & Link.deleted_at.is_null() & Link.archived_at.is_null()
    rows = Link.select(Domain.host, Link.slug).join(Domain).switch(Link)
    rows = rows.join(TargetCheck, on=TargetCheck.link == Link.id).where(down & Link.id.in_(printed))
    return [f"{host}/{slug}" for host, slug in tuples(rows.order_by(Link.id))]


def find_picture_troubles(folder: Path) -> list[str]:
    """Return name and id of each picture whose bytes are missing in ``folder``, or are others by now."""
    said: list[str] = []
    rows = File.select(File.public_id, File.name, File.digest, File.size_bytes).order_by(File.id)
    for public_id, name, digest, size_bytes in tuples(rows):
        try:
            found = len(file_bytes.read(folder, digest))
        except NotFound:
            found = -1
        if found != size_bytes:
            said.append(f"“{name}” ({public_id})")
    return said


def count_stray_pictures(folder: Path) -> int:
    """Return how many pictures lie in ``folder`` that no workspace has; the server deletes those of yesterday."""
    known = {row[0] for row in tuples(File.select(File.digest))}
    return sum(digest not in known for digest in file_bytes.list_kept(folder))
