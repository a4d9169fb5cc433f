"""Saving in the Studio: name and look of a code go to where the links are; undo takes them back."""

from functools import partial

from PySide6.QtCore import QLocale, QObject, QTime, Signal

from qrdesk.core.schemas.codes import CodeView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.studio_bench import Bench
from qrdesk.gui.pages.studio_content import NEW
from qrdesk.gui.pages.studio_desk import Look
from qrdesk.gui.pages.studio_export import change_code, make_code
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow


class Saving(QObject):
    """``moved`` when a look sets out or arrives; ``refused`` brings the key of the look and the error."""

    moved = Signal()
    refused = Signal(str, object)

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, bench: Bench, page: QObject) -> None:
        super().__init__(page)
        self._session, self._jobs, self._window, self._bench = session, jobs, window, bench

    def save(self) -> None:
        """Keep name and look; the first save makes the code."""
        client, bench = self._session.client, self._bench
        if client is None or bench.desk is None or not (bench.unsaved() or bench.code_id == NEW):
            return
        code, look, key = bench.code(), bench.look, bench.key()
        if key in bench.saving or (code is None and bench.exporting):
            return
        bench.saving.add(key)
        self.moved.emit()
        link = bench.desk.link
        done = partial(self._was_saved, key, look, code, link.title or link.slug)
        work = partial(make_code, client, link.id, look)
        change = partial(change_code, client, code.id, look) if code is not None else work
        self._jobs.run(self, change, done, partial(self._not_saved, key))

    def _was_saved(self, key: str, look: Look, before: CodeView | None, title: str, code: CodeView) -> None:
        self._bench.saving.discard(key)
        self.moved.emit()
        if before is not None:
            said = self.tr("The look of {title} is saved").format(title=title)
            self._window.toast(said, partial(self._take_back, before), "save")
        else:
            now = QLocale().toString(QTime.currentTime(), QLocale.FormatType.ShortFormat)
            self._window.status.say(self.tr("Saved {time}: {title}").format(time=now, title=title))
        self._bench.settle(key, look, code.id)
        self._session.links_changed.emit()

    def _take_back(self, before: CodeView) -> None:
        client = self._session.client
        if client is None:
            return
        work = partial(change_code, client, before.id, Look(before.name, before.design))
        self._jobs.run(self, work, lambda _code: self._session.links_changed.emit(), self._not_taken_back)

    def _not_saved(self, key: str, error: Exception) -> None:
        self._bench.saving.discard(key)
        self.moved.emit()
        self.refused.emit(key, error)

    def _not_taken_back(self, error: Exception) -> None:
        self._window.status.say(words.failure(error))
