"""Undo of what was saved in the link editor; what others changed since stays."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal

from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import undoing, words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages import activity_words
from qrdesk.gui.pages.link_conflict_merge import take_back
from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.pages.link_editor_parts import EditorHead
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow

_FIELDS_NAMED = 3


@dataclass(eq=False)
class _Save:
    """What was sent over what was ``before``; ``step`` is what the window does to take it back."""

    link: LinkView
    before: Values
    sent: Values
    step: Callable[[], object] | None = None


class TakingBack(QObject):
    """``done`` brings the link as it is again, ``failed`` why it stays as it was saved."""

    done = Signal(object)  # a LinkView
    failed = Signal(object)  # an Exception

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._window = session, jobs, window
        self._saves: list[_Save] = []  # of this session, the newest last
        session.connected.connect(self._forget)

    def connect_to(self, head: EditorHead, with_link: Callable[[Callable[[LinkView], object]], object]) -> None:
        """Offer the last save of the link shown in its menu."""

        def can() -> bool:
            found: list[_Save] = []
            with_link(lambda link: found.extend(self._of(link)))
            return bool(found)

        head.can_undo = can
        head.undo_wanted.connect(partial(with_link, self._undo))

    def tell(self, said: str, link: LinkView, before: Values, sent: Values) -> None:
        """Say that ``sent`` was saved over ``before``, with Undo; a link that is new alone has nothing before."""
        if before == Values():
            self._window.status.say(said)
            return
        save = _Save(link, before, sent)
        save.step = self._window.toast(said, partial(self._take_back, save), "check").step
        self._saves.append(save)

    def _of(self, link: LinkView) -> list[_Save]:
        return [save for save in self._saves if save.link.id == link.id]

    def _undo(self, link: LinkView) -> None:
        save = next(reversed(self._of(link)), None)
        if save is None:
            return
        for toast in self._window.toasts():
            if toast.step is save.step:
                toast.leave()
        if save.step is not None:
            save.step()
        self._take_back(save)  # the window remembers only the newest; nothing where it did this one

    def _take_back(self, save: _Save) -> None:
        client, here = self._session.client, self._session.here
        if client is not None and save in self._saves:
            self._saves.remove(save)
            work = partial(take_back, client, save.link, save.before, save.sent)
            done = here(partial(self._taken_back, save))
            undoing.take_back(self, self._window, self._jobs, work, done, here(self.failed.emit))

    def _taken_back(self, save: _Save, link: LinkView) -> None:
        self._window.toast(_told(save, link), icon=undoing.ICON)
        self.done.emit(link)
        self._session.links_changed.emit()

    def _forget(self) -> None:
        self._saves.clear()


def _told(save: _Save, link: LinkView) -> str:
    """Return what was taken back, by the names of the fields."""
    fields = list(dict.fromkeys(activity_words.field_name(name) for name in save.sent.changed(save.before)))
    said = QCoreApplication.translate("LinkEditor", "{name} is as it was before: {fields}")
    if len(fields) > _FIELDS_NAMED:
        said = QCoreApplication.translate("LinkEditor", "{name} is as it was before: {fields} and {count} more")
    shown, more = ", ".join(fields[:_FIELDS_NAMED]), words.number(len(fields) - _FIELDS_NAMED)
    return said.format(name=words.name(link), fields=shown, count=more)
