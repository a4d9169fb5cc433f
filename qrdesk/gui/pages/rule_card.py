"""A rule as a card: its number, a plain sentence, where it leads, and what can be done with it."""

from html import escape

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.core.schemas.rules import Rule
from qrdesk.gui import words
from qrdesk.gui.rule_sentences import sentence
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import IconButton
from qrdesk.gui.widgets.chips import Chip
from qrdesk.gui.widgets.glyph import Glyph
from qrdesk.gui.widgets.menus import Menu
from qrdesk.gui.widgets.switch import Switch

_LINE = 26  # px: as tall as the button at its end
_SHOWN = 3  # destinations of a split that have a line each


class _Leads(labels.Elided):
    """Where a rule leads: the whole address where there is room, else the path, and only then less than that."""

    def __init__(self, address: str) -> None:
        super().__init__(address, "supporting", before=True)
        self.setMinimumHeight(_LINE)

    def shown_text(self) -> str:
        site, slash, path = self.text().partition("/")
        wide = self.fontMetrics().horizontalAdvance
        room = self.contentsRect().width()
        if site and path and wide(self.text()) > room >= wide(slash + path):
            return slash + path
        return super().shown_text()


class RuleCard(QFrame):
    """One rule at rest. A click or Enter edits it; Alt with the arrow keys moves it."""

    edit_wanted = Signal(int)
    move_wanted = Signal(int, int)  # place, by how much
    copy_wanted = Signal(int)
    remove_wanted = Signal(int)
    switched = Signal(int, bool)

    def __init__(self, rule: Rule, place: int, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rule, self.place = rule, place
        self.grip: QWidget | None = None  # what it is dragged by
        self.setProperty("card", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        said = sentence(rule)
        self.setAccessibleName(self.tr("Rule {number}: {words}").format(number=place + 1, words=said))
        self._chip = Chip()
        self._chip.hide()
        self._error = labels.Paragraph(role="body", tone="danger")
        self._error.hide()
        self.switch = Switch()
        self.switch.setChecked(rule.enabled)
        self.switch.setAccessibleName(self.tr("Rule {number} is on").format(number=place + 1))
        self.switch.setToolTip(self.tr("Off: the rule is passed over"))
        self.switch.toggled.connect(self._switched)
        self.more = IconButton("ellipsis", self.tr("More"), 26)
        self.more.clicked.connect(self._open_menu)
        self._menu = Menu(self.more)
        self._menu.add(self.tr("Edit"), lambda: self.edit_wanted.emit(self.place), "pencil")
        self._menu.add(self.tr("Duplicate"), lambda: self.copy_wanted.emit(self.place), "copy-plus")
        self._menu.addSeparator()
        self.up = self._menu.add(self.tr("Earlier (Alt+Up)"), lambda: self.move_wanted.emit(self.place, -1), "arrow-up")
        self.up.setEnabled(place > 0)
        self.down = self._menu.add(
            self.tr("Later (Alt+Down)"), lambda: self.move_wanted.emit(self.place, 1), "arrow-down"
        )
        self.down.setEnabled(place < count - 1)
        self._menu.addSeparator()
        self._menu.add(self.tr("Delete"), lambda: self.remove_wanted.emit(self.place), "trash-2")
        self._build(said)

    def take_grip(self, grip: QWidget) -> None:
        """Be dragged by ``grip``, which comes first on the card."""
        self.grip = grip
        stays = grip.sizePolicy()
        stays.setRetainSizeWhenHidden(True)  # what stands beside it stays in its place
        grip.setSizePolicy(stays)
        self._top.insertWidget(0, grip, 0, Qt.AlignmentFlag.AlignTop)
        self._leads.insertSpacing(0, grip.width() + self._top.spacing() - self._leads.spacing())

    def show_outcome(self, words: str, tone: str) -> None:
        """Show what the simulator found, as in "wins"; empty for nothing."""
        self._chip.set_text(words, tone)
        self._chip.setVisible(bool(words))
        style.restyle(self, card="selected" if tone == "accent" else "true")

    def show_error(self, message: str) -> None:
        """Say what is wrong with the rule."""
        self._error.set_text(message)
        self._error.show()

    def clear_error(self) -> None:
        """Nothing is wrong any more."""
        self._error.hide()

    def has_error(self) -> bool:
        """Whether something is wrong with the rule."""
        return not self._error.isHidden()

    def _build(self, said: str) -> None:
        number = labels.text(str(self.place + 1), "supporting", "tertiary", tabular=True)
        number.setFixedWidth(16)
        ink = "" if self.rule.enabled else "tertiary"
        words = labels.Paragraph(said, "body", ink)
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if self.rule.name:
            off = "" if self.rule.enabled else f" ({escape(self.tr('off'))})"
            words.set_markup(f"<b>{escape(self.rule.name)}</b>{off}<br>{escape(said)}")
        elif not self.rule.enabled:
            words.set_text(self.tr("Off: {words}").format(words=said))
        self._top = top = boxes.columns(gap=8)
        top.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(words, 1, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignTop)
        self._leads = leads = boxes.columns(24, gap=6)
        leads.addWidget(Glyph("corner-down-right", "accent", 14, _LINE), 0, Qt.AlignmentFlag.AlignTop)
        self.leads = _shares(self.rule) if self.rule.variants else _Leads(leads_to(self.rule))
        leads.addWidget(self.leads, 1)
        for part in (self._chip, self.more):
            leads.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(boxes.rows(top, leads, self._error, gap=2, margins=(10, 8, 8, 6)))

    def _switched(self, on: bool) -> None:
        self.switched.emit(self.place, on)

    def _open_menu(self) -> None:
        self._menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.edit_wanted.emit(self.place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_wanted.emit(self.place, step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.edit_wanted.emit(self.place)
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit(self.place)
        else:
            super().keyPressEvent(event)


def leads_to(rule: Rule) -> str:
    """Return where ``rule`` leads in few words; of a split, each destination with its share in a line of its own."""
    if not rule.variants:
        return (rule.destination or "").partition("://")[2] or rule.destination or ""
    whole = sum(variant.weight for variant in rule.variants) or 1
    in_turn = rule.pick == "sequence"
    lines: list[str] = []
    for number, variant in enumerate(rule.variants, 1):
        name = variant.name or variant.destination.partition("://")[2] or variant.destination
        lines.append(f"{number}. {name}" if in_turn else f"{words.percent(variant.weight / whole)} {name}")
    if len(lines) > _SHOWN + 1:
        rest = QCoreApplication.translate("RuleCard", "and {count} more")
        lines = [*lines[:_SHOWN], rest.format(count=words.number(len(lines) - _SHOWN))]
    if in_turn:
        lines.insert(0, QCoreApplication.translate("RuleCard", "One after another:"))
    return "\n".join(lines)


def _shares(rule: Rule) -> labels.Paragraph:
    said = labels.Paragraph(leads_to(rule))
    said.setContentsMargins(0, 4, 0, 4)  # on one line with what stands beside it
    said.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return said
