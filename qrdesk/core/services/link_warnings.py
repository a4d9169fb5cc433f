"""What to know about a link just made or changed, in words: what scans of its codes meet, and likely slips."""

from datetime import datetime
from zoneinfo import ZoneInfo

from qrdesk.core import destinations
from qrdesk.core.context import Context
from qrdesk.core.models import Link, Workspace
from qrdesk.core.redirect.compiling import find_zone
from qrdesk.core.redirect.queries import values
from qrdesk.core.rule_words import never_reached
from qrdesk.core.schemas.links import PrintedView
from qrdesk.core.schemas.rules import DestinationType, Routing
from qrdesk.core.services.link_views import printed_codes

_NAMED = 3  # codes named in a sentence; the others are counted
_NOTICED = frozenset({"starts_at", "ends_at", "hit_limit", "password"})
_SLIPPING = frozenset({"rules", "ends_at", "utm", "destination", "count_only", "remember_visitors"})
_ALL_NEW = "It only counts, so its rules take every visitor for a new one. With a cookie they tell who comes back."
PAUSED = "now reads that the link is paused, until you resume it"
DELETED = "now reads that the code is no longer in use, for ever"
FRAMING_UNKNOWN = (
    "Whether its page lets itself be shown in a frame was not checked. Open its short address to see whether it does."
)
ARCHIVED = "now reads that the link was put away, until you restore it"


def after_create(ctx: Context, link: Link) -> list[str]:
    """Return a sentence for each thing about a new link that will hardly have been meant."""
    said = _slips(ctx, link, {"rules", "ends_at", "utm", "count_only"})
    if link.domain.verified_at is None:
        said.insert(0, f"{link.domain.host} is not verified yet, so visitors get a 404 there until you verify it.")
    return said


def after_update(ctx: Context, link: Link, changed: set[str]) -> list[str]:
    """Return a sentence for each of the ``changed`` fields that scans of a printed code notice, or that looks odd."""
    told = _to_scans(ctx, link, changed)
    return told + _slips(ctx, link, changed - {"ends_at"} if told else changed)  # its end is told already


def _slips(ctx: Context, link: Link, changed: set[str]) -> list[str]:
    if not changed & _SLIPPING:
        return []
    said: list[str] = []
    routing = Routing.from_text(link.routing)
    if "rules" in changed and (lost := never_reached(routing.rules)):
        said.append(_never(lost))
    if changed & {"rules", "count_only", "remember_visitors"} and link.count_only and _takes_all_for_new(routing):
        said.append(_ALL_NEW)
    if "ends_at" in changed and link.ends_at is not None and link.ends_at <= ctx.now:
        said.append(f"The link has ended already: {_moment(link.ends_at, _zone(ctx))} lies in the past.")
    if destinations.type_of(link.destination) is DestinationType.URL:
        own = values(link.destination.partition("#")[0].partition("?")[2])
        twice = [f"utm_{name}" for name, value in routing.utm if value and f"utm_{name}" in own]
        if twice:
            said.append(f"The destination has {_joined(twice)} itself, which stays as it is there.")
    return said


def _takes_all_for_new(routing: Routing) -> bool:
    """Say whether rules ask who was here before, where only a cookie could tell and none is set."""
    asked = (condition.kind for rule in routing.rules if rule.enabled for condition in rule.conditions)
    return not routing.remember_visitors and "visitor" in asked


def _never(lost: dict[int, int]) -> str:
    places = [str(place + 1) for place in lost]
    which = f"Rule {places[0]} is" if len(places) == 1 else f"Rules {_joined(places)} are"
    return f"{which} never reached: rule {next(iter(lost.values())) + 1} always holds."


def _joined(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _to_scans(ctx: Context, link: Link, changed: set[str]) -> list[str]:
    if not changed & _NOTICED or not printed_codes([link]):
        return []
    zone = _zone(ctx)
    said: list[str] = []
    lead = _after_the_end(link)
    if "starts_at" in changed and link.starts_at is not None and link.starts_at > ctx.now:
        said.append(f"reads that the link is not open yet, until {_moment(link.starts_at, zone)}")
    if "ends_at" in changed and link.ends_at is not None:
        said.append(f"now {lead}" if link.ends_at <= ctx.now else f"{lead} from {_moment(link.ends_at, zone)} on")
    if "hit_limit" in changed and link.hit_limit is not None:
        used = link.hits_used >= link.hit_limit
        said.append(f"now {lead}" if used else f"{lead} after {link.hit_limit:,} hits, {link.hits_used:,} of them used")
    if "password" in changed and link.password_hash:
        said.append("is now asked for the password first")
    return [sentence for what in said for sentence in about(ctx, link, what)]


def about(ctx: Context, link: Link, what: str) -> list[str]:
    """Return one sentence that says ``what`` whoever scans a printed code does; none if no code was exported."""
    printed = printed_codes([link]).get(link.id, [])
    if not printed:
        return []
    zone = _zone(ctx)
    words = [_named(one, zone) for one in printed[:_NAMED]]
    if len(printed) > _NAMED:
        words.append(f"one of {len(printed) - _NAMED} more codes")
    codes = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
    return [f"Whoever scans {codes} {what}."]


def _named(code: PrintedView, zone: ZoneInfo) -> str:
    name = f"the code “{code.name}”" if code.name else "the code"
    return f"{name} exported on {_day(code.printed_at, zone)}"


def _after_the_end(link: Link) -> str:
    elsewhere = Routing.from_text(link.routing).expired_destination
    return f"is led to {elsewhere}" if elsewhere else "reads that the link has ended"


def _zone(ctx: Context) -> ZoneInfo:
    return find_zone(Workspace.get_by_id(ctx.actor.workspace_id).time_zone)


def _day(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local.day} {local:%B %Y}"


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{_day(at, zone)}, {at.astimezone(zone):%H:%M}"
