"""What few endpoints need: headers and data of one's own, and a secret that the receiver has already."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from qrdesk.gui import words
from qrdesk.gui.theme import fonts
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.fields import Field, TextField


class ExtraFields(QWidget):
    """``changed`` when a person changed something. Values of headers kept before are never shown."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: Sequence[str] = ()
        self._anew = True  # headers are typed, not kept as they are
        self.headers, self.data = _edit("Authorization: Bearer …", 72), _edit('{"shop": "centre"}', 96)
        self.headers_field = Field(
            self.tr("Headers of your own"), self.headers, self.tr("Name: value, one in each line, such as a token.")
        )
        self._kept = labels.Paragraph()
        self.enter = Button(self.tr("Enter anew"), size="small")
        self.enter.setAccessibleName(self.tr("Enter the headers anew"))
        row = boxes.columns(gap=8)
        row.addWidget(self._kept, 1)
        row.addWidget(self.enter)
        self._kept_box = boxes.box(boxes.rows(labels.text(self.tr("Headers of your own"), "label"), row, gap=6))
        self.data_field = Field(
            self.tr("Data of your own"), self.data, self.tr("JSON, 10 KB at most, that is sent along with each event.")
        )
        self.secret = TextField(
            self.tr("A secret that the receiver has already"),
            self.tr("Leave empty for a new one, which is shown once."),
            "whsec_…",
        )
        self.secret.input.setMaxLength(200)
        self.setLayout(boxes.rows(self._kept_box, self.headers_field, self.data_field, self.secret, gap=12))
        self.enter.clicked.connect(self._enter)
        for edit, field in ((self.headers, self.headers_field), (self.data, self.data_field)):
            edit.textChanged.connect(field.clear_error)
            edit.textChanged.connect(self.changed)
        self.secret.changed.connect(self._typed)
        self.show_kept((), None, new=True)

    def places(self) -> Mapping[str, Field]:
        """Return the fields by the names that they are sent under."""
        return {"headers": self.headers_field, "data": self.data_field, "secret": self.secret}

    def show_kept(self, names: Sequence[str], data: Mapping[str, Any] | None, *, new: bool) -> None:
        """Show what is kept of an endpoint."""
        self._names = tuple(names)
        self.data.setPlainText("" if data is None else json.dumps(data, indent=2, ensure_ascii=False))
        self.put_headers(None if names else "")
        self.secret.set_text("")
        boxes.show_part(self.secret, new)  # later on a secret is rotated
        for field in self.places().values():
            field.clear_error()

    def typed_headers(self) -> str | None:
        """Return what is typed; None while those kept stay."""
        return self.headers.toPlainText() if self._anew else None

    def put_headers(self, text: str | None) -> None:
        """Put in again what was typed; None keeps those that are there."""
        self._anew = text is not None
        self.headers.setPlainText(text or "")
        self._kept.set_text(
            self.tr("{names}: sent with each request. Their values cannot be read again.").format(
                names=", ".join(self._names)
            )
        )
        boxes.show_part(self._kept_box, not self._anew)
        boxes.show_part(self.headers_field, self._anew)

    def ask_anew(self) -> None:
        """Have the headers entered anew where those kept would stay: at another server they cannot."""
        if not self._anew:
            self._enter()

    def read_headers(self) -> dict[str, str] | None:
        """Return the headers typed; None after saying what is wrong with them."""
        found: dict[str, str] = {}
        for number, line in enumerate(self.headers.toPlainText().splitlines(), start=1):
            name, colon, value = (part.strip() for part in line.partition(":"))
            if not line.strip():
                continue
            if not (name and colon and value):
                said = self.tr("Line {number} is not of the form Name: value.").format(number=number)
                self.headers_field.show_error(said)
                return None
            if name.lower() in {one.lower() for one in found}:
                self.headers_field.show_error(self.tr("{name} is there twice.").format(name=name))
                return None
            found[name] = value
        return found

    def read_data(self) -> tuple[dict[str, Any] | None, bool]:
        """Return the data typed, and whether it can be used; what is wrong is said at the field."""
        text = self.data.toPlainText().strip()
        if not text:
            return None, True
        try:
            found: object = json.loads(text)
        except (ValueError, RecursionError) as error:
            self.data_field.show_error(words.no_json(error))
            return None, False
        if not isinstance(found, dict):
            self.data_field.show_error(self.tr('This must be a JSON object, such as {"shop": "centre"}.'))
            return None, False
        return cast("dict[str, Any]", found), True

    def _enter(self) -> None:
        self.put_headers("".join(f"{name}: \n" for name in self._names))
        self.headers.setFocus()
        self.changed.emit()

    def _typed(self, _text: str) -> None:
        if self.secret.has_error():
            self.secret.clear_error()
        self.changed.emit()


def _edit(placeholder: str, height: int) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setFont(fonts.fixed("caption"))
    made.setTabChangesFocus(True)
    made.setFixedHeight(height)
    made.setPlaceholderText(placeholder)
    return made
