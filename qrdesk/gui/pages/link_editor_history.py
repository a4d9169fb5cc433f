"""The history of a link: who changed what, newest first, and a way back from each change."""

import re
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import QWidget

from qrdesk.client import AuditQuery, Client, restoring
from qrdesk.core.errors import Forbidden
from qrdesk.core.schemas.audit import AuditView
from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import undoing, words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages import activity_back, activity_words
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, LinkButton
from qrdesk.gui.widgets.flow import FlowBox

_FIRST = 10  # and so many more each time
_MOST = 200
_FIELDS_IN_TITLE = 3
_BACK = 120  # px, at least
_ONE_LINE = 44  # letters of what was before and after together
_HALF = re.compile(r"%[0-9A-Fa-f]?$")  # of a letter that was cut in its middle
_LEFT = re.compile(r"(?:%[0-9A-Fa-f]{2})+$")  # and what is left of it
_CUT = "…"  # the log keeps the beginning of a very long value


class HistoryView(QWidget):
    """Asks once it is open; ``said`` is the newest change in a few words, ``became`` the link after a way back."""

    said = Signal(str)
    became = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._window = session, jobs, window
        self._link: LinkView | None = None
        self._wanted, self._asked = _FIRST, False
        self._entries: Sequence[AuditView] = ()
        self.lines: list[EntryLine] = []
        self.none = labels.Paragraph(self.tr("No change is on record."), "supporting")
        self._lines = boxes.rows(gap=12)
        self.more = Button(self.tr("Show older changes"), size="small")
        self.more.clicked.connect(self._show_more)
        self.more.hide()
        whole = boxes.rows(self.none, self._lines, gap=8)
        whole.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(whole)

    def show_link(self, link: LinkView, *, is_open: bool) -> None:
        """Be about ``link``; what happened to it is asked for while somebody sees it."""
        if self._link is None or self._link.id != link.id:
            self._wanted = _FIRST
            self._show(())
            self.said.emit("")
        self._link, self._asked = link, False
        self.opened(is_open)

    def opened(self, is_open: bool) -> None:
        """Ask, unless that was done since the link was shown."""
        if is_open and not self._asked:
            self._ask()

    def _ask(self) -> None:
        client, link = self._session.client, self._link
        if client is None or link is None:
            return
        self._asked = True
        work = partial(client.audit.list, AuditQuery(subject=link.id, limit=self._wanted))
        self._jobs.run(self, work, partial(self._here, link.id), partial(self._not_here, link.id))

    def _here(self, link_id: str, page: Page[AuditView]) -> None:
        if self._link is None or self._link.id != link_id:
            return
        entries = [one for one in page.data if one.subject_id == link_id]
        self.none.set_text(self.tr("No change is on record."))
        if list(self._entries) != entries:
            self._show(entries)
        self.more.setVisible(page.pagination.next_cursor is not None and self._wanted < _MOST)
        if entries:
            said = self.tr("changed {day} by {name}")
            self.said.emit(said.format(day=words.day(entries[0].at), name=entries[0].actor))

    def _not_here(self, link_id: str, error: Exception) -> None:
        if self._link is None or self._link.id != link_id:
            return
        self._asked = False
        if not self.lines:
            may_not = self.tr("Your key may not read who changed what.")
            self.none.set_text(may_not if isinstance(error, Forbidden) else words.failure(error))

    def _show(self, entries: Sequence[AuditView]) -> None:
        self._entries = entries
        for line in self.lines:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [EntryLine(entry) for entry in entries]
        for line in self.lines:
            line.restore_wanted.connect(self._restore)
            self._lines.addWidget(line)
        self.none.setVisible(not entries)
        self.more.setVisible(self.more.isVisible() and bool(entries))

    def _show_more(self) -> None:
        self._wanted = min(self._wanted + _FIRST, _MOST)
        self._ask()

    def _restore(self, entry: AuditView) -> None:
        client, link, back = self._session.client, self._link, restoring.of_entry(entry)
        if client is not None and link is not None and back is not None:
            work = partial(_put_back, client, link.id, back)
            here = self._session.here
            self._jobs.run(self, work, here(partial(self._restored, link.id)), here(self.failed.emit))

    def _restored(self, link_id: str, answer: tuple[LinkView, "restoring.Restore | None"]) -> None:
        link, back = answer
        said = self.tr("{name} is as it was before that change").format(name=words.name(link))
        again = partial(self._take_back, link_id, back) if back is not None else None
        self._window.toast(said, again, undoing.ICON)
        self._tell(link)

    def _take_back(self, link_id: str, back: "restoring.Restore") -> None:
        client = self._session.client
        if client is not None:
            here, work = self._session.here, partial(_put_back, client, link_id, back)
            undoing.take_back(self, self._window, self._jobs, work, here(self._taken_back), here(self.failed.emit))

    def _taken_back(self, answer: tuple[LinkView, "restoring.Restore | None"]) -> None:
        said = self.tr("{name} is as it was before").format(name=words.name(answer[0]))
        self._window.toast(said, icon=undoing.ICON)
        self._tell(answer[0])

    def _tell(self, link: LinkView) -> None:
        self.became.emit(link)
        self._session.links_changed.emit()


class EntryLine(QWidget):
    """One change: what was done, by whom and when; its fields unfold."""

    restore_wanted = Signal(object)  # the entry

    def __init__(self, entry: AuditView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        title = self._title()
        when = words.moment(entry.at)
        by = self.tr("{name}, {time}").format(name=entry.actor, time=when)
        self.details = labels.Paragraph(self._details(), "caption")
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details.hide()
        self.unfold = LinkButton(self.tr("What changed"), "chevron-right")
        self.unfold.setAccessibleName(self.tr("What changed: {title}").format(title=title))
        self.unfold.setVisible(bool(entry.changes))
        self.unfold.clicked.connect(self._unfold)
        words_back, back = activity_back.button_words(entry, self.tr("Put back")), activity_back.whole(entry)
        self.restore = Button(words_back, icon="undo-2", size="small")
        self.restore.setToolTip(labels.tip(back or self.tr("Put back what was before this change")))
        heard = self.tr("Put back what was before: {title}, {time}")
        self.restore.setAccessibleName(heard.format(title=title, time=when))
        self.restore.setAccessibleDescription(back)
        self.restore.setVisible(restoring.of_entry(entry) is not None)
        self.restore.clicked.connect(lambda: self.restore_wanted.emit(self.entry))
        said = boxes.rows(labels.Paragraph(title, "label"), labels.Paragraph(by, "caption"), gap=0)
        self._brief = [labels.Elided(turned, "caption", middle=True) for turned in self._turned()]
        for place, line in enumerate(self._brief):
            said.insertWidget(1 + place, line)
        self.restore.setMinimumWidth(_BACK)  # wide letters may take of its padding, and nothing of the panel
        ways = FlowBox(8)  # what it would put back may be longer than the rest of the line
        for way in (self.unfold, self.restore):
            ways.flow.addWidget(way)
        self.why_not = labels.Paragraph(self._why_not(), "caption")
        self.why_not.setVisible(bool(self._why_not()))
        self.setLayout(boxes.rows(said, ways, self.details, self.why_not, gap=2))

    def _title(self) -> str:
        names = [activity_words.field_name(name) for name in self.entry.changes]
        if not self.entry.action.endswith(".updated") or not names:
            return words.told(self.entry.sentence)
        if len(names) > _FIELDS_IN_TITLE:
            more = self.tr("{fields} and {count} more")
            shown = ", ".join(names[:_FIELDS_IN_TITLE])
            return more.format(fields=shown, count=words.number(len(names) - _FIELDS_IN_TITLE))
        return ", ".join(names)

    def _turned(self) -> Sequence[str]:
        """Return what became what, where one plain field was changed; nothing for anything else."""
        if len(self.entry.changes) != 1 or not self.entry.action.endswith(".updated"):
            return ()
        [(name, values)] = self.entry.changes.items()
        if not all(value is None or isinstance(value, str | int) for value in values) or len(values) != 2:
            return ()
        before, after = (activity_words.value(name, value) for value in values)
        if len(before) + len(after) > _ONE_LINE:  # cut in its middle, one line would make a third value of the two
            return self.tr("Before: {value}").format(value=before), self.tr("After: {value}").format(value=after)
        return (self.tr("{before} → {after}").format(before=before, after=after),)

    def _why_not(self) -> str:
        """Say why there is no way back from a change; empty where there is one, or nothing was before."""
        if restoring.of_entry(self.entry) is not None or self.entry.action.endswith(".created"):
            return ""
        before = [values[0] for values in self.entry.changes.values() if values]
        if any(isinstance(value, str) and value.endswith(_CUT) for value in before):
            return self.tr("Too long for the history: only its beginning was kept, so it cannot be put back here.")
        return self.tr("This cannot be put back here.")

    def _details(self) -> str:
        """Return each field before and after, whole."""
        lines: list[str] = []
        form = self.tr("{field}, before: {value}"), self.tr("{field}, after: {value}")
        for name, values in self.entry.changes.items():
            field = activity_words.field_name(name)
            pair = zip(form, (*values, None, None)[:2], strict=True)
            for said, value in pair:
                shown = activity_words.value(name, value, whole=isinstance(value, str))
                lines.append(said.format(field=field, value=_readable(shown)))
        return "\n".join(lines)

    def _unfold(self) -> None:
        open_now = self.details.isHidden()
        self.details.setVisible(open_now)
        for line in self._brief:
            line.setVisible(not open_now)  # the same in short
        self.unfold.set_icon("chevron-down" if open_now else "chevron-right")


def _put_back(client: Client, link_id: str, back: "restoring.Restore") -> tuple[LinkView, "restoring.Restore | None"]:
    again = back(client)
    return client.links.get(link_id), again


def _readable(value: str) -> str:
    """Return a web address with its letters as people write them; anything else as it is."""
    if not value.startswith(("https://", "http://")):
        return value
    whole = _HALF.sub("", value.removesuffix(_CUT))
    shown = QUrl(whole).toDisplayString() or whole
    return _LEFT.sub("", shown) + _CUT if value.endswith(_CUT) else shown
