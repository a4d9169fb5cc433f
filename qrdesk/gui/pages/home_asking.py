"""What Home asks the client for: each part apart, so that what a key may not read takes nothing else away."""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from qrdesk.client import Client, LinkQuery, MissQuery
from qrdesk.core.errors import Forbidden, Invalid, NotFound
from qrdesk.core.schemas.access import DomainView, Scope
from qrdesk.core.schemas.links import LinkState, LinkView, TargetStatus
from qrdesk.core.schemas.webhooks import EndpointView
from qrdesk.gui.pages.settings_schedule import trouble_of
from qrdesk.gui.seat import place_of

T = TypeVar("T")
_OVER = {LinkState.EXPIRED, LinkState.USED_UP}
_DAYS = timedelta(days=6)  # and today
_LOOKED_AT = 10  # links that were asked for while they were shut, most wanted first; each is one question
_ROWS = 40  # addresses: links have several, and some of them were shut on purpose


@dataclass(frozen=True, slots=True)
class Ended:
    """A link that has ended and leads nowhere, and how often somebody came nevertheless."""

    link: LinkView
    visits: int


@dataclass(frozen=True, slots=True)
class Needs:
    """What may need a person; empty where all is well, or the key may not read it."""

    endpoints: Sequence[EndpointView] = ()  # those that fail, or were turned off for it
    domains: Sequence[DomainView] = ()  # all of the workspace
    down: Sequence[LinkView] = ()  # printed links whose page does not answer; the first of them
    down_count: int = 0
    ended: Sequence[Ended] = ()  # most wanted first
    backup: str = ""  # why a backup that was due is missing

    @property
    def default(self) -> DomainView | None:
        """The domain that new codes carry."""
        return next((one for one in self.domains if one.is_default), None)


def needs_of(client: Client, may: Collection[Scope]) -> Needs:
    """Return what may need a person, as far as the key ``may`` read it.

    Raises:
        QRDeskError: the server is away, ...
    """
    down = _allowed(partial(_down, client)) if Scope.LINKS_READ in may else None
    both = Scope.LINKS_READ in may and Scope.STATS_READ in may
    endpoints = (_allowed(client.webhooks.list) if Scope.WEBHOOKS_READ in may else None) or ()
    failing = [one for one in endpoints if one.state in {"failing", "disabled"}]
    return Needs(
        endpoints=sorted(failing, key=lambda one: one.state == "disabled"),  # what fails now before what is off
        domains=(_allowed(client.domains.list) if Scope.DOMAINS_READ in may else None) or (),
        down=down[0] if down else (),
        down_count=down[1] if down else 0,
        ended=(_allowed(partial(_ended, client)) if both else None) or (),
        backup=trouble_of(client.backups.state()) if place_of(client) is not None else "",
    )


def _allowed(ask: Callable[[], T]) -> T | None:
    """Return the answer; None where it is not for this key, or an older server knows no such question."""
    with suppress(Forbidden, Invalid, NotFound):
        return ask()
    return None


def _down(client: Client) -> tuple[Sequence[LinkView], int]:
    found = client.links.list(LinkQuery(target=TargetStatus.DOWN, printed=True, limit=1))
    return found.data, found.pagination.total or len(found.data)


def _ended(client: Client) -> list[Ended]:
    """Return the links that ended and were asked for in the last days, from the sums of visits that led nowhere."""
    start = datetime.now().astimezone().date() - _DAYS
    visits: dict[str, int] = {}
    for row in client.analytics.misses(MissQuery(start=start, limit=_ROWS)).shut_rows:
        visits[row.link_id] = visits.get(row.link_id, 0) + row.hits
    wanted = sorted((link_id for link_id, hits in visits.items() if link_id and hits), key=lambda one: -visits[one])
    links = [_allowed(partial(client.links.get, link_id)) for link_id in wanted[:_LOOKED_AT]]
    over = (link for link in links if link is not None and link.state in _OVER and not link.expired_destination)
    return [Ended(link, visits[link.id]) for link in over]
