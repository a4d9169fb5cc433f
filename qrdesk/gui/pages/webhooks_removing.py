"""Deleting an endpoint with a way back: its secret and log cannot be made again, so it goes when its toast has gone.

Until then it is paused, and out of sight. Should the app be killed meanwhile, it is deleted when its place is opened
again: it is noted until it is gone.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from qrdesk.client import Client
from qrdesk.core.errors import NotFound, ScopeMissing
from qrdesk.core.schemas.webhooks import EndpointView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.session import Session
from qrdesk.gui.shell.toasts import Toast
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.webhooks_leaving import Leaving


@dataclass(frozen=True, slots=True)
class _Held:
    endpoint: EndpointView
    client: Client  # where it is: other links may be open when its time has come
    place: str
    paused: bool = False  # for this
    workspace: str = ""  # its id, once it is known


class Removing(QObject):
    """``hidden`` brings an id that is not to be shown any more; ``changed``: one is back."""

    hidden = Signal(str)
    changed = Signal()

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._window = session, jobs, window
        self._leaving = Leaving(window.state)
        self._begun: dict[str, _Held] = {}  # that are about to rest
        self._held: dict[str, _Held] = {}
        self._gone: set[str] = set()  # an answer from just before may still have them
        window.closing.connect(self._finish_all)
        session.connected.connect(self._gone.clear)  # as after a backup was restored that has them

    def begin(self, endpoint: EndpointView, refused: Callable[[Exception], object]) -> None:
        """Let an endpoint rest, and say that it is deleted; it is once that can not be taken back any more."""
        client, name = self._session.client, endpoint.id
        if client is None or name in self._begun or name in self._held:  # a slow server was told once already
            return
        self._begun[name] = begun = _Held(endpoint, client, self._session.whose)
        self._leaving.note(begun.place, name)  # before it rests: whoever is killed then has told nobody
        work, hold = partial(_rest, begun), partial(self._hold, self._session.visit)
        self._jobs.run(self, work, hold, partial(self._not_begun, begun, self._session.here(refused)))

    def shown(self, endpoints: Sequence[EndpointView]) -> Sequence[EndpointView]:
        """Return those that nobody deleted."""
        return [one for one in endpoints if one.id not in self._held and one.id not in self._gone]

    def _not_begun(self, begun: _Held, refused: Callable[[Exception], object], error: Exception) -> None:
        self._begun.pop(begun.endpoint.id, None)
        self._leaving.forget(begun.place, begun.endpoint.id)
        refused(error)

    def _hold(self, visit: int, held: _Held) -> None:
        name = held.endpoint.id
        self._begun.pop(name, None)
        self._held[name] = held
        self._leaving.note(held.place, name, held.workspace)
        if visit != self._session.visit:  # other links are open: nobody could take it back any more
            self._finish(name)
            return
        said = self.tr("{name} is deleted").format(name=held.endpoint.name)
        toast = self._window.toast(said, partial(self._keep, name), "trash-2")
        toast.gone.connect(partial(self._time_is_up, name))
        self.hidden.emit(name)

    def _time_is_up(self, name: str, toast: Toast) -> None:
        if toast.step is not None:  # nobody pressed Undo
            self._window.drop_undo(toast.step)
            self._finish(name)

    def _finish_all(self) -> None:
        """The app closes: what does not get done in the little time there is stays noted, and is told at the next."""
        for held in (*self._begun.values(), *self._held.values()):
            ended = partial(self._ended, held)
            self._jobs.run_at_close(self, partial(_delete, held), ended, lambda _error: None)

    def _ended(self, held: _Held, is_gone: bool) -> None:
        if is_gone:
            self._leaving.forget(held.place, held.endpoint.id)

    def _finish(self, name: str) -> None:
        held = self._held.get(name)
        if held is not None:
            gone, stays = partial(self._forget, held), partial(self._stays, held)
            self._jobs.run(self, partial(_delete, held), gone, stays)

    def _forget(self, held: _Held, is_gone: bool) -> None:
        self._let_be(held)
        if is_gone:
            self._gone.add(held.endpoint.id)
            return
        self._window.toast(self.tr("{name} goes on, and was not deleted").format(name=held.endpoint.name), icon="play")
        self.changed.emit()

    def _stays(self, held: _Held, error: Exception) -> None:
        """Say that it is there, and how: a webhook that is told nothing any more is missed by nobody."""
        self._let_be(held)
        said = self.tr("{name} is still there: {reason}")
        if held.paused:
            said = self.tr("{name} is still there, but paused: {reason}")
        told = said.format(name=held.endpoint.name, reason=words.failure(error))
        self._window.toast(told, icon="triangle-alert")
        self.changed.emit()

    def _let_be(self, held: _Held) -> None:
        """Nothing is to be done any more when its place is opened again."""
        self._held.pop(held.endpoint.id, None)
        self._leaving.forget(held.place, held.endpoint.id)

    def _keep(self, name: str) -> None:
        held = self._held.get(name)
        if held is not None:
            self._let_be(held)
            back, here = partial(self._is_back, held.endpoint), self._session.here
            self._jobs.run(self, partial(_go_on, held), here(back), partial(self._stays, held))

    def _is_back(self, endpoint: EndpointView, _none: None) -> None:
        self._window.status.say(self.tr("{name} is back, with its secret and its log").format(name=endpoint.name))
        self.changed.emit()


def _rest(begun: _Held) -> _Held:
    """Send it nothing from now on. A key that may delete but not pause lets it go on until it is deleted."""
    client = begun.client
    now, workspace = client.webhooks.get(begun.endpoint.id), client.me.get().workspace.id
    held = replace(begun, endpoint=now, workspace=workspace)
    if now.state in {"paused", "disabled"}:
        return held
    with suppress(ScopeMissing):
        client.webhooks.pause(now.id)
        return replace(held, paused=True)
    return held


def _delete(held: _Held) -> bool:
    """Return whether it is gone; what somebody let go on meanwhile, or a backup brought back, is left alone."""
    webhooks, name = held.client.webhooks, held.endpoint.id
    with suppress(NotFound):  # somebody else was faster
        if held.paused and webhooks.get(name).state != "paused":
            return False
        webhooks.delete(name)
    return True


def _go_on(held: _Held) -> None:
    if held.paused:
        held.client.webhooks.resume(held.endpoint.id)
