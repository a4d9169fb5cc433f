"""The form for an endpoint in place of its deliveries: a new one, or one to be changed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.webhooks import EndpointView
from qrdesk.gui import webhooks_private_network as private_network
from qrdesk.gui import words
from qrdesk.gui.error_details import details
from qrdesk.gui.pages.access_drafts import NEW, Drafts
from qrdesk.gui.pages.access_part import Panel
from qrdesk.gui.pages.webhooks_form import EndpointForm, FormFacts
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.note import Note, hold


class FormPanel(QWidget):
    """What is typed is kept with its endpoint until it is saved or discarded. Escape closes."""

    create_wanted = Signal(object)  # an EndpointDraft
    change_wanted = Signal(str, object)  # endpoint id, EndpointPatch
    closed = Signal()

    def __init__(self, form: EndpointForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: EndpointView | None = None
        self.form = form
        self.drafts = Drafts(self.form.typed, self.form.put)
        self._title = labels.Elided("", "section_title")
        self._close = IconButton("x", self.tr("Close"), 32)
        self._close.setToolTip(self.tr("Close (Esc)"))
        self._trouble = Note("danger")
        self.make = Button(self.tr("Add the webhook"), "primary", "plus")
        self.save = Button(self.tr("Save"), "primary")
        self.discard = Button(self.tr("Discard"), "quiet")
        self._build()

    def shown_id(self) -> str:
        """Return the id of the endpoint in sight; empty for a new one."""
        return self._shown.id if self._shown is not None else NEW

    def base(self) -> EndpointView | None:
        """Return the endpoint as it was when editing it began."""
        return self._shown

    def met(self, endpoint: EndpointView) -> None:
        """It is this by now, and what is typed may be saved over it."""
        if self._shown is not None and self._shown.id == endpoint.id:
            self._shown = endpoint

    def show_new(self, facts: FormFacts) -> None:
        """Offer to add an endpoint; what was typed before is there again."""
        self._show(None, facts)
        self._title.setText(self.tr("New webhook"))

    def show_endpoint(self, endpoint: EndpointView, facts: FormFacts) -> None:
        """Show an endpoint to be changed; what was typed and not saved is there again."""
        self._show(endpoint, facts)
        self._title.setText(self.tr("Edit {name}").format(name=endpoint.name))

    def leave(self) -> None:
        """Something else is about to be shown: what is typed is kept."""
        self.drafts.leave()

    def refuse(self, error: Exception) -> None:
        """Say why the form was not taken."""
        self.set_busy(busy=False)
        if not self.form.refuse(error):
            self._trouble.show_trouble(words.failure(error), details(error))
        elif setting := private_network.allowing(words.by_field(error).get("url", "")):
            title = self.tr("Do you look after this QRDesk?")
            text = self.tr("A setting of the server lets webhooks reach that network.")
            self._trouble.show_words("info", title, text, details=setting)
            self._trouble.show()

    def set_busy(self, *, busy: bool) -> None:
        """Something is on its way."""
        hold((self.make, self.save), self._trouble, busy=busy)
        if not busy:
            self._edited()

    def focus_first(self) -> None:
        """Put the cursor where one starts."""
        self.form.url.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        head = boxes.columns(gap=8, margins=(20, 0, 12, 0))
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        top = boxes.box(head, edge="bottom")
        top.setFixedHeight(tokens.measures().frame.page_header)
        inside = Panel()
        inside.setLayout(boxes.rows(self._trouble, self.form, None, gap=12, margins=(20, 16, 16, 16)))
        foot = boxes.columns(None, self.discard, self.save, self.make, gap=8, margins=(20, 10, 16, 10))
        column = boxes.rows(top, gap=0)
        column.addWidget(boxes.scrolled(inside), 1)
        column.addWidget(boxes.box(foot, edge="top"))
        self.setLayout(column)
        self._trouble.hide()
        self._close.clicked.connect(self.closed)
        self.form.changed.connect(self._edited)
        for field in (self.form.url, self.form.name):
            field.input.returnPressed.connect(self._entered)
        self.make.clicked.connect(self._create)
        self.save.clicked.connect(self._save)
        self.discard.clicked.connect(self._discard)

    def _show(self, endpoint: EndpointView | None, facts: FormFacts) -> None:
        self.drafts.leave()
        self._shown, self._facts = endpoint, facts
        self.form.show_endpoint(endpoint, facts)
        self.drafts.begin(self.shown_id())
        self._trouble.hide()
        self.make.setVisible(endpoint is None)
        self.save.setVisible(endpoint is not None)
        self.set_busy(busy=False)

    def _edited(self) -> None:
        self.save.setEnabled(self.form.has_changes())
        self.discard.setVisible(self.form.has_changes())

    def _entered(self) -> None:
        if self._shown is None:
            self._create()
        else:
            self._save()

    def _create(self) -> None:
        draft = self.form.draft() if self.make.isEnabled() else None
        if draft is not None:
            self.drafts.send()
            self.set_busy(busy=True)
            self.create_wanted.emit(draft)

    def _save(self) -> None:
        patch = self.form.patch() if self.save.isEnabled() and self.form.has_changes() else None
        if patch is not None:
            self.drafts.send()
            self.set_busy(busy=True)
            self.change_wanted.emit(self.shown_id(), patch)

    def _discard(self) -> None:
        self.drafts.drop(self.shown_id())
        self.form.show_endpoint(self._shown, self._facts)
        self.drafts.begin(self.shown_id())
        self._edited()
        self.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
