"""Make a code: paste an address, see the very code, create it."""

import secrets
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qrdesk.client import Client, LinkDraft
from qrdesk.core.errors import SlugTaken
from qrdesk.core.schemas.access import DomainView
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages import link_editor_form as form
from qrdesk.gui.pages.link_editor_parts import CodeThumb
from qrdesk.gui.session import Session
from qrdesk.gui.tables.link_table import thumb_of
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.fields import TextField

_LETTERS = "BCDFGHJKLMNPQRSTVWXYZ23456789"  # as the core mints them: no vowels, no 0/O, 1/I
_CODE = 112
_TRIES = 3


class MakeCode(boxes.Card):
    """The slug is chosen while typing, so that the code shown is the one that will be made."""

    made = Signal(object, bool)  # the link; whether it is to be printed now

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session, self._jobs = session, jobs
        self._domain: DomainView | None = None
        self._slug = _new_slug()
        self._busy = False
        self.field = TextField("", placeholder="https://", icon="link", size="large")
        self.field.input.setAccessibleName(self.tr("The page people should see"))
        self.field.changed.connect(self._typed)
        self.field.input.returnPressed.connect(partial(self._create, printing=False))
        self.create_button = Button(self.tr("Create link"), "primary", "plus")
        self.print_button = Button(self.tr("Create and print"), icon="printer")
        self.create_button.clicked.connect(partial(self._pressed, False))
        self.print_button.clicked.connect(partial(self._pressed, True))
        self._as = labels.Elided("", "body", "tertiary", middle=True)
        self.code = CodeThumb(_CODE)
        buttons = boxes.columns(self.create_button, self.print_button, 4, gap=8)
        buttons.addWidget(self._as, 1)
        left = boxes.rows(labels.text(self.tr("Make a code"), "section_title"), self.field, buttons, None, gap=10)
        across = boxes.columns(gap=24)
        across.addLayout(left, 1)
        across.addWidget(self.code)
        self.body.addLayout(across)
        self._typed("")

    def show_domain(self, domain: DomainView | None) -> None:
        """Say which address new codes carry."""
        self._domain = domain
        self._typed(self.field.text())

    def _typed(self, text: str) -> None:
        if self.field.has_error():
            self.field.clear_error()
        good = form.looks_like_address(text) and self._domain is not None
        for button in (self.create_button, self.print_button):
            button.setEnabled(bool(text.strip()) and not self._busy)
        if good and self._domain is not None:
            self.code.show_code(thumb_of(f"{self._domain.url}/r/{self._slug}"))
            self._as.setText(self.tr("as {address}").format(address=f"{self._domain.host}/{self._slug}"))
        else:
            self.code.show_code(None)
            self._as.setText("")

    def _pressed(self, printing: bool, _checked: bool = False) -> None:
        self._create(printing=printing)

    def _create(self, *, printing: bool) -> None:
        client, text = self._session.client, self.field.text()
        if client is None or self._busy or not text:
            return
        if not form.looks_like_address(text):
            self._refuse(self.tr("This does not start like a web address."))
            return
        self._busy = True
        self._typed(text)
        self._jobs.run(self, partial(_make, client, text, self._slug), partial(self._created, printing), self._failed)

    def _created(self, printing: bool, link: LinkView) -> None:
        self._busy = False
        self._slug = _new_slug()
        self.field.set_text("")
        self.made.emit(link, printing)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._typed(self.field.text())
        fields = words.by_field(error)
        self._refuse(fields.get("destination") or words.failure(error))

    def _refuse(self, said: str) -> None:
        better = form.mended(self.field.text())
        use = (self.tr("Use https://…"), partial(self.field.set_text, better))
        self.field.show_error(said, [use] if better else ())


def _make(client: Client, destination: str, slug: str) -> LinkView:
    for _ in range(_TRIES):
        try:
            return client.links.create(LinkDraft(destination=destination, slug=slug))
        except SlugTaken:  # one in hundreds of millions; the next one is free
            slug = _new_slug()
    return client.links.create(LinkDraft(destination=destination))


def _new_slug() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(6))
