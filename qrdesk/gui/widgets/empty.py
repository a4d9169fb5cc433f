"""An empty page teaches the next step: one promise, one sentence, the field itself, the way in from elsewhere."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.glyph import Glyph

_WIDTH = 456


class EmptyPage(QWidget):
    """Stands in the middle of the place that is still empty."""

    def __init__(
        self,
        icon: str,
        promise: str,
        sentence: str = "",
        field: QWidget | None = None,
        other: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.promise = labels.text(promise, "section_title", wrap=True)
        self.sentence = labels.Paragraph(sentence)
        column = boxes.rows(gap=0)
        column.addWidget(Glyph(icon, "tertiary", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(16)
        for label, words in ((self.promise, promise), (self.sentence, sentence)):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            if words:
                column.addWidget(label)
                column.addSpacing(4)
        for part in (field, other):
            if part is not None:
                column.addSpacing(14)
                column.addWidget(part)
        inside = QWidget()
        inside.setLayout(column)
        inside.setMaximumWidth(_WIDTH)
        across = boxes.columns(None, inside, None, gap=0, margins=(16, 16, 16, 16))
        across.setStretchFactor(inside, 100)
        self.setLayout(boxes.rows(None, across, None, gap=0))
