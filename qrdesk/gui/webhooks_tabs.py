"""The way of the Tab key through parts that are made later than what stands after them."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtWidgets import QWidget


def follow(before: QWidget, parts: Sequence[QWidget]) -> None:
    """Let Tab come to ``parts``, one after the other, right after ``before``."""
    for one, then in pairwise((before, *parts)):
        QWidget.setTabOrder(one, then)
