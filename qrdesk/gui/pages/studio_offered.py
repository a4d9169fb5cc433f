"""Fonts and press profiles that the Studio offers: those of the place that is open, and those somebody brings."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.access import Scope
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.studio_bench import Bench
from qrdesk.gui.pages.studio_brought import Brought
from qrdesk.gui.pages.studio_desk import Files
from qrdesk.gui.pages.studio_right import RightPanel
from qrdesk.gui.session import Session
from qrdesk.gui.shell.state import State

Change = Callable[[str, object], object]  # a field of the order, and what it becomes


class Offered(QObject):
    """Asks once per place; a profile that is gone is taken back from what was to be exported."""

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        state: State,
        bench: Bench,
        right: RightPanel,
        change: Change,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._session, self._bench, self._right, self._change = session, bench, right, change
        self._place: str | None = None
        self.fonts = Brought("font", session, jobs, state, page)
        self.profiles = Brought("profile", session, jobs, state, page)
        frame, press = right.frame, right.print
        frame.font_wanted.connect(self.fonts.bring)
        self.fonts.listed.connect(frame.show_fonts)
        self.fonts.taken.connect(frame.take_font)
        self.fonts.refused.connect(frame.show_problem)
        press.profile_wanted.connect(self.profiles.bring)
        self.profiles.listed.connect(self._listed)
        self.profiles.taken.connect(partial(change, "profile"))
        self.profiles.refused.connect(self._refused)

    def ask(self) -> None:
        """Ask which there are, once per place."""
        if self._place != self._session.whose and self._session.may(Scope.FILES_READ):
            self._place = self._session.whose
            self.fonts.list()
            self.profiles.list()

    def _refused(self, said: str) -> None:
        self._right.show_problem(self.tr("The profile was not taken"), said, "")

    def _listed(self, files: Files) -> None:
        self._right.print.show_profiles(files)
        profile = self._bench.order.profile
        if profile is not None and profile not in {file.id for file in files}:
            self._change("profile", None)
        else:
            self._right.print.show_order(self._bench.order_here())
