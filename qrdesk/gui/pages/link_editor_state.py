"""What a visitor meets now, where a code was printed, and whether the page answers."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.links import LinkState, LinkView, TargetStatus
from qrdesk.gui import words
from qrdesk.gui.tables.link_states import Shown, state_of, target_of
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.glyph import Glyph

_NAMED = 5  # codes that are named; more would bury the rest


class _Line(QWidget):
    """An icon, some words, a button."""

    def __init__(self, button: Button) -> None:
        super().__init__()
        self._icon = Glyph("", "tertiary", 16, 20)
        self._words = labels.Elided("", "body")
        row = boxes.columns(self._icon, gap=8)
        row.addWidget(self._words, 1)
        row.addWidget(button)
        self.setLayout(row)

    def show_state(self, shown: Shown) -> None:
        """Show a state."""
        self._icon.show_icon(shown.cell.icon, shown.cell.tone)
        self._words.setText(shown.words)

    def text(self) -> str:
        """Return what it says."""
        return self._words.text()


class StateView(QWidget):
    """Pause and resume, archive, check the page now."""

    pause_wanted = Signal()
    resume_wanted = Signal()
    archive_wanted = Signal()
    restore_wanted = Signal()
    check_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link: LinkView | None = None
        self.pause = Button(self.tr("Pause"), icon="pause", size="small")
        self.check = Button(self.tr("Check now"), icon="refresh-cw", size="small")
        self.archive = Button(self.tr("Archive"), icon="archive", size="small")
        self.state, self.target = _Line(self.pause), _Line(self.check)
        self._about = labels.Paragraph(role="caption")
        self._detail = labels.Paragraph(role="caption")
        self.setLayout(
            boxes.rows(self.state, self._about, 4, self.target, self._detail,
                       boxes.columns(None, self.archive), gap=6)
        )  # fmt: skip
        self.pause.clicked.connect(self._paused)
        self.archive.clicked.connect(self._archived)
        self.check.clicked.connect(self.check_wanted)

    def show_link(self, link: LinkView) -> None:
        """Show how it stands with ``link``."""
        self._link = link
        paused, archived = link.state is LinkState.PAUSED, link.state is LinkState.ARCHIVED
        state = state_of(link) if link.state is not LinkState.LIVE else None
        self.state.show_state(state or _live(link))
        self.pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self.pause.set_icon("play" if paused else "pause")
        self.pause.setVisible(not archived and link.state is not LinkState.SUSPENDED)
        self.archive.setText(self.tr("Restore") if archived else self.tr("Archive"))
        self.archive.set_icon("archive-restore" if archived else "archive")
        self._say(self._about, self._printed(link))
        self.target.show_state(target_of(link))
        self._say(self._detail, self._checked(link))

    def summary(self) -> str:
        """Return the state, and that the page is down where it is."""
        if self._link is None:
            return ""
        return state_of(self._link).words

    def set_checking(self, checking: bool) -> None:
        """The page is asked right now, or was."""
        self.check.setEnabled(not checking)
        self.check.setText(self.tr("Checking") if checking else self.tr("Check now"))

    def _printed(self, link: LinkView) -> str:
        said = [link.suspended_reason] if link.suspended_reason else []
        if link.state is LinkState.ARCHIVED:
            said.append(self.tr("Whoever scans a code of it sees a page that says so."))
        if link.printed_at is not None:
            names = [one.name for one in link.printed if one.name][:_NAMED]
            known = self.tr("Printed {day}: {names}.") if names else self.tr("A code of it was exported on {day}.")
            said.append(known.format(day=words.day(link.printed_at), names=", ".join(names)))
        return " ".join(said)

    def _checked(self, link: LinkView) -> str:
        target = link.target
        said = [words.told(target.detail)] if target.detail and target.status is not TargetStatus.UP else []
        if target.down_since is not None:
            said.append(self.tr("Down since {day}.").format(day=words.day(target.down_since)))
        if target.on_fallback:
            said.append(self.tr("Visitors go to the other destination meanwhile."))
        if target.checked_at is not None:
            at = words.moment(target.checked_at)
            said.append(self.tr("Checked {time}.").format(time=at))
        return " ".join(said)

    def _say(self, where: labels.Paragraph, said: str) -> None:
        where.set_text(said)
        where.setVisible(bool(said))

    def _paused(self) -> None:
        if self._link is not None:
            paused = self._link.state is LinkState.PAUSED
            (self.resume_wanted if paused else self.pause_wanted).emit()

    def _archived(self) -> None:
        if self._link is not None:
            archived = self._link.state is LinkState.ARCHIVED
            (self.restore_wanted if archived else self.archive_wanted).emit()


def _live(link: LinkView) -> Shown:
    """Return the state alone: whether the page answers stands in the line below."""
    calm = link.target.model_copy(update={"status": TargetStatus.UNKNOWN})
    return state_of(link.model_copy(update={"target": calm}))
