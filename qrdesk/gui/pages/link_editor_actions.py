"""What can be done with a link at once, without Save: pause, archive, delete, another address, check its page."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from qrdesk.client import Client
from qrdesk.core.schemas.links import AliasDraft, LinkView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.link_editor_parts import EditorHead
from qrdesk.gui.pages.link_editor_sections import Sections
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow

_Step = Callable[[Client, str], LinkView]
_Act = Callable[[LinkView], object]


class Actions(QObject):
    """Acts on one link at a time; ``became`` brings the link as it is now, ``failed`` why it is not."""

    became = Signal(object)
    gone = Signal(object)  # the link that is deleted
    failed = Signal(object)
    alias_refused = Signal(str)
    checking = Signal(bool)

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._window = session, jobs, window
        session.connected.connect(partial(self.checking.emit, False))  # what was asked elsewhere is for nobody

    def connect_to(self, head: EditorHead, parts: Sections, with_link: Callable[[_Act], object]) -> None:
        """Do what is wanted in the panels with the link shown."""
        head.history_wanted.connect(partial(parts.open_part, "history"))
        for wanted, act in (
            (head.archive_wanted, self.archive),
            (head.restore_wanted, self.restore),
            (parts.state.archive_wanted, self.archive),
            (parts.state.restore_wanted, self.restore),
            (parts.state.pause_wanted, self.pause),
            (parts.state.resume_wanted, self.resume),
            (parts.state.check_wanted, self.check_target),
            (parts.limits.reset_wanted, self.reset_hits),
            (parts.privacy.erase_wanted, self.erase_hits),
        ):
            wanted.connect(partial(with_link, act))

        def add_alias(slug: str) -> None:
            with_link(partial(self.add_alias, slug=slug))

        parts.address.alias_wanted.connect(add_alias)

    def archive(self, link: LinkView) -> None:
        """Put the link away; a toast brings it back."""
        said = self.tr("{name} is archived")
        self._change(link, _archive, partial(self._said_with_undo, said, "archive", self.restore))

    def restore(self, link: LinkView) -> None:
        """Bring the link back."""
        self._change(link, _restore, partial(self._said, self.tr("{name} is live again")))

    def pause(self, link: LinkView) -> None:
        """Let the link rest; a toast takes that back."""
        said = self.tr("{name} is paused")
        self._change(link, _pause, partial(self._said_with_undo, said, "pause", self.resume))

    def resume(self, link: LinkView) -> None:
        """Let the link go on."""
        self._change(link, _resume, partial(self._said, self.tr("{name} goes on")))

    def reset_hits(self, link: LinkView) -> None:
        """Count the hits of its limit from 0 again."""
        self._change(link, _reset_hits, partial(self._said, self.tr("{name} counts from 0 again")))

    def erase_hits(self, link: LinkView) -> None:
        """Forget the link's scans for ever."""
        said = self.tr("The scans of {name} are erased")
        self._change(link, _erase_hits, partial(self._said, said))

    def add_alias(self, link: LinkView, slug: str) -> None:
        """Give the link another address."""
        done = partial(self._said, self.tr("{name} has another address"))

        def refused(error: Exception) -> None:
            said = words.by_field(error).get("slug")
            if said is not None:
                self.alias_refused.emit(said)
            else:
                self.failed.emit(error)

        self._change(link, partial(_add_alias, slug), done, refused)

    def check_target(self, link: LinkView) -> None:
        """Ask the page now whether it answers."""
        self.checking.emit(True)
        self._change(link, _check, self._checked, self._not_checked)

    def delete(self, link: LinkView) -> None:
        """Delete the link for ever."""
        client = self._session.client
        if client is not None:
            here, work = self._session.here, partial(client.links.delete, link.id)
            self._jobs.run(self, work, here(partial(self._deleted, link)), here(self.failed.emit))

    def _change(
        self,
        link: LinkView,
        step: _Step,
        done: Callable[[LinkView], object],
        refused: Callable[[Exception], object] | None = None,
    ) -> None:
        client = self._session.client
        if client is not None:
            here, work = self._session.here, partial(step, client, link.id)
            self._jobs.run(self, work, here(partial(self._done, done)), here(refused or self.failed.emit))

    def _done(self, done: Callable[[LinkView], object], link: LinkView) -> None:
        done(link)
        self.became.emit(link)
        self._session.links_changed.emit()

    def _said(self, said: str, link: LinkView) -> None:
        self._window.status.say(said.format(name=words.name(link)))

    def _said_with_undo(self, said: str, icon: str, undo: Callable[[LinkView], object], link: LinkView) -> None:
        self._window.toast(said.format(name=words.name(link)), partial(undo, link), icon)

    def _checked(self, _link: LinkView) -> None:
        self.checking.emit(False)

    def _not_checked(self, error: Exception) -> None:
        self.checking.emit(False)
        self.failed.emit(error)

    def _deleted(self, link: LinkView, _nothing: None) -> None:
        self._window.status.say(self.tr("{name} is deleted").format(name=words.name(link)))
        self.gone.emit(link)
        self._session.links_changed.emit()


def _archive(client: Client, link_id: str) -> LinkView:
    return client.links.archive(link_id)


def _restore(client: Client, link_id: str) -> LinkView:
    return client.links.restore(link_id)


def _pause(client: Client, link_id: str) -> LinkView:
    return client.links.pause(link_id)


def _resume(client: Client, link_id: str) -> LinkView:
    return client.links.resume(link_id)


def _reset_hits(client: Client, link_id: str) -> LinkView:
    return client.links.reset_hits(link_id)


def _erase_hits(client: Client, link_id: str) -> LinkView:
    client.links.erase_hits(link_id)
    return client.links.get(link_id)


def _add_alias(slug: str, client: Client, link_id: str) -> LinkView:
    return client.links.add_alias(link_id, AliasDraft(slug=slug))


def _check(client: Client, link_id: str) -> LinkView:
    client.links.check_target(link_id)
    return client.links.get(link_id)
