"""Settings: bringing links along from another program. The importer itself stands on the Links page."""

from functools import partial

from qrdesk.client import formats
from qrdesk.client.formats.own import LIST
from qrdesk.gui import words
from qrdesk.gui.pages.settings_card import SettingsCard
from qrdesk.gui.routes import Routes
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button


class ImportCard(SettingsCard):
    """Names the programs, and leads there."""

    def __init__(self, routes: Routes) -> None:
        super().__init__(self.tr("Bring your links along"))
        self.go = Button(self.tr("Import links…"), icon="upload")
        names = ", ".join(words.told(one.title) for one in formats.FORMATS if one is not LIST)
        said = self.tr(
            "Export a list in the other program, CSV or JSON, and choose it here. It is looked through first: nothing "
            "is made before you have seen what would become of each row."
        )
        known = self.tr("QRDesk reads lists from {names}, and any other list").format(names=names)
        self.add(labels.Paragraph(said), labels.Paragraph(known, "caption"), boxes.columns(self.go, None))
        self.go.clicked.connect(partial(_go, routes))


def _go(routes: Routes, _checked: bool = False) -> None:
    routes.open_import()  # looked up now: routes are filled in after pages may be made
