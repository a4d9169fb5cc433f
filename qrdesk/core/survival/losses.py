"""What the kit does not keep of a link, or keeps as it is at this moment only, said link by link."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from qrdesk.core.redirect.compiling import read_routing
from qrdesk.core.redirect.route import Kind
from qrdesk.core.schemas.rules import DeepLinks, Routing, Rule, Social
from qrdesk.core.survival.entries import BUTTON, PASSWORD, Entry
from qrdesk.core.survival.rows import AddressRow

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
    said: str


def losses_of(row: AddressRow, entry: Entry | None) -> Iterator[Loss]:
    """Yield what is not kept of a link. Of one with a password nothing is said of where it leads."""
    if entry is None:
        yield Loss("address", "This address cannot be written into the files, so it is unknown there.")
        return
    if entry.kind in _STOPPED:  # says the same page with and without the rest
        yield Loss("state", f"It answers with its page ({entry.kind}), as now; nobody can change that in the kit.")
        return
    secret = bool(row.plan.password_hash)
    if secret:
        yield Loss("password", "It asked for a password. It is not opened: a page says that it was protected.")
    yield from _times(row, entry)
    if row.plan.hit_limit is not None:
        yield from _limit(row, entry)
    if row.plan.routing:
        yield from _routing(read_routing(row.plan.routing, row.plan.link_id), row, entry, secret=secret)
    if entry.kind == BUTTON:
        yield Loss("button", "It opens mail, phone or an app: kept as a page with one link, not as a redirect.")


def _times(row: AddressRow, entry: Entry) -> Iterator[Loss]:
    if row.plan.starts_at is not None and entry.kind == Kind.NOT_YET.value:
        yield Loss("start", f"It was to begin at {_moment(row.plan.starts_at)}. The kit says “not yet” for ever.")
    if row.plan.ends_at is None:
        return
    if entry.kind == Kind.EXPIRED.value or entry.kind not in {Kind.NOT_YET.value, PASSWORD}:
        said = f"It ends at {_moment(row.plan.ends_at)}. The kit answers for ever as when it was made."
        yield Loss("end", said)


def _limit(row: AddressRow, entry: Entry) -> Iterator[Loss]:
    used, most = row.hits_used, row.plan.hit_limit
    counted = f"{used:,} of {most:,} visits were made"
    if entry.kind == Kind.USED_UP.value:
        yield Loss("limit", f"{counted}: it stays used up.")
    elif entry.kind != PASSWORD:
        yield Loss("limit", f"{counted}. The kit counts none: it leads on without a limit.")


def _routing(routing: Routing, row: AddressRow, entry: Entry, *, secret: bool) -> Iterator[Loss]:
    for number, rule in enumerate((one for one in routing.rules if one.enabled), 1):
        yield from _rule(number, rule, secret=secret)
    if routing.deep_links != DeepLinks():
        apps = [name for name, one in (("iOS", routing.deep_links.ios), ("Android", routing.deep_links.android)) if one]
        yield Loss("apps", f"It opened an app on {' and '.join(apps)}. The kit leads to the web page.")
    if routing.forward_query != "off":
        which = "the utm_ parameters" if routing.forward_query == "utm" else "all parameters"
        yield Loss("query", f"It passed {which} of the short address on. The kit passes none on.")
    if routing.hidden:
        yield Loss("hidden", "It hid where it leads, in a frame. The kit leads there openly.")
    if routing.social != Social():
        yield Loss("preview", "It had a title and a picture of its own in messengers. They show the page it leads to.")
    if routing.remember_visitors:
        yield Loss("cookie", "It knew visitors again by a cookie. The kit sets none.")
    if routing.fallback_destination:
        now = " It was down when the kit was made." if row.plan.on_fallback else ""
        where = "" if secret else f" ({routing.fallback_destination})"
        yield Loss("fallback", f"While its page was down it led elsewhere{where}. The kit does not look.{now}")
    if routing.expired_destination and entry.kind not in _STOPPED and not secret:
        yield Loss("expired", f"Once ended it leads to {routing.expired_destination}. The kit does not notice the end.")


def _rule(number: int, rule: Rule, *, secret: bool) -> Iterator[Loss]:
    named = f"Rule {number}" + (f" “{rule.name}”" if rule.name else "")
    asked = ", ".join(f"{'not ' if one.negate else ''}{_CONDITIONS.get(one.kind, one.kind)}" for one in rule.conditions)
    said = f"{named} (by {asked})" if asked else f"{named} (for everybody)"
    if rule.destination is not None:
        where = "" if secret else f" It led to {rule.destination}"
        yield Loss("rule", f"{said}.{where}")
        return
    shares = [f"{one.weight} × {one.destination}" for one in rule.variants if one.weight]
    where = "" if secret else f": {'; '.join(shares)}"
    yield Loss("variants", f"{said}: {len(shares)} variants in turns{where}")


def _moment(micros: int) -> str:
    return f"{datetime.fromtimestamp(micros / _MICROS, UTC):%Y-%m-%d %H:%M} UTC"
