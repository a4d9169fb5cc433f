"""The part library: what all parts keep to, and buttons, sections, text and notes."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qrdesk.gui.theme import tokens
from qrdesk.gui.theme.style import Appearance
from qrdesk.gui.widgets import labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.flow import FlowBox
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.section import Section
from tests.gui.widgets.showing import colours, every_part, shown


def test_making_a_part_opens_no_window(qtbot: QtBot) -> None:
    parts = every_part()
    for part in parts:
        qtbot.addWidget(part)
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_part_paints_in_both_schemes(qtbot: QtBot, appearance: Appearance, scheme: str) -> None:
    appearance.choose("dark" if scheme == "dark" else "light")
    for part in every_part():
        qtbot.addWidget(part)
        part.resize(part.sizeHint().expandedTo(QSize(40, 20)))
        assert not part.grab().isNull()


def test_everything_that_can_be_pressed_is_at_least_26_high(qtbot: QtBot) -> None:
    for part in every_part():
        qtbot.addWidget(part)
        for button in [b for b in (part, *part.findChildren(QPushButton)) if isinstance(b, QPushButton)]:
            assert max(button.sizeHint().height(), button.minimumHeight()) >= 26, type(part).__name__


@pytest.mark.parametrize(("size", "height"), [("small", 26), ("default", 32), ("large", 40)])
def test_buttons_have_the_three_heights(qtbot: QtBot, size: str, height: int) -> None:
    button = Button("Save", size="small" if size == "small" else "large" if size == "large" else "default")
    assert shown(qtbot, button).height() == height


def test_a_button_grows_with_its_words(qtbot: QtBot) -> None:
    short, long = Button("Save"), Button("Save and print")
    for button in (short, long):
        qtbot.addWidget(button)
    assert long.sizeHint().width() > short.sizeHint().width()
    assert short.minimumSizeHint() == short.sizeHint(), "words are never cut"


def test_a_primary_button_is_filled_and_a_disabled_one_pale(qtbot: QtBot) -> None:
    button = shown(qtbot, Button("Save", "primary"))
    assert tokens.current().accent.default.name() in colours(button)
    button.setEnabled(False)
    assert tokens.current().accent.default.name() not in colours(button)
    assert tokens.current().surface.pressed.name() in colours(button)


def test_an_icon_button_says_its_name_and_its_key(qtbot: QtBot) -> None:
    button = IconButton("circle-question-mark", "Help", shortcut="F1")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Help"
    assert button.toolTip() == "Help (F1)"


def test_a_closed_section_says_its_value(qtbot: QtBot) -> None:
    body = QLineEdit()
    section = shown(qtbot, Section("Address", body))
    assert body.isVisible()
    section.set_summary("linde.example/mittag")
    section.set_open(False)
    assert not body.isVisible()
    head = section.focusProxy() or section.findChildren(QWidget)[0]
    assert head.accessibleName() == "Address, closed. linde.example/mittag"
    qtbot.keyClick(head, Qt.Key.Key_Right)
    assert body.isVisible()


def test_a_section_folds_in_time_where_motion_is_wanted(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QRDESK_REDUCED_MOTION", "0")
    body = QLineEdit()
    section = shown(qtbot, Section("Address", body))
    before = section.height()
    section.set_open(False)
    assert body.isVisible(), "it is still on its way"
    qtbot.waitUntil(lambda: not body.isVisible())
    section.set_open(True)
    qtbot.waitUntil(lambda: body.isVisible() and section.sizeHint().height() == before)


def test_long_text_elides_and_stands_whole_in_the_tooltip(qtbot: QtBot) -> None:
    label = shown(qtbot, labels.Elided("linde.example/speisekarte-terrasse-sommer", middle=True), 100)
    label.grab()
    assert "…" in label.shown_text()
    assert label.toolTip() == "linde.example/speisekarte-terrasse-sommer"


def test_words_from_outside_are_never_read_as_markup(qtbot: QtBot) -> None:
    note = shown(qtbot, Note("warn", "<b>x</b> & <script>", "a < b"))
    paragraph = note.findChildren(labels.Paragraph)[0]
    assert "&lt;b&gt;x&lt;/b&gt; &amp; &lt;script&gt;" in paragraph.text()


def test_parts_that_do_not_fit_go_on_in_the_next_line(qtbot: QtBot) -> None:
    box = FlowBox(8)
    parts = [Button(f"Part {number}") for number in range(4)]
    for part in parts:
        box.flow.addWidget(part)
    shown(qtbot, box, 4 * parts[0].sizeHint().width() + 3 * 8 + 4)
    assert len({part.y() for part in parts}) == 1
    box.resize(2 * parts[0].sizeHint().width() + 8 + 4, box.height())
    qtbot.waitUntil(lambda: parts[2].y() > parts[0].y())
    assert parts[1].y() == parts[0].y()
    assert parts[2].x() == parts[0].x()
