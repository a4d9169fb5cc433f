"""Activity: who changed what, in plain words, and the way back."""

import re
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from qrdesk.client import EndpointDraft, KeyDraft, LinkDraft, LinkPatch, WorkspacePatch
from qrdesk.core.errors import ServerUnreachable
from qrdesk.core.schemas.bulk import BulkUpdate
from qrdesk.core.schemas.folders import FolderDraft
from qrdesk.gui.desk import Desk
from qrdesk.gui.widgets import labels
from tests.access import access, activity
from tests.gui.desks import a_desk, client_of, wait_for


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


def shown_of(panel: QWidget) -> str:
    """Return all that is written in a panel, without its markup."""
    said = " ".join(label.text().replace("\N{ZERO WIDTH SPACE}", "") for label in panel.findChildren(QLabel))
    return re.sub("<[^>]+>", "", said)


def test_the_audit_log_tells_what_was_changed(desk: Desk) -> None:
    client = client_of(desk)
    link = client.links.create(LinkDraft(destination="https://example.com/old", title="Menu"))
    client.links.update(link.id, LinkPatch(destination="https://example.com/new"))
    part = activity(desk)
    assert part.model.index(0, 0).data().startswith("Owner changed the link “Menu”. In the app")
    assert "https://example.com/old" in shown_of(part.panel)
    assert "https://example.com/new" in shown_of(part.panel)
    part.panel.open.click()
    assert desk.window.current_page() == "links"
    assert desk.links.editor.link() is not None


def test_a_change_of_many_links_names_them(desk: Desk) -> None:
    client = client_of(desk)
    ids = [
        client.links.create(LinkDraft(destination="https://example.com", title=f"Table {number}")).id
        for number in range(14)
    ]
    client.links.update_many(BulkUpdate(ids=tuple(ids), action="pause"))
    client.links.delete(ids[1])
    part = activity(desk)
    part.table.selectRow(1)
    wait_for(lambda: "Table 0" in shown_of(part.panel), "the links to be named")
    said = shown_of(part.panel)
    assert "Owner paused 14 links." in said
    assert said.index("What was done") < said.index("Table 0"), "what happened stands first"
    assert f"({ids[0]})" not in said, "names alone"
    assert ids[1] in said, "what is gone has its id alone"
    assert "and 2 more" in said
    assert ids[13] not in said


def test_of_what_is_new_nothing_is_said_that_was_before(desk: Desk) -> None:
    client_of(desk).links.create(LinkDraft(destination="https://example.com", title="Menu"))
    part = activity(desk)
    heads = [label.text() for label in part.panel.findChildren(QLabel) if not label.isHidden()]
    assert "Destination" in heads
    assert not {"before", "after"} & set(heads)


def test_the_audit_log_is_narrowed_and_says_when_nothing_is_like_that(desk: Desk) -> None:
    client = client_of(desk)
    client.links.create(LinkDraft(destination="https://example.com", title="Menu"))
    key = client.keys.create(KeyDraft(name="Till"))
    part = activity(desk)
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


@pytest.mark.wide
def test_older_entries_come_as_one_scrolls(desk: Desk) -> None:
    client = client_of(desk)
    for number in range(130):
        client.folders.create(FolderDraft(name=f"Folder {number}"))
    whole = client.audit.list().pagination.total
    assert whole is not None
    part = activity(desk)
    assert part.model.rowCount() == 100
    bar = part.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert part.model.rowCount() == whole
    assert len({part.model.key_at(at) for at in range(whole)}) == whole
    bar.setValue(bar.maximum())
    assert part.model.rowCount() == whole, "there are no older ones"


def test_the_audit_log_is_written_to_a_file(desk: Desk, tmp_path: Path) -> None:
    client_of(desk).links.create(LinkDraft(destination="https://example.com", title="=HYPERLINK(1)"))
    part = activity(desk)
    part.exporting.write(part.filters.asked(), "csv", tmp_path / "audit.csv")
    assert "link.created" in (tmp_path / "audit.csv").read_text(encoding="utf-8-sig")
    assert "The audit log is in" in desk.window.status.sentence()
    part.exporting.write({}, "jsonl", tmp_path / "none" / "audit.jsonl")
    assert not (tmp_path / "none").exists()
    assert "The audit log is in" not in desk.window.status.sentence()


def test_the_log_says_how_long_it_is_kept_and_leads_there(desk: Desk) -> None:
    client_of(desk).workspace.update(WorkspacePatch(keep_audit_days=90))
    page = activity(desk)
    assert page.kept.text() == "Entries are kept for 90 days."
    page.change_kept.click()
    assert desk.access.tabs.key() == "workspace"
    assert desk.access.workspace.panel.kept.log.days.value() == 90


def test_access_leads_to_the_log_and_the_log_to_one_thing_alone(desk: Desk) -> None:
    client = client_of(desk)
    link = client.links.create(LinkDraft(destination="https://example.com", title="Menu"))
    client.folders.create(FolderDraft(name="Winter"))
    access(desk, "keys").activity.click()
    assert desk.window.current_page() == "activity"
    desk.routes.open_activity(link.id)
    assert desk.activity.model.rowCount() == 1
    assert desk.activity.panel.shown_id()
    assert desk.activity.filters.search.text() == "Menu", "people know it by its name"
    assert desk.activity.filters.asked()["subject"] == link.id, "another of that name is not listed"
    assert "about Menu" in shown_of(desk.activity.panel)
    assert link.id not in shown_of(desk.activity.panel)


def test_a_change_reads_in_plain_words(desk: Desk) -> None:
    client = client_of(desk)
    folder = client.folders.create(FolderDraft(name="Winter"))
    rule = {"conditions": [{"kind": "country", "any_of": ["DE"]}], "destination": "https://example.com/de"}
    link = client.links.create(LinkDraft(destination="https://example.com", title="Menu"))
    client.links.update(link.id, {"folder": folder.id, "rules": [rule], "count_only": True})
    said = shown_of(activity(desk).panel)
    assert "Folder before \N{EN DASH} after Winter" in said
    assert "1. In Germany \N{RIGHTWARDS ARROW} https://example.com/de" in said
    assert "Counts only before no after yes" in said


def test_a_change_is_put_back_and_that_taken_back_again(desk: Desk) -> None:
    client = client_of(desk)
    folder = client.folders.create(FolderDraft(name="Winter"))
    rule = {"conditions": [{"kind": "country", "any_of": ["DE"]}], "destination": "https://example.com/de"}
    old = {"destination": "https://example.com/old", "folder": folder.id, "rules": [rule], "hit_limit": 3}
    link = client.links.create({"title": "Menu", **old})
    new = {"destination": "https://example.com/new", "folder": None, "rules": [], "hit_limit": None}
    client.links.update(link.id, new)
    page = activity(desk)
    assert page.panel.restore.text() == "Put back what was before"
    assert "Destination: https://example.com/old" in page.panel.restore.toolTip().splitlines()
    page.panel.restore.click()
    back = client.links.get(link.id)
    assert (back.destination, back.hit_limit, len(back.rules)) == ("https://example.com/old", 3, 1)
    assert back.folder is not None
    assert not page.panel.restore.isEnabled(), "what was put back is not put back twice"
    page.table.selectRow(1)
    assert not page.panel.restore.isEnabled(), "nor when it is chosen again"
    desk.window.undo_last()
    assert page.panel.restore.isEnabled()
    again = client.links.get(link.id)
    assert (again.destination, again.hit_limit, again.rules, again.folder) == (
        "https://example.com/new",
        None,
        (),
        None,
    )


def test_what_is_put_back_is_said_before_it_is(desk: Desk) -> None:
    client = client_of(desk)
    link = client.links.create(LinkDraft(destination="https://backhaus-mohn.example/menu", title="Menu"))
    client.links.update(link.id, {"destination": "https://backhaus-mohn.example/karte"})
    page = activity(desk)
    assert page.panel.restore.text() == "Put back “https://…hn.example/menu”"
    assert page.panel.restore.toolTip() == "Destination: https://backhaus-mohn.example/menu"
    client.links.update(link.id, {"note": "At noon"})
    page.refresh()
    page.table.selectRow(0)
    assert page.panel.restore.text() == "Make it empty again"


def test_what_is_archived_comes_back_and_what_is_gone_for_good_says_so(desk: Desk) -> None:
    client = client_of(desk)
    link = client.links.create(LinkDraft(destination="https://example.com", title="Menu"))
    client.links.archive(link.id)
    page = activity(desk)
    page.panel.restore.click()
    assert client.links.get(link.id).state == "live"
    client.links.delete(link.id)
    page.refresh()
    page.table.selectRow(0)
    assert not page.panel.restore.isVisible()
    assert "gone for good" in shown_of(page.panel)


def test_a_secret_is_never_put_back(desk: Desk) -> None:
    client = client_of(desk)
    link = client.links.create(LinkDraft(destination="https://example.com", title="Menu", password="before"))
    client.links.update(link.id, LinkPatch(password="after"))
    page = activity(desk)
    assert not page.panel.restore.isVisible()
    assert "Cannot be put back: Password." in shown_of(page.panel)


def test_a_log_that_cannot_be_read_says_so_and_offers_to_try_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_asked: object) -> None:
        raise ServerUnreachable("linde.example has not answered since 12:38")

    page = activity(desk)
    monkeypatch.setattr(client_of(desk).audit, "list", away)
    page.refresh()
    assert "has not answered" in page.notice.note.accessibleName()
    assert not page.loading.is_shown()
    monkeypatch.undo()
    next(button for button in page.notice.findChildren(QPushButton) if button.text() == "Try now").click()
    assert not page.notice.isVisible()


def test_what_was_made_is_read_whole_in_the_smallest_window(desk: Desk) -> None:
    client_of(desk).webhooks.create(
        EndpointDraft(name="Old till", url="https://alt.kasse.example/qr", headers={"X-Till": "3"})
    )
    desk.window.resize(1024, 700)
    desk.window.show()
    panel = activity(desk).panel
    wait_for(lambda: panel.height() > panel.visibleRegion().boundingRect().height() > 0, "the panel to scroll")
    said = [one for one in panel.findChildren(labels.Paragraph) if one.isVisible()]
    assert len(said) > 6
    assert [one.text() for one in said if one.height() < one.heightForWidth(one.width())] == []
