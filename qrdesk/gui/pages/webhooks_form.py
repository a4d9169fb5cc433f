"""What can be chosen of an endpoint: where events are sent, how they are written, which ones, and of which links."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.webhooks import EndpointDraft, EndpointPatch, EndpointView, FormatView
from qrdesk.gui import webhooks_private_network as private_network
from qrdesk.gui import webhooks_words as said
from qrdesk.gui import words
from qrdesk.gui.pages.webhooks_extra import ExtraFields
from qrdesk.gui.pages.webhooks_kinds import KindsField
from qrdesk.gui.pages.webhooks_only import Known, Only, OnlyFields
from qrdesk.gui.pieces import whole
from qrdesk.gui.refusals import drafted, refuse_at
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field, TextField
from qrdesk.gui.widgets.picker import Find, Option
from qrdesk.gui.widgets.section import Section

_NATIVE, _H0P = "native", "h0p"


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What is needed to fill in the form: formats with their events, and names of what it can be bound to."""

    formats: Sequence[FormatView]
    known: Known
    link: Option | None = None  # that the endpoint belongs to


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form. ``headers`` is None while those kept stay."""

    url: str
    name: str
    format: str
    kinds: tuple[str, ...]
    all_kinds: bool
    bots: bool
    only: Only
    headers: str | None
    data: str
    secret: str
    signature_header: str
    signature_prefix: str


class EndpointForm(QWidget):
    """``changed`` when a person changed something."""

    changed = Signal()

    def __init__(self, find: Find, parent: QWidget | None = None, *, at_once: bool = True) -> None:
        """Not ``at_once``: it is made by its ``steps``, and of no use before they are done."""
        super().__init__(parent)
        self._endpoint: EndpointView | None = None
        self._facts = FormFacts((), Known())
        self._begun: Typed | None = None
        self._folded: list[Section] = []  # unfolded only to look whether something is wrong in there
        self.steps = self._made(find)
        if at_once:
            whole(self.steps)

    def _made(self, find: Find) -> Generator[None]:
        self._make_fields()
        self.kinds = KindsField(self.tr("Events"))
        yield
        self.only = OnlyFields(find)
        self.only_section = Section(self.tr("Only some links"), self.only, is_open=False, inset=0)
        yield
        self.extra = ExtraFields()
        self.extra_section = Section(self.tr("Advanced"), self.extra, is_open=False, inset=0)
        yield
        self._build()
        yield

    def _make_fields(self) -> None:
        self.url = TextField(
            self.tr("Address"),
            self.tr("Each event is sent to this address. Redirects are not followed."),
            "https://shop.example.com/hooks/qrdesk",
        )
        self.url.input.setMaxLength(2000)
        self.name = TextField(self.tr("Name"), placeholder=self.tr("If left empty, the name of its server"))
        self.name.input.setMaxLength(120)
        self.format = Choice([(key, name) for key, (name, _about) in said.format_words().items()])
        self.format_field = Field(self.tr("Format"), self.format, " ")
        self.header = TextField(self.tr("Signature goes into the header"), placeholder="X-H0p-Signature")
        self.prefix = TextField(self.tr("Before the signature"), placeholder=self.tr("Nothing"))
        self.header.input.setMaxLength(64)
        self.prefix.input.setMaxLength(32)

    def show_endpoint(self, endpoint: EndpointView | None, facts: FormFacts) -> None:
        """Fill in an endpoint, or nothing for a new one."""
        self._endpoint, self._facts = endpoint, facts
        self.only.offer(facts.known)
        self.url.set_text(endpoint.url if endpoint else "")
        self.name.set_text(endpoint.name if endpoint else "")
        self._choose_format(endpoint.format if endpoint else _NATIVE)
        self.kinds.show_kinds(endpoint.kinds if endpoint else (), every=not (endpoint and endpoint.kinds))
        self.kinds.bots.setChecked(bool(endpoint and endpoint.bots))
        only = Only(facts.link)
        if endpoint is not None and facts.link is None:
            only = Only(None, tuple(endpoint.folders), tuple(endpoint.tags), tuple(endpoint.links))
        self.only.show_only(only, fixed=endpoint is not None)
        names, data = (endpoint.header_names, endpoint.data) if endpoint else ((), None)
        self.extra.show_kept(names, data, new=endpoint is None)
        self.header.set_text(endpoint.signature_header if endpoint else "")
        self.prefix.set_text(endpoint.signature_prefix if endpoint else "")
        for field in self._places().values():
            field.clear_error()
        self.only_section.set_open(False)
        self.extra_section.set_open(False)
        self._begun = self.typed()
        self._summarise()

    def typed(self) -> Typed:
        """Return what stands in the form."""
        return Typed(
            url=self.url.text(),
            name=self.name.text(),
            format=self.format.key(),
            kinds=self.kinds.kinds(),
            all_kinds=self.kinds.which.key() == "all",
            bots=self.kinds.bots.isChecked(),
            only=self.only.only(),
            headers=self.extra.typed_headers(),
            data=self.extra.data.toPlainText(),
            secret=self.extra.secret.text(),
            signature_header=self.header.text(),
            signature_prefix=self.prefix.text(),
        )

    def put(self, typed: Typed) -> None:
        """Fill in again what was typed before."""
        self.url.set_text(typed.url)
        self.name.set_text(typed.name)
        self._choose_format(typed.format)
        self.kinds.show_kinds(typed.kinds, every=typed.all_kinds)
        self.kinds.bots.setChecked(typed.bots)
        self.only.show_only(typed.only, fixed=self._endpoint is not None)
        self.extra.put_headers(typed.headers)
        self.extra.data.setPlainText(typed.data)
        self.extra.secret.set_text(typed.secret)
        self.header.set_text(typed.signature_header)
        self.prefix.set_text(typed.signature_prefix)
        self._summarise()

    def has_changes(self) -> bool:
        """Whether something stands there that is not saved."""
        return self._begun is not None and self.typed() != self._begun

    def draft(self) -> EndpointDraft | None:
        """Return the endpoint to be made; None after saying what is wrong."""
        values = self._values()
        if values is None:
            return None
        if not self.url.text():
            self._refuse("url", self.tr("Enter the address that events are sent to."))
            return None
        only = values.pop("only")
        values |= {"folders": only.folders, "tags": only.tags, "links": only.links}
        values |= {"link": only.link.key} if only.link is not None else {}
        values = {name: value for name, value in values.items() if value not in ("", None)}
        made = drafted(EndpointDraft.model_validate, values, self._places())
        self._open_wrong()
        return made

    def patch(self) -> EndpointPatch | None:
        """Return what is changed; None after saying what is wrong."""
        values, begun = self._values(), self._begun
        if values is None or begun is None:
            return None
        typed = self.typed()
        changed = {field.name for field in fields(Typed) if getattr(typed, field.name) != getattr(begun, field.name)}
        sent: dict[str, Any] = {name: value for name, value in values.items() if name in changed - {"only", "secret"}}
        if "all_kinds" in changed:
            sent["kinds"] = values["kinds"]
        for name in ("folders", "tags", "links"):
            if getattr(typed.only, name) != getattr(begun.only, name):
                sent[name] = getattr(typed.only, name)
        made = drafted(EndpointPatch.model_validate, sent, self._places())
        self._open_wrong()
        return made

    def refuse(self, error: Exception) -> bool:
        """Say at its field why it was not taken; False where it is about none of them."""
        self._open_all()
        if "headers" in words.by_field(error):
            self.extra.ask_anew()
        found = refuse_at(self._places(), error)
        if private_network.allowing(words.by_field(error).get("url", "")) is not None:
            said = self.tr("This address is inside a private network, so nothing is sent there.")
            self.url.show_error(said)
        self._open_wrong()
        return found

    def _build(self) -> None:
        signature = boxes.columns(gap=12)
        signature.addWidget(self.header, 1)
        signature.addWidget(self.prefix, 1)
        self._signature = boxes.box(signature)
        inside = boxes.rows(
            self.url, self.name, self.format_field, self._signature, self.kinds, self.only_section, self.extra_section,
            gap=14,
        )  # fmt: skip
        self.setLayout(boxes.rows(boxes.in_one_column(inside, 620), gap=0))
        self.format.chosen.connect(self._format_chosen)
        for field in (self.url, self.name, self.header, self.prefix):
            field.changed.connect(self._typed_in(field))
        for part in (self.kinds, self.only, self.extra):
            part.changed.connect(self._edited)

    def _typed_in(self, field: TextField) -> Any:
        def typed(_text: str) -> None:
            if field.has_error():
                field.clear_error()
            self._edited()

        return typed

    def _edited(self) -> None:
        self._summarise()
        self.changed.emit()

    def _places(self) -> Mapping[str, Field]:
        return {
            "url": self.url,
            "name": self.name,
            "format": self.format_field,
            "signature_header": self.header,
            "signature_prefix": self.prefix,
            "kinds": self.kinds,
            **self.only.places(),
            **self.extra.places(),
        }

    def _choose_format(self, key: str) -> None:
        self.format.choose(key)
        self._show_format()

    def _format_chosen(self, _key: str) -> None:
        self._show_format()
        self.format_field.clear_error()
        self._edited()

    def _show_format(self) -> None:
        key = self.format.key()
        self.format_field.set_hint(next(about for one, (_name, about) in said.format_words().items() if one == key))
        self.kinds.offer(next((one.kinds for one in self._facts.formats if one.format == key), ()))
        self._signature.setVisible(key == _H0P)

    def _values(self) -> dict[str, Any] | None:
        """Return what is to be sent, by field; None after saying what is wrong."""
        if self.kinds.is_without():
            self._refuse("kinds", self.tr("Tick at least one, or choose all events."))
            return None
        typed = self.typed()
        headers = self.extra.read_headers() if typed.headers is not None else {}
        data, good = self.extra.read_data()
        if headers is None or not good:
            self._open_wrong()
            return None
        return {
            "url": typed.url,
            "name": typed.name,
            "format": typed.format,
            "kinds": typed.kinds,
            "bots": typed.bots,
            "only": typed.only,
            "headers": headers,
            "data": data,
            "secret": typed.secret or None,
            "signature_header": typed.signature_header if typed.format == _H0P else "",
            "signature_prefix": typed.signature_prefix if typed.format == _H0P else "",
        }

    def _refuse(self, name: str, words: str) -> None:
        field = self._places()[name]
        field.show_error(words)
        boxes.scroll_to(field)

    def _open_all(self) -> None:
        """Unfold what may have something wrong in it, so that it can be scrolled to."""
        self._folded = [part for part in (self.only_section, self.extra_section) if not part.is_open()]
        for part in self._folded:
            part.set_open(True)

    def _open_wrong(self) -> None:
        """Unfold where something is wrong; fold again what was unfolded in vain."""
        for part, places in ((self.only_section, self.only.places()), (self.extra_section, self.extra.places())):
            wrong = any(field.has_error() for field in places.values())
            if wrong:
                part.set_open(True)
            elif part in self._folded:
                part.set_open(False)
        self._folded = []

    def _summarise(self) -> None:
        only = self.only.only()
        many = len(only.folders) + len(only.tags) + len(only.links)
        bound = only.link.words if only.link is not None else self.tr("{count} chosen").format(count=many)
        self.only_section.set_summary(bound if only.is_bound() else self.tr("All links"))
        typed = (self.extra.typed_headers() != "", self.extra.data.toPlainText().strip(), self.extra.secret.text())
        names = (self.tr("headers"), self.tr("data"), self.tr("secret"))
        self.extra_section.set_summary(", ".join(name for name, there in zip(names, typed, strict=True) if there))
