"""Where one web process knows its visitors from: agents, places, and ids of the day.

A worker whose links have no such rules never loads the patterns of browsers (50 MB and a third of a second) nor the
database of countries. Where they have, both are loaded before a visitor asks: redirects wait for nobody.
"""

import contextlib
import logging
import threading
from collections.abc import Callable
from functools import lru_cache

from peewee import PeeweeException

from qrdesk.core.errors import QRDeskError
from qrdesk.core.geo import Geo
from qrdesk.core.redirect.visit import AGENT, GEO
from qrdesk.core.redirect.visitors import VisitorIds
from qrdesk.core.schemas.rules import Device, Os
from qrdesk.core.settings import Settings
from qrdesk.daemon.visits import Agent, Sources

_TURN_S = 1.0  # of the thread; ids look at the database twice a minute, whatever they are asked
_GEO_TURNS = 60  # between two looks for a new geo database
_SYSTEMS = {
    "iOS": Os.IOS,
    "Android": Os.ANDROID,
    "Windows": Os.WINDOWS,
    "macOS": Os.MACOS,
    "Linux": Os.LINUX,
    "ChromeOS": Os.CHROMEOS,
}
_DEVICES = frozenset(Device)

_FAULTS = (QRDeskError, PeeweeException)

_log = logging.getLogger(__name__)


class Knowledge:
    """What one process knows of visitors, kept fresh by a thread of its own."""

    def __init__(self, settings: Settings, needs: Callable[[], int] = lambda: 0) -> None:
        """``needs`` is ``PlanStore.needs``: what links ask about visitors."""
        self._settings = settings
        self._needs = needs
        self.visitors = VisitorIds()
        self._geo: Geo | None = None
        self._opening = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="visitors", daemon=True)

    def sources(self) -> Sources:
        """Return what visits are made from."""
        return Sources(agents=read_agent, places=self.place, visitors=self.visitors)

    def start(self) -> None:
        """Load today's salts, and keep them fresh from now on.

        Where the database does not answer, ids are made with salts of this process alone until it does.
        """
        try:
            self.visitors.refresh()
        except _FAULTS as fault:
            _log.warning("Until the database answers, each web process tells visitors apart for itself. %s", fault)
        self._load()
        self._thread.start()

    def stop(self) -> None:
        """Let the thread end."""
        self._stopping.set()

    def place(self, address: str) -> tuple[str, str]:
        """Return country and region of an address; "" is unknown."""
        geo = self._geo
        if geo is None:
            with self._opening:
                geo = self._geo = self._geo or Geo.open(self._settings)
        return geo.place(address)[:2]

    def _load(self) -> None:
        needs = self._needs()
        if needs & GEO:
            self.place("")
        if needs & AGENT:
            read_agent("Mozilla/5.0")  # any will do: its patterns are loaded by the first

    def _keep(self) -> None:
        turns = 0
        while not self._stopping.wait(_TURN_S):
            turns += 1
            with contextlib.suppress(*_FAULTS):  # ids go on with what is known; the plans complain
                self.visitors.refresh()
            self._load()
            if self._geo is not None and turns % _GEO_TURNS == 0:
                self._geo.refresh()


@lru_cache(8192)
def read_agent(user_agent: str) -> Agent:
    """Return what a user agent, cut short, says in the words of the rules; "" where it says nothing."""
    from qrdesk.core.hits import agents  # noqa: PLC0415 - the patterns, and only where a rule asks

    told = agents.read_agent(user_agent)
    system = _SYSTEMS.get(told.os, Os.OTHER if told.os else "")
    return Agent(str(system), told.device if told.device in _DEVICES else "", told.browser)
