"""Make a code: paste an address, see the very code, create it; and the way to codes that need no address."""

import secrets
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from qrdesk.client import Client, LinkDraft
from qrdesk.core.errors import SlugTaken
from qrdesk.core.schemas.access import DomainView, Scope
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.access_drafts import NEW, Drafts
from qrdesk.gui.pages.link_editor_parts import CodeThumb
from qrdesk.gui.pages.studio_kinds import kind_called
from qrdesk.gui.session import Session
from qrdesk.gui.tables.link_table import thumb_of
from qrdesk.gui.widgets import boxes, labels, web_address
from qrdesk.gui.widgets.buttons import Button, LinkButton
from qrdesk.gui.widgets.flow import FlowBox
from qrdesk.gui.widgets.web_address import PageField

_LETTERS = "BCDFGHJKLMNPQRSTVWXYZ23456789"  # as the core mints them: no vowels, no 0/O, 1/I
_CODE = 112
_OTHERS = ("wifi", "vcard", "text")  # what most people want besides a page
_TRIES = 3


class MakeCode(boxes.Card):
    """The slug is chosen while typing, so that the code shown is the one that will be made."""

    made = Signal(object, bool)  # the link; whether it is to be printed now
    kind_wanted = Signal(str)  # a sort of content that stands in the code itself

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session, self._jobs = session, jobs
        self._domain: DomainView | None = None
        self._slug = _new_slug()
        self._busy = False
        self.field = PageField(icon="link", size="large")
        self.field.input.setAccessibleName(self.tr("The page people should see"))
        self.drafts = Drafts(self.field.text, self.field.set_text)
        self.field.changed.connect(self._typed)
        self.field.input.returnPressed.connect(partial(self._create, printing=False))
        self.create_button = Button(self.tr("Create link"), "primary", "plus")
        self.print_button = Button(self.tr("Create and print"), icon="printer")
        self.create_button.clicked.connect(partial(self._pressed, False))
        self.print_button.clicked.connect(partial(self._pressed, True))
        self._as = labels.Elided("", "body", "tertiary", middle=True)
        self.code = CodeThumb(_CODE)
        self.code.setToolTip(words.about_codes())
        self._as.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = boxes.columns(labels.text(self.tr("Make a code"), "section_title"), gap=16)
        head.addWidget(self._as, 1)
        buttons = boxes.columns(self.create_button, self.print_button, None, gap=8)
        left = boxes.rows(head, self.field, buttons, self._others(), None, gap=10)
        across = boxes.columns(gap=24)
        across.addLayout(left, 1)
        across.addWidget(self.code)
        self.body.addLayout(across)
        self.show_reach()
        session.on_connecting(self._leave)

    def _others(self) -> FlowBox:
        row = FlowBox(8)
        said = labels.text(self.tr("Or a code for"), "supporting")
        row.flow.addWidget(said)
        for key in _OTHERS:
            kind = kind_called(key)
            button = LinkButton(kind.name, kind.icon)
            button.clicked.connect(partial(self._kind_pressed, key))
            row.flow.addWidget(button)
        more = LinkButton(self.tr("and more"), trailing="chevron-right")
        more.setToolTip(self.tr("E-mail, phone, place, event, payment and others, in the Studio"))
        more.clicked.connect(partial(self._kind_pressed, "email"))
        row.flow.addWidget(more)
        said.setMinimumHeight(more.sizeHint().height())  # in the middle of the line, as what stands beside it
        return row

    def _kind_pressed(self, key: str, _checked: bool = False) -> None:
        self.kind_wanted.emit(key)

    def show_domain(self, domain: DomainView | None) -> None:
        """Say which address new codes carry."""
        self._domain = domain
        self._typed(self.field.text())

    def show_reach(self) -> None:
        """Say where the key may make no links."""
        said = "" if self._may() else self.tr("Your key may not make links.")
        self.field.set_hint(said)
        self.field.input.setEnabled(self._may())
        self._typed(self.field.text())

    def _may(self) -> bool:
        return self._session.may(Scope.LINKS_CREATE)

    def _typed(self, text: str) -> None:
        if self.field.has_error():
            self.field.clear_error()
        good = web_address.looks_like_address(self.field.text()) and self._domain is not None
        for button in (self.create_button, self.print_button):
            button.setEnabled(bool(text.strip()) and not self._busy and self._may())
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
        if client is None or self._busy or not text or not self._may():
            return
        if wrong := web_address.fault(text):
            self._refuse(wrong)
            return
        self._busy = True
        self._typed(text)
        here, done = self._session.here, partial(self._created, printing)
        made = partial(self._arrived, text, self.drafts.place(), here(done))
        self._jobs.run(self, partial(_make, client, text, self._slug), made, here(self._failed))

    def _arrived(self, sent: str, place: str, told: Callable[[LinkView], object], link: LinkView) -> None:
        """The link is made, and shown where it was asked for; elsewhere it is only typed no more."""
        self.drafts.made(place, NEW, sent)
        if self.drafts.place() == place and self.field.text() == sent:
            self.field.set_text("")
        told(link)

    def _leave(self) -> None:
        """Other links are open: what is on its way is for nobody there, and what is typed waits where it belongs."""
        self._busy, self._slug = False, _new_slug()
        if self.drafts.place() != self._session.whose:
            self.drafts.go_to(self._session.whose)
            self.field.set_text("")
            self.drafts.begin(NEW)
        self.show_domain(None)

    def _created(self, printing: bool, link: LinkView) -> None:
        self._busy = False
        self._slug = _new_slug()
        self.made.emit(link, printing)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._typed(self.field.text())
        fields = words.by_field(error)
        self._refuse(fields.get("destination") or words.failure(error))

    def _refuse(self, said: str) -> None:
        better = web_address.mended(self.field.text())
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
