"""Jobs that wait until a test lets them go on: for what happens in between."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from qrdesk.gui.jobs import Failed, InlineRunner, T


class HeldJobs(InlineRunner):
    """Keeps back what it is given, long work too, while it ``holds``; the test calls what is ``held`` in any order."""

    def __init__(self, *, holds: bool = True, only_answers: bool = False) -> None:
        """``only_answers``: the work is done at once, and what came of it is kept back."""
        self.holds = holds
        self.held: list[Callable[[], object]] = []
        self._only_answers = only_answers

    def run(
        self, owner: QObject, work: Callable[[], T], done: Callable[[T], object], failed: Failed | None = None
    ) -> None:
        """See ``JobRunner.run``."""
        if not self.holds:
            super().run(owner, work, done, failed)
        elif self._only_answers:
            super().run(owner, work, partial(self._keep, done), partial(self._keep, failed or repr))
        else:
            self.held.append(partial(super().run, owner, work, done, failed))

    def let_go(self) -> None:
        """Do everything that is kept back, in its order, and what follows from it."""
        while self.held:
            self.held.pop(0)()

    def _keep(self, tell: Callable[[T], object], answer: T) -> None:
        self.held.append(partial(tell, answer))
