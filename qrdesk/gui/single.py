"""One window for each config folder: a second start hands over what it was opened with, and ends.

The first holds a lock in the folder and listens at a socket beside it, for its own user alone. What arrives there is
bounded, must come from the same user, and is no more trusted than an argument.
"""

import hashlib
import json
import os
import socket
import struct
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_LOCK = "desktop.lock"
_SOCKET = "desktop.socket"
_MOST_BYTES = 64 * 1024
_MOST_SAID, _LONGEST = 20, 4096
_ANSWER_MS = 3_000
_PATH_MOST = 100  # bytes that the address of a socket has room for
_HEAD = struct.Struct(">I")
_TAKEN, _OTHER = b"taken", b"other"


@dataclass(frozen=True, slots=True)
class Request:
    """What a start asks for: a database (empty: whatever is open), and what to open in it."""

    database: str = ""
    said: tuple[str, ...] = ()


class Single(QObject):
    """This process's place among those of one config folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._name = address(folder)
        self._lock = QLockFile(str(folder / _LOCK))
        self._lock.setStaleLockTime(0)  # only the end of its process frees it
        self._server: QLocalServer | None = None
        self._callers: set[_Caller] = set()
        self._take: Callable[[Request], bool] = lambda _request: True
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def hand_over(self, request: Request) -> bool:
        """Let the window that is open already do it; false where this process should open one of its own."""
        if self._lock.tryLock(0):
            self._listen()
            return False
        line = QLocalSocket()
        line.connectToServer(self._name)
        if not line.waitForConnected(_ANSWER_MS) or not _is_ours(line):
            return False  # it is ending, or hangs: a window of its own is better than none
        body = json.dumps(asdict(request)).encode()
        if len(body) > _MOST_BYTES:
            return False
        line.write(_HEAD.pack(len(body)) + body)
        line.flush()
        while len(line.peek(16).data()) < len(_TAKEN):
            if not line.waitForReadyRead(_ANSWER_MS):
                return False
        return line.readAll().data() == _TAKEN

    def listens(self) -> bool:
        """Whether other starts find this process."""
        return self._server is not None and self._server.isListening()

    def serve(self, take: Callable[[Request], bool]) -> None:
        """From now on have other starts' requests done by ``take``, which says whether it does them."""
        self._take = take

    def close(self) -> None:
        """Nobody finds this process any more."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _listen(self) -> None:
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.setMaxPendingConnections(8)
        QLocalServer.removeServer(self._name)  # left by one that was killed: the lock says that nobody has it
        if server.listen(self._name):  # else the app works as ever, alone
            self._server = server
            server.newConnection.connect(self._came)

    def _came(self) -> None:
        server = self._server
        while server is not None and server.hasPendingConnections():
            caller = _Caller(server.nextPendingConnection(), self._answer)
            self._callers.add(caller)
            caller.gone.connect(self._left)
            caller.begin()

    def _answer(self, request: Request) -> bool:
        return self._take(request)

    def _left(self, caller: "_Caller") -> None:
        self._callers.discard(caller)


class _Caller(QObject):
    """Another start at the line: it may say one thing, at once."""

    gone = Signal(object)  # itself

    def __init__(self, line: QLocalSocket, answer: Callable[[Request], bool]) -> None:
        super().__init__()
        line.setParent(self)
        self._line, self._answer, self._is_over = line, answer, False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._end)

    def begin(self) -> None:
        """Listen, for a while: whoever says nothing has no place here."""
        if not _is_ours(self._line):
            self._end()
            return
        self._line.setReadBufferSize(_MOST_BYTES + _HEAD.size)
        self._line.readyRead.connect(self._read)
        self._line.disconnected.connect(self._end)
        self._patience.start(_ANSWER_MS)
        self._read()

    def _read(self) -> None:
        head = bytes(self._line.peek(_HEAD.size).data())
        if self._is_over or len(head) < _HEAD.size:
            return
        (length,) = _HEAD.unpack(head)
        if length > _MOST_BYTES:
            self._end()
        elif self._line.bytesAvailable() >= _HEAD.size + length:
            request = understood(bytes(self._line.read(_HEAD.size + length).data())[_HEAD.size :])
            if request is not None:
                self._line.write(_TAKEN if self._answer(request) else _OTHER)
                self._line.flush()
            self._end()

    def _end(self) -> None:
        """Hang up, once this word of it is over."""
        if not self._is_over:
            self._is_over = True
            self._patience.stop()
            QTimer.singleShot(0, self, self._leave)

    def _leave(self) -> None:
        self._line.close()
        self.deleteLater()
        self.gone.emit(self)


def address(folder: Path) -> str:
    """Return where the window of a config folder listens: in the folder itself, which is its user's own."""
    if os.name == "nt":
        return f"qrdesk-{_digest(folder)}"
    inside = folder / _SOCKET
    if len(os.fsencode(inside)) <= _PATH_MOST:
        return str(inside)
    room = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    return str(Path(room) / f"qrdesk-{_digest(folder)}")


def _digest(folder: Path) -> str:
    whose = f"{os.environ.get('USERDOMAIN', '')}\\{os.environ.get('USERNAME', '')}" if os.name == "nt" else os.getuid()
    return hashlib.sha256(f"{whose} {folder.absolute()}".encode(errors="surrogateescape")).hexdigest()[:24]


def understood(body: bytes) -> Request | None:
    """Return what another start asks for; None where it is not worded as ours are."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):  # brackets in brackets, without end
        return None
    if not isinstance(found, dict):
        return None
    fields = cast("dict[str, object]", found)
    database, said = fields.get("database"), fields.get("said")
    if set(fields) != {"database", "said"} or not isinstance(database, str) or not isinstance(said, list):
        return None
    texts = [one for one in cast("list[object]", said) if isinstance(one, str)]
    if len(texts) != len(cast("list[object]", said)) or len(texts) > _MOST_SAID:
        return None
    if any(len(text) > _LONGEST for text in (database, *texts)):
        return None
    return Request(database, tuple(texts))


def bounded(database: str, said: Sequence[str]) -> Request:
    """Return what this start asks for, as far as it can be handed over: paths are told in full."""
    texts = (_whole(one) for one in said[:_MOST_SAID])
    return Request(_whole(database) if database else "", tuple(text for text in texts if len(text) <= _LONGEST))


def same_database(one: str, other: str) -> bool:
    """Whether two names are of one database."""
    return _whole(one.removeprefix("sqlite:///")) == _whole(other.removeprefix("sqlite:///"))


def _whole(name: str) -> str:
    """Return a path from the root on, whatever folder another process stands in; addresses as they are."""
    if "://" in name or name.lower().startswith("qrdesk:"):
        return name
    with suppress(OSError, RuntimeError, ValueError):
        return str(Path(name).expanduser().resolve())
    return name


def _is_ours(line: QLocalSocket) -> bool:
    """Whether the process at the other end is of this user. The system keeps others out already where it can."""
    if not hasattr(socket, "SO_PEERCRED"):
        return True
    number = int(line.socketDescriptor())
    if number < 0:
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, fileno=os.dup(number)) as twin:
        told = twin.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return struct.unpack("3i", told)[1] == os.getuid()
