"""What the Webhooks page asks for: questions of several kinds at once, and what comes back."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from qrdesk.client import Client, LinkQuery
from qrdesk.core.errors import Forbidden, NotFound
from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.webhooks import (
    DeliveryDetail,
    DeliveryQuery,
    DeliveryStatus,
    DeliveryView,
    EndpointView,
    RecoverDraft,
    WatchView,
)
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.webhooks_form import FormFacts
from qrdesk.gui.pages.webhooks_log import AT_ONCE
from qrdesk.gui.pages.webhooks_only import Known
from qrdesk.gui.session import Session
from qrdesk.gui.widgets.picker import Option

T = TypeVar("T")
READ, CREATE, UPDATE, DELETE = "webhooks:read", "webhooks:create", "webhooks:update", "webhooks:delete"
_NAMED = 50  # links whose names are looked up; further ones show their ids
_FOUND = 20
_OFFERED = 500  # links that are completed while they are typed; others are named by their slug


@dataclass(frozen=True, slots=True)
class Facts:
    """The endpoints, how their last day was, and what this person may do."""

    scopes: frozenset[str]
    place: str  # whose endpoints these are
    endpoints: Sequence[EndpointView] = ()
    watches: Mapping[str, WatchView] = field(default_factory=dict[str, WatchView])


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is in sight of one endpoint."""

    endpoint_id: str = ""
    asked: Mapping[str, Any] = field(default_factory=dict[str, Any])  # which deliveries
    delivery: DeliveryView | None = None
    watches: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """How things stand a moment later; None for what was not asked for."""

    endpoints: Sequence[EndpointView]
    watches: Mapping[str, WatchView] | None
    page: Page[DeliveryView] | None
    delivery: DeliveryDetail | None


class Asking(QObject):
    """Of each kind of question the newest answer counts, and none of a place that is left."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._turns: dict[str, int] = {}
        self._turn = 0
        self._open: set[str] = set()

    def ask(
        self,
        kind: str,
        work: Callable[[Client], T],
        shown: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Ask; an older question of the same kind is not waited for any more."""
        client = self._session.client
        if client is None:
            return
        self._turn += 1
        self._turns[kind] = self._turn
        self._open.add(kind)
        here, away = partial(self._told, kind, self._turn, shown), partial(self._told, kind, self._turn, failed)
        self._jobs.run(self, partial(work, client), here, away)

    def is_open(self, kind: str) -> bool:
        """Whether an answer is waited for."""
        return kind in self._open

    def drop(self, kind: str) -> None:
        """Nobody wants the answer any more."""
        self._turns.pop(kind, None)
        self._open.discard(kind)

    def forget(self) -> None:
        """Another place is shown: no answer counts any more."""
        self._turns, self._open = {}, set()

    def change(
        self, work: Callable[[Client], T], done: Callable[[T], object], refused: Callable[[Exception], object]
    ) -> None:
        """Change something; the answer is for nobody once another place is shown."""
        client, here = self._session.client, self._session.here
        if client is not None:
            self._jobs.run(self, partial(work, client), here(done), here(refused))

    def make_secret(
        self,
        work: Callable[[Client], T],
        done: Callable[[T], object],
        refused: Callable[[Exception], object],
        late: Callable[[T], object],
    ) -> None:
        """As ``change``, for what is told once: ``late`` has it where its place was left before it came."""
        client = self._session.client
        if client is not None:
            told = partial(self._secret_came, self._session.visit, done, late)
            self._jobs.run(self, partial(work, client), told, self._session.here(refused))

    def _told(self, kind: str, turn: int, tell: Callable[[T], object], answer: T) -> None:
        if self._turns.get(kind) == turn:
            self._open.discard(kind)
            tell(answer)

    def _secret_came(self, visit: int, done: Callable[[T], object], late: Callable[[T], object], answer: T) -> None:
        (done if visit == self._session.visit else late)(answer)


def facts(client: Client) -> Facts:
    """Return the endpoints and how they are, as far as the caller may know.

    Raises:
        QRDeskError: the server is away, ...
    """
    me = client.me.get()
    known = Facts(frozenset(me.scopes), me.workspace.id)
    if READ not in known.scopes:
        return known
    return Facts(known.scopes, known.place, client.webhooks.list(), watches(client))


def watches(client: Client) -> Mapping[str, WatchView]:
    """Return the last day of each endpoint.

    Raises:
        QRDeskError: the server is away, ...
    """
    return {one.endpoint_id: one for one in client.webhooks.watch_all()}


def tick(wanted: Wanted, client: Client) -> Tick:
    """Return how what is in sight stands now.

    Raises:
        QRDeskError: the server is away, ...
    """
    endpoints = client.webhooks.list()
    days = watches(client) if wanted.watches else None
    if wanted.endpoint_id not in {one.id for one in endpoints}:
        return Tick(endpoints, days, None, None)
    page = deliveries(wanted.endpoint_id, wanted.asked, None, client)
    shown = wanted.delivery
    if shown is None:
        return Tick(endpoints, days, page, None)
    now = next((one for one in page.data if one.id == shown.id), None)
    same = now is not None and DeliveryView.model_validate(shown.model_dump()) == now
    detail = None
    if not same and (now is not None or shown.next_at is not None):
        with suppress(NotFound):
            detail = delivery(shown.id, client)
    return Tick(endpoints, days, page, detail)


def deliveries(endpoint_id: str, asked: Mapping[str, Any], cursor: str | None, client: Client) -> Page[DeliveryView]:
    """Return the newest deliveries that are looked for, or those after ``cursor``.

    Raises:
        QRDeskError: the server is away, ...
    """
    query = DeliveryQuery(**asked, limit=AT_ONCE, cursor=cursor)
    return client.webhooks.deliveries(endpoint_id, query)


def delivery(delivery_id: str, client: Client) -> DeliveryDetail:
    """Return a delivery with its attempts.

    Raises:
        QRDeskError: the server is away, ...
    """
    return client.webhooks.delivery(delivery_id)


def count_again(endpoint_id: str, draft: RecoverDraft, client: Client) -> int | None:
    """Return how many deliveries ``draft`` is about at most; None where they are too many to count.

    Raises:
        QRDeskError: the server is away, ...
    """
    wanted: tuple[DeliveryStatus | str, ...] = ("",) if draft.delivered else ("failed", "waiting")
    found = [
        client.webhooks.deliveries(
            endpoint_id, DeliveryQuery.model_validate({"status": status, "since": draft.since, "limit": 1})
        ).pagination.total
        for status in wanted
    ]
    return None if None in found else sum(one or 0 for one in found)


def form_facts(endpoint: EndpointView | None, client: Client) -> FormFacts:
    """Return what the form offers; names that the caller may not know are left out.

    Raises:
        QRDeskError: the server is away, ...
    """
    folders: dict[str, str] = {}
    tags: dict[str, str] = {}
    links: dict[str, str] = {}
    with suppress(Forbidden):
        folders = {one.id: one.name for one in client.folders.list()}
        tags = {one.id: one.name for one in client.tags.list()}
        links = _names(client)
    link = None
    if endpoint is not None:
        for link_id in endpoint.links[:_NAMED]:
            if link_id not in links:
                links |= {one.key: one.detail for one in _named(client, link_id)}
        if endpoint.link_id is not None:
            link = next(iter(_named(client, endpoint.link_id)), Option(endpoint.link_id, endpoint.link_id))
    return FormFacts(client.webhooks.kinds(), Known(folders, tags, links), link)


def find_links(text: str, client: Client) -> list[Option]:
    """Return links whose title or address holds ``text``.

    Raises:
        QRDeskError: the server is away, ...
    """
    found = client.links.list(LinkQuery(search=text.strip()[:200], limit=_FOUND)).data
    return [Option(link.id, words.name(link), words.address(link)) for link in found]


def _names(client: Client) -> dict[str, str]:
    """Return what the newest links are called, by id; by its address one whose name has a comma or is not its alone."""
    found = client.links.list(LinkQuery(limit=_OFFERED)).data
    often = Counter(words.name(link).casefold() for link in found)
    return {
        link.id: words.address(link) if "," in words.name(link) or often[words.name(link).casefold()] > 1
        else words.name(link)
        for link in found
    }  # fmt: skip


def _named(client: Client, link_id: str) -> list[Option]:
    with suppress(NotFound, Forbidden):
        link = client.links.get(link_id)
        return [Option(link.id, words.name(link), words.address(link))]
    return []
