"""The sections of the link editor on a real database: each field is saved, read back, and told where it is wrong."""

from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qrdesk.client import CodeDraft, ExportDraft, LinkDraft, LinkPatch
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.folders import FolderDraft
from qrdesk.core.schemas.links import LinkState, LinkView
from qrdesk.core.schemas.rules import AppTarget, DestinationType, Rule, Utm
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages import link_editor_form as form
from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.pages.link_editor_sections import Sections
from tests.gui.desks import a_desk, client_of, wait_for


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        made.window.show_page("links")
        yield made


def opened(desk: Desk, **more: Any) -> LinkView:
    link = client_of(desk).links.create(LinkDraft(destination="https://example.com/menu", slug="menu", **more))
    desk.session.links_changed.emit()
    desk.routes.open_link(link.id)
    return link


def parts(desk: Desk) -> Sections:
    return desk.links.editor.parts


def saved(desk: Desk, link: LinkView) -> LinkView:
    desk.links.editor.save()
    assert desk.links.editor.bar.text() == "All changes saved"
    return client_of(desk).links.get(link.id)


def test_a_link_shown_and_not_touched_has_no_changes(desk: Desk) -> None:
    soon = datetime.now(UTC) + timedelta(days=2, seconds=17)
    opened(
        desk,
        title="Menu",
        starts_at=soon,
        hit_limit=50,
        password="secret",
        utm=Utm(source="qr"),
        forward_query="all",
        social={"title": "Lunch", "description": "Every day", "image_url": "https://example.com/a.png"},
        deep_links={"ios": {"url": "myapp://menu", "store": "https://apps.apple.com/x"}},
    )
    assert desk.links.editor.changes() == {}


def test_campaign_parameters_are_saved_and_the_final_address_is_shown_while_typing(desk: Desk) -> None:
    link = opened(desk)
    campaign = parts(desk).campaign
    campaign.utm["source"].set_text("qr")
    campaign.utm["campaign"].set_text("lunch & more")
    assert "utm_source=qr" in campaign.final.text().replace("\N{ZERO WIDTH SPACE}", "")
    campaign.copy.click()
    copied = QGuiApplication.clipboard().text()
    now = saved(desk, link)
    assert (now.utm.source, now.utm.campaign) == ("qr", "lunch & more")
    assert now.final_url == form.with_utm(link.destination, now.utm), "the preview adds them as the server does"
    assert copied == now.final_url


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/a",
        "https://example.com/a?x=1#top",
        "https://example.com/a?utm_source=own",
        "https://example.com/?",
    ],
)
@pytest.mark.fast_cases(1)
def test_the_preview_adds_parameters_as_the_server_does(desk: Desk, url: str) -> None:
    utm = Utm(source="qr", medium="tent card")
    link = client_of(desk).links.create(LinkDraft(destination=url, utm=utm))
    assert form.with_utm(link.destination, utm) == link.final_url


def test_a_preset_is_kept_and_filled_into_another_link(desk: Desk) -> None:
    link = opened(desk)
    campaign = parts(desk).campaign
    campaign.utm["source"].set_text("tent")
    campaign.naming.ask("Name")
    campaign.naming.field.set_text("Table tent")
    campaign.naming.named.emit("Table tent")
    (preset,) = client_of(desk).presets.list()
    assert (preset.name, preset.utm.source) == ("Table tent", "tent")
    desk.links.editor.discard()
    campaign._take(preset.utm)
    assert saved(desk, link).utm.source == "tent"


@pytest.mark.wide
def test_an_empty_preset_is_refused_where_its_name_is_typed(desk: Desk) -> None:
    opened(desk)
    parts(desk).campaign.naming.named.emit("Nothing")
    assert parts(desk).campaign.naming.field.has_error()


@pytest.mark.wide
def test_a_phone_number_is_a_destination_of_its_own_sort(desk: Desk) -> None:
    link = opened(desk)
    leads = parts(desk).fields.leads
    leads.sort.choose(DestinationType.PHONE)
    leads.sort.chosen.emit(DestinationType.PHONE)
    leads.field.set_text("+49 30 1234567")
    assert saved(desk, link).destination_type is DestinationType.PHONE


def test_a_link_moves_into_a_folder_and_out_of_it(desk: Desk) -> None:
    folder = client_of(desk).folders.create(FolderDraft(name="Menus"))
    link = opened(desk)
    choice = parts(desk).fields.folder
    choice.choose(folder.id)
    choice.chosen.emit(folder.id)
    assert (saved(desk, link).folder or folder).name == "Menus"
    choice.choose("")
    choice.chosen.emit("")
    assert saved(desk, link).folder is None


def test_limits_are_saved_and_taken_away(desk: Desk) -> None:
    link = opened(desk)
    limits = parts(desk).limits
    ends = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=3)
    limits.ends.set_instant(ends)
    limits.hits.set_text("50")
    limits.password.set_text("geheim")
    limits.expired.set_text("https://example.com/over")
    now = saved(desk, link)
    assert (now.ends_at, now.hit_limit, now.has_password) == (ends, 50, True)
    assert now.expired_destination == "https://example.com/over"
    assert limits.password.text() == "", "a password that is set is not shown again"
    limits.ends.box.setChecked(False)
    limits.hits.set_text("")
    limits.remove.click()
    now = saved(desk, link)
    assert (now.ends_at, now.hit_limit, now.has_password) == (None, None, False)


def test_an_end_before_the_start_is_said_before_anything_is_sent(desk: Desk) -> None:
    opened(desk)
    limits = parts(desk).limits
    now = datetime.now(UTC)
    limits.starts.set_instant(now + timedelta(days=2))
    limits.ends.set_instant(now + timedelta(days=1))
    limits.ends.changed.emit()
    desk.links.editor.save()
    assert limits.ends.has_error()
    assert desk.links.editor.sections["limits"].is_open()
    assert desk.links.editor.bar.text() == "1 field to check"


@pytest.mark.wide
def test_no_number_is_no_hit_limit(desk: Desk) -> None:
    opened(desk)
    parts(desk).limits.hits.set_text("many")
    parts(desk).limits.password.set_text("x")
    desk.links.editor.save()
    assert parts(desk).limits.hits.has_error()


def test_apps_and_social_preview_are_saved(desk: Desk) -> None:
    link = opened(desk)
    apps, social = parts(desk).apps, parts(desk).social
    apps.ios.set_text("myapp://menu")
    apps.ios_store.set_text("https://apps.apple.com/app/id1")
    social.title.set_text("Lunch today")
    social.text.setPlainText("Fresh\nevery day")
    now = saved(desk, link)
    assert now.deep_links.ios == AppTarget(url="myapp://menu", store="https://apps.apple.com/app/id1")
    assert (now.social.title, now.social.description) == ("Lunch today", "Fresh every day")
    assert social._card_title.text() == "Lunch today"


def test_what_the_server_refuses_in_a_section_is_said_there(desk: Desk) -> None:
    opened(desk)
    parts(desk).apps.ios.set_text("javascript:alert(1)")
    desk.links.editor.save()
    assert parts(desk).apps.ios.has_error()
    assert desk.links.editor.sections["apps"].is_open()
    assert parts(desk).apps.ios.text() == "javascript:alert(1)", "the text stays"


def test_pausing_is_at_once_and_a_toast_takes_it_back(desk: Desk) -> None:
    link = opened(desk)
    parts(desk).fields.title.set_text("Typed meanwhile")
    parts(desk).state.pause.click()
    assert client_of(desk).links.get(link.id).state is LinkState.PAUSED
    assert parts(desk).state.state.text() == "Paused"
    assert desk.links.editor.changes() == {"title": "Typed meanwhile"}, "what is typed stays"
    desk.window.toasts()[-1].undo()
    assert client_of(desk).links.get(link.id).state is LinkState.LIVE


@pytest.mark.wide
def test_a_change_that_printed_codes_notice_says_where_it_was_printed(desk: Desk) -> None:
    link = opened(desk)
    code = client_of(desk).codes.create(CodeDraft(link_id=link.id, name="Table tent"))
    client_of(desk).codes.export(code.id, ExportDraft())
    desk.session.links_changed.emit()
    parts(desk).state.pause.click()
    assert "Table tent" in desk.links.editor.notice.note.accessibleName()


def test_another_address_is_added_and_a_taken_one_refused_there(desk: Desk) -> None:
    client_of(desk).links.create(LinkDraft(destination="https://example.com/b", slug="taken"))
    link = opened(desk)
    more = parts(desk).address.more
    more.wanted.emit("lunch")
    assert client_of(desk).links.get("lunch").id == link.id
    more.wanted.emit("taken")
    assert more.field.has_error()


@pytest.mark.wide
def test_checking_the_page_shows_what_came_of_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    link = opened(desk)
    asked: list[str] = []
    monkeypatch.setattr(client_of(desk).links, "check_target", asked.append)
    parts(desk).state.check.click()
    assert asked == [link.id]
    assert parts(desk).state.check.isEnabled()


def test_the_simulator_says_which_rule_wins_on_what_is_typed(desk: Desk) -> None:
    link = opened(desk)
    rule = {
        "conditions": [{"kind": "country", "any_of": ["DE"]}],
        "destination": "https://example.com/de",
    }
    desk.session.the_client().links.update(link.id, LinkPatch.model_validate({"rules": [rule]}))
    desk.session.links_changed.emit()
    simulator = parts(desk).simulator
    simulator.country.set_keys(["DE"])
    simulator.go.click()
    assert "Rule 1 wins\N{NO-BREAK SPACE}→ example.com/de" in simulator.outcome.accessibleName()
    assert "In Germany: all of this holds." in simulator.outcome.accessibleName()
    assert simulator.outcome.toolTip() == "https://example.com/de", "the whole address is at hand"
    (card,) = parts(desk).rules.cards
    assert not card._chip.isHidden()
    parts(desk).rules._switch(0, False)
    wait_for(lambda: "example.com/menu" in simulator.outcome.accessibleName(), "the visit to be tried again")
    assert client_of(desk).links.get(link.id).rules[0].enabled, "nothing was saved"


def test_a_link_that_is_not_made_yet_is_tried_with_its_rules(desk: Desk) -> None:
    desk.routes.new_link("")
    simulator = parts(desk).simulator
    simulator.go.click()
    assert "Enter the page" in simulator.outcome.accessibleName()
    rule = {"conditions": [{"kind": "country", "any_of": ["DE"]}], "destination": "https://example.com/de"}
    values = Values("https://example.com/menu", rules=(Rule.model_validate(rule),), time_zone="UTC", password="open")
    desk.links.editor._fill(values)
    simulator.country.set_keys(["DE"])
    simulator.go.click()
    assert "→ example.com/de" in simulator.outcome.accessibleName()
    (card,) = parts(desk).rules.cards
    assert not card._chip.isHidden()
    assert client_of(desk).links.list().pagination.total == 0, "nothing was made"


def test_the_simulator_is_always_in_view_and_folds_where_there_is_little_room(desk: Desk) -> None:
    opened(desk, rules=(Rule(destination="https://example.com/de"),))
    editor = desk.links.editor
    section = editor.sections["simulator"]
    assert section.isVisible()
    assert section.is_open(), "there is something to try"
    assert not editor.parts.isAncestorOf(section), "it does not scroll away"
    desk.window.resize(1024, 620)
    wait_for(lambda: not section.is_open(), "the simulator to fold in a low window")
    section._head.click()
    assert section.is_open(), "it opens all the same"
    desk.window.resize(1280, 800)
    wait_for(lambda: editor.height() > 700 and section.is_open(), "the simulator to have room")
    section._head.click()
    desk.window.resize(1024, 620)
    desk.window.resize(1280, 800)
    wait_for(lambda: editor.height() > 700, "the window to be as before")
    assert not section.is_open(), "it stays as the person left it"
    assert desk.state.read("editor/simulator", True) is False


def test_a_simulator_that_was_folded_stays_so_while_one_types(desk: Desk, qtbot: QtBot) -> None:
    opened(desk)
    editor, simulator = desk.links.editor, parts(desk).simulator
    section = editor.sections["simulator"]
    simulator.go.click()
    section._head.click()
    editor.fields.title.set_text("Lunch")
    with qtbot.waitSignal(simulator.answered):
        pass
    QApplication.processEvents()
    assert not section.is_open()
    assert section.summary() == "Destination\N{NO-BREAK SPACE}→ example.com/menu", "its head says what came of it"


def test_the_field_in_which_one_types_is_not_scrolled_away_by_the_answer(desk: Desk, qtbot: QtBot) -> None:
    desk.window.activateWindow()
    wait_for(desk.window.isActiveWindow, "the window to take the keyboard")
    opened(desk)
    simulator, area = parts(desk).simulator, desk.links.editor.dock._area
    simulator.go.click()
    simulator.more.set_open(True)
    field = simulator.query.input
    wait_for(lambda: area.verticalScrollBar().maximum() > 0, "something to scroll to")
    field.setFocus()
    area.ensureWidgetVisible(field)
    with qtbot.waitSignal(simulator.answered):
        qtbot.keyClicks(field, "t")
    for _ in range(5):
        QApplication.processEvents()
    top = field.mapTo(area.viewport(), QPoint(0, 0)).y()
    assert 0 <= top <= area.viewport().height() - field.height()


@pytest.mark.wide
def test_a_country_nobody_knows_is_said_at_its_field(desk: Desk, qtbot: QtBot) -> None:
    opened(desk)
    simulator = parts(desk).simulator
    simulator.country.input.setText("Atlantis")
    simulator.go.click()
    assert simulator.country.has_error()


def test_typed_sections_outlive_the_window_but_passwords_do_not(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        link = opened(desk)
        parts(desk).limits.password.set_text("geheim")
        parts(desk).campaign.utm["source"].set_text("qr")
        desk.links.editor.keep_for_next_time()
        desk.state.sync()
        kept = (tmp_path / "desk" / "desktop.ini").read_text(encoding="utf-8")
        assert "geheim" not in kept
        assert "qr" in kept
    with a_desk(tmp_path) as desk:
        desk.routes.open_link(link.id)
        assert desk.links.editor.changes() == {"utm": Utm(source="qr")}


def test_field_errors_name_their_place(desk: Desk) -> None:
    opened(desk)
    editor = desk.links.editor
    parts(desk).fields.title.set_text("x")
    editor._refused(editor._turn, Invalid("No.", field_errors={"utm.source": "Too long.", "ends_at": "Too late."}))
    assert parts(desk).campaign.utm["source"].has_error()
    assert parts(desk).limits.ends.has_error()
    assert editor.bar.text() == "2 fields to check"


def test_values_of_a_new_link_make_a_draft() -> None:
    values = Values("https://example.com", "Menu", "a, b", hit_limit=5, utm=Utm(source="qr"))
    draft = form.draft_of(values)
    assert (draft.tags, draft.hit_limit, draft.utm.source, draft.slug) == (("a", "b"), 5, "qr", None)


def test_another_link_begins_at_the_top_and_without_the_answer_about_the_one_before(desk: Desk) -> None:
    client, editor = client_of(desk), desk.links.editor
    other = client.links.create(LinkDraft(destination="https://example.com/other", title="Other"))
    desk.window.resize(1280, 700)
    opened(desk, title="Menu")
    bar, dock = editor._scrolls.verticalScrollBar(), parts(desk).simulator
    for name in ("rules", "limits", "privacy"):
        editor.sections[name].set_open(True)
    dock.go.click()
    assert dock.outcome.isVisible()
    wait_for(lambda: bar.maximum() > 0, "something to scroll to")
    bar.setValue(bar.maximum())
    editor.fields.note.setPlainText("typed")
    editor.save()
    assert bar.value() > 0, "one stays where one typed"
    was_open = desk.state.read("editor/simulator", False)
    desk.routes.open_link(other.id)
    assert bar.value() == 0
    assert dock.outcome.isHidden()
    assert editor.sections["simulator"].is_open() == (was_open and editor.height() >= 640)
    bar.setValue(bar.maximum())
    desk.links.new_link()
    assert bar.value() == 0
