"""The sections of the link editor on a real database: each field is saved, read back, and told where it is wrong."""

from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from qrdesk.client import CodeDraft, ExportDraft, LinkDraft, LinkPatch
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.folders import FolderDraft
from qrdesk.core.schemas.links import LinkState, LinkView
from qrdesk.core.schemas.rules import AppTarget, DestinationType, Utm
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
    now = saved(desk, link)
    assert (now.utm.source, now.utm.campaign) == ("qr", "lunch & more")
    assert now.final_url == form.with_utm(link.destination, now.utm), "the preview adds them as the server does"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/a",
        "https://example.com/a?x=1#top",
        "https://example.com/a?utm_source=own",
        "https://example.com/?",
    ],
)
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


def test_an_empty_preset_is_refused_where_its_name_is_typed(desk: Desk) -> None:
    opened(desk)
    parts(desk).campaign.naming.named.emit("Nothing")
    assert parts(desk).campaign.naming.field.has_error()


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
    assert desk.links.editor.bar.text() == "One field needs you. Nothing is lost."


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
    assert "https://example.com/de" in simulator.outcome.accessibleName()
    (card,) = parts(desk).rules.cards
    assert not card._chip.isHidden()
    parts(desk).rules._switch(0, False)
    wait_for(lambda: "example.com/menu" in simulator.outcome.accessibleName(), "the visit to be tried again")
    assert client_of(desk).links.get(link.id).rules[0].enabled, "nothing was saved"


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
        assert "geheim" not in desk.state.read("editor/drafts", "")
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
    assert editor.bar.text() == "2 fields need you. Nothing is lost."


def test_values_of_a_new_link_make_a_draft() -> None:
    values = Values("https://example.com", "Menu", "a, b", hit_limit=5, utm=Utm(source="qr"))
    draft = form.draft_of(values)
    assert (draft.tags, draft.hit_limit, draft.utm.source, draft.slug) == (("a", "b"), 5, "qr", None)
