"""The tools over standard input and output, for a program on this computer that started us.

Not by the SDK's own ``stdio_server``: at the end of its input that drops what is being done, and Ctrl+C waits there
for one more line.
"""

import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, redirect_stdout, suppress
from typing import Any

import anyio
import mcp_types as types
from anyio.abc import ObjectReceiveStream, ObjectSendStream
from mcp.shared.message import SessionMessage

from qrdesk.daemon.mcp.server import Answer, build_server
from qrdesk.daemon.mcp.tool import Call

_THREADS = 4  # an agent seldom asks more at once
_LAST_S = 120.0  # for answers to what was asked before the end
_END = b""  # among lines: there are no more
_log = logging.getLogger(__name__)


def serve(call: Call, incoming: int = 0, outgoing: int = 1) -> None:
    """Answer until standard input ends, as it does when whoever started us goes, or until Ctrl+C.

    What was asked by then is done and answered; a second Ctrl+C does not wait for that. Standard output belongs to the
    protocol meanwhile: what else is printed goes to standard error.

    Args:
        call: runs operations.
        incoming: number of the open file that requests come from, one in a line.
        outgoing: number of the one that answers go to.

    Raises:
        OSError: nobody takes the answers any more.
    """
    with _kept_apart(outgoing) as wire, ThreadPoolExecutor(_THREADS, "tools") as threads:
        asyncio.run(_serve(call, threads, incoming, wire))


async def _serve(call: Call, threads: ThreadPoolExecutor, incoming: int, wire: int) -> None:
    loop = asyncio.get_running_loop()

    async def away(work: Callable[[], Answer]) -> Answer:
        return await loop.run_in_executor(threads, work)

    talk = _Talk(wire)
    # nobody waits for this thread: what has begun to read cannot be told to stop
    threading.Thread(target=_read, args=(incoming, loop, talk), name="requests", daemon=True).start()
    server = build_server(lambda _: call, away)
    to_server, asked = anyio.create_memory_object_stream[SessionMessage | Exception](0)
    from_server, said = anyio.create_memory_object_stream[SessionMessage](0)
    with _ended_by_interrupt(loop, talk):
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(talk.take, to_server)
            tasks.start_soon(talk.tell, said)
            await server.run(asked, from_server, server.create_initialization_options())
    if talk.lost is not None:
        raise talk.lost


class _Talk:
    """Both directions, and which requests have no answer yet."""

    def __init__(self, wire: int) -> None:
        self.lines = asyncio.Queue[bytes]()
        self.lost: OSError | None = None  # why answers cannot be sent any more
        self._wire = wire
        self._waiting = set[str]()  # ids of requests
        self._told = asyncio.Event()

    async def take(self, to_server: ObjectSendStream[SessionMessage | Exception]) -> None:
        """Hand requests on. After the last one the way to the server stays open until all are answered."""
        async with to_server:
            while (line := await self.lines.get()) != _END:
                await to_server.send(self._read(line))
            with anyio.move_on_after(_LAST_S) as waited:
                while self._waiting:
                    self._told.clear()
                    await self._told.wait()
        if waited.cancelled_caught:
            _log.warning("%d requests had no answer %d s after the last one came.", len(self._waiting), _LAST_S)

    async def tell(self, said: ObjectReceiveStream[SessionMessage]) -> None:
        """Send answers, as long as somebody takes them."""
        async with said:
            async for one in said:
                if self.lost is None:
                    await self._send(one.message.model_dump_json(by_alias=True, exclude_unset=True))
                if isinstance(one.message, types.JSONRPCResponse | types.JSONRPCError):
                    self._answered(one.message.id)

    async def _send(self, line: str) -> None:
        try:
            await asyncio.to_thread(_write, self._wire, line.encode() + b"\n")
        except OSError as fault:
            self.lost = fault
            self.lines.put_nowait(_END)

    def _read(self, line: bytes) -> SessionMessage | Exception:
        try:
            message = types.jsonrpc_message_adapter.validate_json(line.decode("utf-8", "replace"), by_name=False)
        except ValueError as fault:
            return fault  # the server knows what to do with it
        if isinstance(message, types.JSONRPCRequest):
            self._waiting.add(str(message.id))
        elif isinstance(message, types.JSONRPCNotification) and message.method == "notifications/cancelled":
            self._answered((message.params or {}).get("requestId"))  # gets no answer any more
        return SessionMessage(message)

    def _answered(self, request_id: Any) -> None:
        self._waiting.discard(str(request_id))
        self._told.set()


def _read(incoming: int, loop: asyncio.AbstractEventLoop, talk: _Talk) -> None:
    with suppress(RuntimeError):  # the loop has ended before
        with suppress(OSError), open(incoming, "rb", closefd=False) as lines:
            for line in lines:
                loop.call_soon_threadsafe(talk.lines.put_nowait, line)
        loop.call_soon_threadsafe(talk.lines.put_nowait, _END)


def _write(wire: int, line: bytes) -> None:
    left = memoryview(line)
    while left:
        left = left[os.write(wire, left) :]


@contextmanager
def _ended_by_interrupt(loop: asyncio.AbstractEventLoop, talk: _Talk) -> Generator[None]:
    """Take Ctrl+C for the end of the input; the second one is left to whoever had the first before."""

    def stop(*_: object) -> None:
        signal.signal(signal.SIGINT, before)
        loop.call_soon_threadsafe(talk.lines.put_nowait, _END)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _kept_apart(outgoing: int) -> Generator[int]:
    """Yield a file of our own that leads where ``outgoing`` did; ``outgoing`` leads to standard error meanwhile."""
    sys.stdout.flush()
    wire = os.dup(outgoing)
    try:
        os.dup2(2, outgoing)
        with redirect_stdout(sys.stderr):
            yield wire
    finally:
        os.dup2(wire, outgoing)
        os.close(wire)
