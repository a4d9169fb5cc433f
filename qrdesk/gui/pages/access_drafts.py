"""What was typed in a form of the Access page and not saved: it is there again with its row, while the app runs."""

from collections.abc import Callable
from typing import Generic, TypeVar

V = TypeVar("V")
NEW = ""  # in place of an id: what is yet to be made


class Drafts(Generic[V]):
    """Of one form: kept by place, and by the id of what it shows. A form is left, filled, and begun with, in turn."""

    def __init__(self, typed: Callable[[], V], put: Callable[[V], object]) -> None:
        """``typed`` tells what stands in the form, ``put`` fills it in again."""
        self._typed, self._put = typed, put
        self._kept: dict[tuple[str, str], V] = {}
        self._place = ""
        self._about: str | None = None
        self._begun: V | None = None
        self._sent: dict[str, V] = {}

    def begin(self, about: str) -> None:
        """The form shows ``about`` as it is kept: put in again what was typed, if anything was."""
        self._about, self._begun = about, self._typed()
        kept = self._kept.pop((self._place, about), None)
        if kept is not None:
            self._put(kept)

    def leave(self) -> None:
        """Something else is about to be shown: keep what was typed."""
        if self._about is not None and self.is_touched():
            self._kept[self._place, self._about] = self._typed()
        self._about = None

    def is_touched(self) -> bool:
        """Whether a person changed something in the form."""
        return self._about is not None and self._typed() != self._begun

    def is_begun(self) -> bool:
        """Whether what is typed now would be kept."""
        return self._about is not None

    def drop(self, about: str) -> None:
        """Nobody wants any more what was typed about this."""
        self._kept.pop((self._place, about), None)
        if self._about == about:
            self._about = None

    def send(self) -> None:
        """What stands in the form is on its way."""
        if self._about is not None:
            self._sent[self._about] = self._typed()

    def saved(self, about: str) -> None:
        """What was sent is saved; what was typed since stays."""
        in_sight, sent = self._about == about, self._sent.pop(about, None)
        since = self._typed() if in_sight else self._kept.get((self._place, about))
        self.drop(about)
        if sent is not None and since is not None and since != sent:
            self._kept[self._place, about] = since

    def go_to(self, place: str) -> None:
        """Another place is shown."""
        self.leave()
        self._place, self._sent = place, {}
