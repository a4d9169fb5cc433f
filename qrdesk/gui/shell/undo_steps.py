"""What can be taken back in this window, the newest last; each step once."""

import time
from collections.abc import Callable

_KEPT = 20

Step = Callable[[], object]


class UndoSteps:
    """Ctrl+Z takes the newest; the button of a toast takes its own."""

    def __init__(self, changed: Callable[[], object]) -> None:
        """``changed`` is called when another one is the newest, or there is none any more."""
        self._changed = changed
        self._steps: list[Step] = []
        self._at: dict[Step, float] = {}  # when each came, by the clock that never turns back
        self._said: dict[Step, str] = {}

    def remember(self, undo: Step, said: str) -> Step:
        """Return what does ``undo`` once, and nothing once it is forgotten; ``said`` is what was done."""

        def step() -> None:
            if step in self._steps:
                self._steps.remove(step)
                self._changed()
                undo()

        self._steps = [*self._steps, step][-_KEPT:]
        self._at = {**{one: self._at[one] for one in self._steps[:-1]}, step: time.monotonic()}
        self._said = {**{one: self._said[one] for one in self._steps[:-1]}, step: said}
        self._changed()
        return step

    def knows(self, step: Step) -> bool:
        """Whether that can still be taken back."""
        return step in self._steps

    def drop(self, step: Step) -> None:
        """That cannot be taken back any more."""
        if step in self._steps:
            self._steps.remove(step)
            self._changed()

    def newest_at(self) -> float:
        """Return when the newest came; 0 where there is none."""
        return self._at.get(self._steps[-1], 0.0) if self._steps else 0.0

    def newest_said(self) -> str:
        """Return what the newest takes back, in words; nothing where there is none."""
        return self._said.get(self._steps[-1], "") if self._steps else ""

    def take_newest(self) -> None:
        """Take back the newest, if there is one."""
        if self._steps:
            self._steps[-1]()

    def forget(self) -> None:
        """Nothing can be taken back any more."""
        self._steps = []
        self._changed()
