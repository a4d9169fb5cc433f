"""The way to a place while all of it is copied: a server that rests for a moment does not end what takes long."""

import secrets
from collections.abc import Callable
from typing import Concatenate

from qrdesk.client.client import Client
from qrdesk.client.once import current, named
from qrdesk.client.patience import patiently, pause
from qrdesk.client.transport import P, R, Transport
from qrdesk.core.context import Context
from qrdesk.core.errors import Busy, DatabaseLocked, DatabaseUnreachable, ServerUnreachable

_PAUSES_S = (1, 2, 4, 8, 16)  # before a place that has answered before is asked again
_PASSING = (ServerUnreachable, Busy, DatabaseLocked, DatabaseUnreachable)


class Patient:
    """Makes each call again that a place had no time for, or whose answer was lost.

    For what may be made twice: creations are known again by their names, and every other change of a move sets what
    it set before. Who has never answered is asked once: the address may be wrong.
    """

    def __init__(self, way: Transport) -> None:
        self._way, self._has_answered = way, False

    @property
    def etag(self) -> str:
        """The tag of what this thread's last call returned."""
        return self._way.etag

    def call(self, operation: Callable[Concatenate[Context, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a service function, for minutes if need be.

        Raises:
            QRDeskError: that is how it ended.
        """

        def call() -> R:
            return self._way.call(operation, *args, **kwargs)

        with named(current() or secrets.token_hex(16)):
            answer = patiently(lambda: self._again(call))
        self._has_answered = True
        return answer

    def _again(self, call: Callable[[], R]) -> R:
        for pause_s in _PAUSES_S:
            try:
                return call()
            except _PASSING:
                if not self._has_answered:
                    raise
            pause(pause_s, told_s=pause_s)
        return call()

    def close(self) -> None:
        """Let go of the connections, as whoever opened them may, too."""
        self._way.close()


def patient(client: Client) -> Client:
    """Return a client of the same place that does not give up soon; both are closed by either."""
    return client if isinstance(client.transport, Patient) else Client(Patient(client.transport))
