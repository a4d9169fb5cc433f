"""The other ways out of the Studio than a file: copied, dragged into a layout program, printed on an office printer."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.studio_bench import Bench
from qrdesk.gui.pages.studio_carry import Carrying
from qrdesk.gui.pages.studio_middle import MiddlePanel
from qrdesk.gui.pages.studio_preview import AssetsOf, Subject
from qrdesk.gui.pages.studio_printing import Printing
from qrdesk.gui.pages.studio_right import RightPanel
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow


class Leaving(QObject):
    """Knows what was drawn last, and lets it go."""

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, bench: Bench, assets_of: AssetsOf, page: QWidget
    ) -> None:
        super().__init__(page)
        self._window, self._bench = window, bench
        self._subject: Subject | None = None
        self.carrying = Carrying(session, jobs, window, bench, assets_of, page)
        self.printing = Printing(session, jobs, window, bench, page)

    def connect_to(self, middle: MiddlePanel, right: RightPanel) -> None:
        """Listen to the panels, and say there why something was not let go."""
        middle.copy.clicked.connect(self.copy)
        middle.artboard.near.connect(self._prepare)
        middle.artboard.dragged.connect(self.drag)
        right.print_wanted.connect(self.printing.print)
        self.carrying.refused.connect(partial(self._refused, right, self.tr("It did not leave the app")))
        self.carrying.warned.connect(partial(self._warned, right))
        self.printing.refused.connect(partial(self._refused, right, self.tr("Nothing was printed")))

    def show_subject(self, subject: Subject) -> None:
        """This was drawn."""
        self._subject = subject

    def copy(self) -> None:
        """Copy the code for a layout program."""
        if self._subject is None or self._bench.drawing is None:
            self._window.status.say(self.tr("There is no code to copy yet"))
        else:
            self.carrying.copy(self._subject)

    def drag(self) -> None:
        """Let the code be dragged out of the app."""
        if self._subject is not None and self._bench.drawing is not None:
            self.carrying.begin_drag(self._subject)

    def drag_row(self, key: str) -> None:
        """A code of the list is dragged: the one that is open goes at once."""
        if key == self._bench.code_id:
            self.drag()
        else:
            self._window.status.say(self.tr("Open the code first, then drag it: what is shown is what leaves"))

    def _prepare(self) -> None:
        if self._subject is not None and self._bench.may_export():
            self.carrying.prepare(self._subject)

    def _refused(self, right: RightPanel, title: str, said: str) -> None:
        right.show_problem(title, said, "")

    def _warned(self, right: RightPanel, said: str) -> None:
        right.show_warning(self.tr("Before it is printed"), said)
