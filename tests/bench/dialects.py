"""What a dialect adds to a call: ``python -m tests.bench dialects``, about a minute.

The same work is asked for by the native API and by each dialect, of one daemon over one kept connection, in turns of
some calls each, so that whatever else the machine does falls on all alike. The figure is the median of the rounds.
"""

import http.client
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.opening import open_database
from qrdesk.core.schemas.access import KeyDraft
from qrdesk.core.services import keys
from qrdesk.core.settings import Settings
from tests.bench.servers import OURS, port_of, process

GOAL = 1.12
ROUNDS = 40
CALLS = 15  # of each in a round
_WARM = 20
_numbers: Iterator[int] = count()


@dataclass(frozen=True)
class Call:
    """One way to ask for some work: method, path, and a body made anew for each call."""

    method: str
    path: str
    body: Callable[[], dict[str, Any]] | None = None


def _url() -> str:
    return f"https://example.com/{next(_numbers)}"


def _works(link: dict[str, Any]) -> dict[str, dict[str, Call]]:
    """Return what is measured: work by name, and for each the native way first."""
    uuid, slug, id_ = link["uuid"], link["slug"], link["id"]
    return {
        "make a link": {
            "native": Call("POST", "/api/v1/links", lambda: {"destination": _url(), "title": "T"}),
            "honopu": Call("POST", "/api/links", lambda: {"destinationUrl": _url(), "title": "T"}),
            "heldqr": Call("POST", "/api/v1/codes", lambda: {"target_url": _url(), "label": "T"}),
            "usnp": Call("POST", "/shorten", lambda: {"redirect_url": _url()}),
        },
        "see a link": {
            "native": Call("GET", f"/api/v1/links/{id_}"),
            "honopu": Call("GET", f"/api/links/{id_}"),
            "heldqr": Call("GET", f"/api/v1/codes/{slug}"),
            "h0p": Call("GET", f"/short-link/{uuid}"),
        },
        "change a link": {
            "native": Call("PATCH", f"/api/v1/links/{id_}", lambda: {"destination": _url()}),
            "honopu": Call("PATCH", f"/api/links/{id_}", lambda: {"destinationUrl": _url()}),
            "heldqr": Call("PATCH", f"/api/v1/codes/{slug}", lambda: {"target_url": _url()}),
            "h0p": Call("PATCH", f"/short-link/{uuid}", lambda: {"destination": {"type": "link", "value": _url()}}),
        },
        "list folders": {
            "native": Call("GET", "/api/v1/folders"),
            "h0p": Call("GET", "/folder/list"),
        },
        "sums of a link": {
            "native": Call("GET", f"/api/v1/links/{id_}/summary"),
            "usnp": Call("GET", f"/links/{slug}/analytics/summary"),
        },
    }


class Asking:
    """One kept connection."""

    def __init__(self, port: int, key: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._headers = {"Authorization": f"Bearer {key}"}

    def ask(self, call: Call) -> dict[str, Any]:
        """Ask once, and return the answer.

        Raises:
            AssertionError: it was refused.
        """
        body = json.dumps(call.body()) if call.body else None
        headers = {**self._headers, "Content-Type": "application/json"} if body else self._headers
        self.connection.request(call.method, call.path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        assert answer.status < 300, (call.method, call.path, answer.status, content)
        return json.loads(content)

    def took_s(self, call: Call) -> float:
        """Return how long some calls take, in seconds for each."""
        begun = time.perf_counter()
        for _ in range(CALLS):
            self.ask(call)
        return (time.perf_counter() - begun) / CALLS


def main() -> int:
    """Print the figures; return 0 when no dialect adds more than 12 %."""
    with tempfile.TemporaryDirectory(prefix="qrdesk-bench-") as kept:
        folder = Path(kept)
        url = str(folder / "q.db")
        key = _key(url)
        with process(OURS, url, folder=folder) as (line, _):
            asking = Asking(port_of(line), key)
            with closing(asking.connection):
                made = asking.ask(Call("POST", "/api/v1/links", lambda: {"destination": _url()}))["data"]
                met = [_measure(asking, *work) for work in _works(made).items()]
    return 0 if all(met) else 1


def _measure(asking: Asking, work: str, calls: dict[str, Call]) -> bool:
    for call in calls.values():
        for _ in range(_WARM):
            asking.ask(call)
    rounds = [{name: asking.took_s(call) for name, call in calls.items()} for _ in range(ROUNDS)]
    met = True
    for name in calls:
        took_ms = 1000 * statistics.median(one[name] for one in rounds)
        ratio = statistics.median(one[name] / one["native"] for one in rounds)
        said = "" if name == "native" else f", {ratio:.2f} of the native call (goal {GOAL})"
        print(f"dialects {work}: {name} {took_ms:.2f} ms{said}")
        met = met and ratio < GOAL
    return met


def _key(url: str) -> str:
    opened = open_database(url, Settings(public_url="https://go.example"))
    with database.scope():
        ctx = Context(opened.owner, datetime.now(UTC), opened.secret_key)
        made = keys.create_key(ctx, KeyDraft(name="bench", rate_limit=1_000_000))
    database.close()
    return made.key
