"""The Studio while there is no link yet."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QBoxLayout, QWidget

from qrdesk.gui.routes import Routes
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.empty import EmptyPage
from qrdesk.gui.widgets.header import PageHeader


class NoLinkPage(EmptyPage):
    """Says what to do first."""

    def __init__(self, routes: Routes) -> None:
        self.make_link = Button(_tr("Create a link"), "primary", icon="plus")
        self.make_static = Button(_tr("Make a Wi-Fi code"), icon="wifi")
        self.make_static.setToolTip(_tr("Wi-Fi, contacts, payments and more need no link"))
        centred = QWidget()
        centred.setLayout(boxes.columns(None, self.make_link, self.make_static, None, gap=8))
        sentence = _tr("Make a link first. Its code is then drawn here, ready for the printer.")
        super().__init__("qr-code", _tr("No code yet"), sentence, centred)
        column = self.layout()
        if isinstance(column, QBoxLayout):
            column.insertWidget(0, PageHeader(_tr("Studio")))
        self.make_link.clicked.connect(lambda: routes.new_link(""))


def _tr(words: str) -> str:
    return QCoreApplication.translate("Studio", words)
