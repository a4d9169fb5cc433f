"""Which of a link's rules each of those is that were sent: its counts are found by that."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qrdesk.core.context import Context
from qrdesk.core.schemas.rules import DestinationType, Rule
from qrdesk.core.services import rule_uuids
from qrdesk.daemon.dialects.h0p import destinations


@dataclass(frozen=True, slots=True)
class SentRule:
    """A rule as it was sent: its place, its id if it has one, and what it says."""

    place: int
    uuid: str | None
    conditions: Sequence[Mapping[str, Any]]
    destination: Any

    def leads(self, rule: Rule | None) -> tuple[str, DestinationType] | None:
        """Return its destination; None where that is the one that ``rule`` has.

        Raises:
            Invalid: it is none.
        """
        shown = None if rule is None else destinations.shown(rule.destination or "", rule.destination_type)
        return destinations.read(self.destination, f"rules.{self.place}.destination", shown)

    def asks_as(self, rule: Rule) -> bool:
        """Say whether it asks for the same as ``rule``."""
        said = {one["kind"]: [value.casefold() for value in one["any_of"]] for one in self.conditions}
        return said == {
            one.kind: [str(value).casefold() for value in getattr(one, "any_of", ())] for one in rule.conditions
        }

    def is_as(self, rule: Rule) -> bool:
        """Say whether it asks for the same as ``rule``, and leads to the same place."""
        return self.asks_as(rule) and self.leads(rule) is None


def find_own(ctx: Context, sent: Sequence[SentRule], before: Sequence[Rule]) -> dict[int, Rule | str]:
    """Return, by the places of those that were sent, the rule that each is, or the UUID that a new one brings.

    First those with an id of the link's own. Another id that nothing in the workspace has is the client's. The rest
    are what asks the same; of several, what leads to the same place.
    """
    left = list(before)
    found: dict[int, Rule | str] = {}

    def match(same: Callable[[SentRule, Rule], bool]) -> None:
        for one in sent:
            own = None if one.place in found else next((rule for rule in left if same(one, rule)), None)
            if own is not None:
                left.remove(own)
                found[one.place] = own

    match(lambda one, rule: one.uuid is not None and one.uuid == rule.uuid)
    asked = [one.uuid for one in sent if one.place not in found and one.uuid is not None]
    new = rule_uuids.find_new(ctx.actor.workspace_id, asked)
    for one in sent:
        if one.place not in found and one.uuid in new:
            new.discard(one.uuid)
            found[one.place] = one.uuid
    match(SentRule.is_as)
    match(SentRule.asks_as)
    return found
