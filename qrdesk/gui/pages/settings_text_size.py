"""Settings: how large everything is shown, which the app takes up when it is opened again."""

from collections.abc import Callable

from qrdesk.gui import language, text_size
from qrdesk.gui.pages.settings_later import LaterCard
from qrdesk.gui.shell.state import State
from qrdesk.gui.widgets import labels


class TextSizeCard(LaterCard):
    """In percent of what is usual."""

    def __init__(self, state: State, restart: Callable[[], None] = language.restart) -> None:
        self._state = state
        super().__init__(restart)
        sizes = [(str(size), self.tr("{size} %").format(size=size)) for size in text_size.SIZES]
        self.offer(self.tr("Text size"), sizes)
        self.needs = labels.Paragraph(role="caption")
        self.body.addWidget(self.needs)
        self._show_what_fits()

    def _show_what_fits(self) -> None:
        """Offer what fits the screen, and say why the rest is not to be had here."""
        kept, said = text_size.chosen(self._state), list[str]()
        for size in text_size.SIZES:
            fits, needed = text_size.fits(size), text_size.needed(size)
            self.choice.button(str(size)).setEnabled(fits)
            if not fits:
                why = self.tr("{size} % needs a screen of at least {width} × {height}.")
                if size == kept:
                    why = self.tr("{size} % is kept for a screen of at least {width} × {height}. Here it is too large.")
                said.append(why.format(size=size, width=needed.width(), height=needed.height()))
                self.choice.button(str(size)).setToolTip(said[-1])
        self.needs.set_text(" ".join(said))
        self.needs.setVisible(bool(said) and not text_size.forced())

    def _now(self) -> str:
        return str(text_size.largest(text_size.chosen(self._state)))

    def _forced(self) -> str:
        return text_size.VARIABLE if text_size.forced() else ""

    def _usual(self) -> str:
        return self.tr("Text, buttons and pictures of the app. What is printed stays as large as it is.")

    def _keep(self, key: str) -> None:
        self._state.write(text_size.SIZE, int(key))
        self._show_what_fits()
