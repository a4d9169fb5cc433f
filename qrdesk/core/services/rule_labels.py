"""What rules and variants are called where their hits are shown."""

from collections.abc import Iterator, Sequence

from qrdesk.core.context import Context
from qrdesk.core.hits.enrich import OTHER
from qrdesk.core.models import Link, RollupDay
from qrdesk.core.schemas.analytics import Dimension
from qrdesk.core.schemas.rules import Routing
from qrdesk.core.services.queries import tuples

# ways that are no rules of the link's own (see redirect.route.Choice)
_WAYS = {
    "expired": "Expired destination",
    "fallback": "Fallback destination",
    "ios": "App on iOS",
    "android": "App on Android",
    OTHER: "All others",
}


def labels(ctx: Context, dimension: Dimension, ids: Sequence[str], link: Link | None) -> dict[str, str]:
    """Return what to show for each id of a rule or variant; nothing where the dimension is another.

    Without ``link`` the name of each one's link stands in front. What was removed from its link is said to be gone.
    """
    if dimension not in {Dimension.RULE, Dimension.VARIANT} or not ids:
        return {}
    wanted = [one for one in ids if one not in _WAYS]
    found = {one: f"{one} (no longer there)" for one in wanted}
    for row in [link] if link is not None else _links_of(ctx, dimension, wanted):
        front = "" if link is not None else f"{row.title or row.slug}: "
        named = _rules(row) if dimension is Dimension.RULE else _variants(row)
        found |= {one: front + label for one, label in named if one in found}
    return found | {one: _WAYS[one] for one in ids if one in _WAYS}


def _links_of(ctx: Context, dimension: Dimension, ids: Sequence[str]) -> list[Link]:
    used = RollupDay.workspace_id == ctx.actor.workspace_id
    used = used & (RollupDay.dimension == dimension.value) & RollupDay.value.in_(list(ids))
    link_ids = [link_id for (link_id,) in tuples(RollupDay.select(RollupDay.link_id).where(used).distinct())]
    return list(Link.select().where((Link.workspace == ctx.actor.workspace_id) & Link.id.in_(link_ids)))


def _rules(link: Link) -> Iterator[tuple[str, str]]:
    for number, rule in enumerate(Routing.from_text(link.routing).rules, 1):
        if rule.id:
            yield rule.id, rule.name or rule.destination or f"Rule {number}"


def _variants(link: Link) -> Iterator[tuple[str, str]]:
    for rule in Routing.from_text(link.routing).rules:
        for variant in rule.variants:
            if variant.id:
                yield variant.id, variant.name or variant.destination
