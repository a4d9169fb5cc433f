"""A rotation is made of the rules before: where somebody changes these meanwhile, nothing of theirs is lost."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core.context import Context
from qrdesk.core.errors import Busy
from qrdesk.core.schemas.links import LinkPatch
from qrdesk.core.schemas.rules import Rule, TimeCondition, Weekday, Window
from qrdesk.core.services import links
from qrdesk.core.settings import Settings
from qrdesk.daemon.dialects.dialect import Ask
from qrdesk.daemon.dialects.honopu.links import update_link
from tests.core.services.places import a_link, workspace


class Body(dict[str, Any]):
    """The body of a request; somebody does something else each time that its mode is read."""

    def __init__(self, sent: dict[str, Any], meanwhile: Callable[[], object]) -> None:
        super().__init__(sent)
        self.meanwhile = meanwhile

    def __getitem__(self, name: str) -> Any:
        if name == "mode":
            self.meanwhile()
        return super().__getitem__(name)


def asking(ctx: Context, link_id: str, sent: dict[str, Any], meanwhile: Callable[[], object]) -> Ask:
    ask = Ask(ctx, {}, {"id": link_id})
    vars(ask)["json"] = Body(sent, meanwhile)
    return ask


def rule(day: Weekday, destination: str) -> Rule:
    return Rule(conditions=(TimeCondition(kind="time", windows=(Window(days=(day,)),)),), destination=destination)


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield found


def test_rules_are_made_anew_of_those_that_came_between(ctx: Context) -> None:
    old, new = rule(Weekday.MON, "https://example.com/old"), rule(Weekday.TUE, "https://example.com/new")
    link = a_link(ctx, "https://example.com/", rules=(old,))
    left = [LinkPatch(rules=(new,))]

    def meanwhile() -> None:
        if left:
            links.update_link(ctx, link.id, left.pop())

    said = update_link(asking(ctx, link.id, {"mode": "single"}, meanwhile))
    (kept,) = links.get_link(ctx, link.id).rules
    assert (kept.destination, kept.enabled, said["rotation"][0]["days"]) == (new.destination, False, ["tue"])


def test_who_is_overtaken_again_and_again_changes_nothing(ctx: Context) -> None:
    link = a_link(ctx, "https://example.com/", rules=(rule(Weekday.MON, "https://example.com/0"),))
    done: list[str] = []

    def meanwhile() -> None:
        done.append(f"https://example.com/{len(done) + 1}")
        links.update_link(ctx, link.id, LinkPatch(rules=(rule(Weekday.MON, done[-1]),)))

    with pytest.raises(Busy):
        update_link(asking(ctx, link.id, {"mode": "single", "title": "Mine"}, meanwhile))
    after = links.get_link(ctx, link.id)
    assert (after.rules[0].destination, after.rules[0].enabled) == (done[-1], True)
    assert after.title == link.title
