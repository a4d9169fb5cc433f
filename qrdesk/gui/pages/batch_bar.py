"""The run bar: how far links, codes and sheets are, how long it will take, and how it ended."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from qrdesk.gui import words
from qrdesk.gui.pages.batch_making import Pace
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.glyph import Glyph

_HIGH, _METER, _OVER = 69, 208, 162  # px; a meter, and one that counts no more
_TICK_MS = 200


class _Meter(QWidget):
    """A name, a count and a bar."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setMaximumWidth(_METER)
        self._done = Glyph("circle-check", "success")
        self._done.hide()
        self._is_done = False
        self.count = labels.text("", "caption", tabular=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._bar.setAccessibleName(name)
        head = boxes.columns(self._done, gap=4)
        head.addWidget(labels.Elided(name), 1)
        head.addWidget(self.count)
        self.setLayout(boxes.rows(None, head, self._bar, None, gap=6))

    def show_count(self, done: int, total: int) -> None:
        """Say how many are done, of how many."""
        self._is_done = 0 < total <= done
        self._done.setVisible(self._is_done)
        style.restyle(self._bar, tone="success" if self._is_done else "")
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        of_all = self.tr("{done} of {all}").format(done=words.number(done), all=words.number(total))
        self.count.setText(words.number(done) if self._is_done else of_all)  # the tick says that these are all

    def give_way(self, *, over: bool) -> None:
        """Leave room for how it ended where less is to be said here."""
        self.setMaximumWidth(_OVER if over and self._is_done else _METER)


class RunBar(QFrame):
    """Hidden until something runs; stays with its result until the next list."""

    cancel_wanted = Signal()
    open_wanted = Signal()
    again_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("edge", "top")
        self.setProperty("surface", "canvas")
        self.setFixedHeight(_HIGH)
        self.setAccessibleName(self.tr("Run"))
        self.links, self.codes = _Meter(self.tr("Links")), _Meter(self.tr("Codes, checked"))
        self.sheets = _Meter(self.tr("Sheets"))
        self.title, self.said = labels.Elided("", "label"), labels.Elided("", "supporting", "tertiary")
        self.file = labels.Elided("", "supporting", "tertiary", middle=True)
        self.file.hide()
        for one in (self.title, self.said, self.file):
            one.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.cancel = Button(self.tr("Cancel"))
        self.open = Button(self.tr("Open folder"), icon="folder-open")
        self.again = Button("", "primary")
        row = boxes.columns(gap=16, margins=(24, 4, 16, 4))
        for meter in (self.links, self.codes, self.sheets):
            row.addWidget(meter, 8)
        row.addLayout(boxes.rows(None, self.title, self.said, self.file, None, gap=0), 7)
        for button in (self.cancel, self.open, self.again):
            row.addWidget(button)
        self.setLayout(row)
        self.cancel.clicked.connect(self.cancel_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.again.clicked.connect(self.again_wanted)
        self._pace, self._per_sheet, self._has_links = Pace(), 0, False
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self.tick)
        self.hide()

    def begin(self, pace: Pace, *, links: bool, per_sheet: int) -> None:
        """Show a run that begins; ``per_sheet`` labels are on a sheet, 0: there are none."""
        self._pace, self._per_sheet = pace, per_sheet
        self._has_links = links
        self.links.setVisible(links)
        self.codes.show()
        self.sheets.setVisible(per_sheet > 0)
        self.cancel.setEnabled(True)
        self._show_buttons(self.cancel)
        self._give_way(over=False)
        self._name_file("")
        self.said.setText(self.tr("What is made stays made."))
        self.tick()
        self.show()
        self._clock.start()

    def tick(self) -> None:
        """Show how far it is by now."""
        pace = self._pace
        self.links.show_count(pace.links, pace.links_total)
        total = pace.codes_total or pace.links_total
        self.codes.show_count(pace.codes, total)
        if self._per_sheet:
            whole = -(-total // self._per_sheet)
            done = whole if total and pace.codes >= total else pace.codes // self._per_sheet
            self.sheets.show_count(done, whole)
        left_s = pace.left_s()
        if left_s is None:
            waits = self._has_links and (not pace.links_total or pace.links < pace.links_total)
            self.title.setText(self.tr("Making links") if waits else self.tr("Making codes"))
        elif pace.codes >= total:
            self.title.setText(self.tr("Putting it together"))
        else:
            self.title.setText(self.tr("About {seconds} s left").format(seconds=words.number(max(1, round(left_s)))))

    def stopping(self) -> None:
        """It was told to stop."""
        self.cancel.setEnabled(False)
        self.said.setText(self.tr("Stopping after what is being made"))

    def end(self, title: str, said: str, *, again: str = "", file: str = "") -> None:
        """Show how it ended; ``again`` is what the button says that goes on, ``file`` is what was made."""
        self._clock.stop()
        self.tick()
        self._give_way(over=True)
        self.title.setText(title)
        self.said.setText(said)
        self._name_file(file)
        self.again.setText(again)
        self.open.set_kind("secondary" if again else "primary")
        self._show_buttons(*(one for one, shown in ((self.open, file), (self.again, again)) if shown))

    def offer(self, title: str, said: str, again: str, made: int, total: int) -> None:
        """Show how a run ended with the app: ``made`` of ``total`` codes are finished."""
        for meter in (self.links, self.sheets):
            meter.hide()
        self.codes.show_count(made, total)
        self.codes.setVisible(made > 0)
        self._name_file("")
        self.title.setText(title)
        self.said.setText(said)
        self.again.setText(again)
        self._show_buttons(self.again)
        self.show()

    def _name_file(self, name: str) -> None:
        """Say what was made in a line of its own, so that nothing else takes room from it."""
        self.file.setText(name)
        self.file.setVisible(bool(name))
        self.said.setVisible(bool(self.said.text()) or not name)

    def _give_way(self, *, over: bool) -> None:
        for meter in (self.links, self.codes, self.sheets):
            meter.give_way(over=over)

    def goes_on(self) -> bool:
        """Whether the way on is offered here: to go on with it, or to what was made."""
        return not self.isHidden() and not (self.again.isHidden() and self.open.isHidden())

    def _show_buttons(self, *shown: Button) -> None:
        for one in (self.cancel, self.open, self.again):
            one.setVisible(one in shown)
