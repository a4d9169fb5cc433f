"""The open editor meets what was changed elsewhere: it takes it in, tells of it, or asks whose holds."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject

from qrdesk.client import ChangesView
from qrdesk.core.errors import NotFound
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.link_conflict import LinkConflict, listed
from qrdesk.gui.pages.link_conflict_merge import Elsewhere, changed_by, clashes, look, merged
from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow

_ELSEWHERE = "elsewhere"  # what a note is about


class Host(Protocol):
    """The editor, as far as it is asked here."""

    notice: Notice

    def link(self) -> LinkView | None: ...
    def base(self) -> Values: ...
    def values(self) -> Values: ...
    def unsaved(self) -> int: ...
    def refresh(self, link: LinkView) -> None: ...
    def take_in(self, link: LinkView, values: Values) -> None: ...
    def save(self) -> None: ...


class Meeting(QObject):
    """Keeps the link that is open up to date, and what is typed there safe."""

    def __init__(
        self, parent: QObject, host: Host, session: Session, jobs: JobRunner, window: MainWindow,
        show: Callable[[bool], object],
    ) -> None:  # fmt: skip
        """``show`` lets the panel be seen in the place of the fields, or takes it away."""
        super().__init__(parent)
        self._host, self._session, self._jobs, self._window, self._show = host, session, jobs, window, show
        self.panel = LinkConflict()
        self.panel.settled.connect(self._settle)
        self.panel.left.connect(partial(show, False))

    def heard(self, found: ChangesView) -> None:
        """Something was changed by somebody: see whether it was the open link."""
        link = self._host.link()
        if link is not None and (found.everything or {link.id, ""} & {one.id for one in found.changes}):
            self.look()

    def look(self) -> None:
        """See what became of the open link elsewhere."""
        client, link = self._session.client, self._host.link()
        if client is not None and link is not None:
            work = partial(look, client, link.id)
            self._jobs.run(self, work, self._looked, partial(self._unseen, link.id))

    def ask(self, now: Elsewhere) -> None:
        """Let the person choose between what is typed and what is there."""
        self.panel.ask(self._host.base(), self._host.values(), now)
        self._show(True)

    def _looked(self, now: Elsewhere) -> None:
        host, link = self._host, self._host.link()
        if link is None or link.id != now.link.id:
            return
        news = Values.of(now.link).changed(host.base())
        if not host.unsaved() or not news:
            host.refresh(now.link)
            if news:
                self._window.status.say(changed_by(now.author))
        elif self.panel.isHidden():
            see, stays = (self.tr("Show"), partial(self._see, now)), self.tr("What you typed stays as it is.")
            host.notice.say("info", changed_by(now.author), stays, [see], about=_ELSEWHERE)

    def _see(self, now: Elsewhere) -> None:
        host, theirs = self._host, Values.of(now.link)
        link = host.link()
        if link is None or link.id != now.link.id:
            return
        base, mine = host.base(), host.values()
        host.notice.over(_ELSEWHERE)
        if clashes(base, mine, theirs):
            self.ask(now)
            return
        host.take_in(now.link, merged(base, mine, theirs))
        said = self.tr("Taken in: {fields}. What you typed stays as it is.")
        self._window.status.say(said.format(fields=listed(tuple(theirs.changed(base)))))

    def _unseen(self, link_id: str, error: Exception) -> None:
        link = self._host.link()
        if isinstance(error, NotFound) and link is not None and link.id == link_id:
            title = self.tr("This link was deleted elsewhere")
            said = self.tr("What stands here is kept until you close it, but there is no link to save it to.")
            self._host.notice.say("danger", title, said, about=_ELSEWHERE)

    def _settle(self, now: Elsewhere, values: Values) -> None:
        self._show(False)
        self._host.take_in(now.link, values)
        self._host.save()
