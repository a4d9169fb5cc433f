"""Parts that change their words or their neighbours still have room for what they show."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from qrdesk.core.schemas.rules import Variant
from qrdesk.gui.pages.batch_check import CheckStep
from qrdesk.gui.pages.link_editor_parts import SaveBar
from qrdesk.gui.pages.rule_leads import VariantRow
from qrdesk.gui.pages.studio_right import RightPanel
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.labels import Paragraph
from qrdesk.gui.widgets.side import SidePanel
from qrdesk.gui.widgets.ticks import Ticks


def test_a_warning_in_the_studio_leaves_room_for_what_is_changed(qtbot: QtBot) -> None:
    panel = RightPanel()
    qtbot.addWidget(panel)
    panel.resize(344, 626)  # in a window of 1024 x 700
    panel.show()
    panel.show_near("localhost:8765")
    panel.show_warning("For trying out only", "Its address works on this computer only. It is for trying out.")
    qtbot.waitUntil(panel.trial.isVisible)
    assert panel.problem.isHidden()
    assert panel.trial.height() <= 24, "one line"
    assert panel.reader.height() >= 112, "the score is in sight"
    assert panel.shape.visibleRegion().boundingRect().height() >= 200
    assert panel.reader.near.isHidden(), "that it works nearby only is said once"
    panel.forget_file()
    assert not panel.reader.near.isHidden()


def test_a_choice_grows_with_its_words_while_it_is_out_of_sight(qtbot: QtBot) -> None:
    check, stack = CheckStep(), QStackedWidget()
    qtbot.addWidget(stack)
    for page in (check, QWidget()):
        stack.addWidget(page)
    stack.resize(400, 600)
    stack.show()
    stack.setCurrentIndex(1)
    check.name_rows(all_rows=1_000_000, problems=123_456)
    stack.setCurrentIndex(0)
    stack.grab()
    last = check.which.button("problems")
    assert last.width() > last.fontMetrics().horizontalAdvance(last.text())
    assert last.geometry().right() < check.which.width()


def test_a_long_trouble_keeps_clear_of_the_edges_of_the_save_bar(qtbot: QtBot) -> None:
    bar, row = SaveBar(), QWidget()
    qtbot.addWidget(row)
    row.setLayout(boxes.rows(None, bar, gap=0))
    row.resize(344, 400)
    row.show()
    bar.show_trouble("Not saved: the server says that somebody else changed this link. Your text is kept here.")
    qtbot.waitUntil(lambda: bar.height() > 48)
    said = bar._trouble
    assert said.height() >= said.heightForWidth(said.width())
    top = said.mapTo(bar, QPoint(0, 0)).y()
    assert top >= 6
    assert bar.height() - (top + said.height() - 1) >= 6


def test_how_many_fields_are_wrong_stands_beside_the_buttons_of_the_save_bar(qtbot: QtBot) -> None:
    bar, row = SaveBar(), QWidget()
    qtbot.addWidget(row)
    row.setLayout(boxes.rows(None, bar, gap=0))
    row.resize(400, 400)  # in a window of 1024 x 700
    row.show()
    bar.show_changes(1, new=True, busy=False)
    usual = bar.height()
    bar.show_wrong(2)
    qtbot.waitUntil(lambda: bar.go_to.isVisible() and bar.height() == usual)
    assert bar.go_to.text() == "2 fields to check"
    assert bar.go_to.width() >= bar.go_to.sizeHint().width()
    middles = {part.mapTo(bar, part.rect().center()).y() for part in (bar.go_to, bar.discard, bar.save)}
    assert max(middles) - min(middles) <= 1, "one line"
    assert bar.width() - (bar.save.mapTo(bar, bar.save.rect().topRight()).x() + 1) == 16
    bar.show_trouble("Not saved: the server says that somebody else changed this link. Your text is kept here.")
    qtbot.waitUntil(lambda: bar.height() > usual)
    assert bar._trouble.isVisible()
    assert not bar.go_to.isVisible()


def test_a_panel_scrolls_only_where_its_texts_have_no_room(qtbot: QtBot) -> None:
    panel = SidePanel("Import links")
    qtbot.addWidget(panel)
    panel.resize(440, 520)
    texts = boxes.rows()
    panel.body.addLayout(texts)
    panel.body.addStretch(1)
    panel.show()
    for _ in range(6):
        texts.addWidget(
            Paragraph("Row 43: a printed code may lead there, so no address is ever given away again. " * 2)
        )
    area = panel.findChildren(QScrollArea)[0]
    qtbot.waitUntil(lambda: texts.geometry().height() >= 6 * 40)
    assert texts.geometry().bottom() < area.viewport().height(), "all of it has room"
    assert area.verticalScrollBar().maximum() == 0
    assert not area.verticalScrollBar().isVisible()


def test_the_name_of_a_destination_is_seen_from_its_beginning(qtbot: QtBot) -> None:
    row = VariantRow(Variant(name="Cake of the week and what comes with it", destination="https://example.com/cake"))
    qtbot.addWidget(row)
    row.resize(300, 120)
    row.show()
    assert row.name.cursorPosition() == 0


def test_ticks_stand_in_fewer_columns_where_words_are_long(qtbot: QtBot) -> None:
    for words, columns in (("Phone", 3), ("Mobiltelefon mit Tasten", 1)):
        ticks = Ticks([(str(place), words) for place in range(3)], 3)
        qtbot.addWidget(ticks)
        ticks.show()
        assert len({ticks.box(str(place)).x() for place in range(3)}) == columns
