"""Access: what was used of the plan, and the audit log."""

from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from qrdesk.client import KeyDraft, LinkDraft, LinkPatch, PlanChoiceDraft, PlanDraft, WorkspacePatch
from qrdesk.core.schemas.folders import FolderDraft
from qrdesk.gui.desk import Desk
from tests.access import access
from tests.gui.desks import a_desk, client_of, wait_for


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


def shown_of(panel: QWidget) -> str:
    """Return all that is written in a panel."""
    return " ".join(label.text().replace("\N{ZERO WIDTH SPACE}", "") for label in panel.findChildren(QLabel))


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
    assert part.workspace.hits.accessibleName().startswith("Hits of all links: 0 of")
    assert not part.key.isVisible(), "nobody has a key here"


def test_the_audit_log_tells_what_was_changed(desk: Desk) -> None:
    client = client_of(desk)
    link = client.links.create(LinkDraft(destination="https://example.com/old", title="Menu"))
    client.links.update(link.id, LinkPatch(destination="https://example.com/new"))
    part = access(desk, "audit").audit
    assert part.model.index(0, 0).data().startswith("Owner changed the link “Menu”. In the app")
    assert "https://example.com/old" in shown_of(part.panel)
    assert "https://example.com/new" in shown_of(part.panel)
    part.panel.open.click()
    assert desk.window.current_page() == "links"
    assert desk.links.editor.link() is not None


def test_the_audit_log_is_narrowed_and_says_when_nothing_is_like_that(desk: Desk) -> None:
    client = client_of(desk)
    client.links.create(LinkDraft(destination="https://example.com", title="Menu"))
    key = client.keys.create(KeyDraft(name="Till"))
    part = access(desk, "audit").audit
    part.filters.what.choose("key")
    part.filters.what.chosen.emit("key")
    wait_for(lambda: part.model.rowCount() == 1, "the keys' changes alone")
    part.filters.search.setText("Menu")
    wait_for(part.empty.isVisible, "nothing to be found")
    assert not part.table.isVisible()
    part.all.click()
    whole = len(client.audit.list().data)
    assert whole >= 2
    wait_for(lambda: part.model.rowCount() == whole, "all of it again")
    assert (part.filters.search.text(), part.filters.what.key()) == ("", "all")
    part.filters.who.choose(f"key {key.id}")
    assert part.filters.asked() == {"key": key.id}
    part.filters.period.choose("7")
    assert part.filters.asked()["since"] < datetime.now(UTC) - timedelta(days=5, hours=23)


def test_older_entries_come_as_one_scrolls(desk: Desk) -> None:
    client = client_of(desk)
    for number in range(130):
        client.folders.create(FolderDraft(name=f"Folder {number}"))
    whole = client.audit.list().pagination.total
    assert whole is not None
    part = access(desk, "audit").audit
    assert part.model.rowCount() == 100
    bar = part.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert part.model.rowCount() == whole
    assert len({part.model.key_at(at) for at in range(whole)}) == whole
    bar.setValue(bar.maximum())
    assert part.model.rowCount() == whole, "there are no older ones"


def test_the_audit_log_is_written_to_a_file(desk: Desk, tmp_path: Path) -> None:
    client_of(desk).links.create(LinkDraft(destination="https://example.com", title="=HYPERLINK(1)"))
    part = access(desk, "audit").audit
    part.exporting.write(part.filters.asked(), "csv", tmp_path / "audit.csv")
    assert "link.created" in (tmp_path / "audit.csv").read_text(encoding="utf-8-sig")
    assert "The audit log is in" in desk.window.status.sentence()
    part.exporting.write({}, "jsonl", tmp_path / "none" / "audit.jsonl")
    assert not (tmp_path / "none").exists()
    assert "The audit log is in" not in desk.window.status.sentence()


def test_the_log_says_how_long_it_is_kept_and_leads_there(desk: Desk) -> None:
    client_of(desk).workspace.update(WorkspacePatch(keep_audit_days=90))
    page = access(desk, "audit")
    assert page.audit.kept.text() == "Entries are kept for 90 days."
    page.audit.change_kept.click()
    assert page.tabs.key() == "workspace"
    assert page.workspace.panel.kept.log.days.value() == 90
