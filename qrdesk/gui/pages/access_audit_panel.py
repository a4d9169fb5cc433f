"""The panel beside the audit log: one change, with what was before and after."""

import json
from typing import cast

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.core.schemas.audit import AuditView
from qrdesk.gui import words
from qrdesk.gui.pages.access_part import Panel
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import LinkButton

_MOST = 2_000  # characters of one value that are shown
_NOTHING = "\N{EN DASH}"


class EntryPanel(Panel):
    """Shows one entry; nothing for none."""

    open_wanted = Signal(str)  # link id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: AuditView | None = None
        self._sentence = labels.Paragraph(role="label")
        self.facts = labels.Paragraph()
        self.open = LinkButton(self.tr("Open the link"), trailing="chevron-right")
        self.open.clicked.connect(lambda: self._shown and self.open_wanted.emit(self._shown.subject_id))
        self._changes = boxes.rows(gap=8)
        self._none = labels.Paragraph(self.tr("No single field was changed."), "caption")
        column = boxes.rows(
            self._sentence, self.facts, boxes.columns(self.open, None), 4, self._changes, self._none, None,
            gap=8, margins=(20, 14, 16, 16),
        )  # fmt: skip
        self.setLayout(column)
        self.show_entry(None)

    def shown_id(self) -> str:
        """Return the id of the entry in sight; empty for none."""
        return self._shown.id if self._shown is not None else ""

    def show_entry(self, one: AuditView | None) -> None:
        """Show an entry."""
        self._shown = one
        self.setVisible(one is not None)
        if one is None:
            return
        self._sentence.set_text(one.sentence)
        self.facts.set_text(self._fact_words(one))
        noun, _, done = one.action.partition(".")
        self.open.setVisible(noun == "link" and bool(one.subject_id) and done != "deleted")
        self._show_changes(one)

    def _fact_words(self, one: AuditView) -> str:
        lines = [f"{words.day(one.at)}, {words.clock(one.at, seconds=True)}", door_words(one)]
        if one.came_from:
            lines.append(self.tr("from {network}").format(network=one.came_from))
        if one.agent:
            lines.append(self.tr("by {program}").format(program=one.agent[:200]))
        if one.key_id:
            lines.append(self.tr("with key {key}").format(key=one.key_id))
        if one.subject_id:
            lines.append(self.tr("about {subject}").format(subject=one.subject_id))
        return "\n".join(lines)

    def _show_changes(self, one: AuditView) -> None:
        while (item := self._changes.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for name, values in one.changes.items():
            before, after = (*values, None, None)[:2]
            self._changes.addWidget(_change(name, _shown(before), _shown(after)))
        self._none.setVisible(not one.changes)


def door_words(one: AuditView) -> str:
    """Return by which door a change came."""
    doors = {
        "app": _tr("In the app"),
        "cli": _tr("On the command line"),
        "api": _tr("Through the server"),
        "system": _tr("QRDesk itself"),
    }
    return doors.get(one.surface) or _tr("Through the server, {surface}").format(surface=one.surface)


def _change(name: str, before: str, after: str) -> QFrame:
    title = labels.text(name.replace("_", " ").capitalize(), "label", wrap=True)
    made = boxes.box(boxes.rows(title, gap=2, margins=(12, 8, 12, 10)))
    layout = made.layout()
    for said, value in ((_tr("before"), before), (_tr("after"), after)):
        head = labels.text(said, "caption", "tertiary")
        text = labels.Paragraph(value, "body")
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = boxes.columns(gap=8)
        head.setFixedWidth(44)
        head.setContentsMargins(0, 2, 0, 0)  # on one line with what stands beside it
        row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        if isinstance(layout, boxes.QBoxLayout):
            layout.addLayout(row)
    style.restyle(made, card="sunken")
    return made


def _shown(value: object) -> str:
    if value is None or value in ("", [], {}):
        return _NOTHING
    if value is True or value is False:
        return _tr("yes") if value else _tr("no")
    if isinstance(value, str):
        said = value
    elif isinstance(value, dict):
        parts = {str(name): _shown(part) for name, part in cast(dict[object, object], value).items()}
        said = "\n".join(f"{name.replace('_', ' ')}: {part}" for name, part in parts.items() if part != _NOTHING)
        said = said or _NOTHING
    else:
        said = json.dumps(value, ensure_ascii=False)
        if isinstance(value, list) and '"' in said and not {"[", "{"} & set(said[1:]):
            said = said[1:-1].replace('"', "")  # a list of words
    return said if len(said) <= _MOST else said[:_MOST] + "…"


def _tr(said: str) -> str:
    return QCoreApplication.translate("Audit", said)
