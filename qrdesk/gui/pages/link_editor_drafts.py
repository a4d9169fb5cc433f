"""What was typed in the link editor and not saved: kept by place and link, also until the app is opened again."""

from dataclasses import replace
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from qrdesk.gui.kept_by_place import EDITOR_DRAFTS, EDITOR_RULES, KeptByPlace
from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.pages.link_editor_rules import Begun
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.pages.rule_typed import RuleTyped
from qrdesk.gui.shell.state import State

_FROM_BEFORE = "from_before"  # what a note is about


class Drafts:
    """Values by link id, for the place that is open."""

    def __init__(self, state: State, place: str) -> None:
        self._place = place
        self._begun: dict[tuple[str, str], Begun] = {}  # by place and link, while the app runs
        self._noted: set[tuple[str, str]] = set()  # by place and link: kept while it is being typed
        self._found: dict[str, tuple[dict[str, Values], dict[str, RuleTyped]]] = {}  # by place, when it was opened
        self._kept: KeptByPlace[Values] = KeptByPlace(state, EDITOR_DRAFTS, Values)  # what was typed,
        self._bases: KeptByPlace[Values] = KeptByPlace(state, "editor/bases", Values)  # and over what
        self._rules: KeptByPlace[RuleTyped] = KeptByPlace(state, EDITOR_RULES, RuleTyped)  # begun, and none yet
        self.from_before = False  # whether what was taken last was typed before the app was started
        self.go_to(place)

    def _is_from_before(self, link_id: str) -> bool:
        """Whether what is kept for a link was typed before the app was started, and nothing since."""
        values, rules = self._found[self._place]
        kept, begun = self._kept.of(self._place), self._rules.of(self._place)
        same_values = link_id in kept and kept[link_id] == values.get(link_id)
        return same_values or (link_id in begun and begun[link_id] == rules.get(link_id))

    def go_to(self, place: str) -> None:
        """Other links are open now."""
        self._place = place
        self._found.setdefault(place, (dict(self._kept.of(place)), dict(self._rules.of(place))))

    def keep_begun(self, link_id: str, begun: Begun) -> None:
        """Keep the form of a rule of a link that is begun and none yet, until the app is closed."""
        self._begun[self._place, link_id] = begun

    def note_begun(self, link_id: str, typed: RuleTyped | None) -> None:
        """Keep what stands in the form of a rule, also after that; None once there is none, or it is a rule."""
        if typed is not None:
            self._rules.of(self._place)[link_id] = typed
        else:
            self._rules.of(self._place).pop(link_id, None)

    def take_begun(self, link_id: str) -> Begun | RuleTyped | None:
        """Return what was begun for a link, and keep it no longer: the form, or what stood there before the app ended.

        It is written down until the editor is noted without it.
        """
        typed = self._rules.of(self._place).get(link_id)
        return self._begun.pop((self._place, link_id), None) or typed

    def keep(self, link_id: str, values: Values, base: Values) -> None:
        """Keep what was typed for a link over ``base``; the empty id is the new one."""
        kept = self._kept.of(self._place)
        kept.pop(link_id, None)  # the newest stands at the end
        kept[link_id] = values
        self._bases.of(self._place)[link_id] = base

    def note(self, link_id: str, values: Values | None, base: Values) -> None:
        """Keep what is being typed, and write it down; None once nothing is unsaved any more."""
        mine = self._place, link_id
        if values is not None:
            self.keep(link_id, values, base)
            self._noted.add(mine)
        elif mine in self._noted:
            self._noted.discard(mine)
            self.take(link_id)
            self.take_base(link_id)
        self.write()

    def take(self, link_id: str) -> Values | None:
        """Return what was kept for a link, and keep it no longer; None where nothing was."""
        self.from_before = self._is_from_before(link_id)
        return self._kept.of(self._place).pop(link_id, None)

    def take_base(self, link_id: str) -> Values | None:
        """Return what the link was when that was typed, and keep it no longer."""
        return self._bases.of(self._place).pop(link_id, None)

    def drop(self, link_id: str, values: Values | None = None) -> None:
        """Keep nothing for a link; with ``values``, only if nothing else is kept by now."""
        self._drop(self._place, link_id, values)
        if values is None:
            self._begun.pop((self._place, link_id), None)
            self._rules.of(self._place).pop(link_id, None)

    def saved_at(self, place: str, link_id: str, values: Values) -> None:
        """What was sent from a place is saved there, whatever is open by now: it is unsaved no more."""
        if place != self._place:
            self._drop(place, link_id, values)
            self.write()

    def _drop(self, place: str, link_id: str, values: Values | None) -> None:
        here = self._kept.of(place)
        if values is None or here.get(link_id) == values:
            here.pop(link_id, None)
            self._bases.of(place).pop(link_id, None)

    def write(self) -> None:
        """Write everything down for the next time; passwords are not written anywhere."""
        for kept in (self._kept, self._bases):
            kept.write(partial(replace, password=Values().password))
        self._rules.write()


class _Shows(Protocol):
    notice: Notice

    def unsaved(self) -> int: ...
    def save(self) -> None: ...
    def discard(self) -> None: ...


def say_from_before(editor: _Shows, *, of_before: bool) -> None:
    """Say whose the words are that stand there: who has just opened the app did not type them now."""
    if of_before and editor.unsaved():
        said = _tr("What you typed before QRDesk ended is here again. It is not saved.")
        ways = [(_tr("Save"), editor.save), (_tr("Discard"), editor.discard)]
        editor.notice.say("info", "", said, ways, icon="clock", about=_FROM_BEFORE)


def look_over(editor: _Shows) -> None:
    """Say it no longer once it is saved or discarded."""
    if not editor.unsaved():
        editor.notice.over(_FROM_BEFORE)


def _tr(said: str) -> str:
    return QCoreApplication.translate("Drafts", said)
