"""The language, chosen at the top right before anything is open."""

import os
from functools import partial

from qrdesk.gui import language
from qrdesk.gui.pages.first_run import FirstRun
from qrdesk.gui.theme import style
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.menus import Menu


class LanguageButton(Button):
    """Names the language that is spoken; its menu has each in its own words."""

    def __init__(self, page: FirstRun) -> None:
        spoken = language.NAMES[language.spoken()]
        super().__init__(spoken, "quiet", trailing="chevron-down")
        style.restyle(self, on="canvas")
        self.setAccessibleName(self.tr("Language: {name}").format(name=spoken))
        self.choices = Menu(self)
        for key, name in language.NAMES.items():
            self.choices.add_choice(name, partial(page.language_wanted.emit, key), on=name == spoken)
        if os.environ.get(language.VARIABLE):
            self.setEnabled(False)
            said = self.tr("The setting {name} of this computer decides.")
            self.setToolTip(said.format(name=language.VARIABLE))
        else:
            page.busy.connect(self.setDisabled)
        self.clicked.connect(self._open)

    def _open(self) -> None:
        self.choices.popup(self.mapToGlobal(self.rect().bottomLeft()))
