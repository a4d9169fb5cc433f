"""The panel beside the log: one change, field by field, what was before and after; and the ways on from there."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.client import restoring
from qrdesk.core.schemas.audit import AuditView
from qrdesk.gui import words
from qrdesk.gui.pages import activity_back, activity_words
from qrdesk.gui.pages.access_part import Panel
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, LinkButton
from qrdesk.gui.widgets.note import Note

# what a thing of the log stands on: the page, and whether one of its kind can be opened there by its id
PLACES = {
    "link": "links", "links": "links", "code": "studio", "design": "studio", "file": "settings", "hits": "links",
    "folder": "links", "tag": "links", "view": "links", "preset": "links", "domain": "domains",
    "endpoint": "webhooks", "key": "keys", "member": "members", "invitation": "invitations",
    "workspace": "workspace", "plan": "plans", "backup": "backups", "survival_kit": "backups",
}  # fmt: skip
_GONE = frozenset({"deleted", "removed", "revoked"})


class EntryPanel(Panel):
    """Shows one entry; nothing for none."""

    open_wanted = Signal(object)  # the entry
    restore_wanted = Signal(object)  # the entry
    only_wanted = Signal(str)  # id of the thing whose changes are to be listed alone
    titles_wanted = Signal(object)  # ids of links that are not known by name

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: AuditView | None = None
        self._used: set[str] = set()  # ids of what was put back here, and holds
        self._keys: Mapping[str, str] = {}  # names of keys by id, as far as they are known
        self._titles: dict[str, str] = {}  # of links by id; empty for those that are gone
        self._sentence = labels.Paragraph(role="label")
        self.facts = labels.Paragraph()
        self.open = LinkButton("", trailing="chevron-right")
        self.only = LinkButton(self.tr("All changes of this"), trailing="chevron-right")
        self.restore = Button(self.tr("Put back what was before"), icon="undo-2", size="small")
        self.trouble = Note("danger")
        self.kept_as_is = labels.Paragraph(role="caption")
        self._changes = boxes.rows(gap=8)
        self._none = labels.Paragraph(self.tr("No single field was changed."), "caption")
        self.open.clicked.connect(lambda: self._shown and self.open_wanted.emit(self._shown))
        self.only.clicked.connect(lambda: self._shown and self.only_wanted.emit(self._shown.subject_id))
        self.restore.clicked.connect(lambda: self._shown and self.restore_wanted.emit(self._shown))
        self.setLayout(
            boxes.rows(
                self._sentence, self.facts, boxes.columns(self.open, None), boxes.columns(self.only, None), 4,
                self._changes, self._none, boxes.columns(self.restore, None), self.kept_as_is, self.trouble, None,
                gap=8, margins=(20, 14, 16, 16),
            )
        )  # fmt: skip
        self.show_entry(None)

    def shown_id(self) -> str:
        """Return the id of the entry in sight; empty for none."""
        return self._shown.id if self._shown is not None else ""

    def show_entry(self, one: AuditView | None) -> None:
        """Show an entry."""
        self._shown = one
        self.setVisible(one is not None)
        self.trouble.hide()
        if one is None:
            return
        self._sentence.set_text(words.told(one.sentence))
        self.facts.set_text(self._fact_words(one))
        self.facts.setToolTip(labels.tip("\n".join(filter(None, (one.key_id, one.subject_id)))))
        noun, _, done = one.action.partition(".")
        place = self._open_words().get(noun, "")
        self.open.setText(place)
        self.open.setVisible(bool(place) and (done not in _GONE or noun == "key"))
        self.only.setVisible(bool(one.subject_id))
        self._show_changes(one)
        self._show_restore(one)
        unknown = [link for link in activity_words.link_ids(one.changes) if link not in self._titles]
        if unknown:
            self.titles_wanted.emit(unknown)

    def name_links(self, titles: Mapping[str, str]) -> None:
        """From now on links are told by these titles."""
        self._titles |= titles
        if self._shown is not None:
            self._show_changes(self._shown)

    def name_keys(self, names: Mapping[str, str]) -> None:
        """From now on keys are told by these names."""
        self._keys = names

    def set_busy(self, *, busy: bool) -> None:
        """Something is being put back, or was."""
        self.restore.setEnabled(not busy and self.shown_id() not in self._used)

    def mark_used(self, one: AuditView, *, used: bool) -> None:
        """What was before ``one`` holds again, or no more: twice it is put back only in between."""
        if used:
            self._used.add(one.id)
        else:
            self._used.discard(one.id)
        if self._shown is not None:
            self._show_restore(self._shown)

    def refuse(self, said: str) -> None:
        """Say why nothing was put back."""
        self.set_busy(busy=False)
        self.trouble.show_trouble(said)

    def _fact_words(self, one: AuditView) -> str:
        lines = [words.moment(one.at, seconds=True), door_words(one)]
        if one.came_from:
            lines.append(self.tr("from {network}").format(network=one.came_from))
        if one.agent:
            lines.append(self.tr("by {program}").format(program=one.agent[:200]))
        if one.key_id:
            lines.append(self.tr("with key {key}").format(key=self._keys.get(one.key_id) or one.key_id))
        if one.subject_id:
            lines.append(self.tr("about {subject}").format(subject=one.subject_name or one.subject_id))
        return "\n".join(lines)

    def _show_changes(self, one: AuditView) -> None:
        while (item := self._changes.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        noun, _, done = one.action.partition(".")
        fresh = noun == "links" or done != "updated"  # then nothing was before, and nothing needs to be said of it
        fresh = fresh and all(values[:1] == [None] for values in one.changes.values())
        for name, values in sorted(
            one.changes.items(), key=lambda change: change[0] != "action"
        ):  # the short one first
            before, after = (activity_words.value(name, said, self._titles) for said in (*values, None, None)[:2])
            said = {_tr("after"): after} if fresh else {_tr("before"): before, _tr("after"): after}
            self._changes.addWidget(_change(activity_words.field_name(name), said))
        self._none.setVisible(not one.changes)

    def _show_restore(self, one: AuditView) -> None:
        self.restore.setVisible(restoring.of_entry(one) is not None)
        self.restore.setEnabled(one.id not in self._used)
        back = activity_back.whole(one)
        self.restore.setText(activity_back.button_words(one, self.tr("Put back what was before")))
        self.restore.setToolTip(labels.tip(back))
        self.restore.setAccessibleDescription(back)
        noun, _, done = one.action.partition(".")
        stays = [activity_words.field_name(name) for name in one.changes if name not in restoring.fields_of(one)]
        said = ""
        if noun == "links":
            said = self.tr("What was done to several links at once cannot be put back from here.")
        elif done == "updated" and stays:
            said = self.tr("Cannot be put back: {fields}.").format(fields=", ".join(stays))
        elif done in _GONE:
            said = self.tr("This is gone for good: the log knows what it was, and cannot bring it back.")
        if one.id in self._used:
            said = self.tr("What was before holds again.")
        self.kept_as_is.set_text(said)
        self.kept_as_is.setVisible(bool(said))

    def _open_words(self) -> dict[str, str]:
        links, studio = self.tr("Open Links"), self.tr("Open the Studio")
        return {
            "link": self.tr("Open the link"),
            "links": links,
            "folder": links,
            "tag": links,
            "view": links,
            "preset": links,
            "code": studio,
            "design": studio,
            "file": self.tr("Open the pictures"),
            "domain": self.tr("Open the domains"),
            "endpoint": self.tr("Open the webhook"),
            "key": self.tr("Open the keys"),
            "member": self.tr("Open the members"),
            "invitation": self.tr("Open the invitations"),
            "workspace": self.tr("Open the workspace"),
            "plan": self.tr("Open the plans"),
            "backup": self.tr("Open the backups"),
            "survival_kit": self.tr("Open the backups"),
        }


def door_words(one: AuditView) -> str:
    """Return by which door a change came."""
    doors = {
        "app": _tr("In the app"),
        "cli": _tr("On the command line"),
        "api": _tr("Through the server"),
        "system": _tr("QRDesk itself"),
    }
    return doors.get(one.surface) or _tr("Through the server, {surface}").format(surface=one.surface)


def _change(name: str, values: Mapping[str, str]) -> QFrame:
    title = labels.text(name, "label", wrap=True)
    made = boxes.box(boxes.rows(title, gap=2, margins=(12, 8, 12, 10)))
    layout = made.layout()
    for said, value in values.items():
        head = labels.text(said, "caption", "tertiary")
        text = labels.Paragraph(value, "body", "secondary" if said == _tr("before") else "")
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setAccessibleName(_tr("{field}, {which}: {value}").format(field=name, which=said, value=value))
        row = boxes.columns(gap=8)
        head.setFixedWidth(52)
        head.setContentsMargins(0, 2, 0, 0)  # on one line with what stands beside it
        if len(values) == 1:
            head.hide()
        row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        if isinstance(layout, boxes.QBoxLayout):
            layout.addLayout(row)
    style.restyle(made, card="sunken")
    return made


def _tr(said: str) -> str:
    return QCoreApplication.translate("Audit", said)
