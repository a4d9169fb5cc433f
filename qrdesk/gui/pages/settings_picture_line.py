"""Settings: one of the pictures, what uses it, and the way to be rid of it."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.files import FileView
from qrdesk.gui import words
from qrdesk.gui.pictures import Thumb
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton


class PictureLine(QWidget):
    """Its name, what it is, copy and delete; deleting asks once more, for its address ends."""

    copy_wanted = Signal(str)  # its address
    delete_wanted = Signal()

    def __init__(self, file: FileView, image: QImage, used_by: str, parent: QWidget | None = None) -> None:
        """``used_by`` says what has it, such as "3 links"; empty for nothing."""
        super().__init__(parent)
        self.file = file
        self._used_by = used_by
        self.thumb = Thumb(76, 40)
        self.thumb.show_picture(image)
        self.name = labels.Elided(file.name, "label", middle=True)
        self.said = labels.Elided(self._about(), "caption")
        self.copy = Button(self.tr("Copy address"), "quiet", "copy", "small")
        self.copy.setAccessibleName(self.tr("Copy the address of {name}").format(name=file.name))
        self.delete = IconButton("trash-2", self.tr("Delete {name}…").format(name=file.name), 26)
        self.copy.setVisible(file.url is not None)
        self.asked = labels.Paragraph(role="supporting")
        self.keep = Button(self.tr("Keep it"), size="small")
        self.final = Button(self.tr("Delete"), "danger_final", size="small")
        self.question = boxes.box(
            boxes.rows(self.asked, boxes.columns(None, self.keep, self.final), gap=4, margins=(0, 0, 0, 10))
        )
        self.question.hide()
        row = boxes.columns(self.thumb, gap=12, margins=(0, 6, 0, 6))
        row.addLayout(boxes.rows(None, self.name, self.said, None, gap=0), 1)
        for button in (self.copy, self.delete):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.setSpacing(8)
        self.setLayout(boxes.rows(boxes.line("h"), row, self.question, gap=0))
        self.copy.clicked.connect(lambda: self.copy_wanted.emit(file.url or ""))
        self.delete.clicked.connect(self.ask)
        self.keep.clicked.connect(self.leave)
        self.final.clicked.connect(self._delete)

    def stops(self) -> Sequence[QWidget]:
        """Return what Tab comes to, in its order."""
        return self.copy, self.delete, self.keep, self.final

    def is_asking(self) -> bool:
        """Whether it asks, or says why it stays."""
        return not self.question.isHidden()

    def ask(self) -> None:
        """Ask once more; say what has it where that is so, for then it cannot be deleted."""
        if self._used_by:
            said = self.tr("{name} stays: it is used by {uses}. Choose another picture there, or none, first.")
            self.refuse(said.format(name=self.file.name, uses=self._used_by))
            return
        said = self.tr("Delete {name}? Nothing uses it here.")
        if self.file.url is not None:
            said = self.tr(
                "Delete {name}? Pages that use its address will lose it. Undo brings it back under another address."
            )
        self._say(said.format(name=self.file.name), final=True)
        self.keep.setFocus()

    def refuse(self, said: str) -> None:
        """Say why it stays."""
        self._say(said, final=False)
        self.keep.setFocus()

    def leave(self) -> None:
        """Nothing is asked any more."""
        self.question.hide()
        self.delete.setFocus()

    def _say(self, said: str, *, final: bool) -> None:
        self.asked.set_text(said)
        self.final.setVisible(final)
        self.final.setEnabled(True)
        self.keep.setText(self.tr("Keep it") if final else self.tr("Close"))
        self.question.show()

    def _delete(self) -> None:
        self.final.setEnabled(False)
        self.delete_wanted.emit()

    def _about(self) -> str:
        one = self.file
        kind = self.tr("Preview") if one.kind == "preview" else self.tr("Logo")
        pixels = self.tr("shapes")
        if one.width_px is not None and one.height_px is not None:
            pixels = f"{words.number(one.width_px)} × {words.number(one.height_px)} px"
        used = self.tr("used by {uses}").format(uses=self._used_by) if self._used_by else self.tr("not used")
        size = QLocale().formattedDataSize(one.size_bytes, 0, QLocale.DataSizeFormat.DataSizeSIFormat)
        return " · ".join((kind, used, pixels, size, words.day(one.created_at)))
