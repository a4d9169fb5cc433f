"""The parts of the link editor that stand still while its sections scroll: head, save bar, and the last step."""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QImage, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QMenu, QWidget

from qrdesk.core.errors import AnswerLost, Kind, QRDeskError, ServerUnreachable
from qrdesk.core.schemas.links import LinkState, LinkView
from qrdesk.gui import words
from qrdesk.gui.pages.rule_form import RuleForm
from qrdesk.gui.theme import icons, tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton, LinkButton
from qrdesk.gui.widgets.cells import paint_code
from qrdesk.gui.widgets.chips import Chip, chip_width
from qrdesk.gui.widgets.glyph import Glyph

_HEAD, _SAVE_BAR = 60, 48
_AROUND = 206  # px: all that stands beside the address and the day it was printed
_COPY = 30  # px of that: the button beside the address


class CodeThumb(QWidget):
    """A code on its paper, ``side`` px wide."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(side, side)
        self._image: QImage | None = None

    def show_code(self, image: QImage | None) -> None:
        """Show ``image``; None: there is none yet."""
        self._image = image
        self.update()

    def has_code(self) -> bool:
        """Whether a code is shown."""
        return self._image is not None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, box = QPainter(self), QRectF(self.rect())
        if self._image is not None:
            paint_code(painter, box, self._image)
            return
        theme = tokens.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.border.default)
        painter.setBrush(theme.surface.sunken)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        middle = box.center()
        icons.paint(painter, QRectF(middle.x() - 12, middle.y() - 12, 24, 24), "qr-code", theme.text.disabled)


class EditorHead(QFrame):
    """Code, title, short link; at the right what else can be done, and close."""

    copy_wanted = Signal()
    studio_wanted = Signal()
    analytics_wanted = Signal()
    archive_wanted = Signal()
    restore_wanted = Signal()
    delete_wanted = Signal()
    close_wanted = Signal()
    undo_wanted = Signal()
    history_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.can_undo: Callable[[], bool] = lambda: False  # whether a saved change of this link can be taken back
        self.setProperty("edge", "bottom")
        self.setFixedHeight(_HEAD)
        self._day = ""  # when it was printed, in words
        self.thumb = CodeThumb(40)
        self._title = labels.Elided("", "section_title")
        self._address = labels.Elided("", "body", "link", middle=True)
        self._copy = IconButton("copy", self.tr("Copy the short link"), 26)
        self._copy.clicked.connect(self.copy_wanted)
        self._printed = Chip()
        self._more = IconButton("ellipsis", self.tr("More"), 26)
        self._more.clicked.connect(self._open_menu)
        close = IconButton("x", self.tr("Close"), 26)
        close.setToolTip(self.tr("Close (Esc)"))
        close.clicked.connect(self.close_wanted)
        line = boxes.columns(self._address, self._copy, None, gap=4)
        line.setStretchFactor(self._address, 0)
        self._names = boxes.rows(None, self._title, line, None, gap=0)
        row = boxes.columns(self.thumb, gap=12, margins=(16, 0, 12, 0))
        row.addLayout(self._names, 1)
        for part in (self._printed, self._more, close):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        row.setSpacing(6)
        row.insertSpacing(1, 6)
        self.setLayout(row)
        self._menu = QMenu(self)
        self._undo = self._action(self.tr("Undo the last change"), "undo-2", self.undo_wanted)
        self._action(self.tr("History"), "clock", self.history_wanted)
        self._menu.addSeparator()
        self._archive = self._action(self.tr("Archive"), "archive", self.archive_wanted)
        self._restore = self._action(self.tr("Restore"), "archive-restore", self.restore_wanted)
        self._menu.addSeparator()
        self._studio = self._action(self.tr("Open in Studio"), "qr-code", self.studio_wanted)
        self._scans = self._action(self.tr("Show its scans"), "chart-no-axes-column", self.analytics_wanted)
        self._menu.addSeparator()
        self._delete = self._action(self.tr("Delete…"), "trash-2", self.delete_wanted)

    def show_reach(self, *, change: bool, delete: bool, design: bool, scans: bool) -> None:
        """Offer what the key may do alone."""
        for action, may in (
            (self._archive, change), (self._restore, change), (self._delete, delete), (self._studio, design),
            (self._scans, scans),
        ):  # fmt: skip
            action.setEnabled(may)

    def show_link(self, link: LinkView, thumb: QImage | None) -> None:
        """Show whose editor this is."""
        self._title.setText(words.name(link))
        self._address.setText(words.address(link))
        self.thumb.show_code(thumb)
        self._set_known(known=True)
        archived, self._day = link.state is LinkState.ARCHIVED, ""
        self._archive.setVisible(not archived)
        self._restore.setVisible(archived)
        self._printed.setVisible(archived or link.printed_at is not None)
        if archived:
            self._printed.set_text(self.tr("Archived"), icon="archive")
        elif link.printed_at is not None:
            self._day = self.tr("Printed {day}").format(day=words.day(link.printed_at))
        self._say_printed()

    def show_new(self) -> None:
        """Show that a link is about to be made."""
        self._title.setText(self.tr("New link"))
        self._set_known(known=False)
        self._printed.hide()

    def _say_printed(self) -> None:
        """Leave the day out, then the word, then all of it, where title or address would have to give way to them."""
        if self._day:
            said = next((one for one in (self._day, self.tr("Printed")) if self._needed(one) <= self.width()), "")
            boxes.show_part(self._printed, self._needed(said) <= self.width())  # the section State says it, too
            self._printed.set_text(said, icon="printer", tip=self._day if said != self._day else "")
            self._printed.setAccessibleName(self._day)

    def _needed(self, said: str) -> int:
        """Return how wide this must be for the whole title and address beside the chip that says ``said``."""
        title, address = (one.fontMetrics().horizontalAdvance(one.text()) for one in (self._title, self._address))
        return ceil(_AROUND + max(title - _COPY, address) + chip_width(said, "printer"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_printed()

    def _set_known(self, *, known: bool) -> None:
        for part in (self.thumb, self._address, self._copy, self._more):
            part.setVisible(known)

    def _action(self, text: str, icon: str, wanted: object) -> QAction:
        action = self._menu.addAction(text)
        icons.put(action, icon)
        action.triggered.connect(wanted)
        return action

    def _open_menu(self) -> None:
        self._undo.setVisible(self.can_undo())
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))


class _Dot(QWidget):
    """Something is not saved."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(8, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.current().accent.graphic)
        painter.drawEllipse(QRectF(0, 6, 8, 8))


class SaveBar(QFrame):
    """What is not saved yet, Discard, Save."""

    save_wanted = Signal()
    discard_wanted = Signal()
    field_wanted = Signal()  # the next one that is wrong

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("edge", "top")
        self.setMinimumHeight(_SAVE_BAR)  # a trouble is said whole, in as many lines as it takes
        self._dot = _Dot()
        self._alarm = Glyph("triangle-alert", "danger", 16, 20)
        self._words = labels.Elided("", "body")
        self._trouble = labels.text("", "body", wrap=True)
        self.go_to = LinkButton("")  # says how many are wrong, and is the way to the next
        self.go_to.setToolTip(self.tr("Go to the next field that is wrong"))
        self.go_to.hide()
        self.go_to.clicked.connect(self.field_wanted)
        self.discard = Button(self.tr("Discard"), "quiet")
        self.save = Button(self.tr("Save"), "primary")
        self.save.setToolTip(QKeySequence("Ctrl+S").toString(QKeySequence.SequenceFormat.NativeText))
        self.discard.clicked.connect(self.discard_wanted)
        self.save.clicked.connect(self.save_wanted)
        wrong = boxes.columns(self._alarm, gap=8)
        wrong.addWidget(self.go_to)
        wrong.addWidget(self._trouble, 1)
        self._wrong = boxes.box(wrong)
        self._wrong.hide()
        row = boxes.columns(self._dot, gap=8)
        row.addWidget(self._words, 100)
        row.addStretch(1)
        row.addWidget(self.discard)
        row.addWidget(self.save)
        self._row = boxes.box(row)
        self._rule: RuleForm | None = None  # the one that is open
        self._column = boxes.rows(self._wrong, self._row, gap=8, margins=(16, 7, 16, 8))
        self.setLayout(self._column)

    def show_rule(self, form: RuleForm | None) -> None:
        """Stand for the rule that is open: its buttons are in sight however long it is; None once there is none."""
        if form is self._rule:
            return
        if self._rule is not None:
            self._rule.foot.setParent(self._rule)  # it goes with its form, or waits with it
        self._rule = form
        if form is not None:
            self._column.addWidget(form.foot)
            boxes.show_part(form.foot)
        boxes.show_part(self._row, form is None)
        self._lay()

    def show_changes(self, count: int, *, new: bool, busy: bool) -> None:
        """Say how much is not saved."""
        said = words.counted(count, self.tr("{count} change not saved"), self.tr("{count} changes not saved"))
        if new:
            said = self.tr("Not saved yet") if count else ""
        elif not count:
            said = self.tr("All changes saved")
        self._say(self.tr("Saving") if busy else said, alarm=False, dot=bool(count) and not busy)
        self.save.setText(self.tr("Save"))
        self.save.setEnabled(bool(count) and not busy)
        self.discard.setText(self.tr("Cancel") if new else self.tr("Discard"))
        self.discard.setEnabled((new or bool(count)) and not busy)

    def show_wrong(self, fields: int) -> None:
        """Say how many fields are not right."""
        said = words.counted(fields, self.tr("{count} field to check"), self.tr("{count} fields to check"))
        self.show_trouble(said)
        self.go_to.setText(said)
        self._trouble.hide()
        self.go_to.show()
        self._lay()

    def show_trouble(self, said: str, *, again: bool = False) -> None:
        """Say why nothing was saved; ``again`` where the same may work in a moment."""
        self._say(said, alarm=True, dot=False)
        if again:
            self.save.setText(self.tr("Try again"))

    def show_unsaved(self, error: Exception) -> None:
        """Say what kept a save from being made."""
        if isinstance(error, ServerUnreachable) and not isinstance(error, AnswerLost):
            self.show_trouble(self.tr("Not saved: the server is away. Your text is kept"), again=True)
        elif isinstance(error, QRDeskError) and error.kind is Kind.UNAVAILABLE:
            self.show_trouble(self.tr("Not saved, your text is kept. {reason}").format(reason=error), again=True)
        else:
            self.show_trouble(words.failure(error))

    def text(self) -> str:
        """Return what it says."""
        return self._words.text()

    def _say(self, said: str, *, alarm: bool, dot: bool) -> None:
        self._words.setText(said)
        self._words.setVisible(not alarm)
        self._trouble.setText(said if alarm else "")
        self.go_to.hide()
        boxes.show_part(self._trouble)
        boxes.show_part(self._wrong, alarm)
        self._dot.setVisible(dot)
        self._lay()

    def _lay(self) -> None:
        """Put the short words beside the buttons; a trouble stands above them, and so does all above an open rule."""
        beside = not self.go_to.isHidden() and self._rule is None
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._column.direction() is not wanted:
            self._column.setDirection(wanted)
            self._column.setStretchFactor(self._row, int(beside))


class LastStep(QFrame):
    """Deleting, in the place of the save bar: what it does, and the way back."""

    confirmed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("edge", "top")
        self.setProperty("surface", "sunken")
        self._title = labels.text("", "label", wrap=True)
        self._words = labels.Paragraph(role="supporting")
        self.keep = Button(self.tr("Keep it"))
        self.delete = Button(self.tr("Delete for ever"), "danger_final")
        self.keep.clicked.connect(self.left)
        self.delete.clicked.connect(self.confirmed)
        buttons = boxes.columns(None, self.keep, self.delete, gap=8)
        self.setLayout(boxes.rows(self._title, self._words, 4, buttons, gap=4, margins=(16, 12, 16, 12)))
        self.hide()

    def ask(self, link: LinkView) -> None:
        """Say what deleting ``link`` means."""
        self._title.setText(self.tr("Delete {name}?").format(name=words.name(link)))
        self._words.set_text(consequence(link))
        self.show()
        self.keep.setFocus(Qt.FocusReason.TabFocusReason)


def consequence(link: LinkView) -> str:
    """Return what happens to those who scan a code of a deleted link."""
    said = QCoreApplication.translate(
        "LastStep",
        "Whoever scans a printed code of it sees a page that says it is gone. This cannot be undone, and {address} is "
        "never given away again.",
    ).format(address=words.address(link))
    if link.printed_at is None:
        return said
    printed = QCoreApplication.translate("LastStep", "A code was exported for print on {day}.")
    return f"{printed.format(day=words.day(link.printed_at))} {said}"
