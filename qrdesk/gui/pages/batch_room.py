"""Where the steps of a batch stand: in three columns, between what there is to note and the run bar."""

from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from qrdesk.gui.widgets import boxes

_LEFT, _RIGHT = 312, 392  # px
_WIDE, _LEFT_NARROW = 1040, 256  # px; below that the first column gives way


class Room(QFrame):
    """The steps come into ``left``, ``across`` (between the others) and ``right``, one by one and each only once.

    What comes into ``above_right`` stays in sight while the last column is scrolled.
    Qt dresses all of a widget anew when it gets another parent.
    """

    def __init__(self, notice: QWidget, bar: QWidget) -> None:
        super().__init__()
        left, inside = QWidget(), QWidget()
        self.left, self.right, self.across = boxes.rows(gap=0), boxes.rows(gap=0), boxes.columns(gap=0)
        self.above_right = boxes.rows(gap=0)
        left.setLayout(self.left)
        inside.setLayout(self.right)
        self._first = _column(boxes.rows(boxes.scrolled(left), gap=0), _LEFT, "right")
        self.across.addWidget(self._first)
        self.across.addWidget(_column(boxes.rows(self.above_right, boxes.scrolled(inside), gap=0), _RIGHT, "left"))
        whole = boxes.rows(gap=0)
        whole.addWidget(boxes.line())
        whole.addWidget(notice)
        whole.addLayout(self.across, 1)
        whole.addWidget(bar)
        self.setLayout(whole)

    def fit(self, width: int) -> None:
        """Give the columns their room on a page so wide."""
        self._first.setFixedWidth(_LEFT if width >= _WIDE else _LEFT_NARROW)


def _column(parts: QBoxLayout, width: int, edge: str) -> QFrame:
    made = boxes.box(parts, edge=edge)
    made.setFixedWidth(width)
    return made
