"""Saving in the Studio: name and look of a code go to where the links are; undo takes them back."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from qrdesk.client import restoring
from qrdesk.client.meeting import Overtaken
from qrdesk.core.schemas.codes import CodePatch, CodeView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.look_assets import LookAssets
from qrdesk.gui.pages.studio_bench import Bench
from qrdesk.gui.pages.studio_code_list import NEW
from qrdesk.gui.pages.studio_desk import Look
from qrdesk.gui.pages.studio_export import keep_code
from qrdesk.gui.pages.studio_meeting import Both, LookMeeting, both_drawn
from qrdesk.gui.pages.studio_small import Said
from qrdesk.gui.pages.studio_static import StaticDesk
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow


class Saving(QObject):
    """``moved`` when a look sets out or arrives; ``refused`` brings the key of the look and the error."""

    moved = Signal()
    refused = Signal(str, object)
    incomplete = Signal()  # something is missing in the form, or wrong
    taken = Signal(object)  # the code as somebody else made it: theirs holds

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, bench: Bench, meeting: LookMeeting,
        assets: LookAssets,
    ) -> None:  # fmt: skip
        super().__init__(meeting)
        self._session, self._jobs, self._window, self._bench = session, jobs, window, bench
        self._meeting, self._assets = meeting, assets
        self._theirs: CodeView | None = None  # what somebody else made of it, while that is asked about
        self._asked = Look()  # and mine
        meeting.settled.connect(self._settle)

    def show_work(self) -> None:
        """Another code or look may be worked on by now: of the one before nobody asks any more."""
        bench = self._bench
        if self._theirs is not None and (self._theirs.id, self._asked) != (bench.code_id, bench.look):
            self._theirs = None
            self._meeting.hide()

    def save(self) -> None:
        """Keep name and look; the first save makes the code."""
        client, bench = self._session.client, self._bench
        if client is None or bench.desk is None or not (bench.unsaved() or bench.code_id == NEW):
            return
        code, look, key, desk = bench.code(), bench.look, bench.key(), bench.desk
        if key in bench.saving or (code is None and bench.exporting):
            return
        if isinstance(desk, StaticDesk) and desk.content is None:
            self.incomplete.emit()
            return
        bench.saving.add(key)
        self.moved.emit()
        sent = partial(self._was_saved, key, look, code, look.name or desk.title())
        mine = (desk.text(bench.code_id), look.design)
        done, failed = self._session.here(sent), self._session.here(partial(self._not_saved, key, mine))
        arrived = partial(self._arrived, self._session.whose, key)
        work = partial(keep_code, client, desk, bench.base(), look)
        self._jobs.run(self, work, partial(arrived, done, look), partial(arrived, failed, None))

    def _arrived(
        self, whose: str, key: str, told: Callable[[Any], object], saved: Look | None, answer: CodeView | Exception
    ) -> None:
        """Where other links are open by now nobody is told; what was ``saved`` there is no longer unsaved."""
        self._bench.saving.discard(key)
        if saved is not None and whose != self._session.whose:
            self._bench.drop(whose, key, saved)
        self.moved.emit()
        told(answer)

    def _was_saved(self, key: str, look: Look, before: CodeView | None, title: str, code: CodeView) -> None:
        if before is not None:
            static = before.link_id is None
            one = self.tr("{title} is saved") if static else self.tr("The look of {title} is saved")
            said = one.format(title=title)
            self._window.toast(said, partial(self._take_back, before, code), "save")
        else:
            now = words.clock(datetime.now(UTC))
            self._window.status.say(self.tr("Saved {time}: {title}").format(time=now, title=title))
        self._bench.settle(key, look, code)
        self._session.links_changed.emit()

    def _take_back(self, before: CodeView, left: CodeView) -> None:
        client = self._session.client
        if client is None:
            return
        patch = CodePatch(name=before.name, design=before.design)
        if before.content is not None:
            patch = CodePatch(name=before.name, design=before.design, content=before.content)
        back = partial(restoring.putting("code", before.id, patch, left), client)
        here = self._session.here
        self._jobs.run(self, back, here(lambda _code: self._session.links_changed.emit()), here(self._not_taken_back))

    def _not_saved(self, key: str, mine: Said, error: Exception) -> None:
        if isinstance(error, Overtaken) and key == self._bench.key():
            now = error.now
            work = partial(both_drawn, mine, (now.text, now.design), self._assets)
            here = self._session.here
            failed = here(partial(self.refused.emit, key))
            self._jobs.run(self, work, here(partial(self._ask, key, now)), failed)
        else:
            self.refused.emit(key, error)

    def _ask(self, key: str, now: CodeView, both: Both) -> None:
        desk = self._bench.desk
        if desk is not None and key == self._bench.key():
            self._theirs, self._asked = now, self._bench.look
            self._meeting.ask(now.name or desk.title(), both)

    def _settle(self, mine: bool) -> None:
        theirs, self._theirs = self._theirs, None
        if theirs is None or theirs.id != self._bench.code_id:
            return
        self._bench.meet(theirs, mine=mine)
        if mine:
            self.save()
        else:
            self.taken.emit(theirs)

    def _not_taken_back(self, error: Exception) -> None:
        self._window.status.say(words.failure(error))
