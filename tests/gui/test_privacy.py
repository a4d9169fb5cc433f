"""Privacy in the app: how long single scans are kept, do-not-track, links that only count, erasing a link's scans."""

from pathlib import Path

import pytest

from qrdesk.client import LinkDraft, WorkspacePatch
from qrdesk.core.errors import ServerUnreachable
from qrdesk.core.schemas.access import WorkspaceView
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.settings_privacy import PrivacyCard
from tests.gui.desks import a_desk
from tests.gui.hits import store

pytestmark = pytest.mark.usefixtures("british")


def privacy(desk: Desk) -> PrivacyCard:
    desk.routes.open_settings("scans")
    return desk.settings.privacy


def kept(desk: Desk) -> WorkspaceView:
    return desk.session.the_client().workspace.get()


def test_days_are_kept_once_saved_and_the_loss_is_said_before(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        card = privacy(desk)
        assert card.days.value() == 400
        assert not card.save.isEnabled()
        card.days.setValue(30)
        assert card.loss.isVisible()
        assert "are deleted for ever" in card.loss.accessibleName()
        assert kept(desk).keep_hits_days == 400
        card.save.click()
        assert kept(desk).keep_hits_days == 30
        assert not card.loss.isVisible()
        assert not card.save.isEnabled()
        assert desk.window.status.sentence().startswith("Saved: single scans are kept for 30 days")


@pytest.mark.wide
def test_single_scans_are_kept_for_ever(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        card = privacy(desk)
        card.for_ever.click()
        assert not card.days.isEnabled()
        assert not card.loss.isVisible()
        card.save.click()
        assert kept(desk).keep_hits_days is None
        desk.show_page("home")
        assert privacy(desk).for_ever.isChecked()


def test_what_is_typed_and_not_saved_stays_when_the_page_comes_back(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        privacy(desk).days.setValue(90)
        desk.show_page("home")
        card = privacy(desk)
        assert card.days.value() == 90
        assert card.save.isEnabled()


@pytest.mark.wide
def test_the_part_says_what_is_not_saved_as_it_is_left(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        settings = desk.settings
        desk.routes.open_settings("general")
        settings.parts.item("scans").click()
        settings.privacy.days.setValue(90)
        settings.parts.item("general").click()
        assert desk.window.status.sentence().startswith("Not saved yet: how long single scans are kept")
        settings.parts.item("scans").click()
        assert settings.privacy.days.value() == 90


def test_do_not_track_holds_at_once_and_goes_back_where_it_was_not_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_desk(tmp_path) as desk:
        card = privacy(desk)
        assert card.honour.isChecked()
        card.honour.click()
        assert kept(desk).honour_dnt is False

        def fails(_patch: WorkspacePatch) -> WorkspaceView:
            raise ServerUnreachable("https://go.example does not answer.")

        monkeypatch.setattr(desk.session.the_client().workspace, "update", fails)
        card.honour.click()
        assert not card.honour.isChecked()
        assert card.kept.has_error()


def test_a_link_only_counts_its_visits(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        client = desk.session.the_client()
        link = client.links.create(LinkDraft(destination="https://example.com", slug="lunch"))
        desk.routes.open_link(link.id)
        editor = desk.links.editor
        editor.sections["privacy"].set_open(True)
        editor.parts.privacy.only.click()
        editor.save()
        assert client.links.get(link.id).count_only
        assert editor.parts.privacy.summary() == "only counted"


def test_the_scans_of_a_link_are_erased_after_a_second_thought(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        client = desk.session.the_client()
        link = client.links.create(LinkDraft(destination="https://example.com", slug="lunch", title="Lunch menu"))
        store(link, 3)
        desk.routes.open_link(link.id)
        editor = desk.links.editor
        editor.sections["privacy"].set_open(True)
        part = editor.parts.privacy
        part.erase.click()
        assert part.last_step.isVisible()
        part.keep.click()
        assert not part.last_step.isVisible()
        assert client.links.summary(link.id).total_hits == 3
        part.erase.click()
        part.final.click()
        assert client.links.summary(link.id).total_hits == 0
        assert client.links.get(link.id).slug == "lunch"
        assert desk.window.status.sentence() == "The scans of Lunch menu are erased"


def test_a_new_link_has_nothing_to_erase(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.routes.new_link("https://example.com")
        desk.links.editor.sections["privacy"].set_open(True)
        assert not desk.links.editor.parts.privacy.erase.isVisible()


def test_an_address_that_nobody_made_opens_the_editor_with_it(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.routes.new_address("go.example", "speisekarte")
        assert desk.window.current_page() == "links"
        assert desk.links.editor.link() is None
        assert desk.links.editor.address.text() == "speisekarte"


@pytest.mark.wide
def test_home_and_links_ask_for_hits_and_other_pages_do_not(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        client = desk.session.the_client()
        link = client.links.create(LinkDraft(destination="https://example.com"))
        desk.show_page("settings")
        store(link)
        desk.pulse.poll()
        assert desk.pulse.latest == []
        desk.show_page("home")
        assert [hit.link_id for hit in desk.pulse.latest] == [link.id]
