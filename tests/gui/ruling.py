"""A desk with a link whose rules are at hand, and what tests of them ask it."""

from collections.abc import Generator
from pathlib import Path

import pytest

from qrdesk.client import LinkDraft
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.schemas.rules import Rule
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.link_editor_rules import RuleFields
from qrdesk.gui.pages.rule_form import RuleForm
from tests.gui.desks import a_desk, client_of


@pytest.fixture
def desk(tmp_path: Path, british: None) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        made.window.show_page("links")
        yield made


def rules_of(desk: Desk) -> RuleFields:
    return desk.links.editor.parts.rules


def opened(desk: Desk, *names: str) -> LinkView:
    rules = tuple(Rule(name=name, destination=f"https://example.com/{name}") for name in names)
    link = client_of(desk).links.create(LinkDraft(destination="https://example.com/menu", rules=rules))
    desk.session.links_changed.emit()
    desk.routes.open_link(link.id)
    return link


def form_of(desk: Desk) -> RuleForm:
    form = rules_of(desk).form
    assert form is not None
    return form


def saved_names(desk: Desk, link: LinkView) -> list[str]:
    desk.links.editor.save()
    return [rule.name for rule in client_of(desk).links.get(link.id).rules]
