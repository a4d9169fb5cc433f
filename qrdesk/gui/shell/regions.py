"""The regions of the window, which F6 walks."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


@runtime_checkable
class TakesFocus(Protocol):
    """A page that knows where the keyboard should start."""

    def focus_first(self) -> None: ...


@runtime_checkable
class HasRegions(Protocol):
    """A page of several regions (table, editor); F6 walks them."""

    def regions(self) -> Sequence[QWidget]: ...


def walk(regions: Sequence[QWidget], focused: QWidget, direction: int) -> bool:
    """Put the focus into the next region that takes it, round and round; false where none does."""
    now = next((at for at, one in enumerate(regions) if holds(one, focused)), -direction)
    steps = range(1, len(regions) + 1)
    return any(_take_focus(regions[(now + direction * step) % len(regions)]) for step in steps)


def holds(region: QWidget, focused: QWidget) -> bool:
    """Whether the focus is in a region."""
    return region is focused or region.isAncestorOf(focused)


def _take_focus(region: QWidget) -> bool:
    """Put the focus into ``region``; false where nothing in there takes it."""
    if isinstance(region, TakesFocus):
        region.focus_first()
        return holds(region, region.window().focusWidget())
    inside = region.findChildren(QWidget)
    for widget in (region, *inside):
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return True
    return False
