"""A link that cannot be saved: the editor goes to what is wrong; what has too little room is shown whole or short."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from qrdesk.client import CodeDraft, ExportDraft, LinkDraft
from qrdesk.core.errors import Invalid
from qrdesk.gui.desk import Desk
from qrdesk.gui.widgets.buttons import Button
from tests.gui.desks import a_desk, client_of, wait_for


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        made.window.show_page("links")
        link = client_of(made).links.create(LinkDraft(destination="https://example.com/menu", slug="menu"))
        made.routes.open_link(link.id)
        yield made


def test_saving_goes_to_the_first_wrong_field_and_the_bar_to_the_next(desk: Desk) -> None:
    editor = desk.links.editor
    campaign, ends = editor.parts.campaign.utm["source"], editor.parts.limits.ends
    editor.parts.fields.title.set_text("x")
    for section in editor.sections.values():
        section.set_open(False)
    editor._refused(editor._turn, Invalid("No.", field_errors={"utm.source": "Too long.", "ends_at": "Too late."}))
    wait_for(lambda: campaign.isAncestorOf(editor.window().focusWidget()), "the first wrong field")
    assert _in_sight(campaign)
    editor.bar.go_to.click()
    wait_for(lambda: ends.isAncestorOf(editor.window().focusWidget()), "the next one")
    assert _in_sight(ends)
    head = editor.sections["limits"]._head
    assert not head.accessibleName().startswith("Limits, closed, something in it is wrong")
    editor.sections["limits"].set_open(False)
    assert head.accessibleName().startswith("Limits, closed, something in it is wrong")
    assert not editor.sections["apps"]._head.marked
    ends.clear_error()
    campaign.set_text("qr")
    assert (head.marked, editor.bar.go_to.isHidden()) == (False, True), "nothing is wrong any more"


def _in_sight(field: QWidget) -> bool:
    return field.visibleRegion().boundingRect() == field.rect()


def test_the_simulator_opened_in_a_low_window_shows_visitor_and_answer_whole(desk: Desk) -> None:
    desk.window.resize(1024, 700)
    editor = desk.links.editor
    simulator = editor.parts.simulator
    editor.dock.section.set_open(True)
    simulator.moment.box.click()
    simulator.go.click()
    wait_for(lambda: simulator.outcome.isVisible() and _in_sight(simulator.outcome), "the answer")
    wait_for(lambda: _in_sight(simulator.country), "the visitor, as whole as the answer")
    assert not simulator.more.visibleRegion().boundingRect().height() % simulator.more.height(), "all of it, or nothing"


def test_the_filter_says_how_many_there_are_only_where_that_has_room(desk: Desk) -> None:
    field = desk.links.filter_row.filter
    desk.window.resize(1280, 800)
    wait_for(lambda: field.placeholderText() == "Filter 1 link", "the count")
    desk.links.filter_row.show_total(123_456_789_000)
    field.setMaximumWidth(130)
    wait_for(lambda: field.width() <= 130, "the field to be narrow")
    desk.window.resize(1270, 800)
    wait_for(lambda: field.placeholderText() == "Filter", "the short word")
    assert field.accessibleName() == "Filter links"


def test_what_mends_an_address_is_offered_whole_below_the_words(desk: Desk) -> None:
    desk.window.resize(1280, 800)
    desk.routes.new_link("")
    fields = desk.links.editor.fields
    fields.destination.set_text("htp:/kaffeehaus-linde.example/karte")
    desk.links.editor.save()
    use = next(one for one in fields.destination.findChildren(Button) if one.text().startswith("Use "))
    wait_for(lambda: use.text() == "Use https://kaffeehaus-linde.example/karte", "room for all of it")
    assert use.width() >= use.sizeHint().width(), "nothing of it is cut"
    fields.destination.set_text("htp:/kaffeehaus-linde.example/" + "k" * 90)
    desk.links.editor.save()
    use = [one for one in fields.destination.findChildren(Button) if one.text().startswith("Use ")][-1]
    wait_for(lambda: "…" in use.text(), "the middle to be left out")
    assert use.toolTip().endswith("k" * 90)
    use.click()
    assert fields.destination.text() == "https://kaffeehaus-linde.example/" + "k" * 90


def test_the_chip_gives_way_to_title_and_address(desk: Desk) -> None:
    client = client_of(desk)
    link = client.links.create(LinkDraft(destination="https://example.com/tent", slug="mittagstisch"))
    code = client.codes.create(CodeDraft(link_id=link.id))
    client.codes.export(code.id, ExportDraft())
    desk.routes.open_link(link.id)
    head = desk.links.editor.head
    for width, words, shown in ((900, True, True), (head._needed(""), False, True), (360, False, False)):
        head.resize(width, head.height())
        assert (bool(head._printed._words), not head._printed.isHidden()) == (words, shown)
        assert head._printed.accessibleName().startswith("Printed ")
        wait_for(lambda: head._address.shown_text() == "go.example/mittagstisch", "the whole address")
