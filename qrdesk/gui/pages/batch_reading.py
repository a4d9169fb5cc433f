"""What is said while a list is being read: how far that is, with the way out of it."""

from PySide6.QtCore import QObject

from qrdesk.gui import words
from qrdesk.gui.pages.batch_desk import BatchDesk
from qrdesk.gui.pages.batch_file import EmptyBatch, FileStep
from qrdesk.gui.pages.notice import Notice


class ReadingTold(QObject):
    """Says it on the empty page, and at the list that another one comes in place of."""

    def __init__(self, desk: BatchDesk, empty: EmptyBatch, file: FileStep, notice: Notice) -> None:
        super().__init__(desk)
        self._empty, self._file, self._notice = empty, file, notice
        desk.reading.connect(self._begin)
        desk.read_so_far.connect(self._tell)
        empty.stop.clicked.connect(desk.stop_reading)

    def _begin(self, name: str) -> None:
        self._empty.show_reading(name)
        if name:
            self._file.about.setText(self.tr("Reading {name}").format(name=name))
            self._notice.clear()
            self._empty.notice.clear()

    def _tell(self, name: str, rows: int) -> None:
        if rows:
            said = self.tr("Reading {name}, {count} rows so far").format(name=name, count=words.number(rows))
            self._empty.show_reading(name, rows)
            self._file.about.setText(said)
