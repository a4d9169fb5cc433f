"""How endpoints, events and deliveries are said."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, QLocale

from qrdesk.core.schemas.webhooks import (
    AttemptView,
    DeliveryView,
    EndpointState,
    EndpointView,
    Format,
    Outcome,
    WatchView,
)
from qrdesk.gui import words
from qrdesk.gui.widgets.glyph import Tone

Standing = Literal[EndpointState, "unused", "missed"]

VISITS = "link.clicked"  # the event that a scan is
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400  # s


def kind_words() -> Mapping[str, str]:
    """Return what each kind of event is about, by its name."""
    return {
        "link.clicked": _tr("A code is scanned or a link is opened"),
        "link.created": _tr("A link is made"),
        "link.updated": _tr("A link is changed"),
        "link.deleted": _tr("A link is deleted"),
        "link.destination_down": _tr("A destination does not answer any more"),
        "link.destination_up": _tr("A destination answers again"),
        "link.limit_reached": _tr("A link has reached its limit"),
        "link.suspended": _tr("A link is suspended"),
        "link.released": _tr("A suspended link is released"),
        "code.created": _tr("A code is made"),
        "code.updated": _tr("A code is changed"),
        "code.exported": _tr("A code is exported for print"),
        "domain.verified": _tr("A domain is verified"),
        "domain.failing": _tr("A domain fails its check"),
        "endpoint.failing": _tr("Another webhook fails for a day"),
        "endpoint.disabled": _tr("Another webhook is disabled"),
    }


def format_words() -> Mapping[Format, tuple[str, str]]:
    """Return the name of each format, and a sentence about it."""
    return {
        "native": (
            _tr("QRDesk"),
            _tr("All events, signed so that the receiver can tell who sent them (Standard Webhooks)."),
        ),
        "honopu": (
            _tr("Honopu"),
            _tr("As Honopu sends it: visits and changes of links, signed in X-Honopu-Signature."),
        ),
        "h0p": (_tr("h0p"), _tr("As h0p sends it: visits and changes of links, signed in a header of your choice.")),
        "usnp": (_tr("usnp"), _tr("As usnp sends it: visits alone, each tried three times within seconds.")),
    }


def standing(endpoint: EndpointView, watch: WatchView | None) -> Standing:
    """Return how an endpoint stands: one that nothing ever reached is not healthy."""
    if endpoint.state != "healthy":
        return endpoint.state
    nothing_yet = endpoint.delivered_at is None
    if endpoint.trouble or (nothing_yet and watch is not None and watch.failed):
        return "missed"
    return "unused" if nothing_yet else "healthy"


def state_words(state: Standing) -> str:
    """Return the state in a word or three."""
    said: Mapping[Standing, str] = {
        "unused": _tr("Not used yet"),
        "missed": _tr("Last try failed"),
        "healthy": _tr("Healthy"),
        "failing": _tr("Failing"),
        "paused": _tr("Paused"),
        "disabled": _tr("Disabled"),
    }
    return said[state]


def state_look(state: Standing) -> tuple[str, Tone]:
    """Return icon and tone of a state."""
    looks: Mapping[Standing, tuple[str, Tone]] = {
        "unused": ("clock", "secondary"),
        "missed": ("circle-x", "danger"),
        "healthy": ("circle-check", "success"),
        "failing": ("circle-x", "danger"),
        "paused": ("pause", "secondary"),
        "disabled": ("pause", "secondary"),
    }
    return looks[state]


def state_since(endpoint: EndpointView, watch: WatchView | None, now: datetime) -> str:
    """Return the state, and since when where that is known."""
    said, at = {
        "failing": (_tr("Failing since {time}"), endpoint.failing_since),
        "paused": (_tr("Paused since {time}"), endpoint.paused_at),
        "disabled": (_tr("Disabled since {time}"), endpoint.disabled_at),
    }.get(endpoint.state, ("", None))
    if at is None:
        return state_words(standing(endpoint, watch))
    today = at.astimezone().date() == now.astimezone().date()
    return said.format(time=words.clock(at) if today else words.day(at))


def why_disabled(endpoint: EndpointView) -> str:
    """Return in a sentence why nothing is sent to a disabled endpoint."""
    day = words.day(endpoint.disabled_at) if endpoint.disabled_at is not None else ""
    if endpoint.disabled_why == "gone":
        return _tr("Disabled on {day}: it answered 410, nothing more is wanted there.").format(day=day)
    return _tr("Disabled after 5 days of failures, on {day}.").format(day=day)


def kinds_line(kinds: Sequence[str]) -> str:
    """Return which events are told, in few words."""
    if not kinds:
        return _tr("All events")
    if len(kinds) == 1:
        return kind_words().get(kinds[0], kinds[0])
    return words.counted(len(kinds), _tr("{count} event type"), _tr("{count} event types"))


def kinds_in_short(kinds: Sequence[str]) -> str:
    """Return which events are told, where there is little room."""
    if list(kinds) == ["link.clicked"]:
        return _tr("Scans, clicks")
    if len(kinds) == 1:
        return words.counted(1, _tr("{count} event type"), _tr("{count} event types"))
    return kinds_line(kinds)


def address(url: str) -> str:
    """Return host and path of an address, as people read it."""
    return url.partition("://")[2] or url


def target(url: str) -> str:
    """Return the path of an address with its query, as the first line of a request names it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def until(at: datetime, now: datetime) -> str:
    """Return how long it is until ``at``, roughly."""
    left = (at - now) / timedelta(seconds=1)
    if left < 1:
        return _tr("due")
    if left < _MINUTE:
        return _tr("in {count} s").format(count=round(left))
    if left < _HOUR:
        return _tr("in {count} min").format(count=round(left / _MINUTE))
    if left < _DAY:
        return _tr("in {count} h").format(count=round(left / _HOUR))
    return words.counted(round(left / _DAY), _tr("in {count} day"), _tr("in {count} days"))


def took(milliseconds: int | None) -> str:
    """Return how long an answer took."""
    if milliseconds is None:
        return ""
    if milliseconds < 1000:
        return _tr("{count} ms").format(count=words.number(milliseconds))
    return _tr("{count} s").format(
        count=QLocale().toString(milliseconds / 1000, "f", 0 if milliseconds >= 10_000 else 1)
    )


def answer(one: DeliveryView) -> str:
    """Return what the last answer was: its status, else in few words that there is none; empty before the first try."""
    if one.status_code is not None:
        return str(one.status_code)
    if not one.trouble:
        return ""
    return _tr("Not sent") if one.took_ms is None else _tr("No answer")


def came_of(attempt: AttemptView) -> str:
    """Return in words what came of an attempt."""
    answered = str(attempt.status_code) if attempt.status_code else outcome_words(attempt.outcome)
    return words.told(attempt.error) or answered


def outcome_look(outcome: Outcome) -> tuple[str, Tone]:
    """Return icon and tone of what came of an attempt."""
    if outcome == "delivered":
        return "circle-check", "success"
    return ("clock", "tertiary") if outcome == "started" else ("circle-x", "danger")


def outcome_words(outcome: Outcome) -> str:
    """Return what came of an attempt."""
    said: Mapping[Outcome, str] = {
        "started": _tr("Under way, or cut off"),
        "delivered": _tr("Delivered"),
        "refused": _tr("Refused"),
        "timed_out": _tr("Timed out"),
        "unreachable": _tr("Not reached"),
        "blocked": _tr("Not allowed"),
        "over_plan": _tr("The plan is used up"),
        "own_fault": _tr("A fault of QRDesk"),
    }
    return said[outcome]


def next_try(delivery: DeliveryView, now: datetime, *, at_rest: bool) -> str:
    """Return when a delivery is tried next, or how it ended; ``at_rest``: its endpoint is sent nothing for now."""
    if delivery.status == "delivered":
        return _tr("delivered")
    if delivery.next_at is not None and not at_rest:
        return until(delivery.next_at, now)
    if delivery.status == "failed":
        return _tr("given up") if delivery.seq else _tr("sent once")  # a test, which is not tried again
    return _tr("waits")


def day_summary(watch: WatchView | None) -> str:
    """Return what became of the last 24 hours' attempts."""
    tries = watch.delivered + watch.failed if watch is not None else 0
    if watch is None or not tries:
        return _tr("Nothing in 24 h")
    share = 100 * watch.delivered / tries
    # never "100 %" while something failed, nor "0 %" while something arrived
    share = min(share, 99.9) if watch.failed else share
    said = QLocale().toString(max(share, 0.1) if watch.delivered else 0.0, "f", 0 if share in {0, 100} else 1)
    return _tr("{count} in 24 h, {share} % delivered").format(count=words.number(tries), share=said)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Webhooks", text)
