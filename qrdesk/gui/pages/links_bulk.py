"""Many links at once: tag, move, pause, archive, export. It runs as long work, with progress and Cancel."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QFileDialog

from qrdesk.client import Client, LinkPatch, importing
from qrdesk.core.schemas.bulk import BulkAction, BulkUpdate
from qrdesk.core.schemas.links import LinkState, LinkView
from qrdesk.gui import words
from qrdesk.gui.jobs import Cancelled, Handle, JobRunner, Step
from qrdesk.gui.pages.links_loading import LinkLoader
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.link_table import LinkTableModel

_AT_ONCE, _CHANGES = 500, 200  # links of one answer, of one call
_BACK: dict[BulkAction, BulkAction] = {
    "archive": "restore", "restore": "archive", "pause": "resume", "resume": "pause",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to each link; ``one`` and ``many`` say it was."""

    one: str = ""
    many: str = ""
    icon: str = "check"
    action: BulkAction | None = None
    add_tag: str = ""
    remove_tag: str = ""
    folder: str | None = None  # empty: out of any

    def sent(self, ids: Sequence[str]) -> BulkUpdate:
        """Return it as it is sent."""
        said: dict[str, Any] = {"ids": tuple(ids), "action": self.action}
        if self.add_tag:
            said["add_tags"] = (self.add_tag,)
        if self.remove_tag:
            said["remove_tags"] = (self.remove_tag,)
        if self.folder is not None:
            said["changes"] = LinkPatch(folder=self.folder or None)
        return BulkUpdate(**said)

    def undone(self, links: Sequence[LinkView]) -> "list[tuple[Change, list[str]]]":
        """Return what makes ``links``, as they were before, what they were."""
        if self.action is not None:
            before: dict[BulkAction, Callable[[LinkView], bool]] = {
                "archive": lambda link: link.state is not LinkState.ARCHIVED,
                "restore": lambda link: link.state is LinkState.ARCHIVED,
                "pause": lambda link: link.state is not LinkState.PAUSED,
                "resume": lambda link: link.state is LinkState.PAUSED,
            }
            back, was_not = _BACK.get(self.action), before.get(self.action)
            if back is None or was_not is None:
                return []
            return [(Change(action=back), [link.id for link in links if was_not(link)])]
        if self.add_tag:
            return [(Change(remove_tag=self.add_tag), [link.id for link in links if self.add_tag not in link.tags])]
        if self.remove_tag:
            return [(Change(add_tag=self.remove_tag), [link.id for link in links if self.remove_tag in link.tags])]
        by_folder: dict[str, list[str]] = {}
        for link in links:
            by_folder.setdefault(link.folder.id if link.folder else "", []).append(link.id)
        return [(Change(folder=folder), ids) for folder, ids in by_folder.items()]


@dataclass(slots=True)
class _Done:
    """What became of it so far."""

    before: dict[str, LinkView] = field(default_factory=dict[str, LinkView])
    changed: list[str] = field(default_factory=list[str])
    refused: list[str] = field(default_factory=list[str])


class Bulk(QObject):
    """Acts on the rows ticked; with ``everything`` on all that the list holds, loaded or not."""

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, loader: LinkLoader, model: LinkTableModel
    ) -> None:
        super().__init__(window)
        self._session, self._jobs, self._window = session, jobs, window
        self._loader, self._model = loader, model
        self.everything = False

    def act(self, action: BulkAction) -> None:
        """Archive, restore, pause or resume the links; a toast takes that back."""
        self.apply(_named(action))

    def tag(self, word: str, on: bool = True) -> None:
        """Give the links a tag, or take it off."""
        tr = self.tr
        if on:
            one, many = tr("{count} link is tagged “{name}”"), tr("{count} links are tagged “{name}”")
            change = Change(one.replace("{name}", word), many.replace("{name}", word), "tag", add_tag=word)
        else:
            one, many = tr("“{name}” is off {count} link"), tr("“{name}” is off {count} links")
            change = Change(one.replace("{name}", word), many.replace("{name}", word), "tag", remove_tag=word)
        self.apply(change)

    def move(self, folder_id: str) -> None:
        """Put the links into a folder; empty: out of any."""
        one, many = self.tr("{count} link is moved"), self.tr("{count} links are moved")
        self.apply(Change(one, many, "folder", folder=folder_id))

    def apply(self, change: Change) -> None:
        """Do something to the links ticked."""
        self._start(change, None if self.everything else self._model.checked())

    def export(self, kind: str = "csv") -> None:
        """Let the person choose a file, and write the links there: those ticked, else the whole list."""
        folder = Path(self._window.state.read("export/folder", str(Path.home())))
        kinds = {"csv": self.tr("CSV (*.csv)"), "json": self.tr("JSON (*.json)")}[kind]
        proposed = str(folder / f"links.{kind}")
        name, _ = QFileDialog.getSaveFileName(self._window, self.tr("Export links"), proposed, kinds)
        if name:
            self._window.state.write("export/folder", str(Path(name).parent))
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write the links to ``path``; as JSON where it is called so."""
        client = self._session.client
        if client is None:
            return
        ticked = [] if self.everything else self._model.checked()
        handles: list[Handle] = []
        work = self._window.status.start(
            self.tr("Exporting links"), cancel=lambda: [handle.cancel() for handle in handles]
        )
        handle = self._jobs.run_long(
            self,
            partial(self._written, client, ticked, path),
            lambda count: work.finish(
                self.tr("{count} links are in {file}").format(count=words.number(count), file=path)
            ),
            lambda error: work.finish(
                self.tr("Export cancelled") if isinstance(error, Cancelled) else words.failure(error)
            ),
            work.progress,
        )
        handles.append(handle)

    def _written(self, client: Client, ticked: Sequence[LinkView], path: Path, step: Step) -> int:
        found: list[LinkView] = []
        for link in ticked or client.links.each(self._loader.wanted.query(_AT_ONCE)):
            found.append(link)
            step(len(found), len(ticked) or (0 if self._loader.is_more else self._loader.total))
        return importing.write_links(path, found)

    def _start(self, change: Change, links: Sequence[LinkView] | None) -> None:
        client = self._session.client
        if client is None:
            return
        done = _Done()

        def work(step: Step) -> None:
            found = list(links if links is not None else client.links.each(self._loader.wanted.query(_AT_ONCE)))
            done.before = {link.id: link for link in found}
            _change(client, [(change, list(done.before))], done, step)

        self._run(work, partial(self._tell, change, done))

    def _run(self, work: Callable[[Step], None], tell: Callable[[], object]) -> None:
        handles: list[Handle] = []
        shown = self._window.status.start(
            self.tr("Changing links"), cancel=lambda: [handle.cancel() for handle in handles]
        )

        def ended(error: Exception | None = None) -> None:
            tell()
            shown.finish("" if error is None or isinstance(error, Cancelled) else words.failure(error))

        handles.append(self._jobs.run_long(self, work, lambda _none: ended(), ended, shown.progress))

    def _tell(self, change: Change, done: _Done) -> None:
        self._model.check_all(on=False)
        self._session.links_changed.emit()
        if done.changed:
            undo = change.undone([done.before[one] for one in done.changed if one in done.before])
            said = words.counted(len(done.changed), change.one, change.many)
            self._window.toast(said, partial(self._undo, undo), change.icon)
        if done.refused:
            left = words.counted(len(done.refused), self.tr("{count} link was not"), self.tr("{count} links were not"))
            self._window.status.say(f"{left}: {done.refused[0]}")

    def _undo(self, steps: Sequence[tuple[Change, list[str]]]) -> None:
        client = self._session.client
        if client is not None:
            work = partial(_change, client, steps, _Done())
            self._run(work, self._session.links_changed.emit)


def _change(client: Client, steps: Sequence[tuple[Change, list[str]]], done: _Done, step: Step) -> None:
    total = sum(len(ids) for _, ids in steps)
    for change, ids in steps:
        for start in range(0, len(ids), _CHANGES):
            step(len(done.changed), total)
            report = client.links.update_many(change.sent(ids[start : start + _CHANGES]))
            done.changed += [one.id for one in report.updated]
            done.refused += [one.message for one in report.refused]


def _named(action: BulkAction) -> Change:
    tr = QCoreApplication.translate
    said = {
        "archive": (tr("Bulk", "{count} link is archived"), tr("Bulk", "{count} links are archived"), "archive"),
        "restore": (tr("Bulk", "{count} link is back"), tr("Bulk", "{count} links are back"), "archive-restore"),
        "pause": (tr("Bulk", "{count} link is paused"), tr("Bulk", "{count} links are paused"), "pause"),
        "resume": (tr("Bulk", "{count} link goes on"), tr("Bulk", "{count} links go on"), "play"),
        "delete": (tr("Bulk", "{count} link is deleted"), tr("Bulk", "{count} links are deleted"), "trash-2"),
    }[action]
    return Change(*said, action=action)
