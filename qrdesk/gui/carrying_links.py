"""Codes of links that leave the app by hand, from lists where they are not open: drawn before they are dragged."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget

from qrdesk.client import ArtworkFormat, Client, CodeDraft, CodeQuery, Design, ExportDraft
from qrdesk.core.artwork import export
from qrdesk.core.artwork.assets import Assets
from qrdesk.core.schemas.codes import CodeView
from qrdesk.core.schemas.codes_bulk import PrintedDraft
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import carrying, words
from qrdesk.gui.carrying import KINDS, Carrier, Way
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.look_assets import LookAssets
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.usual_looks import usual_look

_FRESH_S = 10.0  # for so long what was drawn is taken to be what there is


@dataclass(frozen=True)
class Wanted:
    """Which code: ``code`` None is the newest one of the link, or a new one where it has none."""

    link: LinkView
    code: CodeView | None = None


@dataclass(frozen=True)
class Ready:
    """A code with all that drawing it takes. ``code`` None: it is made once it left the app."""

    link: LinkView
    code: CodeView | None
    design: Design
    assets: Assets

    @property
    def text(self) -> str:
        """Return what it carries."""
        return self.code.text if self.code is not None else self.link.code_url

    def draw(self, kind: ArtworkFormat) -> bytes:
        """Return the file of a format, read back.

        Raises:
            ArtworkUnreadable: it does not read.
        """
        draft = ExportDraft(format=kind)
        return export.render(self.text, self.design, draft, self.assets, scored=False).content


Drawn = tuple[Ready, Mapping[ArtworkFormat, bytes]]


class LinkCarrying(QObject):
    """Serves copying and dragging codes of links. What leaves the app is remembered as printed, as files are."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._jobs, self._window = session, jobs, window
        self._assets = LookAssets(session)
        self._ready: tuple[Wanted, Drawn] | None = None
        self._ready_at = 0.0
        self._asked: Wanted | None = None  # is being drawn
        self._dragged: tuple[Wanted, QImage] | None = None
        self.carrier = Carrier(page)
        session.connected.connect(self._forget)

    def prepare(self, wanted: Wanted) -> None:
        """Draw a code while the pointer is on it, at the latest once the button is down: a drag does not wait."""
        self._dragged = None
        fresh = time.monotonic() - self._ready_at < _FRESH_S  # later it may look another way
        if self._asked != wanted and not (fresh and self._ready is not None and self._ready[0] == wanted):
            self._ready = None
            self._draw(wanted)

    def drag(self, wanted: Wanted, picture: QImage) -> None:
        """Let the code be dragged, with ``picture`` in hand, as soon as it is there."""
        self._dragged = wanted, picture
        self._go()

    def copy(self, wanted: Wanted) -> None:
        """Put the code on the clipboard."""
        self._dragged = None
        client, here = self._session.client, self._session.here
        if client is not None:
            work = partial(_drawn, client, self._assets, wanted)
            self._jobs.run(self, work, here(self._copied), here(self._failed))

    def _draw(self, wanted: Wanted) -> None:
        client, here = self._session.client, self._session.here
        if client is not None:
            self._asked = wanted
            work = partial(_drawn, client, self._assets, wanted)
            failed = here(partial(self._not_drawn, wanted))
            self._jobs.run(self, work, here(partial(self._here, wanted)), failed)

    def _forget(self) -> None:
        """Other links are open: what is on its way is for nobody there."""
        self._ready = self._asked = self._dragged = None

    def _here(self, wanted: Wanted, found: Drawn) -> None:
        if self._asked == wanted:  # else the pointer is on another one by now
            self._asked = None
            self._ready, self._ready_at = (wanted, found), time.monotonic()
            self._go()

    def _go(self) -> None:
        """Begin the drag once both are there: the hand that moves, and the code."""
        if self._ready is None or self._dragged is None or self._ready[0] != self._dragged[0]:
            return
        (_wanted, picture), (_same, (found, files)) = self._dragged, self._ready
        self._dragged = self._ready = None
        if self.carrier.let_go(files.__getitem__, found.link.slug, QPixmap.fromImage(picture)):
            self._left("dropped", found)

    def _copied(self, drawn: Drawn) -> None:
        found, files = drawn
        self.carrier.copy(files, found.link.slug)
        self._left("copied", found)

    def _left(self, way: Way, found: Ready) -> None:
        client, here = self._session.client, self._session.here
        if client is not None:
            self._jobs.run(self, partial(_scored, found), here(partial(self._tell, way, found)), here(self._failed))
            remember = partial(_remember, client, found)
            self._jobs.run(self, remember, here(self._remembered), here(self._not_remembered))

    def _tell(self, way: Way, found: Ready, points: int) -> None:
        said, icon, know = carrying.told(way, points, found.link.host)
        self._window.toast(said, icon=icon)
        if know:
            self._window.status.say(know)

    def _remembered(self, _nothing: None) -> None:
        self._session.links_changed.emit()

    def _not_remembered(self, error: Exception) -> None:
        self._window.toast(carrying.not_remembered(error), icon="triangle-alert")

    def _not_drawn(self, wanted: Wanted, error: Exception) -> None:
        """Say so to whoever drags it; to a pointer that only came along nothing is said."""
        if self._asked == wanted:
            self._asked = None
        if self._dragged is not None and self._dragged[0] == wanted:
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        self._dragged = None
        self._window.toast(words.failure(error), icon="triangle-alert")


def _ready(client: Client, assets: LookAssets, wanted: Wanted) -> Ready:
    code = wanted.code
    if code is None:
        newest = client.codes.list(CodeQuery(link_id=wanted.link.id, limit=1)).data
        code = newest[0] if newest else None
    design = code.design if code is not None else usual_look(client, wanted.link.host)
    return Ready(wanted.link, code, design, assets.of(design))


def _drawn(client: Client, assets: LookAssets, wanted: Wanted) -> Drawn:
    found = _ready(client, assets, wanted)
    return found, {kind: found.draw(kind) for kind in KINDS.values()}


def _scored(found: Ready) -> int:
    return export.score(found.text, found.design, ExportDraft(), found.assets).points


def _remember(client: Client, found: Ready) -> None:
    code = found.code or client.codes.create(CodeDraft(link_id=found.link.id, design=found.design))
    client.codes.remember_printed(PrintedDraft(codes=(code.id,), size_mm=ExportDraft().size_mm))
