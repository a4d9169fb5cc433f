"""Webhooks: whether what happened is told, and to whom it is not."""

from collections.abc import Iterator
from datetime import timedelta

from qrdesk.core.doctor.finding import Case, Said, good, spell, warning, worst
from qrdesk.core.webhooks import backlog

_LATE = timedelta(minutes=5)  # a delivery is begun within a second or two of its time


def look_at_webhooks(case: Case) -> Said:
    """Look at what waits to be sent, and at what is not sent at all."""
    return worst(list(_troubles(case)) or [good("Whatever is due was sent.")])


def _troubles(case: Case) -> Iterator[Said]:
    for late in (backlog.find_unspread(), backlog.find_overdue(case.now)):
        if late.since is not None and case.now - late.since > _LATE:
            yield warning(
                f"Webhooks wait to be sent: {late.number:,}, the oldest of them for {spell(case.now - late.since)}. "
                "The server sends them: start qrdesk serve on this database, or look into its log daemon.log."
            )
            break
    held, count = backlog.find_held()
    for one in held:
        if one.by_us:
            yield warning(
                f"The webhook “{one.name}” was switched off, as its receiver did not answer for days. Once that does: "
                "qrdesk webhook resume, and qrdesk webhook recover for what it missed."
            )
        elif one.waiting.since is not None:
            yield warning(
                f"The webhook “{one.name}” is paused, and {one.waiting.number:,} wait for it, the oldest for "
                f"{spell(case.now - one.waiting.since)}. qrdesk webhook resume sends them."
            )
    if count and not any(one.by_us or one.waiting.since is not None for one in held):
        yield good(f"Whatever is due was sent. Paused, with nothing waiting: {count:,}.")
