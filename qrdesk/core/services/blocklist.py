"""Links that lead to what the operator's blocklist names: put out of service until they lead elsewhere."""

from datetime import datetime

from qrdesk.core import blocklist, database, journal
from qrdesk.core.journal import Subject
from qrdesk.core.models import Domain, Link
from qrdesk.core.schemas.rules import Routing
from qrdesk.core.services.checks import about
from qrdesk.core.services.link_fields import blocked_by
from qrdesk.core.services.queries import tuples
from qrdesk.core.webhooks import outbox

SUSPENDED, RELEASED = "link.suspended", "link.released"
_PAGE = 500
_LONGEST = 200  # characters of a reason, as its column has


def _reason(destination: str, routing: str, path: str) -> str:
    return blocked_by(destination, Routing.from_text(routing), path)[:_LONGEST]


def sweep_page(after: int, path: str, now: datetime) -> int | None:
    """Hold one page of links against the list; return the row number to go on after, None at the end.

    A link that was suspended and is on the list no longer leads on again.
    Nothing changes while the file cannot be read.
    """
    if blocklist.stamp_of(path) is None:
        return None
    columns = (Link.id, Link.destination, Link.routing, Link.suspended_at.is_null(False))
    live = (Link.id > after) & Link.deleted_at.is_null()
    page = tuples(Link.select(*columns).where(live).order_by(Link.id).limit(_PAGE))
    for link_id, destination, routing, suspended in page:
        if bool(_reason(destination, routing, path)) is not bool(suspended):
            _settle(link_id, path, now)
    return page[-1][0] if len(page) == _PAGE else None


def _settle(link_id: int, path: str, now: datetime) -> None:
    """Suspend or release one link, as it is by now."""
    with database.write():
        epoch = database.bump_epoch()  # first: on PostgreSQL its row keeps edits of the link waiting until we are done
        link = Link.select(Link, Domain).join(Domain).where(Link.id == link_id).first()
        if link is None or link.deleted_at is not None:
            return
        reason = _reason(link.destination, link.routing, path)
        if bool(reason) is (link.suspended_at is not None):
            return
        before = link.suspended_reason
        link.suspended_at = now if reason else None
        link.suspended_reason = reason
        link.epoch = epoch
        link.save(only=[Link.suspended_at, Link.suspended_reason, Link.epoch])
        subject = Subject(link.public_id, link.title or link.slug)
        said = {"suspended_reason": (before, reason)}
        journal.write(link.workspace_id, SUSPENDED if reason else RELEASED, said, at=now, subject=subject)
        told = {**about(link, now), "reason": reason} if reason else about(link, now)
        outbox.write(link.workspace_id, SUSPENDED if reason else RELEASED, told, at=now, link_id=link.id)
