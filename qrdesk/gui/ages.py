"""How old pages are while a server is away: each shows what it had when it was in sight last."""

from datetime import UTC, datetime

from PySide6.QtCore import QObject

from qrdesk.gui.shell.window import MainWindow


class Ages(QObject):
    """Notes when each page was in sight last while the server answered; a page asks anew whenever it is shown."""

    def __init__(self, parent: QObject, window: MainWindow) -> None:
        super().__init__(parent)
        self._window = window
        self._loaded: dict[str, datetime] = {}
        self._key, self._since = "", datetime.now(UTC)
        self._away = False
        window.page_shown.connect(self._turned)

    def of(self, key: str) -> datetime | None:
        """Return when a page had what it shows now; None where that is not known."""
        return self._loaded.get(key)

    def go_away(self, answered_at: datetime) -> None:
        """The server answered last at that time."""
        self._away = True
        self._loaded = {key: min(at, answered_at) for key, at in self._loaded.items()}
        if self._key and self._since <= answered_at:
            self._loaded[self._key] = answered_at

    def come_back(self) -> None:
        """The server answers again, and the page in sight asks anew."""
        self._away = False
        self._key, self._since = self._window.current_page(), datetime.now(UTC)

    def forget(self) -> None:
        """Another place is open: what pages showed before is gone."""
        self._loaded = {}
        self.come_back()

    def _turned(self, key: str) -> None:
        if self._away or key == self._key:
            return
        now = datetime.now(UTC)
        if self._key:
            self._loaded[self._key] = now
        self._key, self._since = key, now
