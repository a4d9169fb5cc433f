"""The simulator's answer: what wins in one line, why in a few; and where it leaves its room to the form."""

from collections.abc import Generator
from pathlib import Path

import pytest

from qrdesk.client import LinkDraft
from qrdesk.core.schemas.rules import Rule
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.link_editor_sections import Sections
from tests.gui.desks import a_desk, client_of


@pytest.fixture
def desk(tmp_path: Path, british: None) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        made.window.show_page("links")
        yield made


def opened(desk: Desk, *rules: Rule) -> Sections:
    link = client_of(desk).links.create(LinkDraft(destination="https://example.com/menu", rules=rules))
    desk.routes.open_link(link.id)
    return desk.links.editor.parts


def test_the_simulator_leaves_the_room_to_the_form_of_a_new_link_and_of_one_without_rules(desk: Desk) -> None:
    editor = desk.links.editor
    section = editor.sections["simulator"]
    desk.routes.new_link("")
    assert not section.is_open()
    opened(desk)
    assert not section.is_open(), "there are no rules to try"
    section._head.click()
    other = client_of(desk).links.create(LinkDraft(destination="https://example.com/other"))
    desk.routes.open_link(other.id)
    assert section.is_open(), "as the person left it"
    desk.routes.new_link("")
    assert not section.is_open(), "its address is to be in sight"


def test_why_a_rule_wins_is_said_in_short_and_all_of_it_in_the_details(desk: Desk) -> None:
    french = {"conditions": [{"kind": "country", "any_of": ["FR"]}], "destination": "https://example.com/fr"}
    german = {
        "conditions": [{"kind": "country", "any_of": ["DE"]}],
        "destination": "https://example.com/de?utm_source=qr",
    }
    rules = [Rule.model_validate(rule) for rule in (french, german, french, french)]
    simulator = opened(desk, *rules).simulator
    simulator.country.set_keys(["DE"])
    simulator.go.click()
    assert simulator.outcome.accessibleName().splitlines() == [
        "Rule 2 wins\N{NO-BREAK SPACE}→ example.com/de In Germany: all of this holds.",
        "Rule 1: The country is DE; the rule asks for FR.",
        "Rules 3 and 4 were not reached.",
    ]
    assert "https://example.com/de?utm_source=qr" in simulator.outcome.details()
    simulator.country.set_keys(["NL"])
    simulator.go.click()
    said = simulator.outcome.accessibleName()
    assert said.startswith("No rule wins\N{NO-BREAK SPACE}→ example.com/menu Rule 1: The country is NL")
    assert said.endswith("2 more rules do not hold either.")
