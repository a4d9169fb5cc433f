"""The Studio's form of a static code: one for each sort of content, with what to know before it is printed."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.codes import CodeView
from qrdesk.gui import words
from qrdesk.gui.pages.studio_form import ContentForm
from qrdesk.gui.pages.studio_form_parts import Value
from qrdesk.gui.pages.studio_typed import Typed, Values
from qrdesk.gui.webhooks_tabs import follow, stops
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.note import Note


class StaticPanel(boxes.Flowing):
    """``typed`` brings what a person typed; ``link_wanted`` an address that a link shall lead to instead."""

    typed = Signal(object)  # Typed
    link_wanted = Signal(str)
    copy_wanted = Signal()
    unprinted = Signal()  # it is on no paper

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forms: dict[str, ContentForm] = {}
        self._kind = ""
        self._rows = boxes.rows(gap=0)
        self.about = labels.Paragraph(role="caption")
        self.instead = Button(self.tr("Make it a link instead"), icon="link", size="small")
        self.instead.setToolTip(self.tr("A link can lead elsewhere later, and its scans are counted"))
        self.instead.clicked.connect(self._instead)
        self.printed = Note("warn", "", "", "printer")
        self.not_yet = self.printed.add_action(self.tr("It is not printed yet"), self.unprinted.emit)
        self.printed.hide()
        self.again = Button(self.tr("Use for a new code"), icon="copy", size="small")
        self.again.clicked.connect(self.copy_wanted)
        self.again.hide()
        foot = boxes.rows(self.about, boxes.columns(self.instead, None, gap=0), gap=8)
        self.setLayout(boxes.rows(self.printed, boxes.columns(self.again, None, gap=0), self._rows, foot, gap=12))

    def form(self) -> ContentForm:
        """Return the form in sight.

        Raises:
            KeyError: no content was chosen yet.
        """
        return self._forms[self._kind]

    def show_kind(self, kind: str, code: CodeView | None, values: Mapping[str, Value] | None) -> Typed:
        """Show the form of a sort of content with what was typed, else what ``code`` says; return what it makes."""
        if kind not in self._forms:
            made = self._forms[kind] = ContentForm(kind)
            made.changed.connect(self._changed)
            self._rows.addWidget(made)
            follow(self.again, stops(made))  # made late: else Tab came to it after the whole window
        self._kind = kind
        for name, form in self._forms.items():
            form.setVisible(name == kind)
        form = self.form()
        content = code.content if code is not None else None
        if values is not None and not (code is not None and code.printed_at is not None):
            form.put(values, content)
        elif content is not None:
            form.show_content(content)
        else:
            form.put({})
        self.show_code(code)
        return form.typed()

    def show_code(self, code: CodeView | None) -> None:
        """Say whether what it says can still be changed."""
        printed = code.printed_at if code is not None else None
        self.form().lock(locked=printed is not None)
        self.instead.setVisible(self._kind == "url")
        self.printed.setVisible(printed is not None)
        self.again.setVisible(printed is not None)
        self.about.setHidden(printed is not None)
        if printed is not None:
            title = self.tr("Printed {day}").format(day=words.day(printed))
            said = self.tr("What it says may be on paper, and stays as it is. Its look can change.")
            self.printed.show_words("warn", title, said, icon="printer")
        self.about.set_text(self._about())

    def values(self) -> Values:
        """Return what stands in the form."""
        return self.form().values()

    def _about(self) -> str:
        if self._kind == "url":
            return self.tr("The address stands in the code itself. Once printed, it can never lead elsewhere.")
        return self.tr("The code says this by itself, without a server. Once printed, it can never be changed.")

    def _changed(self, typed: Typed) -> None:
        self.typed.emit(typed)

    def _instead(self) -> None:
        self.link_wanted.emit(str(self.values().get("url", "")))
