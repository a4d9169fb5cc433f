"""Webhooks in words: a line for each, all that is to be said of one, and how a delivery went."""

import textwrap
from collections.abc import Sequence
from datetime import datetime

from qrdesk.cli.common import aligned, counted
from qrdesk.cli.tame import tame
from qrdesk.core.schemas.webhooks import (
    AttemptView,
    DeliveryDetail,
    DeliveryView,
    EndpointView,
    FormatView,
    RequeuedView,
    WatchView,
)

_WHY = {"gone": "it answered that it is gone for ever", "failing": "for five days nothing arrived"}
_BOUNDS = (("folders", "in these folders"), ("tags", "with one of these tags"), ("links", "of these links"))
_SHOWN = 2000  # characters of a body


def lines(found: Sequence[EndpointView], watched: Sequence[WatchView]) -> list[str]:
    """Return a line for each endpoint; ``watched`` are the last 24 hours of those that have any."""
    counts = {one.endpoint_id: f"{one.delivered:,}/{one.failed:,}" for one in watched}
    return aligned(
        (one.id, one.state, counts.get(one.id, "-"), one.name, one.format, ",".join(one.kinds) or "all", one.url)
        for one in found
    )


def line(one: EndpointView) -> str:
    """Return an endpoint as one line."""
    return f"{one.id}  {one.state}  {one.name}  {one.format}  {','.join(one.kinds) or 'all'}  {one.url}"


def told(one: EndpointView, watched: WatchView) -> str:
    """Return all that is to be said of an endpoint, a line each."""
    said = [line(one), f"Told of: {', '.join(one.kinds) or 'all events'}.", *_narrowed(one)]
    said.append(f"Visits of robots are {'told, too' if one.bots else 'left out'}.")
    if one.header_names:
        said.append(f"Headers of your own: {', '.join(one.header_names)}.")
    if one.data is not None:
        said.append("JSON of your own is sent along; --json shows it.")
    said += _how_it_is(one)
    said.append(f"In the last 24 hours {counted(watched.delivered, 'attempt')} arrived and {watched.failed:,} failed.")
    if one.old_secret_until is not None:
        said.append(f"The secret before signs, too, until {at(one.old_secret_until)}.")
    return "\n".join([*said, *one.warnings])


def _narrowed(one: EndpointView) -> list[str]:
    if one.link_id is not None:
        return [f"Belongs to the link {one.link_id}, and is told of no other."]
    found = [(words, getattr(one, field)) for field, words in _BOUNDS]
    return [f"Only of links {words}: {', '.join(ids)}." for words, ids in found if ids]


def _how_it_is(one: EndpointView) -> list[str]:
    said: list[str] = []
    if one.disabled_at is not None:
        why = _WHY.get(one.disabled_why, one.disabled_why)
        said.append(f"Switched off {at(one.disabled_at)}: {why}. It goes on with: qrdesk webhook resume {one.id}")
    elif one.paused_at is not None:
        said.append(f"Paused {at(one.paused_at)}.")
    if one.failing_since is not None:
        said.append(f"Failing since {at(one.failing_since)}. {one.trouble}".strip())
    if one.waiting:
        following = "" if one.next_at is None else f"; the next is tried {at(one.next_at)}"
        said.append(f"{_deliveries(one.waiting)} wait{'s' if one.waiting == 1 else ''}{following}.")
    said.append("Nothing has arrived yet." if one.delivered_at is None else f"Last arrived {at(one.delivered_at)}.")
    return said


def _deliveries(number: int) -> str:
    return "1 delivery" if number == 1 else f"{number:,} deliveries"


def again(found: RequeuedView) -> str:
    """Return how many deliveries are sent once more, and how many were to be sent anyway, in sentences."""
    number = found.deliveries
    said = f"{_deliveries(number)} {'is' if number == 1 else 'are'} sent once more."
    said = said if number else "Nothing is to be sent again."
    waiting = f" {found.waiting:,} {'was on its' if found.waiting == 1 else 'were on their'} way already."
    return said + waiting if found.waiting else said


def delivery_lines(found: Sequence[DeliveryView]) -> list[str]:
    """Return a line for each delivery."""
    return aligned(
        (
            one.id,
            f"{one.event_at:%Y-%m-%d %H:%M:%S}",
            one.status,
            one.kind,
            "-" if one.status_code is None else str(one.status_code),
            _tries(one.attempts),
            one.link_title or "-",
            one.trouble,
        )
        for one in found
    )


def delivery_line(one: DeliveryView) -> str:
    """Return a delivery as one line."""
    return delivery_lines([one])[0]


def delivery_told(one: DeliveryDetail) -> str:
    """Return a delivery with each of its attempts, and what was sent and answered in the last one."""
    said = [delivery_line(one), f"Event {one.event_id}, number {one.seq:,} of this webhook."]
    if one.next_at is not None:
        said.append(f"Tried again {at(one.next_at)}.")
    said += [attempt_line(tried) for tried in one.tries]
    if one.tries:
        said += _in_full(one.tries[-1])
    return "\n".join(said)


def attempt_line(one: AttemptView) -> str:
    """Return an attempt as one line."""
    took = "" if one.took_ms is None else f"  {one.took_ms:,} ms"
    status = "" if one.status_code is None else f"  {one.status_code}"
    error = f"  {one.error}" if one.error else ""
    return f"{one.number}.  {one.at:%Y-%m-%d %H:%M:%S}  {one.outcome.replace('_', ' ')}{status}{took}{error}"


def _in_full(one: AttemptView) -> list[str]:
    sent = [f"{name}: {value}" for name, value in one.request_headers.items()]
    said = [f"Sent to {one.url}", *_indented("\n".join([*sent, "", one.request_body]))]
    if one.status_code is None:
        return said
    heads = [f"{name}: {value}" for name, value in one.response_headers.items()]
    more = "\n(more of it is not kept)" if one.response_cut else ""
    return [*said, f"Answered {one.status_code}", *_indented("\n".join([*heads, "", one.response_body]) + more)]


def _indented(text: str) -> list[str]:
    shown = tame(text[:_SHOWN])
    cut = "\n…" if len(text) > _SHOWN else ""
    return textwrap.indent(shown + cut, "    ").splitlines()


def _tries(number: int) -> str:
    return "1 attempt" if number == 1 else f"{number} attempts"


def kind_lines(found: Sequence[FormatView]) -> list[str]:
    """Return each format with its events, a line each."""
    said: list[str] = []
    for one in found:
        said.append(f"{one.format}: {one.about}")
        said += [
            f"  {row}"
            for row in aligned(
                (kind.kind, kind.name if kind.name != kind.kind else "", kind.about) for kind in one.kinds
            )
        ]
    return said


def at(moment: datetime) -> str:
    """Return a moment as lists show it."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"
