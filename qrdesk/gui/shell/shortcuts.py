"""The one table of keys: what it holds is registered from it and listed from it, so that no list goes stale."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

WINDOW, EVERYWHERE = "window", ""  # keys of the frame, and those that the app adds to it


@dataclass(frozen=True, slots=True)
class Key:
    """A key and what it does. ``page`` is where it works."""

    page: str
    keys: str
    said: str
    name: str = ""  # of the action; empty where the part that has the focus listens itself

    @property
    def shown(self) -> list[str]:
        """Return the keys as they stand on the keyboard, one by one."""
        if not self.name:
            return self.keys.split("+")
        # Qt calls it Return, in German too; keyboards and the rest of the list do not
        enter = QCoreApplication.translate("Keys", "Enter")
        shown = native(self.keys).replace("++", "+Plus").split("+")
        return [enter if key == native("Return") else key for key in shown]


Act = Callable[[], object]


class At(NamedTuple):
    """An action that a key does only while a part has the focus, as a table has."""

    part: QWidget
    act: Act


Acts = Mapping[str, Act | At]


def bind(table: Sequence[Key], page: str, inside: QWidget, acts: Acts) -> None:
    """Register the keys of a page within a widget; each action of the table has to be there, and no other.

    Raises:
        ValueError: the table names an action that nobody does, or somebody does one that it does not name.
    """
    here = {key.name: key for key in table if key.page == page and key.name}
    if here.keys() != acts.keys():
        raise ValueError(f"the keys of {page or 'the window'} differ: {sorted(here.keys() ^ acts.keys())}")
    for name, done in acts.items():
        where, act = (done.part, done.act) if isinstance(done, At) else (inside, done)
        made = QShortcut(QKeySequence(here[name].keys), where)
        made.setObjectName(name)
        if page not in {WINDOW, EVERYWHERE}:
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(partial(_run, act))


def native(keys: str) -> str:
    """Return keys as this system writes them, in the language of the app."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _run(act: Act) -> None:
    act()
