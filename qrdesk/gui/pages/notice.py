"""The one note at the head of a page: it comes and goes with its buttons."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.note import Note, Tone

ABOUT_SERVER = "server"  # what a note is about that tells of the server
Action = tuple[str, Callable[[], object]]


class Notice(QFrame):
    """Hidden until something is to be said; saying something else takes the old words and buttons away."""

    def __init__(self, side: int = 16, parent: QWidget | None = None) -> None:
        """``side`` is the margin at the left and right, in px."""
        super().__init__(parent)
        self.note = Note("info")
        self._buttons: list[Button] = []
        self._about = ""
        self.setLayout(boxes.rows(self.note, margins=(side, 8, side, 8)))
        self.hide()

    def say(
        self,
        tone: Tone,
        title: str,
        text: str = "",
        actions: Sequence[Action] = (),
        icon: str = "",
        about: str = "",
        details: str = "",
    ) -> None:
        """Show a note; besides ``actions`` it can always be closed. ``about`` is the trouble it goes away with.

        ``details`` fold out.
        """
        self.clear()
        self._about = about
        for words, action in (*actions, (self.tr("Close this note"), self.clear)):
            self._buttons.append(self.note.add_action(words, action))
        self.note.show_words(tone, title, text, icon=icon, details=details)
        self.show()

    def over(self, about: str) -> None:
        """A trouble is over: a note about it goes, any other stays."""
        if self.is_about(about):
            self.clear()

    def is_about(self, about: str) -> bool:
        """Whether the note in sight is about this trouble."""
        return self._about == about

    def clear(self) -> None:
        """Nothing is to be said any more."""
        self._about = ""
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        self.hide()
