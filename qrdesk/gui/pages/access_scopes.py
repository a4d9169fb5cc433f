"""What a key may do, as a grid: a row for each kind of thing, a column for each action; above it the usual choices."""

from collections.abc import Mapping, Sequence
from typing import Literal

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QWidget

from qrdesk.core.schemas.access import Scope
from qrdesk.gui import words
from qrdesk.gui.theme import fonts, style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.segment import Segment

Given = tuple[Scope | Literal["all"], ...]

READ = tuple(scope for scope in Scope if scope.value.endswith(":read"))
LINKS = (
    *(scope for scope in Scope if scope.value.startswith(("links:", "codes:", "stats:"))),
    Scope.DOMAINS_READ,  # without these two the app cannot be used with such a key
    Scope.WORKSPACE_READ,
)
# not codes: those of Wi-Fi say its password
FIGURES = (Scope.STATS_READ, Scope.LINKS_READ, Scope.DOMAINS_READ, Scope.WORKSPACE_READ)
USUAL: Mapping[str, Given] = {"all": ("all",), "links": LINKS, "read": READ, "figures": FIGURES}
_ACTIONS = ("read", "create", "update", "delete")
_NAMES = frozenset(scope.value for scope in Scope)
_ROW, _COLUMN = 32, 64  # px
_BOX, _MARK = 26, 16  # px


class Reach(QWidget):
    """``changed`` when a person chose something else."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.usual = Segment([*usual_words().items(), ("own", self.tr("Custom"))], name=self.tr("What this key may do"))
        self.boxes: dict[Scope, QCheckBox] = {}
        self._count = labels.text("", "caption", tabular=True)
        what = labels.text(self.tr("What this key may do"), "label")
        head = boxes.columns(what, None, self._count)
        self.setLayout(boxes.rows(head, boxes.columns(self.usual, None), self._grid()))
        self.usual.chosen.connect(self._usual_chosen)
        self.show_scopes(("all",))

    def scopes(self) -> Given:
        """Return what is ticked: ``all`` reaches further than every box, for it grows with QRDesk."""
        if self.usual.key() == "all":
            return ("all",)
        return tuple(scope for scope, box in self.boxes.items() if box.isChecked())

    def show_scopes(self, scopes: Sequence[str], may: frozenset[str] = frozenset(Scope)) -> None:
        """Show ``scopes``; what is not in ``may`` cannot be ticked: nobody gives more than they have."""
        every = "all" in scopes
        for scope, box in self.boxes.items():
            blocked = box.blockSignals(True)
            box.setChecked(every or scope in scopes)
            box.blockSignals(blocked)
            box.setEnabled(scope in may or box.isChecked())
            box.setToolTip("" if box.isEnabled() else self.tr("Your own key may not do this"))
        for key, some in USUAL.items():
            self.usual.button(key).setEnabled(set(some if some != ("all",) else Scope) <= may)
        self._mark(every=every)

    def tick(self, scopes: Given) -> None:
        """Tick ``scopes``, and no more: what cannot be ticked here stays as it is."""
        for scope, box in self.boxes.items():
            blocked = box.blockSignals(True)
            box.setChecked("all" in scopes or scope in scopes)
            box.blockSignals(blocked)
        self._mark(every="all" in scopes)

    def _grid(self) -> QFrame:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(5, 8)
        for column, said in enumerate((self.tr("Read"), self.tr("Create"), self.tr("Change"), self.tr("Delete")), 1):
            head = labels.text(said, "table_header", "tertiary")
            grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignCenter)
            grid.setColumnMinimumWidth(column, max(_COLUMN, head.sizeHint().width() + 12))
        grid.setRowMinimumHeight(0, _ROW)
        for row, (kind, said) in enumerate(_kinds().items(), start=1):
            grid.addWidget(boxes.line("h"), 2 * row - 1, 0, 1, 6)
            grid.setRowMinimumHeight(2 * row, _ROW)
            grid.addLayout(_named(said, kind), 2 * row, 0)
            for column, action in enumerate(_ACTIONS, start=1):
                self._put(grid, 2 * row, column, f"{kind}:{action}", said)
        made = QFrame()
        made.setLayout(grid)
        style.restyle(made, card=True)
        return made

    def _put(self, grid: QGridLayout, row: int, column: int, name: str, kind: str) -> None:
        if name not in _NAMES:
            grid.addWidget(labels.text("\N{EN DASH}", "body", "tertiary"), row, column, Qt.AlignmentFlag.AlignCenter)
            return
        box = QCheckBox()
        box.setMinimumWidth(_BOX)  # without words it is no wider than its mark
        box.setAccessibleName(f"{kind}: {name}")
        box.toggled.connect(self._ticked)
        self.boxes[Scope(name)] = box
        middle = boxes.box(boxes.columns(_BOX - _MARK, box, gap=0))  # its mark stands at its left
        grid.addWidget(middle, row, column, Qt.AlignmentFlag.AlignCenter)

    def _usual_chosen(self, key: str) -> None:
        if key in USUAL:
            wanted = USUAL[key]
            for scope, box in self.boxes.items():
                blocked = box.blockSignals(True)
                box.setChecked("all" in wanted or scope in wanted)
                box.blockSignals(blocked)
        self._say()
        self.changed.emit()

    def _ticked(self, _on: bool) -> None:
        self._mark(every=False)
        self.changed.emit()

    def _mark(self, *, every: bool) -> None:
        ticked = {scope for scope, box in self.boxes.items() if box.isChecked()}
        usual = next((key for key, some in USUAL.items() if ticked == set(some)), "own")
        self.usual.choose("all" if every else usual)
        self._say()

    def _say(self) -> None:
        ticked = sum(box.isChecked() for box in self.boxes.values())
        said = self.tr("{count} of {all} permissions").format(
            count=words.number(ticked), all=words.number(len(self.boxes))
        )
        self._count.setText(said)


def usual_words() -> dict[str, str]:
    """Return the usual choices in words."""
    return {
        "all": _tr("Everything"),
        "links": _tr("Links and codes"),
        "read": _tr("Read only"),
        "figures": _tr("Figures only"),
    }


def scopes_in_words(scopes: Sequence[str]) -> str:
    """Return what a key may do, in few words."""
    for key, some in USUAL.items():
        if set(scopes) == set(some):
            return usual_words()[key]
    acts = {scope.partition(":")[0] for scope in scopes if not scope.endswith(":read")}
    reads = {scope.partition(":")[0] for scope in scopes} - acts
    kinds = ", ".join(said for kind, said in _kinds().items() if kind in acts)
    read = ", ".join(said for kind, said in _kinds().items() if kind in reads)
    if not read:
        return kinds
    return (_tr("{kinds}; reads: {read}") if kinds else _tr("Reads: {read}")).format(kinds=kinds, read=read)


def _kinds() -> dict[str, str]:
    return {
        "links": _tr("Links"),
        "codes": _tr("Codes and designs"),
        "stats": _tr("Scans and analytics"),
        "domains": _tr("Domains"),
        "files": _tr("Pictures"),
        "webhooks": _tr("Webhooks"),
        "keys": _tr("Keys"),
        "members": _tr("Members"),
        "audit": _tr("Activity"),
        "workspace": _tr("Workspace"),
    }


def _named(said: str, kind: str) -> boxes.QBoxLayout:
    name = labels.text(kind, "caption", "tertiary")
    name.setFont(fonts.fixed("caption"))
    return boxes.columns(labels.text(said), name, None, gap=8, margins=(12, 0, 0, 0))


def _tr(said: str) -> str:
    return QCoreApplication.translate("Scopes", said)
