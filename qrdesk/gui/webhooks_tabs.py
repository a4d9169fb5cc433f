"""The way of the Tab key through parts that are made later than what stands after them."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def follow(before: QWidget, parts: Sequence[QWidget]) -> None:
    """Let Tab come to ``parts``, one after the other, right after ``before``."""
    for one, then in pairwise((before, *parts)):
        QWidget.setTabOrder(one, then)


def stops(inside: QWidget) -> list[QWidget]:
    """Return where Tab stops, from top to bottom; what is inside of one of them is its own matter."""
    every = [inside, *inside.findChildren(QWidget)]
    here = [one for one in every if one.window() is inside.window()]  # not what pops up
    able = [one for one in here if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return [one for one in able if not any(other.isAncestorOf(one) for other in able if other is not one)]


def stop_before(part: QWidget) -> QWidget:
    """Return where Tab stopped before it came to ``part``, in sight or not."""
    found = part.previousInFocusChain()
    while found is not None and not found.focusPolicy() & Qt.FocusPolicy.TabFocus:  # round to ``part``, at most
        found = found.previousInFocusChain()
    return found or part
