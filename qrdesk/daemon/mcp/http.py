"""``/mcp``: tools for agents over streamable HTTP, each request by itself: POST, and an answer in JSON.

What is about HTTP is decided here, before the SDK sees anything: by which name we were asked, who asks, how often and
how much. The SDK is loaded by the first request that gets so far.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import bottle

from qrdesk.core import database
from qrdesk.core.context import Context, never
from qrdesk.core.errors import Invalid
from qrdesk.core.opening import Opened
from qrdesk.core.settings import Settings
from qrdesk.daemon import auth, guards, http
from qrdesk.daemon.mcp.names import address_reached, check_names
from qrdesk.daemon.mcp.once import performed
from qrdesk.daemon.mcp.tool import Call
from qrdesk.daemon.pacing import Pacing
from qrdesk.daemon.server import GONE, LOOKING, READING, WAITING

if TYPE_CHECKING:
    from qrdesk.daemon.mcp.bridge import Bridge, Spoken

PATH = "/mcp"
SURFACE = "mcp"
_log = logging.getLogger(__name__)


class NotInstalled(Invalid):
    """The server was installed without what this takes."""

    code = "not_installed"


class Door:
    """Answers at ``/mcp``."""

    def __init__(
        self,
        opened: Opened,
        settings: Settings,
        compute: Callable[..., Any],
        pacing: Pacing,
        hosts_served: Callable[[], Iterable[str]],
    ) -> None:
        """``hosts_served`` are our domains, in each way that leads to them; loopback names are ours besides."""
        self._opened = opened
        self._settings = settings
        self._compute = compute
        self._pacing = pacing
        self._hosts_served = hosts_served
        self._starting = threading.Lock()
        self._bridge: Bridge | None = None

    def mount(self, app: bottle.Bottle) -> None:
        """Let ``app`` answer; it refuses other methods itself, with the one that there is."""
        app.route(PATH, "POST", http.guarded(self._answer))

    def close(self) -> None:
        """End what was started, if anything was."""
        if self._bridge is not None:
            self._bridge.close()

    def _answer(self) -> bottle.HTTPResponse:
        environ = bottle.request.environ
        check_names(environ, self._hosts_served(), address_reached(environ))
        call = self._call(environ)
        bridge = self._started()
        return _answered(bridge.ask(environ, guards.read_body(environ), call))

    def _call(self, environ: dict[str, Any]) -> Call:
        """Return what runs operations for whoever sent this request; it counts like any other of their key."""
        now = datetime.now(UTC)
        with database.scope():
            actor = self._pacing.enter(environ, lambda: auth.actor_of(environ, now, SURFACE))
        gone: Callable[[], bool] = environ.get(GONE, never)
        opened = self._opened
        ctx = Context(actor, now, opened.secret_key, self._compute, self._settings, gone, opened.files, _clock)
        return partial(performed, ctx)

    def _started(self) -> "Bridge":
        """Return the way to the SDK, a new one where the last has ended by itself.

        Raises:
            NotInstalled: the extra is missing.
        """
        with self._starting:
            if self._bridge is not None and not self._bridge.alive:
                _log.error("The loop of the tools for agents has ended. Another is started.")
                self._bridge.close()
                self._bridge = None
            if self._bridge is None:
                try:
                    from qrdesk.daemon.mcp.bridge import Bridge  # noqa: PLC0415 - an extra, and slow to load
                except ImportError as missing:
                    _log.warning("/mcp was asked for and cannot be answered: %s", missing)
                    said = "Tools for agents need one more part on the server: pip install 'qrdesk[mcp]'."
                    raise NotInstalled(f"{said} Then restart it.") from missing
                # with all threads that answer requests: none waits here for another that waits for a place
                self._bridge = Bridge(self._settings.threads + WAITING + READING + LOOKING)
            return self._bridge


def _answered(spoken: "Spoken") -> bottle.HTTPResponse:
    if spoken.status >= 400 and not spoken.headers.get("Content-Type", "").startswith(http.JSON):
        said = spoken.content.decode("utf-8", "replace").strip()
        refused = http.failure(http.BadRequest(f"This is no request of MCP: {said or spoken.status}."))
        refused.status = spoken.status
        return refused
    return bottle.HTTPResponse(spoken.content, spoken.status, spoken.headers)


def _clock() -> datetime:
    return datetime.now(UTC)
