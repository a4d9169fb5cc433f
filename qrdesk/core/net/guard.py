"""Requests to addresses that somebody typed: bounded in where they go, how long they take and how much they bring."""

import time
from collections.abc import Mapping

from qrdesk.core.net.answers import TIMED_OUT, Answer, Refused, TimedOut, Unreachable
from qrdesk.core.net.networks import Networks

__all__ = ["Answer", "Refused", "TimedOut", "Unreachable", "fetch", "follow"]

MAX_REDIRECTS = 5


def fetch(
    method: str,
    url: str,
    *,
    deadline_s: float,
    max_body: int,
    allow: Networks = (),
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
    ca_file: str = "",
) -> Answer:
    """Send one request and return its answer, redirects included: they are not followed.

    ``deadline_s`` is for all of it, from the look-up of the name to the last byte; ``max_body`` is in bytes as sent, so
    that a packed answer stays packed. ``allow`` are networks beside the public internet.

    Raises:
        Refused: the address is none that may be reached, or is written to mislead.
        TimedOut, Unreachable: no answer.
    """
    from qrdesk.core.net import exchange  # noqa: PLC0415 - HTTP is loaded where it is used: most processes never do

    return exchange.send(
        method,
        url,
        deadline_s=deadline_s,
        max_body=max_body,
        allow=allow,
        headers=headers,
        content=content,
        ca_file=ca_file,
    )


def follow(
    method: str,
    url: str,
    *,
    deadline_s: float,
    max_body: int = 0,
    allow: Networks = (),
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Send a request and follow up to 5 redirects, each through the guard; ``deadline_s`` is for all of them.

    The last answer is a redirect itself when there are more of them, or when it leads to no web page.

    Raises:
        Refused, TimedOut, Unreachable: as for ``fetch``, of any step.
    """
    until_s = time.monotonic() + deadline_s
    answer = fetch(method, url, deadline_s=deadline_s, max_body=max_body, allow=allow, headers=headers)
    for _ in range(MAX_REDIRECTS):
        target = answer.leads_to
        if not target.lower().startswith(("http://", "https://")):
            break
        left_s = until_s - time.monotonic()
        if left_s <= 0:
            raise TimedOut(TIMED_OUT)
        answer = fetch(method, target, deadline_s=left_s, max_body=max_body, allow=allow, headers=headers)
    return answer
