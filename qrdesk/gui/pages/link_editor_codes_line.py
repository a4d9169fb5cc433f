"""One code in the editor's list: its name, the address it carries, and a field for one of its own."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from qrdesk.client import Client, CodePatch, SlugQuery
from qrdesk.client.meeting import Overtaken, save_over
from qrdesk.core.schemas.codes import CodeView
from qrdesk.core.schemas.links import LinkView, SlugView
from qrdesk.gui import words
from qrdesk.gui.carrying_links import Wanted
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.link_editor_held import HeldCode
from qrdesk.gui.session import Session
from qrdesk.gui.tables.link_table import thumb_of
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.fields import TextField

_PAUSE_MS = 250  # typing stops this long before an address is looked up
_SETTLED_MS = 50  # after field or question opened
_SLUG_MOST = 64


class CodeLine(QWidget):
    """``saved`` brings the code as it is now, and a sentence about what that means for what is printed."""

    saved = Signal(object, str)

    def __init__(self, session: Session, jobs: JobRunner, link: LinkView, code: CodeView) -> None:
        super().__init__()
        self._session, self._jobs, self._link, self.code = session, jobs, link, code
        self._query = 0
        self._unfit = False  # what is typed cannot be had, says the look-up
        self._sending = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look_up)
        self.field, self.editing = self._built_field()
        self.question = self._built_question()
        self.setLayout(boxes.rows(self._built_head(), self.editing, self.question, gap=10))
        for hidden in (self.editing, self.question):
            hidden.hide()

    def is_busy(self) -> bool:
        """Whether the person is at it: something is typed, or asked."""
        return self.editing.isVisibleTo(self) or self.question.isVisibleTo(self)

    def wanted(self) -> Wanted:
        """Return it as it is to leave the app."""
        return Wanted(self._link, self.code)

    def follow(self, link: LinkView) -> None:
        """Go on with the link as it is now."""
        self._link = link
        self._loss.set_text(" ".join(self._losses()))

    def edit(self) -> None:
        """Let the person type an address of its own."""
        self.question.hide()
        self.editing.show()
        self.field.set_text(self.code.slug)
        self.field.clear_error()
        self._say_whole()
        self.field.input.setFocus()
        self.field.input.selectAll()
        self._let_see()

    def ask(self) -> None:
        """Ask whether the address is to be taken off the code."""
        self.editing.hide()
        self._loss.set_text(" ".join(self._losses()))
        self._why.hide()
        self.question.show()
        self.keep.setFocus()
        self._let_see()

    def save(self) -> None:
        """Let the code carry what is typed."""
        typed = self.field.text()
        if typed == self.code.slug:
            self._leave()
        elif not typed:
            self.field.show_error(self.tr("Type an address, such as poster."))
        elif not self._unfit:
            self._change(typed)

    def remove(self) -> None:
        """Let the code carry the address of its link again."""
        self._change(None)

    def _change(self, slug: str | None) -> None:
        client = self._session.client
        if client is not None and not self._sending:
            self._query += 1
            self._pause.stop()
            self._sending = True
            self.final.setEnabled(False)
            work = partial(_carry, client, self.code, slug)
            self._jobs.run(self, work, self._here, self._refused if slug else self._not_removed)

    def _answered_change(self, error: Exception | None = None) -> None:
        self._sending = False
        if isinstance(error, Overtaken):  # saved again, it goes over theirs
            self.code = error.now
        self.final.setEnabled(True)

    def _here(self, code: CodeView) -> None:
        self._answered_change()
        before, self.code = self.code, code
        address = code.text.partition("://")[2]
        if before.printed_at is not None:
            said = self.tr("Exported again, the code carries {address}; what is printed leads on as before")
        else:
            said = self.tr("The code carries {address} now")
        self._leave()
        self.saved.emit(code, said.format(address=address))

    def _refused(self, error: Exception) -> None:
        """Say why at the field; what is typed stays, and may be sent again."""
        self._answered_change(error)
        fields = words.by_field(error)
        self.question.hide()
        self.editing.show()
        self.field.show_error(fields.get("slug") or words.failure(error))

    def _not_removed(self, error: Exception) -> None:
        """Say why in the question, which stays."""
        self._answered_change(error)
        said = words.failure(error)
        self._why.set_text(said)
        self._why.show()
        self.final.setAccessibleDescription(said)
        self.editing.hide()
        self.question.show()
        self.final.setFocus()
        self._let_see()

    def _typed(self, _text: str) -> None:
        self._query += 1
        self._pause.stop()
        self._unfit = False
        self.accept.setEnabled(True)
        self.field.clear_error()
        self._say_whole()
        if self.field.text() not in {"", self.code.slug}:
            self._pause.start()

    def _look_up(self) -> None:
        client = self._session.client
        if client is not None and self.field.text():
            asked = {"slug": self.field.text(), "host": self._link.host, "code_id": self.code.id}
            self.field.show_state("", "busy")
            answered = partial(self._answered, self._query)
            silent = partial(self._not_answered, self._query)
            self._jobs.run(self, lambda: client.links.check_slug(SlugQuery(**asked)), answered, silent)

    def _answered(self, query: int, answer: SlugView) -> None:
        if query != self._query:
            return  # something else stands there by now
        self._unfit = not answer.free
        self.accept.setEnabled(answer.free)
        if answer.free:
            own = answer.slug in self._link.aliases
            self.field.show_state(self.tr("yours") if own else self.tr("free"), "success")
        else:
            fixes = [(idea, partial(self.field.set_text, idea)) for idea in answer.suggestions[:1]]
            self.field.show_error(words.told(answer.reason), fixes)

    def _not_answered(self, query: int, _error: Exception) -> None:
        if query == self._query:
            self.field.show_state("")  # saving will say it

    def _say_whole(self) -> None:
        """Show below the field what the code will carry."""
        typed = self.field.text()
        if not typed:
            self.field.set_hint(self.tr("Scans of an address of its own are told apart from those of other codes."))
            return
        whole = self.tr("It will carry {address}.").format(address=f"{self._link.host}/r/{typed}")
        printed = self.code.printed_at is not None and typed != self.code.slug
        more = self.tr(
            "Printed codes keep the old address and go on working. Export the code again to use the new one."
        )
        self.field.set_hint(f"{whole} {more}" if printed else whole)

    def _let_see(self) -> None:
        QTimer.singleShot(_SETTLED_MS, self, partial(boxes.scroll_to, self))

    def _leave(self) -> None:
        self._pause.stop()
        self._query += 1
        self.editing.hide()
        self.question.hide()
        self.change.setFocus()

    def _built_head(self) -> QWidget:
        code = self.code
        made = self.tr("Code of {day}").format(day=words.day(code.created_at))
        never = self.tr("never exported")
        out = self.tr("exported {day}").format(day=words.day(code.printed_at)) if code.printed_at else never
        name = code.name or made
        carried = labels.Elided(code.text.partition("://")[2], "caption", middle=True)
        change = self.tr("Change the address of {name}") if code.slug else self.tr("Give {name} an address of its own")
        self.change = _button("pencil", change.format(name=name))
        self.change.clicked.connect(self.edit)
        self.take_off = _button("x", self.tr("Take its own address off {name}…").format(name=name))
        self.take_off.clicked.connect(self.ask)
        self.take_off.setVisible(bool(code.slug))
        self.picture = HeldCode(thumb_of(code.text), self.tr("Picture of the code {name}").format(name=name))
        self.copy = _button("copy", self.tr("Copy the code {name}").format(name=name))
        left = boxes.rows(labels.Elided(name), carried, labels.Elided(out, "caption"), gap=2)
        row = boxes.columns(self.picture, 4, gap=4)
        row.addLayout(left, 1)
        row.addSpacing(4)
        row.addWidget(self.copy)
        row.addWidget(self.change)
        row.addWidget(self.take_off)
        return boxes.box(row)

    def _built_field(self) -> tuple[TextField, QWidget]:
        field = TextField(placeholder=self.tr("poster"), size="small")
        field.input.setAccessibleName(self.tr("Address of this code behind the slash"))
        field.input.setMaxLength(_SLUG_MOST)
        field.changed.connect(self._typed)
        field.input.returnPressed.connect(self.save)
        self.accept, leave = Button(self.tr("Save"), size="small"), IconButton("x", self.tr("Leave it as it is"))
        self.accept.clicked.connect(self.save)
        leave.clicked.connect(self._leave)
        field.put_beside(self.accept, leave)
        return field, boxes.box(boxes.rows(field))

    def _built_question(self) -> QWidget:
        sure = labels.text(self.tr("Take /{slug} off this code?").format(slug=self.code.slug), "label", wrap=True)
        self._loss, self._why = labels.Paragraph(), labels.Paragraph(role="body", tone="danger")
        self.keep = Button(self.tr("Keep it"), size="small")
        self.final = Button(self.tr("Take it off"), "danger", size="small")
        self.keep.clicked.connect(self._leave)
        self.final.clicked.connect(self.remove)
        buttons = boxes.columns(None, self.keep, self.final, gap=8)
        inside = boxes.rows(sure, self._loss, self._why, 4, buttons, gap=4, margins=(12, 10, 12, 10))
        return boxes.box(inside, surface="sunken")

    def _losses(self) -> Sequence[str]:
        """Return what comes of taking the address off, sentence by sentence."""
        own = self.tr(
            "Exported from now on, it carries the link's own address /{slug}, as other codes do, and its scans are not "
            "told apart any more."
        )
        said = [own.format(slug=self._link.slug)]
        if self.code.printed_at is not None:
            day = words.day(self.code.printed_at)
            said.append(self.tr("It was exported on {day}: those prints lead on as before.").format(day=day))
        return said


def _carry(client: Client, base: CodeView, slug: str | None) -> CodeView:
    get, update = partial(client.codes.get, base.id), partial(client.codes.update, base.id)
    return save_over(client, get, update, base, CodePatch(slug=slug))


def _button(icon: str, words: str) -> IconButton:
    """Return a button whose words hold a name that somebody chose."""
    made = IconButton(icon, words)
    made.setToolTip(labels.tip(words))
    return made
