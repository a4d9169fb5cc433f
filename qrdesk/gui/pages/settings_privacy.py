"""Settings: how long single scans are kept, and whether do-not-track is honoured."""

from datetime import UTC, datetime, timedelta
from functools import partial

from qrdesk.client import WorkspacePatch, restoring
from qrdesk.client.restoring import Changed
from qrdesk.core.schemas.access import MAX_KEEP_DAYS, WorkspaceView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.access_drafts import NEW, Drafts
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.undoing import Undoing
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, LinkButton
from qrdesk.gui.widgets.keeping import KeptDays
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.switch import Switch

_USUAL_DAYS = 400


class PrivacyCard(boxes.Card):
    """Days have a button, for what is deleted is gone; the switch holds at once."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow) -> None:
        super().__init__()
        self._session, self._jobs = session, jobs
        self._shown: WorkspaceView | None = None
        self._undoing = Undoing(self, session, jobs, window, self._look)
        hint = self.tr("Older ones are deleted; the sums of every day stay for ever.")
        names = (self.tr("Keep single scans for so many days"), self.tr("Keep single scans for ever"))
        self.kept = KeptDays(
            self.tr("Keep single scans"), hint, least=1, most=MAX_KEEP_DAYS, usual=_USUAL_DAYS, names=names
        )
        self.days, self.for_ever = self.kept.days, self.kept.for_ever
        self.said = labels.Paragraph(role="caption")
        self.loss = Note("warn")
        self.save = Button(self.tr("Save"))
        self.honour = Switch(
            self.tr("Honour do-not-track"), self.tr("Of visitors whose browser asks for it only the visit is counted.")
        )
        self.log = LinkButton(self.tr("How long activity is kept"), trailing="chevron-right")
        self.body.addWidget(labels.text(self.tr("Scans and privacy"), "section_title"))
        self.body.addSpacing(4)
        for part in (
            self.kept,
            self.said,
            self.loss,
            boxes.box(boxes.columns(None, self.save)),
            boxes.line("h"),
            self.honour,
            boxes.box(boxes.columns(self.log, None, gap=0)),
        ):
            self.body.addWidget(part)
        self.drafts = Drafts(self._typed, self._put)
        self.kept.changed.connect(self._edited)
        self.save.clicked.connect(self._save_days)
        self.honour.toggled.connect(self._honour_toggled)
        self.forget()

    def forget(self) -> None:
        """Of another place nothing is known yet."""
        self.drafts.leave()
        self.drafts.go_to(self._session.whose)
        self._shown = None
        self.honour.setEnabled(False)
        self._edited()

    def is_unsaved(self) -> bool:
        """Whether days are entered that do not hold yet."""
        return self._shown is not None and self.kept.value() != self._shown.keep_hits_days

    def show_workspace(self, workspace: WorkspaceView) -> None:
        """Show what holds; days that are typed and not saved stay."""
        typed = self.is_unsaved()
        self._shown = workspace
        if not typed:
            self.kept.put(workspace.keep_hits_days)
        blocked = self.honour.blockSignals(True)
        self.honour.setChecked(workspace.honour_dnt)
        self.honour.blockSignals(blocked)
        self.honour.setEnabled(True)
        if not self.drafts.is_begun():
            self.drafts.begin(NEW)
        self._edited()

    def _typed(self) -> tuple[bool, int | None]:
        """Return whether days are entered that do not hold, and which."""
        return (True, self.kept.value()) if self.is_unsaved() else (False, None)

    def _put(self, typed: tuple[bool, int | None]) -> None:
        if typed[0]:
            self.kept.put(typed[1])

    def _edited(self) -> None:
        known = self._shown
        changed = known is not None and self.kept.value() != known.keep_hits_days
        self.save.setEnabled(changed)
        loss = self._loss(known) if known is not None else ""
        self.loss.show_words("warn", "", loss)
        self.loss.setVisible(bool(loss))
        gone = self._gone(known) if known is not None else ""
        self.said.set_text(gone)
        self.said.setVisible(bool(gone))

    def _loss(self, known: WorkspaceView) -> str:
        """Return what saving would delete."""
        days, before = self.kept.value(), known.keep_hits_days
        if days is None or (before is not None and days >= before):
            return ""
        day = words.day(datetime.now(UTC) - timedelta(days=days))
        return self.tr("Once saved, single scans from before {day} are deleted for ever.").format(day=day)

    def _gone(self, known: WorkspaceView) -> str:
        """Return what has been deleted."""
        if known.hits_from is None:
            return ""
        gone = self.tr("Single scans from before {day} have been deleted.")
        return gone.format(day=words.day(known.hits_from))

    def _save_days(self) -> None:
        self._send(WorkspacePatch(keep_hits_days=self.kept.value()))

    def _honour_toggled(self, on: bool) -> None:
        self._send(WorkspacePatch(honour_dnt=on))

    def _send(self, patch: WorkspacePatch) -> None:
        client = self._session.client
        if client is not None:
            here, work = self._session.here, partial(restoring.workspace_changed, patch, client)
            self._jobs.run(self, work, here(self._saved), here(self._not_saved))

    def _saved(self, changed: Changed) -> None:
        workspace: WorkspaceView = changed.view
        self._shown = workspace
        self.show_workspace(workspace)
        kept = workspace.keep_hits_days
        said = (
            self.tr("Saved: single scans are kept for ever")
            if kept is None
            else self.tr("Saved: single scans are kept for {days} days").format(days=words.number(kept))
        )
        honoured = (
            self.tr("do-not-track is honoured") if workspace.honour_dnt else self.tr("do-not-track is not honoured")
        )
        self._undoing.tell(f"{said}, {honoured}", changed.back)

    def _look(self) -> None:
        client = self._session.client
        if client is not None:
            self._jobs.run(self, client.workspace.get, self._session.here(self.show_workspace), lambda _error: None)

    def _not_saved(self, error: Exception) -> None:
        fields = words.by_field(error)
        self.kept.show_error(fields.get("keep_hits_days", words.failure(error)))
        if self._shown is not None:
            blocked = self.honour.blockSignals(True)
            self.honour.setChecked(self._shown.honour_dnt)
            self.honour.blockSignals(blocked)
