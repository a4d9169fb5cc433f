"""Webhooks that are being deleted: noted until they are gone, so that an app that was ended meanwhile ends it later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject

from qrdesk.client import Client
from qrdesk.core.errors import Forbidden, NotFound, QRDeskError, ServerUnreachable
from qrdesk.gui import webhooks_words, words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.kept_by_place import KeptByPlace
from qrdesk.gui.session import Session
from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.window import MainWindow

_KEY = "webhooks/leaving"


class Leaving:
    """Ids by place, each with the id of its workspace: one server may be opened with keys of several.

    Read anew each time, as a page and ``Leftovers`` both write; on the disk at once, as a kill says nothing before.
    """

    def __init__(self, state: State) -> None:
        self._state = state

    def of(self, place: str) -> dict[str, str]:
        """Return the workspaces by id; empty where a workspace is not known yet."""
        return dict(self._kept().of(place))

    def note(self, place: str, endpoint_id: str, workspace: str = "") -> None:
        """Note that it is to go."""
        kept = self._kept()
        kept.of(place)[endpoint_id] = workspace
        self._write(kept)

    def forget(self, place: str, *endpoint_ids: str) -> None:
        """They are gone, or are to stay."""
        kept = self._kept()
        for one in endpoint_ids:
            kept.of(place).pop(one, None)
        self._write(kept)

    def _kept(self) -> KeptByPlace[str]:
        return KeptByPlace(self._state, _KEY, str)

    def _write(self, kept: KeptByPlace[str]) -> None:
        kept.write()
        self._state.sync()


@dataclass(slots=True)
class _Ended:
    """What became of those that were noted; the names are for people."""

    settled: list[str] = field(default_factory=list[str])  # ids that need no note any more
    gone: list[str] = field(default_factory=list[str])
    not_deleted: list[str] = field(default_factory=list[str])  # somebody let them go on, or they had to
    stays: list[tuple[str, QRDeskError]] = field(default_factory=list[tuple[str, QRDeskError]])


class Leftovers(QObject):
    """Ends what was noted when a place is opened for the first time, and says so; nobody saw it before."""

    def __init__(self, parent: QObject, session: Session, jobs: JobRunner, window: MainWindow) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._window = session, jobs, window
        self._leaving = Leaving(window.state)
        self._left: dict[str, dict[str, str]] = {}  # by place, from before this start: the rest has its Undo in sight
        session.on_connecting(self._look)
        session.back.connect(self._look)  # it was away when it was opened

    def _look(self) -> None:
        place = self._session.whose
        if place not in self._left:
            self._left[place] = self._leaving.of(place)
        if noted := dict(self._left[place]):
            done = partial(self._ended, place)
            self._session.ask(self._jobs, self, partial(_end, noted), done, lambda _error: None)  # it stays noted

    def _ended(self, place: str, ended: _Ended) -> None:
        for one in ended.settled:
            self._left[place].pop(one, None)
        self._leaving.forget(place, *ended.settled)
        self._say_gone(ended.gone)
        for name in ended.not_deleted:
            self._window.toast(self.tr("{name} is still there, and was not deleted").format(name=name), icon="webhook")
        for name, error in ended.stays:
            said = self.tr("{name} is still there, but paused: {reason}")
            self._window.toast(said.format(name=name, reason=words.failure(error)), icon="triangle-alert")

    def _say_gone(self, names: Sequence[str]) -> None:
        if len(names) == 1:
            said = self.tr("{name} is deleted now. QRDesk had ended before that was done.").format(name=names[0])
            self._window.toast(said, icon="trash-2")
        elif names:
            said = self.tr("{count} webhooks are deleted now. QRDesk had ended before that was done.")
            self._window.toast(said.format(count=words.number(len(names))), icon="trash-2")


def _end(noted: Mapping[str, str], client: Client) -> _Ended:
    """Delete those that still rest; one that somebody let go on since is left alone."""
    ended, here = _Ended(), client.me.get().workspace.id
    for one, workspace in noted.items():
        if workspace not in {"", here}:  # another key opens it
            continue
        try:
            _end_one(one, client, ended)
        except NotFound:  # it was done, and nobody was left to note it
            ended.settled.append(one)
        except Forbidden:  # this key may not see it
            continue
        except ServerUnreachable:
            break
    return ended


def _end_one(endpoint_id: str, client: Client, ended: _Ended) -> None:
    found = client.webhooks.get(endpoint_id)
    name = found.name or webhooks_words.address(found.url)
    if found.state != "paused":
        ended.not_deleted.append(name)
    else:
        try:
            client.webhooks.delete(endpoint_id)
        except (NotFound, ServerUnreachable):
            raise
        except QRDeskError as error:
            ended.stays.append((name, error))
        else:
            ended.gone.append(name)
    ended.settled.append(endpoint_id)
