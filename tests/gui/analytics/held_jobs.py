"""Jobs that wait until a test lets them go on: for what happens in between."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from qrdesk.gui.jobs import Failed, Handle, InlineRunner, Progress, Step, T


class HeldJobs(InlineRunner):
    """Keeps what it is given; ``go_on`` does it, and what follows from it."""

    def __init__(self) -> None:
        self._held: list[Callable[[], object]] = []

    def run(
        self, owner: QObject, work: Callable[[], T], done: Callable[[T], object], failed: Failed | None = None
    ) -> None:
        """See ``JobRunner.run``."""
        self._held.append(lambda: InlineRunner.run(self, owner, work, done, failed))

    def run_long(
        self,
        owner: QObject,
        work: Callable[[Step], T],
        done: Callable[[T], object],
        failed: Failed | None = None,
        progress: Progress | None = None,
    ) -> Handle:
        """See ``JobRunner.run_long``."""
        handle = Handle()
        step = Step(handle, progress or (lambda _done, _total: None))
        self.run(owner, lambda: work(step), done, failed)
        return handle

    def go_on(self) -> None:
        """Do everything that waits, in its order."""
        while self._held:
            self._held.pop(0)()
