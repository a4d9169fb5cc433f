"""The tools over standard input and output, for a program on this computer that started us."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from mcp.server.stdio import stdio_server

from qrdesk.daemon.mcp.server import Answer, build_server
from qrdesk.daemon.mcp.tool import Call

_THREADS = 4  # an agent seldom asks more at once


def serve(call: Call) -> None:
    """Answer until standard input ends, as it does when whoever started us goes.

    Standard output belongs to the protocol meanwhile: what else is printed goes to standard error.
    """
    with ThreadPoolExecutor(_THREADS, "tools") as threads:
        asyncio.run(_serve(call, threads))


async def _serve(call: Call, threads: ThreadPoolExecutor) -> None:
    loop = asyncio.get_running_loop()

    async def away(work: Callable[[], Answer]) -> Answer:
        return await loop.run_in_executor(threads, work)

    server = build_server(lambda _: call, away)
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())
