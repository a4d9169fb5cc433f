"""The panel beside the domains: add one, prove that it is yours, say where its bare and unknown addresses lead."""

import json
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from qrdesk.core.schemas.domains import DomainDraft, DomainPatch, DomainStatus, DomainView
from qrdesk.gui import words
from qrdesk.gui.pages.domain_proof import Proof
from qrdesk.gui.refusals import drafted, refuse_at
from qrdesk.gui.theme import fonts, style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.fields import Field, TextField
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.section import Section
from qrdesk.gui.widgets.switch import Switch


class DomainPanel(QWidget):
    """Shows a form for a new domain, or a domain with its status and settings."""

    create_wanted = Signal(object)  # a DomainDraft
    change_wanted = Signal(str, object)  # domain id, DomainPatch
    verify_wanted = Signal(str)  # domain id
    default_wanted = Signal(object)  # a DomainView
    delete_wanted = Signal(object)  # a DomainView
    copy_wanted = Signal(str, str)  # text, what is said about it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._domain: DomainView | None = None
        self._new = False
        self._title = labels.Elided("", "section_title", middle=True)
        self.default = Button(self.tr("Make default"), size="small")
        self.default.setToolTip(self.tr("New codes carry it"))
        self._status = Note("info")
        self._trouble = Note("danger")
        self.proof = Proof()
        self.address = TextField(self.tr("Address"), self.tr("A host you own, such as go.example.com"), "https://")
        self.case = Switch(self.tr("/Menu and /menu are two addresses"), self.tr("Cannot be changed later"))
        self.make = Button(self.tr("Add the domain"), "primary")
        self.index = TextField(self.tr("The bare address leads to"), placeholder=self.tr("A short page of QRDesk"))
        self.fallback = TextField(
            self.tr("Unknown and ended addresses lead to"), placeholder=self.tr("A page that says so")
        )
        self.apple, self.android = _json_edit(), _json_edit()
        self.apple_field = Field(self.tr("iPhone and iPad (apple-app-site-association)"), self.apple)
        self.android_field = Field(self.tr("Android (assetlinks.json)"), self.android)
        self.save = Button(self.tr("Save"), "primary")
        self.delete = Button(self.tr("Remove…"), "danger", size="small")
        self._places = {
            "url": self.address,
            "index_url": self.index,
            "fallback_url": self.fallback,
            "apple_association": self.apple_field,
            "asset_links": self.android_field,
        }
        self._build()
        self._connect()
        self.forget()

    def domain(self) -> DomainView | None:
        """Return the domain shown."""
        return self._domain

    def is_new(self) -> bool:
        """Whether a new domain is being typed."""
        return self._new

    def show_new(self) -> None:
        """Offer to add a domain."""
        self._domain, self._new = None, True
        self._title.setText(self.tr("New domain"))
        self._show_parts()
        self.address.set_text("")
        self.case.setChecked(False)

    def show_domain(self, domain: DomainView) -> None:
        """Show a domain and its settings."""
        self._domain, self._new = domain, False
        self._title.setText(domain.host)
        self._show_parts()
        self._fill(domain)
        self._say(domain)

    def freshen(self, domain: DomainView) -> None:
        """Show how it stands with the domain shown; what is typed stays."""
        typed = self._patch() if self._domain is not None else {}
        self._domain = domain
        if not typed:
            self._fill(domain)
        self._say(domain)

    def forget(self) -> None:
        """Show nothing."""
        self._domain, self._new = None, False
        self._title.setText("")
        self._show_parts()

    def focus_first(self) -> None:
        """Put the cursor where one starts."""
        (self.address if self._new else self.index).input.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, *, busy: bool) -> None:
        """Something is on its way."""
        for button in (self.make, self.save, self.proof.verify, self.default):
            button.setEnabled(not busy)
        self.proof.verify.setText(self.tr("Looking") if busy and self._domain else self.tr("Verify now"))

    def refuse(self, error: Exception) -> None:
        """Say why nothing was done, at its field where there is one."""
        if not refuse_at(self._places, error):
            self._trouble.show_trouble(words.failure(error))

    def _build(self) -> None:
        head = boxes.columns(gap=8)
        head.addWidget(self._title, 1)
        for part in (self.default, self.delete):
            head.addWidget(part)
        self._form = boxes.box(boxes.rows(self.address, self.case, 4, boxes.columns(self.make, None), gap=12))
        apps = QWidget()
        apps.setLayout(boxes.rows(self.apple_field, self.android_field, gap=12))
        self.apps = Section(self.tr("Apps that open its links"), apps, is_open=False, inset=0)
        settings = boxes.rows(self.index, self.fallback, self.apps, 4, boxes.columns(None, self.save), gap=12)
        self._settings = boxes.box(settings)
        self._last = self._built_last()
        column = boxes.rows(
            head, self._trouble, self._last, self._status, self.proof, self._form, self._settings, None,
            gap=12, margins=(20, 14, 16, 16),
        )  # fmt: skip
        self.setLayout(column)

    def _built_last(self) -> QWidget:
        said = self.tr("Only a domain without links can be removed: printed codes would lead nowhere.")
        keep, final = Button(self.tr("Keep it")), Button(self.tr("Remove the domain"), "danger_final")
        keep.clicked.connect(self._keep)
        final.clicked.connect(self._delete)
        made = boxes.box(
            boxes.rows(labels.Paragraph(said), boxes.columns(None, keep, final), gap=8, margins=(12, 10, 12, 10))
        )
        style.restyle(made, card="sunken")
        return made

    def _connect(self) -> None:
        self.make.clicked.connect(self._create)
        self.address.input.returnPressed.connect(self._create)
        self.save.clicked.connect(self._save)
        self.delete.clicked.connect(self._ask)
        self.default.clicked.connect(lambda: self._domain and self.default_wanted.emit(self._domain))
        self.proof.verify_wanted.connect(lambda: self._domain and self.verify_wanted.emit(self._domain.id))
        self.proof.copy_wanted.connect(self.copy_wanted)
        for field in (self.address, self.index, self.fallback):
            field.changed.connect(partial(self._typed, field))

    def _show_parts(self) -> None:
        known = self._domain is not None
        for part in (self._trouble, self._last):
            part.hide()
        for part in (self._status, self.proof, self._settings, self.delete, self.default):
            part.setVisible(known)
        self._form.setVisible(self._new)
        for field in self._places.values():
            field.clear_error()

    def _fill(self, domain: DomainView) -> None:
        self.index.set_text(domain.index_url)
        self.fallback.set_text(domain.fallback_url)
        self.apple.setPlainText(_text(domain.apple_association))
        self.android.setPlainText(_text(domain.asset_links))
        self.apps.set_summary(
            " · ".join(
                name
                for name, said in (("iOS", domain.apple_association), ("Android", domain.asset_links))
                if said is not None
            )
        )

    def _say(self, domain: DomainView) -> None:
        tones = {DomainStatus.SERVING: "success", DomainStatus.FAILING: "warn", DomainStatus.WAITING: "warn"}
        checked = ""
        if domain.checked_at is not None:
            at = f"{words.short_day(domain.checked_at)} {words.clock(domain.checked_at)}"
            checked = self.tr("Last checked {time}.").format(time=at)
        text = " ".join(part for part in (domain.check_fault, checked) if part)
        title = domain.status_text
        if domain.status is DomainStatus.WAITING:  # the record stands below, with its copy buttons
            title = self.tr("Not verified so far: nobody is answered here")
            text = " ".join((self.tr("Make the record or the file below, then verify it."), text)).strip()
        self._status.show_words(tones[domain.status], title, text)  # type: ignore[arg-type] - its tones
        self.proof.show_domain(domain)
        self.default.setVisible(not domain.is_default and domain.status is not DomainStatus.WAITING)
        self.delete.setVisible(not domain.is_default)

    def _typed(self, field: TextField, _text: str) -> None:
        if field.has_error():
            field.clear_error()

    def _create(self) -> None:
        if not self.address.text():
            self.address.show_error(self.tr("Enter the host people should see."))
            return
        values = {"url": self.address.text(), "case_sensitive": self.case.isChecked()}
        draft = drafted(DomainDraft.model_validate, values, {"url": self.address})
        if draft is not None:
            self.create_wanted.emit(draft)

    def _save(self) -> None:
        domain, sent = self._domain, self._patch()
        if domain is None or not sent:
            return
        for name, field in (("apple_association", self.apple_field), ("asset_links", self.android_field)):
            if isinstance(sent.get(name), ValueError):
                field.show_error(self.tr("This is no JSON: {reason}").format(reason=sent[name]))
                self.apps.set_open(True)
                return
        patch = drafted(DomainPatch.model_validate, sent, self._places)
        if patch is not None:
            self.change_wanted.emit(domain.id, patch)
        elif self.apple_field.has_error() or self.android_field.has_error():
            self.apps.set_open(True)

    def _patch(self) -> dict[str, Any]:
        """Return what is not saved, as it is sent; a ``ValueError`` in place of what is no JSON."""
        domain = self._domain
        if domain is None:
            return {}
        typed: dict[str, Any] = {
            "index_url": self.index.text(),
            "fallback_url": self.fallback.text(),
            "apple_association": _read(self.apple.toPlainText()),
            "asset_links": _read(self.android.toPlainText()),
        }
        return {name: value for name, value in typed.items() if value != getattr(domain, name)}

    def _ask(self) -> None:
        self._last.show()

    def _keep(self) -> None:
        self._last.hide()

    def _delete(self) -> None:
        if self._domain is not None:
            self._last.hide()
            self.delete_wanted.emit(self._domain)


def _json_edit() -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setFont(fonts.fixed("caption"))
    made.setTabChangesFocus(True)
    made.setFixedHeight(112)
    made.setPlaceholderText(QCoreApplication.translate("DomainPanel", "JSON; whoever made the app has it"))
    return made


def _text(value: object) -> str:
    return "" if value is None else json.dumps(value, indent=2, ensure_ascii=False)


def _read(text: str) -> Any:
    if not text.strip():
        return None
    try:
        return json.loads(text)
    except ValueError as error:
        return error
