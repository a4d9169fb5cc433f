"""Fonts and press profiles that people bring: listed where the Studio offers them, and uploaded from the disk."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from qrdesk.client import Client, FileDraft, FileQuery, Upload
from qrdesk.core import live_files
from qrdesk.core.schemas.files import MAX_OTHER_BYTES, FileView
from qrdesk.gui import file_dialogs, words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.session import Session
from qrdesk.gui.shell.state import State

Kind = Literal["font", "profile"]
_LISTED = 200
_ENDINGS: dict[Kind, str] = {"font": "*.ttf *.otf", "profile": "*.icc *.icm"}


class Brought(QObject):
    """The files of one kind. ``listed`` brings all of them, ``taken`` the one just brought, ``refused`` a sentence."""

    listed = Signal(object)  # tuple[FileView, ...]
    taken = Signal(str)  # its id
    refused = Signal(str)

    def __init__(self, kind: Kind, session: Session, jobs: JobRunner, state: State, page: QWidget) -> None:
        super().__init__(page)
        self._kind: Kind = kind
        self._session, self._jobs = session, jobs
        self.choose_path: Callable[[], Path | None] = partial(ask_path, page, state, kind)

    def list(self) -> None:
        """Ask which there are."""
        client = self._session.client
        if client is not None:
            here = self._session.here
            self._jobs.run(self, partial(_list, client, self._kind), here(self.listed.emit), here(self._failed))

    def bring(self) -> None:
        """Let the person choose one on the disk, and upload it."""
        client, path = self._session.client, self.choose_path()
        if client is not None and path is not None:
            here = self._session.here
            self._jobs.run(self, partial(_bring, client, path, self._kind), here(self._came), here(self._failed))

    def _came(self, found: tuple[FileView, Sequence[FileView]]) -> None:
        file, files = found
        self.listed.emit(tuple(files))
        self.taken.emit(file.id)

    def _failed(self, error: Exception) -> None:
        self.refused.emit(words.failure(error))


def ask_path(parent: QWidget, state: State, kind: Kind) -> Path | None:
    """Let the person choose a font or a profile on the disk."""
    folder, ours = f"studio/{kind}s", {"font": _tr("Fonts"), "profile": _tr("Colour profiles")}[kind]
    title = {"font": _tr("Choose a font"), "profile": _tr("Choose a colour profile")}[kind]
    kinds = f"{ours} ({_ENDINGS[kind]});;{_tr('All files')} (*)"
    name, _ = file_dialogs.open_name(parent.window(), title, state.read(folder, ""), kinds)
    if name:
        state.write(folder, str(Path(name).parent))
    return Path(name) if name else None


def _list(client: Client, kind: Kind) -> tuple[FileView, ...]:
    return tuple(client.files.list(FileQuery(kind=kind, limit=_LISTED)).data)


def _bring(client: Client, path: Path, kind: Kind) -> tuple[FileView, Sequence[FileView]]:
    content = live_files.read(path, MAX_OTHER_BYTES + 1)  # one more, so that too large is told as such
    made = client.files.upload(FileDraft(kind=kind), Upload(content, path.name))
    return made, _list(client, kind)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Studio", words)
