"""``/metrics``: what this server has done and how it is, in the text format of Prometheus.

Rendered here rather than by prometheus-client: the figures come from several processes, and that library adds them up
only by having every process write them to mapped files with each event, which is the path of a scan. What would be
left for it to do is to print thirty lines; the tests read those with its parser.
"""

import platform
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import bottle

from qrdesk import __version__
from qrdesk.core import database, public_url
from qrdesk.core.context import Actor
from qrdesk.core.errors import Forbidden
from qrdesk.core.hits import waiting
from qrdesk.core.opening import Opened
from qrdesk.core.redirect import hosts
from qrdesk.core.schemas.access import Scope
from qrdesk.daemon import auth, http
from qrdesk.daemon.figures import BACKGROUND, Figures, Told, total
from qrdesk.daemon.health import SILENT_S, lag_s
from qrdesk.daemon.parsing import PROXIED
from qrdesk.daemon.server import UNNAMED
from qrdesk.daemon.well_known import is_here

KIND = "text/plain; version=0.0.4; charset=utf-8"
_REFUSED = (
    "Metrics are for keys with the scope “stats:read”, and for this computer itself while no proxy can hide others. "
    "Send one in the header “Authorization: Bearer qrd_…”."
)
# name in the answer, name in the figures, what it is
_COUNTS = (
    ("hits_answered", "answered", "Hits that visitors were answered for."),
    ("hits_spooled", "spooled", "Hits written to the spool before the answer."),
    ("hits_dropped", "dropped", "Hits that the disk refused; visitors were sent on all the same."),
    ("hits_drained", "drained", "Hits moved from the spool into the database."),
    ("misses_drained", "misses", "Visits that were led nowhere, moved from the spool into the database."),
    ("records_damaged", "damaged", "Torn or changed records in the spool, passed over."),
    ("records_refused", "refused", "Records that the database will not take, put aside in refused.log."),
    ("drain_turns", "turns", "Turns of the drain, those that failed included."),
    ("webhooks_delivered", "webhooks_sent", "Attempts of webhooks that arrived."),
    ("webhooks_failed", "webhooks_failed", "Attempts of webhooks that did not arrive; most are tried again."),
    ("drain_turns_failed", "failed", "Turns of the drain that failed; hits wait in their files meanwhile."),
)
# the kind in the answer, name in the figures
_REQUESTS = (("redirect", "answered"), ("page", "pages"), ("api", "api"), ("other", "other"))
Enter = Callable[[dict[str, Any], Callable[[], Actor]], Actor]


class Metric(NamedTuple):
    """One metric, and its values by their labels."""

    name: str
    kind: str  # counter, gauge
    said: str
    samples: Mapping[tuple[tuple[str, str], ...], float]


class Metrics:
    """Answers ``/metrics`` for whoever may read it."""

    def __init__(
        self,
        figures: Figures,
        opened: Opened,
        trusted_proxy: str = "",
        hosts_served: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        self._figures = figures
        self._spool = opened.spool
        self._engine = "sqlite" if opened.path else "postgresql"
        self._trusted_proxy = trusted_proxy
        self._hosts_served = hosts_served

    def mount(self, app: bottle.Bottle, enter: Enter) -> None:
        """Let ``app`` answer at /metrics. ``enter`` is ``Pacing.enter``: keys count here, too, and so do bad ones."""
        app.route("/metrics", "GET", http.guarded(lambda: self._answer(enter)))

    def _answer(self, enter: Enter) -> bottle.HTTPResponse:
        environ = bottle.request.environ
        if not is_local(environ, self._trusted_proxy, reached=is_reached(self._hosts_served())):
            _check_key(environ, enter)
        text = render(_metrics(self._figures.everybody(), self._spool, self._engine))
        return bottle.HTTPResponse(text.encode(), 200, {"Content-Type": KIND})


def is_reached(hosts_served: Iterable[str]) -> bool:
    """Say whether a host is served that more than this network can reach: then there may be a proxy in front."""
    return any(not public_url.Address("http", host).local for host in hosts_served)


def is_local(environ: Mapping[str, Any], trusted_proxy: str = "", *, reached: bool = False) -> bool:
    """Say whether a request comes from this computer, and not merely from a proxy on it.

    With a trusted proxy in front, ``REMOTE_ADDR`` is the visitor's own address by now. A proxy that is not trusted
    shows in what it says of whom it asks for, or in the name it asks for. One that says nothing, and asks for a name
    of this computer, as nginx does unless told otherwise, cannot be told from a program here: where visitors come from
    everywhere (``reached``) and no proxy is named that speaks, nobody counts as local.
    """
    if not is_here(str(environ.get("REMOTE_ADDR", ""))):
        return False
    if "HTTP_X_FORWARDED_FOR" in environ:  # the server leaves it where the trusted proxy sent it
        return trusted_proxy not in {"", "*"} and UNNAMED not in environ
    if reached and trusted_proxy in {"", "*"}:
        return False
    return PROXIED not in environ and hosts.is_loopback(hosts.normal(str(environ.get("HTTP_HOST", ""))))


def render(metrics: Iterator[Metric]) -> str:
    """Return metrics in the text format."""
    return "".join(f"{line}\n" for metric in metrics for line in _lines(metric))


def _check_key(environ: dict[str, Any], enter: Enter) -> None:
    """Do nothing if the request came with a key that may read numbers.

    Raises:
        Forbidden: there is no key, or it has not the scope.
        Unauthenticated: the key opens nothing.
        AmbiguousKey: two different keys.
        Limited: too many requests of this key, or with bad ones.
    """
    if not (environ.get("HTTP_AUTHORIZATION") or environ.get("HTTP_X_API_KEY")):
        raise Forbidden(_REFUSED)
    with database.scope():
        enter(environ, lambda: auth.actor_of(environ, datetime.now(UTC))).require(Scope.STATS_READ)


def _metrics(everybody: Mapping[str, Told], spool: Path, engine: str) -> Iterator[Metric]:
    now_s = time.time()
    build = (
        ("version", __version__),
        ("python", platform.python_version()),
        ("database", engine),
        ("platform", sys.platform),
    )
    yield Metric("build_info", "gauge", "What runs here; always 1.", {build: 1})
    yield from _times(everybody, now_s)
    for name, figure, said in _COUNTS:
        yield Metric(f"{name}_total", "counter", said, {(): total(everybody, figure)})
    asked = {(("kind", kind),): total(everybody, figure) for kind, figure in _REQUESTS}
    said = "Requests by who answered; of redirects those that were counted as hits."
    yield Metric("requests_total", "counter", said, asked)
    yield from _spooled(everybody.get(BACKGROUND), spool, now_s)
    yield _leading(everybody.get(BACKGROUND), now_s)


def _times(everybody: Mapping[str, Told], now_s: float) -> Iterator[Metric]:
    since = min(told.since for told in everybody.values())
    yield Metric("start_time_seconds", "gauge", "When this server started; seconds since 1970.", {(): round(since, 3)})
    yield Metric(
        "uptime_seconds", "gauge", "How long this server has been running.", {(): round(max(0.0, now_s - since), 3)}
    )
    alive = [name for name, told in everybody.items() if now_s - told.at <= SILENT_S]
    background = alive.count(BACKGROUND)
    kinds = {(("kind", "web"),): len(alive) - background, (("kind", BACKGROUND),): background}
    yield Metric("processes", "gauge", "Processes of this server that spoke in the last 15 seconds.", kinds)


def _leading(background: Told | None, now_s: float) -> Metric:
    """Return whether this server leads; not while its background process is silent, as others take over then."""
    leads = background is not None and now_s - background.at <= SILENT_S and bool(background.state.get("leading"))
    said = "1 where this server does what one of several servers on the database does for all of them, 0 elsewhere."
    return Metric("leading", "gauge", said, {(): int(leads)})


def _spooled(background: Told | None, spool: Path, now_s: float) -> Iterator[Metric]:
    lying = waiting.look(spool)
    yield Metric("spool_files", "gauge", "Files of recorded hits.", {(): lying.files})
    said = "Bytes in files of recorded hits, those stored but not removed yet included."
    yield Metric("spool_bytes", "gauge", said, {(): lying.bytes})
    if background is None:
        return
    state = background.state
    said = "Bytes of recorded hits that are not in the database yet."
    yield Metric("spool_waiting_bytes", "gauge", said, {(): _number(state.get("waiting_bytes"))})
    said = "How long the oldest hit had waited that was stored last, or has waited while the drain does not get on."
    yield Metric("drain_lag_seconds", "gauge", said, {(): lag_s(background, now_s)})
    if drained_at := _number(state.get("drained_at")):
        said = "When the drain last went through; seconds since 1970."
        yield Metric("drain_last_success_time_seconds", "gauge", said, {(): round(drained_at, 3)})


def _lines(metric: Metric) -> Iterator[str]:
    name = f"qrdesk_{metric.name}"
    yield f"# HELP {name} {metric.said}"
    yield f"# TYPE {name} {metric.kind}"
    for labels, value in metric.samples.items():
        shown = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels)
        yield f"{name}{{{shown}}} {value!r}" if labels else f"{name} {value!r}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("\n", r"\n").replace('"', r"\"")


def _number(value: object) -> float:
    return value if isinstance(value, int | float) else 0
