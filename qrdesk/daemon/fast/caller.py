"""The connection behind a request, which granian does not show: found among the open files of this process.

For Linux alone: elsewhere the system does not say how much of an answer has arrived.
"""

import contextlib
import os
import socket
import stat
import struct
from pathlib import Path

_FILES = Path("/proc/self/fd")
_ESTABLISHED = 1
_CLOSE_WAIT = 8  # they send no more, and may still read
_ACKED_AT = 120  # of tcpi_bytes_acked in struct tcp_info, since Linux 4.1
_INFO_BYTES = 128


class Caller:
    """Who asked, by their address and port. Close it when they are answered."""

    def __init__(self, address: str, port: str) -> None:
        self._peer = (address.partition("%")[0], int(port))
        self._socket: socket.socket | None = None
        self._is_sought = False

    def check_client_disconnected(self) -> bool:
        """Say whether whoever asked has hung up, or will send nothing more, which looks the same."""
        return self._state() != _ESTABLISHED

    def is_cut_off(self) -> bool:
        """Say whether whoever asked cannot be reached any more."""
        return self._state() not in {_ESTABLISHED, _CLOSE_WAIT}

    @property
    def reached(self) -> str:
        """The address of this computer that they came to; "" once they have gone."""
        found = self._found()
        return "" if found is None else str(found.getsockname()[0])

    def arrived_bytes(self) -> int:
        """Return how many bytes of ours they have taken so far."""
        information = self._information()
        return int(struct.unpack_from("=Q", information, _ACKED_AT)[0]) if len(information) >= _INFO_BYTES else 0

    def hang_up(self) -> None:
        """End the connection at once, whatever waits to be sent."""
        found = self._found()
        if found is not None:
            with contextlib.suppress(OSError):
                found.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let go of the connection, which lives on."""
        if self._socket is not None:
            self._socket.close()

    def _state(self) -> int:
        return next(iter(self._information()), 0)

    def _information(self) -> bytes:
        found = self._found()
        if found is None:
            return b""
        try:
            return found.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 256)
        except OSError:
            return b""

    def _found(self) -> socket.socket | None:
        if not self._is_sought:
            self._is_sought = True
            self._socket = _find(self._peer)
        return self._socket


def _find(peer: tuple[str, int]) -> socket.socket | None:
    for name in os.listdir(_FILES):  # noqa: PTH208 - thousands of them, and only their names matter
        with contextlib.suppress(OSError):
            descriptor = int(name)
            if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                continue
            found = socket.socket(fileno=os.dup(descriptor))
            with contextlib.suppress(OSError):
                address = found.getpeername()
                if isinstance(address, tuple) and (address[0].partition("%")[0], address[1]) == peer:
                    return found
            found.close()
    return None
