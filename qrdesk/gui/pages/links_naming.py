"""A tag or a folder that is made for the links that are ticked: its name is asked for in a line above the list."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from qrdesk.core.schemas.folders import FolderDraft, FolderView
from qrdesk.core.schemas.tags import TagDraft
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.links_bulk import Bulk
from qrdesk.gui.refusals import drafted
from qrdesk.gui.session import Session
from qrdesk.gui.widgets.side import NameLine


class NamedAnew(QObject):
    """Asks for the name in ``naming``, and gives the tag or folder to what is ticked."""

    def __init__(self, session: Session, jobs: JobRunner, bulk: Bulk, naming: NameLine) -> None:
        super().__init__(naming)
        self._session, self._jobs, self._bulk, self._naming = session, jobs, bulk, naming
        self._name_it: Callable[[str], object] = bulk.tag
        naming.named.connect(self._named)

    def ask_tag(self) -> None:
        """Ask what a new tag is to be called."""
        self._name_it = self._tag
        self._naming.ask(self.tr("Name of the tag"))

    def ask_folder(self) -> None:
        """Ask what a new folder is to be called."""
        self._name_it = self._into_new_folder
        self._naming.ask(self.tr("Name of the folder"))

    def _named(self, name: str) -> None:
        self._name_it(name)

    def _tag(self, name: str) -> None:
        if drafted(TagDraft.model_validate, {"name": name}, {"name": self._naming.field}) is not None:
            self._naming.hide()
            self._bulk.tag(name)

    def _into_new_folder(self, name: str) -> None:
        client = self._session.client
        draft = drafted(FolderDraft.model_validate, {"name": name}, {"name": self._naming.field})
        if client is not None and draft is not None:
            here = self._session.here
            self._jobs.run(self, partial(client.folders.create, draft), here(self._into), here(self._refused))

    def _into(self, folder: FolderView) -> None:
        self._naming.hide()
        self._bulk.move(folder.id)

    def _refused(self, error: Exception) -> None:
        self._naming.refuse(words.failure(error))
