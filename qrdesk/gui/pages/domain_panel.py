"""The panel beside the domains: add one, prove that it is yours, say where its bare and unknown addresses lead."""

import json
from collections.abc import Generator
from datetime import UTC, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.domains import DomainDraft, DomainPatch, DomainStatus, DomainView
from qrdesk.core.schemas.lines import as_kept
from qrdesk.gui import words
from qrdesk.gui.error_details import details
from qrdesk.gui.pages.access_drafts import NEW, Drafts
from qrdesk.gui.pages.domain_checks import DomainChecks
from qrdesk.gui.pages.domain_head import DomainHead
from qrdesk.gui.pages.domain_leads import Leads
from qrdesk.gui.pages.domain_look import DomainLook
from qrdesk.gui.pages.domain_proof import Proof
from qrdesk.gui.refusals import drafted, refuse_at
from qrdesk.gui.theme import fonts, style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.fields import Field, TextField
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.section import Section
from qrdesk.gui.widgets.switch import Switch

Typed = tuple[str, bool, str, str, str, str, str]  # the last one: a look, as JSON


class DomainPanel(QWidget):
    """Shows a form for a new domain, or a domain with its status and settings."""

    create_wanted = Signal(object)  # a DomainDraft
    change_wanted = Signal(str, object)  # domain id, DomainPatch
    verify_wanted = Signal(str)  # domain id
    default_wanted = Signal(object)  # a DomainView
    delete_wanted = Signal(object)  # a DomainView
    cancel_wanted = Signal()  # of a new one
    copy_wanted = Signal(str, str)  # text, what is said about it

    def __init__(self, parent: QWidget | None = None) -> None:
        """It is made by its ``steps``, and of no use before they are done."""
        super().__init__(parent)
        self._domain: DomainView | None = None
        self._new = self._busy = False
        self._as_of: datetime | None = None
        self.steps = self._made()

    def _made(self) -> Generator[None]:
        self.default = Button(self.tr("Make default"), size="small")
        self.default.setToolTip(self.tr("New codes carry it"))
        self._status = Note("info")
        self._trouble = Note("danger")
        self.checks = DomainChecks()
        self.proof, self.leads = Proof(), Leads()
        yield
        self.address = TextField(
            self.tr("Address"), self.tr("A name that belongs to you, such as go.your-cafe.com"), "go.example.com"
        )
        self.case = Switch(
            self.tr("/Menu and /menu are two addresses"), self.tr("Leave off if unsure: it cannot be changed later")
        )
        self.make = Button(self.tr("Add the domain"), "primary")
        self.cancel = Button(self.tr("Cancel"))
        self.index = TextField(self.tr("The bare address leads to"), placeholder=self.tr("A short page of QRDesk"))
        self.fallback = TextField(
            self.tr("Unknown and ended addresses lead to"), placeholder=self.tr("A page that says so")
        )
        yield
        self.look = DomainLook()
        self._look = Field(self.tr("New codes look like"), self.look)
        self.apple, self.android = _json_edit(), _json_edit()
        self.apple_field = Field(self.tr("iPhone and iPad (apple-app-site-association)"), self.apple)
        self.android_field = Field(self.tr("Android (assetlinks.json)"), self.android)
        self.save = Button(self.tr("Save"), "primary")
        self.delete = Button(self.tr("Remove…"), "danger", size="small")
        self._head = DomainHead((self.default, self.delete))
        self._places = {
            "url": self.address,
            "index_url": self.index,
            "fallback_url": self.fallback,
            "default_design": self._look,
            "apple_association": self.apple_field,
            "asset_links": self.android_field,
        }
        self.drafts = Drafts(self._values, self._put)
        yield
        self._build()
        yield
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
        self.drafts.leave()
        self._domain, self._new = None, True
        self._head.show_title(self.tr("New domain"))
        self._show_parts()
        self.address.set_text("")
        self.case.setChecked(False)
        self.drafts.begin(NEW)

    def show_domain(self, domain: DomainView) -> None:
        """Show a domain and its settings."""
        self.drafts.leave()
        self._domain, self._new = domain, False
        self._head.show_title(domain.host)
        self._show_parts()
        self._fill(domain)
        self.drafts.begin(domain.id)
        self._say(domain)

    def freshen(self, domain: DomainView) -> None:
        """Show how it stands with the domain shown; what is typed stays."""
        typed = self._patch() if self._domain is not None else {}
        if not typed:
            self._domain = domain  # else it stays as it was when typing began: what others changed is not undone
            self._fill(domain)
            self.drafts.begin(domain.id)
        self._say(domain)

    def met(self, domain: DomainView) -> None:
        """Others made this of it: it is shown where nothing is typed, and what is typed may be saved over it."""
        if self._domain is None or self._domain.id != domain.id:
            return
        typed, mine = self._values(), self._patch()
        self._domain = domain
        self._fill(domain)
        fresh = self._values()
        index = typed[2] if "index_url" in mine else fresh[2]
        fallback = typed[3] if "fallback_url" in mine else fresh[3]
        apple = typed[4] if "apple_association" in mine else fresh[4]
        android = typed[5] if "asset_links" in mine else fresh[5]
        look = typed[6] if "default_design" in mine else fresh[6]
        self._put((typed[0], typed[1], index, fallback, apple, android, look))
        self._say(domain)

    def show_away(self, as_of: datetime | None) -> None:
        """Say from when the status is while the server is away; None: from now."""
        self._as_of = as_of
        if self._domain is not None:
            self._say(self._domain)

    def forget(self) -> None:
        """Show nothing."""
        self.drafts.leave()
        self._domain, self._new = None, False
        self._head.show_title("")
        self._show_parts()

    def focus_first(self) -> None:
        """Put the cursor where one starts."""
        (self.address if self._new else self.index).input.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, *, busy: bool) -> None:
        """Something is on its way."""
        self._busy = busy
        for button in (self.make, self.proof.verify, self.default):
            button.setEnabled(not busy)
        self._show_save()
        self.proof.verify.setText(self.tr("Checking") if busy and self._domain else self.tr("Verify now"))

    def refuse(self, error: Exception) -> None:
        """Say why nothing was done, at its field where there is one."""
        if not refuse_at(self._places, error):
            self._trouble.show_trouble(words.failure(error), details(error))

    def _values(self) -> Typed:
        design = self.look.design()
        look = "" if design is None else design.model_dump_json()
        texts = self.apple.toPlainText(), self.android.toPlainText(), look
        return self.address.text(), self.case.isChecked(), self.index.text(), self.fallback.text(), *texts

    def _put(self, typed: Typed) -> None:
        for field, said in zip((self.address, self.index, self.fallback), (typed[0], *typed[2:4]), strict=True):
            field.set_text(said)
        self.case.setChecked(typed[1])
        for edit, said in zip((self.apple, self.android), typed[4:6], strict=True):
            edit.setPlainText(said)
        self.look.show_design(as_kept(typed[6], Design.model_validate_json) if typed[6] else None)

    def _build(self) -> None:
        ways = boxes.columns(self.make, self.cancel, None, gap=8)
        self._form = boxes.box(boxes.rows(self.address, self.case, 4, ways, gap=12))
        apps = QWidget()
        apps.setLayout(boxes.rows(self.apple_field, self.android_field, gap=12))
        self.apps = Section(self.tr("Apps that open its links"), apps, is_open=False, inset=0)
        settings = boxes.rows(
            self._look, self.index, self.fallback, self.apps, 4, boxes.columns(None, self.save), gap=12
        )
        self._settings = boxes.box(settings)
        self._last = self._built_last()
        column = boxes.rows(
            self._head, self._trouble, self._last, self._status, self.checks, self.proof, self.leads, self._form,
            self._settings, None, gap=12, margins=(20, 14, 16, 16),
        )  # fmt: skip
        self.setLayout(column)

    def _built_last(self) -> QWidget:
        said = self.tr(
            "Only a domain without links can be removed: printed codes would lead nowhere. Undo brings its settings "
            "back, and looks for its proof anew."
        )
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
        self.cancel.clicked.connect(self.cancel_wanted)
        self.save.clicked.connect(self._save)
        self.delete.clicked.connect(self._ask)
        self.default.clicked.connect(lambda: self._domain and self.default_wanted.emit(self._domain))
        self.proof.verify_wanted.connect(lambda: self._domain and self.verify_wanted.emit(self._domain.id))
        for part in (self.proof, self.leads):
            part.copy_wanted.connect(self.copy_wanted)
        for field in (self.address, self.index, self.fallback):
            field.changed.connect(partial(self._typed, field))
        for edit in (self.apple, self.android):
            edit.textChanged.connect(self._show_save)
        self.look.chosen.connect(self._show_save)

    def _show_parts(self) -> None:
        known = self._domain is not None
        for part in (self._trouble, self._last):
            part.hide()
        for part in (self._status, self.checks, self.proof, self.leads, self._settings, self.delete, self.default):
            part.setVisible(known)
        self._form.setVisible(self._new)
        for field in self._places.values():
            field.clear_error()

    def _fill(self, domain: DomainView) -> None:
        self.index.set_text(domain.index_url)
        self.fallback.set_text(domain.fallback_url)
        self.look.show_design(domain.default_design)
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
            at = words.moment(domain.checked_at)
            checked = self.tr("Last checked {time}.").format(time=at)
        text = " ".join(part for part in (words.told(domain.check_fault), checked) if part)
        title = words.told(domain.status_text)
        if domain.status is DomainStatus.WAITING:  # the record stands below, with its copy buttons
            title = self.tr("Not verified so far: nobody is answered here")
            text = " ".join((self.tr("Make the record or the file below, then verify it."), text)).strip()
        if self._as_of is None:
            self._status.show_words(tones[domain.status], title, text)  # type: ignore[arg-type] - its tones
        else:
            at = words.moment(self._as_of, now=datetime.now(UTC))
            text = f"{self.tr('As of {time}; nobody knows more until the server answers.').format(time=at)} {text}"
            self._status.show_words("info", title, text.strip(), icon="clock")
        self.checks.show_checks(domain.checks)
        self.proof.show_domain(domain)
        self.leads.show_domain(domain)
        self.default.setVisible(not domain.is_default and domain.status is not DomainStatus.WAITING)
        self.delete.setVisible(not domain.is_default)
        self._head.arrange()
        self._show_save()

    def _typed(self, field: TextField, _text: str) -> None:
        if field.has_error():
            field.clear_error()
        self._show_save()

    def _show_save(self, _chosen: str = "") -> None:
        """Let it be saved where something is changed."""
        self.save.setEnabled(not self._busy and bool(self._patch()))

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
                field.show_error(words.no_json(sent[name]))
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
            "default_design": self.look.design(),
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
