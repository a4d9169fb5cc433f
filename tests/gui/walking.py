"""How one gets about a page without a mouse or a screen: what Tab comes to, in its order, and what it is called."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget

_SAME_LINE = 20  # px between the middles of two controls that stand beside each other


def stops(inside: QWidget) -> list[QWidget]:
    """Return what Tab comes to within a widget, in its order."""
    found: list[QWidget] = []
    at = inside.nextInFocusChain()
    while at is not None and at is not inside:
        if inside.isAncestorOf(at) and _is_stop(at):
            found.append(at)
        at = at.nextInFocusChain()
    return found


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls a control; empty for nothing."""
    said = widget.accessibleName()  # of a box to choose from Qt tells some systems the choice in place of the name
    if not said and not isinstance(widget, QComboBox):
        said = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    return said.strip()


def goes_back(inside: QWidget) -> list[str]:
    """Return where Tab leads up, or left in a line: "from -> to" by name."""
    order = stops(inside)
    middles = [one.mapTo(inside, one.rect().center()) for one in order]
    pairs = zip(order, middles, order[1:], middles[1:], strict=False)
    return [f"{name_of(one)} -> {name_of(two)}" for one, at, two, then in pairs if _is_back(at, then)]


def _is_stop(widget: QWidget) -> bool:
    able = widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
    exclusive = isinstance(widget, QAbstractButton) and widget.autoExclusive() and not widget.isChecked()
    return able and not exclusive and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _is_back(at: QPoint, then: QPoint) -> bool:
    if abs(then.y() - at.y()) <= _SAME_LINE:
        return then.x() < at.x()
    return then.y() < at.y()
