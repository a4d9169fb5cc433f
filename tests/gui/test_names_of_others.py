"""Names that somebody else chose are shown as they are: Qt would take what looks like HTML for HTML."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qrdesk.gui.shell.server_pill import ServerPill, ServerState
from qrdesk.gui.shell.top_bar import TopBar
from qrdesk.gui.widgets import fields

EVIL = "<img src='file:///x.png'>Bakery"


def test_no_tooltip_of_the_frame_reads_a_name_as_html(qtbot: QtBot) -> None:
    top, pill = TopBar(), ServerPill()
    for part in (top, pill):
        qtbot.addWidget(part)
    top.workspace.show_names(EVIL, [EVIL])
    pill.show_state(ServerState.SERVING, EVIL, can_stop=True)
    tips = [top.workspace.toolTip(), pill.toolTip()]
    assert "Bakery" in tips[0]
    assert [tip for tip in tips if "<img" in tip] == []


def test_what_is_to_be_copied_is_no_html(qtbot: QtBot) -> None:
    label: QLabel = fields.read_only(EVIL, "Name")
    qtbot.addWidget(label)
    assert (label.textFormat(), label.text()) == (Qt.TextFormat.PlainText, EVIL)
