"""What others change: asked for every second while somebody looks, told to the pages that show it."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal

from qrdesk.client import ChangesQuery, ChangesView, Client
from qrdesk.core.errors import Kind, QRDeskError, ServerUnreachable
from qrdesk.gui.polling import Polling

# What a row of the links shows, or is narrowed by; "hits" are those that were erased.
SHOWN_WITH_LINKS = frozenset({"link", "links", "folder", "tag", "view", "code", "codes", "domain", "hits"})
# What is shown on the page in sight, which is told of it; None: anything. Links hear of it out of sight, too, and
# Webhooks ask every two seconds by themselves.
SHOWN: Mapping[str, frozenset[str] | None] = {
    "home": SHOWN_WITH_LINKS,
    "studio": frozenset({"link", "links", "code", "codes", "domain", "design", "file"}),
    "batch": frozenset({"design", "domain", "file"}),
    "analytics": SHOWN_WITH_LINKS,
    "domains": frozenset({"domain", "workspace"}),
    "access": frozenset({"key", "member", "invitation", "workspace", "plan"}),
    "activity": None,
    "settings": frozenset({"workspace", "domain", "file"}),
}
_IN_VAIN = frozenset({Kind.FORBIDDEN, Kind.UNAUTHENTICATED, Kind.NOT_FOUND})  # the key may not, or the server cannot


class Changes(Polling):
    """Follows the mark of change. ``came`` brings what was changed, by whomever, the app itself included."""

    came = Signal(object)  # ChangesView
    unreachable = Signal()  # nobody answered

    _mark: str

    def _forget(self) -> None:
        self._mark = ""

    def _asking(self, client: Client) -> Callable[[], ChangesView]:
        return partial(client.audit.changes, ChangesQuery(after=self._mark))

    def _take(self, answer: ChangesView) -> None:
        self._mark = answer.mark
        if answer.changes or answer.everything:
            self.came.emit(answer)

    def _not_answered(self, error: Exception) -> None:
        if isinstance(error, QRDeskError) and error.kind in _IN_VAIN:
            self.clock.stop()
        elif isinstance(error, ServerUnreachable):
            self.unreachable.emit()
