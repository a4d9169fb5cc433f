"""A rule that is begun: nothing typed of it is lost, whatever is opened meanwhile."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from qrdesk.client import LinkPatch
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages import rule_kinds
from qrdesk.gui.pages.rule_conditions import ConditionRow
from qrdesk.gui.pages.rule_typed import ConditionTyped
from tests.gui.desks import a_desk, client_of
from tests.gui.ruling import desk, form_of, opened, rules_of, saved_names

__all__ = ["desk"]


def begun(desk: Desk, text: str) -> None:
    """Begin a rule that is none yet."""
    rules_of(desk).more.click()
    form_of(desk).conditions.add("country")
    form_of(desk).name.set_text(text)


def test_a_rule_that_is_begun_is_there_again_when_one_comes_back(desk: Desk) -> None:
    first, second = opened(desk, "one"), opened(desk)
    begun(desk, "half")
    assert desk.links.editor.bar.text() == "1 change not saved"
    assert desk.links.editor.bar.save.isEnabled(), "and saving says what it needs"
    desk.routes.open_link(first.id)
    assert rules_of(desk).form is None
    desk.routes.open_link(second.id)
    form = form_of(desk)
    assert (form.name.text(), [row.kind.key() for row in form.conditions.rows]) == ("half", ["country"])
    assert desk.links.editor.sections["rules"].is_open()
    form.conditions.rows[0].editor.field.input.setText("Germany")  # type: ignore[attr-defined] - countries
    form.leads.one.field.set_text("https://example.com/de")
    assert saved_names(desk, second) == ["half"]
    desk.routes.open_link(first.id)
    assert rules_of(desk).form is None


def test_a_begun_rule_outlives_closing_the_editor_and_new_numbers(desk: Desk) -> None:
    link = opened(desk)
    begun(desk, "half")
    client_of(desk).links.update(link.id, LinkPatch(title="from elsewhere"))
    desk.session.links_changed.emit()
    assert form_of(desk).name.text() == "half"
    desk.links.editor.close_panel()
    desk.routes.open_link(link.id)
    assert form_of(desk).name.text() == "half"
    desk.links.editor.parts.state.pause_wanted.emit()
    assert form_of(desk).name.text() == "half", "pausing is about something else"
    desk.links.editor.discard()
    assert rules_of(desk).form is None
    desk.links.editor.close_panel()
    desk.routes.open_link(link.id)
    assert rules_of(desk).form is None, "what is discarded does not come back"


@pytest.mark.parametrize("kind", [kind for kind, _ in rule_kinds.kinds()])
def test_what_is_typed_of_a_condition_is_typed_again(kind: str, qtbot: QtBot) -> None:
    first, second = ConditionRow(kind), ConditionRow(kind)
    for row in (first, second):
        qtbot.addWidget(row)
    for edit in first.editor.findChildren(QLineEdit):
        if edit.objectName() != "qt_spinbox_lineedit":  # of a day, which writes itself
            edit.setText("9")
    for box in first.editor.findChildren(QCheckBox):
        box.setChecked(not box.isChecked())
    first.negate.setChecked(True)
    assert first.typed() != second.typed()
    second.retype(ConditionTyped.model_validate_json(first.typed().model_dump_json()))
    assert second.typed() == first.typed()


def test_a_begun_rule_is_there_again_after_the_app_was_killed(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.window.show_page("links")
        link = opened(desk, "one")
        begun(desk, "half")
        form = form_of(desk)
        form.conditions.rows[0].editor.field.input.setText("Germany, Atlan")  # type: ignore[attr-defined] - countries
        form.leads.mode.button("split").click()
        form.leads.rows[1].weight.setText("a lot")
        desk.keeper.write()
    with a_desk(tmp_path) as desk:
        desk.window.show_page("links")
        desk.routes.open_link(link.id)
        form = form_of(desk)
        (condition,) = form.conditions.typed()
        assert (form.name.text(), condition.asked) == ("half", {"text": "Germany, Atlan"})
        assert [row.weight.text() for row in form.leads.rows] == ["1", "a lot"]
        assert desk.links.editor.bar.text() == "1 change not saved"
        assert desk.links.editor.sections["rules"].is_open()
        desk.links.editor.discard()
        desk.keeper.write()
    with a_desk(tmp_path) as desk:
        desk.window.show_page("links")
        desk.routes.open_link(link.id)
        assert rules_of(desk).form is None, "what is discarded does not come back"


def test_a_rule_that_was_a_rule_and_is_none_now_goes_back_to_its_place(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.window.show_page("links")
        link = opened(desk, "one", "two")
        rules_of(desk).cards[0].edit_wanted.emit(0)
        form_of(desk).leads.one.field.set_text("")
        desk.keeper.write()
    with a_desk(tmp_path) as desk:
        desk.window.show_page("links")
        desk.routes.open_link(link.id)
        assert (form_of(desk).name.text(), [card.place for card in rules_of(desk).cards]) == ("one", [1])
        form_of(desk).left.emit()
        assert not desk.links.editor.unsaved()
        desk.keeper.write()
        form = rules_of(desk).form
        assert form is None


def test_a_form_in_which_nothing_was_done_is_not_kept(desk: Desk) -> None:
    first, second = opened(desk), opened(desk)
    rules_of(desk).more.click()
    assert desk.links.editor.bar.text() == "All changes saved"
    desk.routes.open_link(first.id)
    desk.routes.open_link(second.id)
    assert rules_of(desk).form is None


def test_cancel_takes_back_what_was_done_in_the_form(desk: Desk) -> None:
    opened(desk, "one")
    rules_of(desk).cards[0].edit_wanted.emit(0)
    form_of(desk).name.set_text("other")
    assert desk.links.editor.changes()
    form_of(desk).left.emit()
    assert not desk.links.editor.changes()
    rules_of(desk).more.click()
    form_of(desk).leads.one.field.set_text("https://example.com/new")
    form_of(desk).left.emit()
    assert not desk.links.editor.changes()
