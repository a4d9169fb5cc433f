"""Settings: the language of the app, which it takes up when it is opened again."""

import os
from collections.abc import Callable

from qrdesk.gui import language
from qrdesk.gui.pages.settings_later import LaterCard
from qrdesk.gui.shell.state import State


class LanguageCard(LaterCard):
    """As the system has it, or one of ours."""

    def __init__(self, state: State, restart: Callable[[], None] = language.restart) -> None:
        self._state = state
        super().__init__(restart)
        self.offer(self.tr("Language"), [(language.SYSTEM, self.tr("As the system")), *language.NAMES.items()])

    def _now(self) -> str:
        return self._state.read(language.LANGUAGE, language.SYSTEM)

    def _forced(self) -> str:
        return language.VARIABLE if os.environ.get(language.VARIABLE) else ""

    def _usual(self) -> str:
        return self.tr("Dates and numbers go by your country.")

    def _keep(self, key: str) -> None:
        self._state.write(language.LANGUAGE, key)
