"""Working on a link's code: it is read with its codes, and laid on the desk."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.studio_bench import Bench
from qrdesk.gui.pages.studio_code_list import NEW
from qrdesk.gui.pages.studio_desk import Desk, read_desk
from qrdesk.gui.session import Session


class LinkWork(QObject):
    """``laid`` brings the id of the code to work on; only what was asked for last is laid."""

    changing = Signal()  # another link than the one before is about to be laid
    laid = Signal(str)
    asking = Signal(bool)  # once for what is asked, once for its answer
    missing = Signal()  # there is no link at all
    refused = Signal(object)  # the error

    def __init__(self, session: Session, jobs: JobRunner, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._bench = session, jobs, bench
        self._asked = 0

    def let_go(self) -> None:
        """A link that is on its way is not wanted any more."""
        self._asked += 1

    def read(self, link_id: str, code_id: str, *, again: bool = False) -> None:
        """Read a link, the newest one for no id; ``again``: the one on the desk, where another code may be tried."""
        client = self._session.client
        if client is None:
            return
        self._asked += 1
        done, failed = partial(self._opened, self._asked, code_id, again), partial(self._failed, self._asked)
        self.asking.emit(True)
        self._jobs.run(self, partial(read_desk, client, link_id), done, failed)

    def _opened(self, asked: int, code_id: str, again: bool, desk: Desk | None) -> None:
        self.asking.emit(False)
        if asked != self._asked:
            return
        bench = self._bench
        before = bench.desk if isinstance(bench.desk, Desk) else None
        if again and desk is not None and before is not None and desk.link.id == before.link.id:
            code_id = bench.code_id  # another one may have been picked since
            if code_id == NEW and (before.codes or bench.key() in bench.kept):
                bench.lay(desk)
                self.laid.emit(NEW)  # one more code is being tried: nobody asked for another
                return
        if desk is None or before is None or desk.link.id != before.link.id:
            self.changing.emit()
        bench.lay(desk)
        if desk is None:
            self.missing.emit()
            return
        known = [code.id for code in desk.codes]
        self.laid.emit(code_id if code_id in known else known[0] if known else NEW)

    def _failed(self, asked: int, error: Exception) -> None:
        self.asking.emit(False)
        if asked == self._asked:
            self.refused.emit(error)
