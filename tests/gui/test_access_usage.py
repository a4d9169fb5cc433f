"""Access: what was used of the plan."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QProgressBar

from qrdesk.client import LinkDraft, PlanChoiceDraft, PlanDraft
from qrdesk.gui.desk import Desk
from qrdesk.gui.widgets.glyph import Glyph
from tests.access import access
from tests.gui.desks import a_desk, client_of


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


def test_usage_says_what_is_used_of_the_plan(desk: Desk) -> None:
    client = client_of(desk)
    part = access(desk, "usage").usage
    assert part.workspace.links.accessibleName() == "Links made: 0, no limit."
    client.plans.save("cafe", PlanDraft(links_month=2, hits_month=1000))
    client.plans.choose(client.workspace.get().id, PlanChoiceDraft(plan="cafe"))
    for number in range(2):
        client.links.create(LinkDraft(destination=f"https://example.com/{number}"))
    part.refresh()
    assert part.workspace.links.accessibleName() == "Links made: 2 of 2. Used up until next month."
    assert part.workspace.hits.accessibleName().startswith("Hits this month, imported ones left out: 0 of")
    assert not part.key.isVisible(), "nobody has a key here"


def test_what_is_soon_used_up_is_seen(desk: Desk) -> None:
    client, part = client_of(desk), access(desk, "usage").usage
    client.plans.save("cafe", PlanDraft(links_month=5))
    client.plans.choose(client.workspace.get().id, PlanChoiceDraft(plan="cafe"))
    line, bar = part.workspace.links, part.workspace.links.findChild(QProgressBar)
    mark = line.findChild(Glyph)
    assert bar is not None
    assert mark is not None
    for made in range(1, 5):
        client.links.create(LinkDraft(destination=f"https://example.com/{made}"))
        part.refresh()
        assert (mark.isVisible(), bar.property("tone")) == ((True, "warn") if made == 4 else (False, ""))
    assert line.accessibleName() == "Links made: 4 of 5. Soon used up."
