"""Settings: what the app takes up when it is opened again."""

from collections.abc import Callable, Sequence

from qrdesk.gui import language
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.segment import Segment


class LaterCard(boxes.Card):
    """The choice is kept at once; a button opens the app anew, with what was typed."""

    choice: Segment

    def __init__(self, restart: Callable[[], None] = language.restart) -> None:
        super().__init__()
        self.said = labels.Paragraph(role="caption")
        self.restart = Button(self.tr("Restart now"), icon="refresh-cw")
        self.restart.clicked.connect(restart)
        self._shown = self._now()  # what this window was opened with

    def offer(self, title: str, choices: Sequence[tuple[str, str]]) -> None:
        """Show the choices, keys and words, below a title."""
        self.choice = Segment(choices, name=title)
        self.body.addWidget(labels.text(title, "section_title"))
        self.body.addSpacing(4)
        self.body.addLayout(boxes.columns(self.choice, None))
        self.body.addWidget(self.said)
        self.body.addLayout(boxes.columns(self.restart, None))
        self.choice.chosen.connect(self._chosen)
        self.refresh()

    def refresh(self) -> None:
        """Show what holds now."""
        now, forced = self._now(), self._forced()
        self.choice.choose(now)
        self.choice.setEnabled(not forced)
        waits = now != self._shown and not forced
        said = self._usual()
        if forced:
            said = self.tr("The setting {name} of this computer decides.").format(name=forced)
        elif waits:
            said = self.tr("Takes effect when QRDesk is opened again. What you typed is kept.")
        self.said.set_text(said)
        self.restart.setVisible(waits)

    def _chosen(self, key: str) -> None:
        self._keep(key)
        self.refresh()

    def _now(self) -> str:
        """Return the key of what is chosen."""
        raise NotImplementedError

    def _forced(self) -> str:
        """Return the name of the variable that decides; empty where the choice does."""
        raise NotImplementedError

    def _usual(self) -> str:
        """Return what to say where nothing has to be waited for."""
        raise NotImplementedError

    def _keep(self, key: str) -> None:
        raise NotImplementedError
