"""What the kit does not keep of a link, or keeps as it is at this moment only, said link by link."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from qrdesk.core.redirect.compiling import read_routing
from qrdesk.core.redirect.route import Kind
from qrdesk.core.schemas.rules import DeepLinks, Routing, Rule, Social
from qrdesk.core.survival.entries import BUTTON, PASSWORD, Entry
from qrdesk.core.survival.rows import AddressRow
from qrdesk.core.survival.said import Said, said

_MICROS = 1_000_000
_STOPPED = frozenset({"paused", "archived", "gone", "suspended", "circle"})
_CONDITIONS = {
    "country": "country", "region": "region", "language": "language", "os": "operating system", "device": "device",
    "browser": "browser", "time": "time of day and weekday", "dates": "dates", "query": "parameter of the address",
    "referrer": "page they come from", "visitor": "new or returning", "hits": "number of hits",
}  # fmt: skip


class Loss(NamedTuple):
    """One thing of one link: what sort of thing, in one word, and in words for a person."""

    what: str
    said: Said


def losses_of(row: AddressRow, entry: Entry | None) -> Iterator[Loss]:
    """Yield what is not kept of a link. Of one with a password nothing is said of where it leads."""
    if entry is None:
        yield Loss("address", said("This address cannot be written into the files, so it is unknown there."))
        return
    if entry.kind in _STOPPED:  # says the same page with and without the rest
        page = "It answers with its page ({page}), as now; nobody can change that in the kit."
        yield Loss("state", said(page, page=said(entry.kind)))
        return
    secret = bool(row.plan.password_hash)
    if secret:
        yield Loss("password", said("It asked for a password. It is not opened: a page says that it was protected."))
    yield from _times(row, entry)
    if row.plan.hit_limit is not None:
        yield from _limit(row.hits_used, row.plan.hit_limit, entry)
    if row.plan.routing:
        yield from _routing(read_routing(row.plan.routing, row.plan.link_id), row, entry, secret=secret)
    if entry.kind == BUTTON:
        yield Loss("button", said("It opens mail, phone or an app: kept as a page with one link, not as a redirect."))


def _times(row: AddressRow, entry: Entry) -> Iterator[Loss]:
    if row.plan.starts_at is not None and entry.kind == Kind.NOT_YET.value:
        starts = _moment(row.plan.starts_at)
        yield Loss("start", said("It was to begin at {moment}. The kit says “not yet” for ever.", moment=starts))
    if row.plan.ends_at is None:
        return
    if entry.kind == Kind.EXPIRED.value or entry.kind not in {Kind.NOT_YET.value, PASSWORD}:
        ends = _moment(row.plan.ends_at)
        yield Loss("end", said("It ends at {moment}. The kit answers for ever as when it was made.", moment=ends))


def _limit(used: int, most: int, entry: Entry) -> Iterator[Loss]:
    if entry.kind == Kind.USED_UP.value:
        yield Loss("limit", said("{used} of {most} visits were made: it stays used up.", used=used, most=most))
    elif entry.kind != PASSWORD:
        on = "{used} of {most} visits were made. The kit counts none: it leads on without a limit."
        yield Loss("limit", said(on, used=used, most=most))


def _routing(routing: Routing, row: AddressRow, entry: Entry, *, secret: bool) -> Iterator[Loss]:
    for number, rule in enumerate((one for one in routing.rules if one.enabled), 1):
        yield _rule(number, rule, secret=secret)
    if routing.deep_links != DeepLinks():
        yield Loss("apps", said("It opened an app on {apps}. The kit leads to the web page.", apps=_apps(routing)))
    if routing.forward_query == "utm":
        yield Loss("query", said("It passed the utm_ parameters of the short address on. The kit passes none on."))
    elif routing.forward_query != "off":
        yield Loss("query", said("It passed all parameters of the short address on. The kit passes none on."))
    if routing.hidden:
        yield Loss("hidden", said("It hid where it leads, in a frame. The kit leads there openly."))
    if routing.social != Social():
        shown = "It had a title and a picture of its own in messengers. They show the page it leads to."
        yield Loss("preview", said(shown))
    if routing.remember_visitors:
        yield Loss("cookie", said("It knew visitors again by a cookie. The kit sets none."))
    if routing.fallback_destination:
        yield Loss(
            "fallback", _fallback("" if secret else routing.fallback_destination, down=bool(row.plan.on_fallback))
        )
    if routing.expired_destination and entry.kind not in _STOPPED and not secret:
        ended = "Once ended it leads to {address}. The kit does not notice the end."
        yield Loss("expired", said(ended, address=routing.expired_destination))


def _apps(routing: Routing) -> Said:
    links = routing.deep_links
    if links.ios and links.android:
        return said("iOS and Android")
    return said("iOS" if links.ios else "Android")


def _fallback(address: str, *, down: bool) -> Said:
    led = said("While its page was down it led elsewhere. The kit does not look.")
    if address:
        led = said("While its page was down it led elsewhere ({address}). The kit does not look.", address=address)
    return said("{led} It was down when the kit was made.", led=led) if down else led


def _rule(number: int, rule: Rule, *, secret: bool) -> Loss:
    named = said("Rule {number} “{name}”", number=number, name=rule.name) if rule.name else None
    asked = [_condition(one.kind, negate=one.negate) for one in rule.conditions]
    which = {
        "rule": named or said("Rule {number}", number=number),
        "asked": said("by {kinds}", kinds=asked) if asked else said("for everybody"),
    }
    if rule.destination is not None:
        if secret:
            return Loss("rule", said("{rule} ({asked}).", **which))
        return Loss("rule", said("{rule} ({asked}). It led to {address}", address=rule.destination, **which))
    shares = [f"{one.weight} × {one.destination}" for one in rule.variants if one.weight]
    if secret:
        return Loss("variants", said("{rule} ({asked}): {count} variants in turns", count=len(shares), **which))
    listed = "{rule} ({asked}): {count} variants in turns: {shares}"
    return Loss("variants", said(listed, count=len(shares), shares="; ".join(shares), **which))


def _condition(kind: str, *, negate: bool) -> Said:
    named = said(_CONDITIONS.get(kind, kind))
    return said("not {kind}", kind=named) if negate else named


def _moment(micros: int) -> str:
    return f"{datetime.fromtimestamp(micros / _MICROS, UTC):%Y-%m-%d %H:%M} UTC"
