"""Trying out a link: the same rules and the same choice as for a real visitor, with nothing saved or counted."""

from itertools import chain

from qrdesk.core.context import Context
from qrdesk.core.models import Domain, Link, Workspace
from qrdesk.core.models.base import to_micros
from qrdesk.core.redirect import hosts
from qrdesk.core.redirect.choose import Trace, trace, used_up
from qrdesk.core.redirect.plan import Plan, PlanRow, compile_plan
from qrdesk.core.redirect.route import Kind
from qrdesk.core.redirect.visit import Visit
from qrdesk.core.schemas.rules import Routing
from qrdesk.core.schemas.simulation import NewSimulationDraft, RuleTrace, SimulationDraft, SimulationView, VisitDraft
from qrdesk.core.services import link_fields, simulator_words
from qrdesk.core.services.link_rows import get_row
from qrdesk.core.services.queries import tuples

_LEADING = frozenset({Kind.LEAD, Kind.FRAME, Kind.BUTTON, Kind.CIRCLE})
_ENDED = frozenset({Kind.EXPIRED, Kind.USED_UP})
_SOMEBODY = "somebody"  # who is simulated where nobody is named: the same visitor each time


def simulate_link(ctx: Context, link_id: str, draft: SimulationDraft) -> SimulationView:
    """Tell what a visitor would get of a link, and what each of its rules says to the visit.

    With ``changes`` the link is tried as it would be after them. Nothing is saved, and no hit is counted.

    Raises:
        NotFound: no such link in this workspace.
        BadDestination, Invalid: the changes could not be saved either.
    """
    link = get_row(ctx, link_id)
    if draft.changes is not None:
        link = link_fields.preview_routing(ctx, link, draft.changes)
    return _simulated(ctx, link, draft.visit)


def simulate_draft(ctx: Context, draft: NewSimulationDraft) -> SimulationView:
    """Tell what a visitor would get of a link that is not made yet, and what each of its rules says to the visit.

    No address is taken for it, and none needs to be free.

    Raises:
        NotFound: no such domain in this workspace.
        BadDestination, Invalid: the link could not be made either.
    """
    return _simulated(ctx, link_fields.preview_draft(ctx, draft.link), draft.visit)


def _simulated(ctx: Context, link: Link, said: VisitDraft) -> SimulationView:
    routing = Routing.from_text(link.routing)
    zone = routing.time_zone or Workspace.get_by_id(ctx.actor.workspace_id).time_zone
    visit = _visit(ctx, link, said)
    traced = _traced(link, _plan(link, zone), visit)
    choice = traced.choice
    words = simulator_words.Words(link, routing, zone, visit)
    fallback = link.domain.fallback_url if choice.kind in _ENDED else ""
    return SimulationView(
        kind=choice.kind.value,
        location=choice.location or fallback,
        store=choice.store,
        rule=choice.rule,
        rule_name=routing.rules[traced.winner].name if traced.winner >= 0 else "",
        variant=choice.variant,
        asks_password=bool(link.password_hash) and choice.kind in _LEADING,
        sentence=words.outcome(traced, fallback),
        at=said.at or ctx.now,
        time_zone=zone,
        rules=_rules(routing, traced, words),
    )


def _plan(link: Link, zone: str) -> Plan:
    row = PlanRow(
        link.id,
        link.workspace_id,
        link.destination,
        archived=link.archived_at is not None,
        paused=link.paused_at is not None,
        suspended=link.suspended_at is not None,
        routing=link.routing,
        starts_at=None if link.starts_at is None else to_micros(link.starts_at),
        ends_at=None if link.ends_at is None else to_micros(link.ends_at),
        hit_limit=link.hit_limit,
        password_hash=link.password_hash,
        on_fallback=link.on_fallback,
        time_zone=zone,
    )
    return compile_plan(row)


def _visit(ctx: Context, link: Link, draft: VisitDraft) -> Visit:
    return Visit(
        now_s=(draft.at or ctx.now).timestamp(),
        country=draft.country,
        region=draft.region,
        languages=draft.languages,
        os=draft.os,
        device=draft.device,
        browser=draft.browser,
        query=draft.query,
        referrer=draft.referrer,
        visitor=draft.visitor or _SOMEBODY,
        returning=draft.returning,
        hits=link.hit_count if draft.hits is None else draft.hits,
        own_hosts=_own_hosts(),
    )


def _own_hosts() -> frozenset[str]:
    verified = Domain.select(Domain.host).where(Domain.verified_at.is_null(False))
    names = (hosts.normal(host) for (host,) in tuples(verified))
    return frozenset(chain.from_iterable(hosts.spellings(name) for name in names))


def _traced(link: Link, plan: Plan, visit: Visit) -> Trace:
    traced = trace(plan, visit)
    open_to_all = traced.choice.kind in _LEADING and traced.choice.rule != "expired"
    if not open_to_all or link.hit_limit is None or link.hits_used < link.hit_limit:
        return traced
    return traced._replace(choice=used_up(plan, visit), asked=False)


def _rules(routing: Routing, traced: Trace, words: simulator_words.Words) -> list[RuleTrace]:
    return [
        RuleTrace(
            id=rule.id or "",
            name=rule.name,
            wins=place == traced.winner,
            failed=rule.conditions[failed].kind if (failed := traced.failures.get(place, -1)) >= 0 else "",
            reason=words.rule(place, traced),
        )
        for place, rule in enumerate(routing.rules)
    ]
