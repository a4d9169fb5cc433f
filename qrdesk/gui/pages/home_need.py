"""One thing that needs a person, on Home: what it is, and what to do about it; a link's way is changed right there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from qrdesk.client import Client, LinkPatch, restoring
from qrdesk.client.meeting import Overtaken
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.access_drafts import Drafts
from qrdesk.gui.session import Session
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, web_address
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.flow import FlowBox
from qrdesk.gui.widgets.note import Note, Tone
from qrdesk.gui.widgets.web_address import PageField

_ABOVE = 6  # px, besides what is between the lines of a note


class Need(Note):
    """A note that looks like a card: where several stand below each other, only their icons are coloured."""

    def __init__(self, tone: Tone) -> None:
        super().__init__(tone)
        self._ways = FlowBox(8)
        self._ways.setContentsMargins(0, 4, 0, 2)
        self.add_part(self._ways)

    def offer(self, said: str, action: Callable[[], object]) -> Button:
        """Add a button, in the next line where it has no room beside the others, and return it."""
        button = Button(said, size="small")
        button.clicked.connect(partial(_do, action))
        self._ways.flow.addWidget(button)
        return button

    def show_words(self, tone: Tone, title: str, text: str = "", *, icon: str = "", details: str = "") -> None:
        super().show_words(tone, title, text, icon=icon, details=details)
        style.restyle(self, note="", card="true")


@dataclass(frozen=True, slots=True)
class Way:
    """Which of a link's ways is changed, and in what words."""

    field: str  # of a link
    offer: str
    name: str  # of the field where it is typed


class LinkNeed(Need):
    """Of a link that leads nowhere: ``changed`` once it leads somewhere else. What is typed is kept by link."""

    changed = Signal(object)  # restoring.Changed
    let_go = Signal()  # of the keyboard: what had it here is out of sight

    def __init__(self, session: Session, jobs: JobRunner, way: Way) -> None:
        super().__init__("warn")
        self._session, self._jobs, self._way = session, jobs, way
        self._link: LinkView | None = None
        self._later: Callable[[], object] | None = None
        self.field = PageField(icon="link")
        self.field.input.setAccessibleName(way.name)
        self.field.changed.connect(self._typed)
        self.drafts = Drafts(self.field.text, self.field.set_text)
        self.field.input.returnPressed.connect(self._save)
        self.field.input.installEventFilter(self)
        self.save = Button(self.tr("Save"), "primary", size="small")
        self.leave = Button(self.tr("Cancel"), size="small")
        self.save.clicked.connect(self._save)
        self.leave.clicked.connect(self._left)
        self.box: QWidget = boxes.box(boxes.rows(self.field, boxes.columns(self.save, self.leave, None, gap=8), gap=8))
        self.box.setContentsMargins(0, _ABOVE, 0, 0)
        self.box.hide()
        self.add_part(self.box)
        self.change = self.offer(way.offer, self._open)

    def show_link(self, link: LinkView | None, show: Callable[[], object]) -> None:
        """Take note of the link, and ``show`` what is said of it; what is being typed about another one stays."""
        if self.is_open() and (link is None or self._link is None or link.id != self._link.id):
            self._later = partial(self.show_link, link, show)
            return
        self._later = None
        if link is None or not self.is_open():  # what is typed is saved over what it was when it was opened
            self._link = link
        self.setVisible(link is not None)
        if link is not None:
            show()
            if not self.is_open() and self.drafts.has(link.id) and not self.change.isHidden():
                self._show_typing()

    def let_change(self, *, may: bool) -> None:
        """Offer the change to whom the key lets make it."""
        boxes.show_part(self.change, may)

    def is_open(self) -> bool:
        """Whether somebody is typing where it is to lead."""
        return not self.box.isHidden()

    def leave_place(self) -> None:
        """Other links are open: what is typed waits until its link is shown again."""
        self.drafts.leave()
        self.drafts.go_to(self._session.whose)
        self._later = None
        self.close_field()

    def close_field(self) -> None:
        """Fold the field away; what came meanwhile is shown."""
        self._show_field(on=False)
        later, self._later = self._later, None
        if later is not None:
            later()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._left()
            return True
        return super().eventFilter(watched, event)

    def _left(self) -> None:
        if self._link is not None:
            self.drafts.drop(self._link.id)
        self.close_field()
        self.change.setFocus()

    def _open(self) -> None:
        self._show_typing()
        if self.is_open():
            self.field.input.setFocus()
            self.field.input.end(False)
            self.field.input.home(True)  # all of it is marked, and where it leads is in sight: that is its beginning
            QTimer.singleShot(0, self, partial(boxes.scroll_to, self))  # once the field has its room

    def _show_typing(self) -> None:
        if self._link is not None:
            self.field.set_text(str(getattr(self._link, self._way.field)))
            self._show_field(on=True)
            self.drafts.begin(self._link.id)
            self.save.setEnabled(bool(self.field.text()))

    def _show_field(self, *, on: bool) -> None:
        self.field.clear_error()
        boxes.show_part(self.box, on)
        boxes.show_part(self._ways, not on)

    def _typed(self, text: str) -> None:
        if self.field.has_error():
            self.field.clear_error()
        self.save.setEnabled(bool(text.strip()))

    def _save(self) -> None:
        client, link, typed = self._session.client, self._link, self.field.text()
        if client is None or link is None or not typed or not self.save.isEnabled():
            return
        if wrong := web_address.fault(typed):
            better = web_address.mended(typed)
            use = (self.tr("Use https://…"), partial(self.field.set_text, better))
            self.field.show_error(wrong, [use] if better else ())
            return
        self.save.setEnabled(False)
        patch = LinkPatch.model_validate({self._way.field: typed})
        here = self._session.here
        saved = partial(self._arrived, self._session.whose, typed, here(partial(self._saved, typed)))
        self._jobs.run(self, partial(_changed, link, patch, client), saved, here(self._refused))

    def _arrived(
        self, place: str, sent: str, told: Callable[[restoring.Changed], object], changed: restoring.Changed
    ) -> None:
        """It is saved where it was asked for, whatever is open by now: there it is typed no more."""
        if isinstance(changed.view, LinkView):
            self.drafts.made(place, changed.view.id, sent)
        told(changed)

    def _saved(self, sent: str, changed: restoring.Changed) -> None:
        self.save.setEnabled(True)
        if self.is_open() and self.field.text() != sent and isinstance(changed.view, LinkView):
            self._link = changed.view  # what was typed since goes over this
        else:
            self._put_away()
        self.changed.emit(changed)

    def _put_away(self) -> None:
        focus = cast(QWidget | None, self.window().focusWidget())
        held = focus is None or self.isAncestorOf(focus)
        if self._link is not None:
            self.drafts.drop(self._link.id)
        self._later = None
        self.close_field()
        self.hide()
        if held:
            self.let_go.emit()

    def _refused(self, error: Exception) -> None:
        self.save.setEnabled(True)
        if isinstance(error, Overtaken):
            self._link = error.now
        self.field.show_error(words.by_field(error).get(self._way.field, words.failure(error)))


def _do(action: Callable[[], object], _checked: bool = False) -> None:
    action()


def _changed(link: LinkView, patch: LinkPatch, client: Client) -> restoring.Changed:
    return restoring.changed("link", link.id, patch, client, base=link)
