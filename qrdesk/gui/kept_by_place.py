"""What is not saved yet, kept under a key of its own for each place: two windows on one folder lose nothing of each."""

import hashlib
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from qrdesk.gui.shell.state import State

EDITOR_DRAFTS, EDITOR_RULES = "editor/drafts", "editor/rules"  # by link; looked at before there is an editor
V = TypeVar("V")
_LATE = ConfigDict(defer_build=True)  # how a kind is read is worked out once something of it is: that takes long


class KeptByPlace(Generic[V]):
    """Things by place, and there by what they are about. A place is read when it is first asked for."""

    def __init__(self, state: State, name: str, kind: Any) -> None:
        """``kind`` is what is kept, as a type."""
        self._state, self._name = state, name
        known: Any = dict[str, kind]
        self._reader: TypeAdapter[dict[str, V]] = TypeAdapter(known, config=_LATE)
        every: Any = dict[str, dict[str, kind]] | list[tuple[str, str, kind]]
        self._old: TypeAdapter[dict[str, dict[str, V]] | list[tuple[str, str, V]]] = TypeAdapter(every, config=_LATE)
        self._places: dict[str, dict[str, V]] = {}
        self._moved: set[str] = set()  # read where all places were kept together: they go from there

    def of(self, place: str) -> dict[str, V]:
        """Return what is kept of a place: what is put in there is kept."""
        if place not in self._places:
            self._places[place] = self._read(place)
        return self._places[place]

    def write(self, bare: Callable[[V], V] = lambda kept: kept) -> None:
        """Write down the places asked for; ``bare`` takes secrets out, which are written nowhere."""
        for place, kept in self._places.items():
            if kept or self._state.read(self._key(place), ""):
                found = self._reader.dump_json({about: bare(one) for about, one in kept.items()})
                self._state.write(self._key(place), found.decode())
        if self._moved:
            left = {place: kept for place, kept in self._before().items() if place not in self._moved}
            self._state.write(self._name, self._old.dump_json(left).decode() if left else "")
            self._moved.clear()

    def _read(self, place: str) -> dict[str, V]:
        """Return what was kept when the app was open last; nothing where that cannot be read any more."""
        try:
            if text := self._state.read(self._key(place), ""):
                return self._reader.validate_json(text)
        except ValidationError:
            return {}
        self._moved.add(place)
        return self._before().get(place, {})

    def _before(self) -> dict[str, dict[str, V]]:
        """Return what was kept by place when all of that was under one key: by place, or as rows."""
        if not (text := self._state.read(self._name, "")):
            return {}
        try:
            found = self._old.validate_json(text)
        except ValidationError:
            return {}
        if isinstance(found, dict):
            return found
        known: dict[str, dict[str, V]] = {}
        for place, about, kept in found:
            known.setdefault(place, {})[about] = kept
        return known

    def _key(self, place: str) -> str:
        return f"{self._name}_of/{hashlib.sha256(place.encode()).hexdigest()[:24]}"  # a place has slashes
