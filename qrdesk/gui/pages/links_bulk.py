"""Many links at once: tag, move, pause, archive, export. It runs as long work, with progress and Cancel."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox

from qrdesk.client import Client, LinkPatch, importing
from qrdesk.client.patience import patiently, telling
from qrdesk.core.errors import CalledOff, NotFound
from qrdesk.core.schemas.bulk import BulkAction, BulkUpdate, LinkStill
from qrdesk.core.schemas.links import LinkState, LinkView
from qrdesk.gui import file_dialogs, undoing, words
from qrdesk.gui.chosen_links import ChosenLinks
from qrdesk.gui.folders import documents
from qrdesk.gui.jobs import Cancelled, Handle, JobRunner, Step
from qrdesk.gui.pages.links_loading import LinkLoader
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.link_table import LinkTableModel

_AT_ONCE, _CHANGES = 500, 200  # links of one answer, of one call: a second of other people's waiting
_MANY = 1_000  # links: more are changed only when somebody has read how many they are
_BACK: dict[BulkAction, BulkAction] = {
    "archive": "restore", "restore": "archive", "pause": "resume", "resume": "pause",
}  # fmt: skip


_AWAY = {LinkState.ARCHIVED, LinkState.DELETED}
_LEFT: dict[BulkAction, set[LinkState]] = {  # the states a link may be left in
    "archive": {LinkState.ARCHIVED},
    "restore": set(LinkState) - _AWAY,
    "pause": set(LinkState) - _AWAY - {LinkState.LIVE, LinkState.SCHEDULED},
    "resume": set(LinkState) - _AWAY - {LinkState.PAUSED},
    "delete": {LinkState.DELETED},
}


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

    def sent(self, ids: Sequence[str], undone: "Change | None" = None) -> BulkUpdate:
        """Return it as it is sent; it takes back ``undone`` where links are still as that left them."""
        said: dict[str, Any] = {"ids": tuple(ids), "action": self.action}
        if undone is not None:
            said["still"] = undone.left()
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

    def left(self) -> LinkStill:
        """Return how this leaves a link; where one is another way, somebody changed the same since."""
        if self.action is not None:
            return LinkStill(states=tuple(sorted(_LEFT[self.action])))
        return LinkStill(tag=self.add_tag, without_tag=self.remove_tag, folder=self.folder)


@dataclass(slots=True)
class _Done:
    """What became of it so far."""

    back: dict[Change, list[str]] = field(default_factory=dict[Change, list[str]])  # what makes them what they were
    changed: list[str] = field(default_factory=list[str])
    refused: list[str] = field(default_factory=list[str])
    others: int = 0  # links that somebody changed since: they stay as they are

    def note(self, change: Change, link: LinkView) -> None:
        """Remember how a link is before it is changed: its id alone, of a million as well."""
        for back, ids in change.undone([link]):
            self.back.setdefault(back, []).extend(ids)

    def undo(self) -> list[tuple[Change, list[str]]]:
        """Return what takes back that which was done."""
        changed = set(self.changed)
        kept = [(back, [one for one in ids if one in changed]) for back, ids in self.back.items()]
        return [(back, ids) for back, ids in kept if ids]


class Bulk(QObject):
    """Acts on the rows ticked; with ``everything`` on all that the list holds, loaded or not."""

    codes_wanted = Signal(object)  # ChosenLinks: to be drawn

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, loader: LinkLoader, model: LinkTableModel
    ) -> None:
        super().__init__(window)
        self._session, self._jobs, self._window = session, jobs, window
        self._loader, self._model = loader, model
        self.everything = False
        self.confirm: Callable[[str, str], bool] = self._ask

    def act(self, action: BulkAction) -> None:
        """Archive, restore, pause or resume the links; a toast takes that back."""
        self.apply(_named(action))

    def tag(self, word: str, on: bool = True) -> None:
        """Give the links a tag, or take it off."""
        tr, name = self.tr, word.replace("{", "{{").replace("}", "}}")  # the number is put in later
        if on:
            one, many = tr("{count} link is tagged “{name}”"), tr("{count} links are tagged “{name}”")
            change = Change(one.replace("{name}", name), many.replace("{name}", name), "tag", add_tag=word)
        else:
            one, many = tr("“{name}” is off {count} link"), tr("“{name}” is off {count} links")
            change = Change(one.replace("{name}", name), many.replace("{name}", name), "tag", remove_tag=word)
        self.apply(change)

    def move(self, folder_id: str) -> None:
        """Put the links into a folder; empty: out of any."""
        one, many = self.tr("{count} link is moved"), self.tr("{count} links are moved")
        self.apply(Change(one, many, "folder", folder=folder_id))

    def apply(self, change: Change) -> None:
        """Do something to the links ticked. Of very many at once somebody may have lost sight: that is asked first."""
        if not self.everything:
            self._start(change, self._model.checked())
            return
        total, is_more = self._loader.total, self._loader.is_more
        if not is_more and total <= _MANY:
            self._start(change, None)
            return
        title = self.tr("Change more than {count} links?") if is_more else self.tr("Change {count} links?")
        said = self.tr(
            "When it is done: {what}. It takes a while, and can be cancelled below; what was changed by then can be "
            "taken back."
        )
        count = words.number(total)
        what = self.tr("all links of this list are changed") if is_more else change.many.format(count=count)
        if self.confirm(title.format(count=count), said.format(what=what)):
            self._start(change, None)

    def _ask(self, title: str, said: str) -> bool:
        box = QMessageBox(QMessageBox.Icon.Question, self.tr("Change links"), title, parent=self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)  # it may name a tag
        box.setInformativeText(said)
        yes = box.addButton(self.tr("Change links"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is yes

    def export_artwork(self) -> None:
        """Have the codes drawn of the links that are ticked, or of all that the list holds."""
        ticked = () if self.everything else tuple(self._model.checked())
        total = len(ticked) or (0 if self._loader.is_more else self._loader.total)
        self.codes_wanted.emit(ChosenLinks(ticked, self._loader.wanted.query(_AT_ONCE), total))

    def export(self, kind: str = "csv") -> None:
        """Let the person choose a file, and write the links there: those ticked, else the whole list."""
        folder = Path(self._window.state.read("export/folder", str(documents())))
        kinds = {"csv": self.tr("CSV (*.csv)"), "json": self.tr("JSON (*.json)")}[kind]
        proposed = str(folder / f"links.{kind}")
        name, _ = file_dialogs.save_name(self._window, self.tr("Export links"), proposed, kinds)
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
        total = len(ticked) or (0 if self._loader.is_more else self._loader.total)

        def told() -> Iterator[LinkView]:  # one by one: a million at once would fill the memory
            for count, link in enumerate(ticked or client.links.each(self._loader.wanted.query(_AT_ONCE)), start=1):
                step(count, total)
                yield link

        return importing.write_links(path, told())

    def _start(self, change: Change, links: Sequence[LinkView] | None) -> None:
        client = self._session.client
        if client is None:
            return
        done = _Done()
        query = self._loader.wanted.query(_AT_ONCE)
        total = 0 if self._loader.is_more else self._loader.total

        def work(step: Step) -> None:
            meant: list[str] = []  # all before the first is changed: what is changed may leave the list
            for link in links if links is not None else client.links.each(query):
                step(len(meant), len(links) if links is not None else total)
                meant.append(link.id)
                done.note(change, link)
            _change(client, [(change, meant)], done, step)

        self._run(work, self._session.here(partial(self._tell, change)), done)

    def _run(self, work: Callable[[Step], None], tell: Callable[[_Done], object], done: _Done) -> None:
        handles: list[Handle] = []
        shown = self._window.status.start(
            self.tr("Changing links"), cancel=lambda: [handle.cancel() for handle in handles]
        )

        def ended(error: Exception | None = None) -> None:
            tell(done)
            stopped = isinstance(error, Cancelled | CalledOff)
            shown.finish("" if error is None or stopped else words.failure(error))

        def waiting(step: Step) -> None:
            with telling(shown.paused.emit, step.is_cancelled):
                work(step)

        handles.append(self._jobs.run_long(self, waiting, lambda _none: ended(), ended, shown.progress))

    def _tell(self, change: Change, done: _Done) -> None:
        self._model.check_all(on=False)
        self._session.links_changed.emit()
        if done.changed:
            said = words.counted(len(done.changed), change.one, change.many)
            self._window.toast(said, partial(self._undo, change, done.undo()), change.icon)
        if done.refused:
            left = self.tr("{count} links were left as they were: {reason}")
            if len(done.refused) == 1:
                left = self.tr("{count} link was left as it was: {reason}")
            reason = words.told(done.refused[0])
            self._window.status.say(left.format(count=words.number(len(done.refused)), reason=reason))

    def _undo(self, change: Change, steps: Sequence[tuple[Change, list[str]]]) -> None:
        client = self._session.client
        if client is not None:
            done = _Done()
            work = partial(_change, client, steps, done, undone=change)
            self._run(work, self._session.here(self._told_back), done)

    def _told_back(self, done: _Done) -> None:
        self._session.links_changed.emit()
        one, many = self.tr("{count} link is as it was before"), self.tr("{count} links are as they were before")
        said = words.counted(len(done.changed), one, many)
        if done.others:
            one = self.tr("{count} link was changed since by somebody else, and stays as it is")
            many = self.tr("{count} links were changed since by somebody else, and stay as they are")
            self._window.toast(words.counted(done.others, one, many), None, "triangle-alert")
            self._window.status.say(said)
        else:
            self._window.toast(said, icon=undoing.ICON)


def _change(
    client: Client,
    steps: Sequence[tuple[Change, list[str]]],
    done: _Done,
    step: Step,
    *,
    undone: Change | None = None,
) -> None:
    """Change links in parts; where a change is ``undone``, only those that are still as it left them."""
    total, past = sum(len(ids) for _, ids in steps), 0
    for change, ids in steps:
        for start in range(0, len(ids), _CHANGES):
            step(past, total)
            part = ids[start : start + _CHANGES]
            report = patiently(partial(client.links.update_many, change.sent(part, undone)))
            refused = [one for one in report.refused if undone is None or one.code != NotFound.code]
            done.others += len(part) - len(report.updated) - len(refused)  # the rest is gone, or another way by now
            done.changed += [one.id for one in report.updated]
            done.refused += [one.message for one in refused]
            past += len(part)


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
