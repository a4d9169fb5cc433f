"""What is being tried, shown in the panels, drawn as it will be printed, and read back."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from qrdesk.core.artwork.contents import suited
from qrdesk.core.schemas.access import Scope
from qrdesk.gui import words
from qrdesk.gui.pages.studio_bench import Bench
from qrdesk.gui.pages.studio_code_list import NEW
from qrdesk.gui.pages.studio_content import ContentPanel
from qrdesk.gui.pages.studio_fixes import Drawing, Fix, reasons
from qrdesk.gui.pages.studio_middle import MiddlePanel
from qrdesk.gui.pages.studio_preview import Preview, Scored, Subject
from qrdesk.gui.pages.studio_right import RightPanel
from qrdesk.gui.session import Session


class Showing(QObject):
    """Knows the panels and the preview; what is tried comes from the bench."""

    shown = Signal(object)  # Design: what the panels show of it is as it is tried
    drawn = Signal(object)  # Subject

    def __init__(
        self,
        session: Session,
        bench: Bench,
        preview: Preview,
        content: ContentPanel,
        middle: MiddlePanel,
        right: RightPanel,
        waits_for: Callable[[], str],
    ) -> None:
        """``waits_for`` says what has to be typed before there is a code; empty for nothing."""
        super().__init__(preview)
        self._session, self._bench, self._preview = session, bench, preview
        self._content, self._middle, self._right, self._waits_for = content, middle, right, waits_for
        preview.drawn.connect(self._drawn)
        preview.fixes_found.connect(self._fixes_found)
        preview.scored.connect(self._scored)
        preview.failed.connect(self._not_drawn)

    def show_work(self) -> None:
        """Show what lies on the desk and what is tried on it, and have it drawn."""
        bench, desk = self._bench, self._bench.desk
        if desk is None:
            return
        bench.confirmed = False
        text, static = desk.text(bench.code_id), bench.static()
        content = static.content if static is not None else None
        self._right.print.show_kind(static=static is not None, near=bool(bench.near_host()))
        self._right.show_work(bench.look.design, bench.order_here())
        self._right.frame.show_text(text)
        self.shown.emit(bench.look.design)
        new, title = bench.code_id == NEW, (bench.look.name if static is not None else "") or desk.title()
        waits_for = self._waits_for()
        self._middle.show_state(title, unsaved=bench.unsaved(), new=new, static=static is not None, waits_for=waits_for)
        self._middle.show_steps(*bench.history.can(bench.key()))
        self._middle.artboard.wait_for(waits_for)
        if text:
            self._right.show_near(bench.near_host())
            self._preview.want(Subject(text, suited(bench.look.design, content), bench.order_here(), content))
            return
        bench.drawing = None
        self._preview.stop()
        self._right.reader.show_nothing()
        self._middle.show_nothing()
        self.allow_export()

    def allow_export(self) -> None:
        """Let the code leave the app where it may."""
        may = self._bench.code_id != NEW or self._session.may(Scope.CODES_CREATE)  # the first export makes the code
        self._right.allow_export(allowed=may and self._bench.may_export())

    def _not_drawn(self, error: Exception) -> None:
        self._bench.drawing = None
        self.allow_export()
        self._right.show_problem(self.tr("The code cannot be drawn"), words.failure(error), "")

    def _drawn(self, subject: Subject, drawing: Drawing) -> None:
        self._bench.drawing, self._bench.points = drawing, None
        self.drawn.emit(subject)
        self._middle.artboard.show_scene(drawing.scene)
        self._content.codes.show_new(drawing.scene)
        static = self._bench.static()
        secret = static is not None and static.is_secret()
        self._middle.show_report(drawing.report, static.spoken() if static is not None else "", secret=secret)
        self._right.show_report(drawing.report, subject.design, {})
        self.allow_export()

    def _fixes_found(self, drawing: Drawing, fixes: Mapping[str, Sequence[Fix]]) -> None:
        if drawing is self._bench.drawing:
            self._right.reader.show_fixes(fixes)

    def _scored(self, drawing: Drawing, found: Scored) -> None:
        if drawing is self._bench.drawing:
            self._bench.points = found.score.points
            told = reasons(found.score, self._bench.look.design, self._bench.order, drawing.report)
            self._right.reader.show_score(found.score, told)
            self._right.logo.show_safe(found.safe)
