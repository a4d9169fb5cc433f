"""Every plan of this database in memory, kept fresh by the change epoch: a redirect asks no database."""

import gc
import logging
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from itertools import chain

from peewee import PeeweeException

from qrdesk.core import database
from qrdesk.core.errors import QRDeskError
from qrdesk.core.redirect import hosts, rows
from qrdesk.core.redirect.plan import Plan
from qrdesk.core.redirect.visit import HITS
from qrdesk.core.slugs import fold

_LONGEST_WAIT_S = 5.0  # between two tries while the database is in trouble
_SHORTEST_REST_S, _REST = 0.02, 4  # between two looks; and how many times as long as the look took
_SILENT_S = 10.0  # a look at the database that takes longer is trouble too
_MANY = 50_000  # objects
_KNOWN_SPELLINGS = 1000  # of hosts; whoever sends "gO.eXample" in every way is looked up the slow way

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Site:
    """One domain: its plans by folded slug, and what it says of itself."""

    case_sensitive: bool
    plans: dict[str, Plan]
    fallback: str = ""  # where unknown and ended addresses lead; "" is a page
    index: str = ""  # where the bare host leads; "" is a page
    apple_association: str = ""  # JSON; "" is none
    asset_links: str = ""  # JSON; "" is none
    secure: bool = False  # its addresses begin with https
    domain_id: int = 0
    workspace_id: int = 0

    def find(self, slug: str) -> Plan | None:
        """Return the plan of ``slug`` in any spelling that means the same."""
        return self.plans.get(fold(slug, case_sensitive=self.case_sensitive))


class PlanStore:
    """Plans by host and slug. Reading needs no lock; one refresh runs at a time."""

    def __init__(self, *, poll_ms: int = 250) -> None:
        self._poll_s = poll_ms / 1000
        self._plans: dict[int, dict[str, Plan]] = {}  # by domain, then by folded slug
        self._domains: list[rows.DomainRow] = []
        self._sites: dict[str, Site] = {}  # by normal host
        self._spellings: dict[str, Site] = {}  # by Host header as it came
        self._default: Site | None = None
        self._tokens: dict[str, str] = {}  # by normal host
        self._workspaces: dict[int, rows.WorkspaceRow] = {}
        self._tracking: frozenset[int] = frozenset()  # workspaces that note those too who ask not to be tracked
        self._counting: set[int] = set()  # links with a rule that looks at their hits
        self._hits: dict[int, int] = {}  # of those links
        self.needs = 0  # what links have asked about visitors since the start, as bits of ``visit``
        self.own_hosts: frozenset[str] = frozenset()  # every verified host, in each way that leads to it
        self._seen = -1  # the change epoch up to which everything is loaded
        self._refreshing = threading.Lock()
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._stop_listening = ExitStack()
        self._trouble = ""
        self._looked_at = time.monotonic()

    def site(self, host: str) -> Site | None:
        """Return the domain that the Host header ``host`` names; None for one that nobody registered."""
        return self._spellings.get(host) or self._site_spelled(host)

    def find(self, host: str, slug: str) -> Plan | None:
        """Return the plan of an address, or None."""
        site = self.site(host)
        return site.find(slug) if site else None

    def hits(self, link_id: int) -> int:
        """Return how many hits a link had when last looked at; 0 for one whose rules do not ask."""
        return self._hits.get(link_id, 0)

    def honours_dnt(self, workspace_id: int) -> bool:
        """Say whether a workspace notes nothing of visitors who ask not to be tracked."""
        return workspace_id not in self._tracking

    def verification(self, host: str) -> str:
        """Return what the domain ``host`` shows to prove whose it is, verified or not; empty for an unknown host."""
        return self._tokens.get(hosts.normal(host), "")

    def count(self) -> int:
        """Return how many addresses are known."""
        return sum(map(len, self._plans.values()))

    def is_loaded(self) -> bool:
        """Say whether the plans were loaded once; from then on there are always some."""
        return self._seen >= 0

    def trouble(self) -> str:
        """Return why plans may be old, in words for a person; empty when they are fresh."""
        if self._trouble or not self.is_waiting():
            return self._trouble
        return f"The database has not answered for {time.monotonic() - self._looked_at:.0f} seconds."

    def is_waiting(self) -> bool:
        """Say whether the database has not answered for longer than it ever should take."""
        return self._thread is not None and time.monotonic() - self._looked_at > _SILENT_S + self._poll_s

    def refresh(self) -> None:
        """Load what changed since the last time; everything the first time, or after an older copy was restored.

        Raises:
            DatabaseUnreachable: the database does not answer; the plans stay as they were.
        """
        with self._refreshing:
            with database.scope():
                epoch = database.read_epoch()
                if epoch != self._seen:
                    self._load(epoch)
                self._hits = dict(rows.hits(self._counting))
            self._looked_at = time.monotonic()
            self._trouble = ""

    def start(self) -> None:
        """Keep the plans fresh from now on: at once after a commit of this process or a notice, else at every poll."""
        self._stop_listening.callback(database.on_change(self._changed_here))
        self._stop_listening.callback(database.on_notice(self._wake.set))
        self._looked_at = time.monotonic()
        self._thread = threading.Thread(target=self._poll, name="plans", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop polling; the plans stay."""
        self._stop_listening.close()
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout=_SILENT_S)

    def _site_spelled(self, host: str) -> Site | None:
        spellings = self._spellings  # first: what is published meanwhile puts another in its place, and ours goes
        name = hosts.normal(host)
        site = self._sites.get(name)
        if site is None and hosts.is_loopback(name):
            site = self._default
        if site is not None and len(spellings) < _KNOWN_SPELLINGS:
            spellings[host] = site
        return site

    def _load(self, epoch: int) -> None:
        # The epoch was read first: what is committed while we read has a later one, and is read again next time.
        # Links before domains: the domain of a link that we see is then there to be seen too. Workspaces before links:
        # a link may be compiled with a newer time zone than we noted, never with an older one.
        anew = self._seen < 0 or epoch < self._seen
        workspaces = rows.workspaces()
        self._tracking = frozenset(key for key, row in workspaces.items() if not row.honours_dnt)
        plans: dict[int, dict[str, Plan]] = {} if anew else self._plans
        counting: set[int] = set() if anew else self._counting
        with _uncollected() if anew else nullcontext():
            for domain_id, slug, plan in rows.every_plan() if anew else self._changed(workspaces):
                plans.setdefault(domain_id, {})[slug] = plan
                needs = 0 if plan.route is None else plan.route.needs
                self.needs |= needs
                if needs & HITS:
                    counting.add(plan.link_id)
                elif not anew:
                    counting.discard(plan.link_id)
        domains = rows.domains()
        if anew or domains != self._domains:
            self._publish(domains, plans)
        self._counting, self._workspaces, self._seen = counting, workspaces, epoch

    def _changed(self, workspaces: dict[int, rows.WorkspaceRow]) -> Iterator[tuple[int, str, Plan]]:
        yield from rows.plans_since(self._seen)
        for workspace_id, row in workspaces.items():
            if self._workspaces.get(workspace_id, row).time_zone != row.time_zone:
                yield from rows.plans_of(workspace_id)

    def _publish(self, domains: list[rows.DomainRow], plans: dict[int, dict[str, Plan]]) -> None:
        sites = {row.id: _site(row, plans.setdefault(row.id, {})) for row in domains}
        names = [(hosts.normal(row.host), row) for row in domains]
        # a loopback name that was the default once is an alias like the others by now
        served = [(name, row) for name, row in names if row.is_default or not hosts.is_loopback(name)]
        self._sites = {name: sites[row.id] for name, row in served if row.verified}
        default = next((sites[row.id] for row in domains if row.is_default), None)
        # this computer is asked without https, whatever the domain's own addresses begin with
        self._default = default and replace(default, secure=False)
        self._tokens = {name: row.verify_token for name, row in names}
        # not one that waits for its proof: whoever names somebody else's host would stop every link that leads there
        self.own_hosts = frozenset(chain.from_iterable(hosts.spellings(name) for name, row in names if row.verified))
        self._domains, self._plans = domains, plans
        self._spellings = {}

    def _changed_here(self) -> None:
        try:
            self.refresh()
        except (QRDeskError, PeeweeException):  # the edit itself is safe; the poll tries again
            self._wake.set()

    def _poll(self) -> None:
        wait_s = self._poll_s
        while True:
            self._wake.wait(wait_s)
            self._wake.clear()
            if self._stopping.is_set():
                return
            begun_s = time.thread_time()  # not by the clock: a look that waits holds nobody up
            try:
                self.refresh()
            except (QRDeskError, PeeweeException) as fault:
                if not self._trouble:
                    _log.warning("Redirects go on with the links as last read. %s", fault)
                self._trouble = str(fault)
                wait_s = min(wait_s * 2, _LONGEST_WAIT_S)
            else:
                # of many notices one after the other each would have everything looked at, and scans wait for that
                rest_s = min(max(_SHORTEST_REST_S, _REST * (time.thread_time() - begun_s)), self._poll_s)
                self._stopping.wait(rest_s)
                wait_s = self._poll_s - rest_s


@contextmanager
def _uncollected() -> Generator[None]:
    """Keep the garbage collector from looking through plans while they are made, and, where they are many, ever after.

    They hold no cycles. A look through a million of them takes the time of many redirects.
    """
    collecting, before = gc.isenabled(), gc.get_count()[0]
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] - before > _MANY:
            gc.freeze()
        if collecting:
            gc.enable()


def _site(row: rows.DomainRow, plans: dict[str, Plan]) -> Site:
    said = (row.fallback_url, row.index_url, row.apple_association, row.asset_links)
    secure = row.scheme == "https"
    return Site(row.case_sensitive, plans, *said, secure=secure, domain_id=row.id, workspace_id=row.workspace_id)
