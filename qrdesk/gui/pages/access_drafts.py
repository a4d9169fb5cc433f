"""What was typed in a form and not saved: it is there again with its row, also after the app was closed or killed."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from qrdesk.gui.kept_by_place import KeptByPlace
from qrdesk.gui.shell.state import State

V = TypeVar("V")
NEW = ""  # in place of an id: what is yet to be made
_KEY = "drafts/{}"


class Drafts(Generic[V]):
    """Of one form: kept by place, and by the id of what it shows. A form is left, filled, and begun with, in turn."""

    def __init__(self, typed: Callable[[], V], put: Callable[[V], object]) -> None:
        """``typed`` tells what stands in the form, ``put`` fills it in again."""
        self._typed, self._put = typed, put
        self._unkept: dict[str, dict[str, V]] = {}  # by place, until there is where to keep it
        self._store: KeptByPlace[V] | None = None
        self._place = ""
        self._about: str | None = None
        self._begun: V | None = None
        self._sent: dict[str, V] = {}

    def keep_in(self, state: State, form: str, kind: Any, bare: Callable[[V], V]) -> Callable[[], None]:
        """Know what was typed when the app was open last; return what remembers it from now on, as it stands.

        ``kind`` is what is typed, as a type; ``bare`` takes secrets out, which are written nowhere.
        """
        self._store = store = KeptByPlace[V](state, _KEY.format(form), kind)
        for place, typed in self._unkept.items():
            store.of(place).update(typed)
        if self._about is not None and not self.is_touched():
            self.begin(self._about)

        def note() -> None:
            kept, about = self._kept(), self._about
            typing = about is not None and self.is_touched()
            if typing:
                kept[about or NEW] = self._typed()
            store.write(bare)
            if typing:
                del kept[about or NEW]

        return note

    def begin(self, about: str) -> None:
        """The form shows ``about`` as it is kept: put in again what was typed, if anything was."""
        self._about, self._begun = about, self._typed()
        kept = self._kept().pop(about, None)
        if kept is not None:
            self._put(kept)

    def leave(self) -> None:
        """Something else is about to be shown: keep what was typed."""
        if self._about is not None and self.is_touched():
            self._kept()[self._about] = self._typed()
        self._about = None

    def is_touched(self) -> bool:
        """Whether a person changed something in the form."""
        return self._about is not None and self._typed() != self._begun

    def is_begun(self) -> bool:
        """Whether what is typed now would be kept."""
        return self._about is not None

    def has(self, about: str) -> bool:
        """Whether something was typed about this, and waits for its form."""
        return about in self._kept()

    def drop(self, about: str) -> None:
        """Nobody wants any more what was typed about this."""
        self._kept().pop(about, None)
        if self._about == about:
            self._about = None

    def send(self) -> None:
        """What stands in the form is on its way."""
        if self._about is not None:
            self._sent[self._about] = self._typed()

    def saved(self, about: str) -> None:
        """What was sent is saved; what was typed since stays."""
        in_sight, sent = self._about == about, self._sent.pop(about, None)
        since = self._typed() if in_sight else self._kept().get(about)
        self.drop(about)
        if sent is not None and since is not None and since != sent:
            self._kept()[about] = since

    def made(self, place: str, about: str, sent: V) -> None:
        """What was sent from a place is made there, whatever is open by now; what was typed since stays."""
        kept = self._kept_at(place)
        if kept.get(about) == sent:
            del kept[about]

    def place(self) -> str:
        """Return the place that is shown."""
        return self._place

    def go_to(self, place: str) -> None:
        """Another place is shown; where it is the same, all stays as it is."""
        if place != self._place:
            self.leave()
            self._place, self._sent = place, {}

    def _kept(self) -> dict[str, V]:
        """Return what is kept of this place, by what it is about."""
        return self._kept_at(self._place)

    def _kept_at(self, place: str) -> dict[str, V]:
        return self._store.of(place) if self._store is not None else self._unkept.setdefault(place, {})
