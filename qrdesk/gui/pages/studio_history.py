"""What was changed in the Studio, step by step, to be taken back and done again."""

import time
from dataclasses import dataclass, field

from qrdesk.gui.pages.studio_desk import Look, Order

_TOGETHER_S = 1.0  # changes of the same thing that follow so soon are one step: a slider that is drawn
_MOST = 100  # steps back


@dataclass(frozen=True)
class State:
    """What a step leads back to."""

    look: Look
    order: Order


@dataclass
class _Steps:
    past: list[tuple[float, State]] = field(default_factory=list[tuple[float, State]])
    future: list[tuple[float, State]] = field(default_factory=list[tuple[float, State]])
    what: str = ""
    at: float = 0.0


class History:
    """Of each code by itself: ``key`` says of which."""

    def __init__(self) -> None:
        self._of: dict[str, _Steps] = {}

    def note(self, key: str, what: str, before: State) -> None:
        """Something is about to be changed; ``what`` names it."""
        steps, now = self._of.setdefault(key, _Steps()), time.monotonic()
        if not (steps.past and steps.what == what and now - steps.at < _TOGETHER_S):
            steps.past = [*steps.past, (now, before)][-_MOST:]
        elif steps.past:
            steps.past[-1] = (now, steps.past[-1][1])
        steps.what, steps.at, steps.future = what, now, []

    def back(self, key: str, now: State, newer_than: float = 0.0) -> State | None:
        """Return what was before the last step; None where none is left that is newer than that."""
        steps = self._of.get(key)
        if steps is None or not steps.past or steps.past[-1][0] <= newer_than:
            return None
        at, before = steps.past.pop()
        steps.future.append((at, now))
        steps.what = ""
        return before

    def again(self, key: str, now: State) -> State | None:
        """Return what was taken back last; None where there is nothing."""
        steps = self._of.get(key)
        if steps is None or not steps.future:
            return None
        _, after = steps.future.pop()
        steps.past.append((time.monotonic(), now))
        steps.what = ""
        return after

    def can(self, key: str) -> tuple[bool, bool]:
        """Return whether there is a step back, and one to do again."""
        steps = self._of.get(key, _Steps())
        return bool(steps.past), bool(steps.future)

    def move(self, key: str, other: str) -> None:
        """What was under ``key`` has another key now."""
        if key != other and key in self._of:
            self._of[other] = self._of.pop(key)
