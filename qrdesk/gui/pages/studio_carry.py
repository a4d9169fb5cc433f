"""Codes that leave the app by hand: dragged into a layout program, or copied for one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from qrdesk.client import ArtworkFormat, Client
from qrdesk.core.artwork import export
from qrdesk.core.schemas.codes import CodeView
from qrdesk.gui import carrying, words
from qrdesk.gui.carrying import KINDS, Carrier, Way
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.studio_bench import Bench
from qrdesk.gui.pages.studio_desk import Desk, Look, Order, export_draft
from qrdesk.gui.pages.studio_export import Lying, code_to_print, file_name
from qrdesk.gui.pages.studio_preview import AssetsOf, Subject
from qrdesk.gui.pages.studio_static import remember_printed
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow

_MOST_PX = 2400  # of the picture's width: what is larger than that is no picture to paste
_DPI = 600


@dataclass(frozen=True)
class Held:
    """What was on the desk when a hand took it: by the time it is drawn something else may lie there."""

    desk: Lying
    code: CodeView | None
    look: Look
    key: str

    @classmethod
    def of(cls, bench: Bench) -> "Held | None":
        """Return what is worked on; None for nothing."""
        return None if bench.desk is None else cls(bench.desk, bench.base(), bench.look, bench.key())


@dataclass(frozen=True)
class Carried:
    """A code in the formats that layout programs take, and its scan score."""

    files: Mapping[ArtworkFormat, bytes]
    points: int


def carried(assets_of: AssetsOf, subject: Subject) -> Carried:
    """Return a code as it leaves the app, read back. Takes half a second: never on the window's thread.

    Raises:
        ArtworkUnreadable: it does not read.
        QRDeskError: a picture or font of it is not there.
    """
    assets = assets_of(subject.design, None)
    files = {kind: _file(subject, kind, assets_of) for kind in KINDS.values()}
    draft = export_draft(subject.order, subject.design)
    return Carried(files, export.score(subject.text, subject.design, draft, assets).points)


class Carrying(QObject):
    """Serves copying and dragging. What leaves the app is remembered as printed, as files are."""

    refused = Signal(str)  # why not, as a sentence
    warned = Signal(str)  # what to know before it is printed
    settled = Signal()

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, bench: Bench, assets_of: AssetsOf, page: QWidget
    ) -> None:
        super().__init__(page)
        self._session, self._jobs, self._window, self._bench = session, jobs, window, bench
        self._assets_of = assets_of
        self._ready: tuple[Subject, Carried] | None = None
        self._busy: Subject | None = None
        self.carrier = Carrier(page)
        session.connected.connect(self._forget)

    def prepare(self, subject: Subject) -> None:
        """Draw the files before somebody drags them: a drag does not wait."""
        self._with(subject, lambda _found: None, quiet=True)

    def copy(self, subject: Subject) -> None:
        """Put the code on the clipboard."""
        held = Held.of(self._bench)
        if held is None or not self._bench.may_export():
            self._window.status.say(self.tr("There is no code to copy: it has to be read first"))
            return
        self._with(subject, partial(self._copied, held, subject))

    def begin_drag(self, subject: Subject) -> None:
        """The code is drawn away: let it go wherever it is dropped."""
        held = Held.of(self._bench)
        if held is not None and self._bench.may_export():
            self._with(subject, partial(self._start, held, subject))

    def _with(self, subject: Subject, then: Callable[[Carried], object], *, quiet: bool = False) -> None:
        if self._ready is not None and self._ready[0] == subject:
            then(self._ready[1])
            return
        if quiet and self._busy is not None:
            return
        self._busy = subject
        work = partial(carried, self._assets_of, subject)
        here = self._session.here
        failed = here(self._failed if quiet else self._not_drawn)
        self._jobs.run(self, work, here(partial(self._here, subject, then)), failed)

    def _forget(self) -> None:
        """Other links are open: what is on its way is for nobody there."""
        self._ready = self._busy = None

    def _here(self, subject: Subject, then: Callable[[Carried], object], found: Carried) -> None:
        self._busy = None
        self._ready = (subject, found)
        then(found)

    def _failed(self, _error: Exception) -> None:
        self._busy = None  # told when somebody copies or drags it

    def _not_drawn(self, error: Exception) -> None:
        self._busy = None
        self.refused.emit(words.failure(error))

    def _copied(self, held: Held, subject: Subject, found: Carried) -> None:
        self.carrier.copy(found.files, file_name(held.desk, held.look))
        self._left("copied", held, subject, found)

    def _start(self, held: Held, subject: Subject, found: Carried) -> None:
        picture = QPixmap()
        picture.loadFromData(found.files[ArtworkFormat.PNG])
        if self.carrier.let_go(found.files.__getitem__, file_name(held.desk, held.look), picture):
            self._left("dropped", held, subject, found)

    def _left(self, way: Way, held: Held, subject: Subject, found: Carried) -> None:
        """The code left the app: say so, keep it, and remember it as printed."""
        self._tell(way, held.desk, found)
        client, here = self._session.client, self._session.here
        if client is None:
            return
        work = partial(keep_and_remember, client, held.desk, held.code, held.look, subject.order)
        kept = partial(self._arrived, self._session.whose, held, here(partial(self._kept, held)))
        self._jobs.run(self, work, kept, here(self._not_kept))

    def _arrived(self, whose: str, held: Held, told: Callable[[CodeView], object], code: CodeView) -> None:
        """Where other links are open by now nobody is told; what was kept there is no longer unsaved."""
        if whose != self._session.whose and code is not held.code:
            self._bench.drop(whose, held.key, held.look)
        told(code)

    def _tell(self, way: Way, desk: Lying, found: Carried) -> None:
        said, icon, know = carrying.told(way, found.points, desk.link.host if isinstance(desk, Desk) else "")
        self._window.toast(said, icon=icon)
        if know:
            self.warned.emit(know)

    def _kept(self, held: Held, code: CodeView) -> None:
        if code is not held.code:
            self._bench.settle(held.key, held.look, code)
        self.settled.emit()
        self._session.links_changed.emit()

    def _not_kept(self, error: Exception) -> None:
        self.refused.emit(carrying.not_remembered(error))


def keep_and_remember(client: Client, desk: Lying, code: CodeView | None, look: Look, order: Order) -> CodeView:
    """Return the code that left the app: made where there was none, and remembered as printed if that is wanted.

    Raises:
        Conflict: a static code was printed meanwhile, and is to say something else.
    """
    found = code_to_print(client, desk, code, look)
    if order.remember:
        remember_printed(client, found.id, order)
    return found


def _file(subject: Subject, kind: ArtworkFormat, assets_of: AssetsOf) -> bytes:
    most = int(_MOST_PX * 25.4 / subject.order.size_mm)
    order = replace(subject.order, format=kind, dpi=min(_DPI, most), bleed_mm=0, crop_marks=False, profile=None)
    assets = assets_of(subject.design, None)
    draft = export_draft(order, subject.design)
    return export.render(subject.text, subject.design, draft, assets, scored=False).content
