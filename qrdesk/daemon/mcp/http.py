"""``/mcp``: tools for agents over streamable HTTP, each request by itself: POST, and an answer in JSON.

What is about HTTP is decided here, before the SDK sees anything: by which name we were asked, who asks, how often and
how much. The SDK is loaded by the first request that gets so far.
"""

import inspect
import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import bottle

from qrdesk.core import database
from qrdesk.core.context import Context, never
from qrdesk.core.errors import Forbidden, Invalid
from qrdesk.core.opening import Opened
from qrdesk.core.operations import find_operation
from qrdesk.core.performing import perform
from qrdesk.core.redirect import hosts
from qrdesk.core.settings import Settings
from qrdesk.daemon import auth, guards, http
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


class WrongHost(Invalid):
    """The server was asked by a name that is none of its own."""

    code = "wrong_host"


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
        check_names(environ, self._hosts_served())
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
        return lambda operation, *given: performed(ctx, operation, given)

    def _started(self) -> "Bridge":
        """Return the way to the SDK.

        Raises:
            NotInstalled: the extra is missing.
        """
        with self._starting:
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


def check_names(environ: Mapping[str, Any], served: Iterable[str]) -> None:
    """Do nothing if a request names a host of ours and, sent by a page in a browser, comes from a page of ours.

    Else a page that somebody opens could lead its own name to this computer, and have the browser ask us.

    Raises:
        WrongHost: it names another host, or none.
        Forbidden: the page is another's.
    """
    known = {hosts.normal(name) for name in served}
    if not _is_ours(str(environ.get("HTTP_HOST", "")), known):
        raise WrongHost(
            "This name is none of this server's. Ask by one of its domains, or on its own computer by localhost."
        )
    origin = environ.get("HTTP_ORIGIN")
    if origin is not None:
        scheme, _, host = str(origin).partition("://")
        if scheme not in {"http", "https"} or not _is_ours(host, known):
            raise Forbidden("Pages of other hosts may not use the tools of this server.")


def _is_ours(host: str, known: set[str]) -> bool:
    name = hosts.normal(host)
    return name in known or hosts.is_loopback(name)


def performed(ctx: Context, operation: Callable[..., Any], given: tuple[Any, ...]) -> Any:
    """Return what a service function returns, done as whoever ``ctx`` says: with their scopes, and in the audit log."""
    row = find_operation(operation)
    if row is None:
        raise LookupError(f"{operation} is not in the operations table")
    arguments = inspect.signature(operation).bind(ctx, *given).arguments
    with database.scope():
        return perform(ctx, row, {name: value for name, value in arguments.items() if name != "ctx"})


def _answered(spoken: "Spoken") -> bottle.HTTPResponse:
    if spoken.status >= 400 and not spoken.headers.get("Content-Type", "").startswith(http.JSON):
        said = spoken.content.decode("utf-8", "replace").strip()
        refused = http.failure(http.BadRequest(f"This is no request of MCP: {said or spoken.status}."))
        refused.status = spoken.status
        return refused
    return bottle.HTTPResponse(spoken.content, spoken.status, spoken.headers)


def _clock() -> datetime:
    return datetime.now(UTC)
