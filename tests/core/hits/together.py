"""Work on one database in several threads at once, each with a connection of its own."""

import threading
from collections.abc import Callable
from typing import Any

from qrdesk.core import database


def together(work: Callable[[int], object], threads: int = 4) -> list[BaseException]:
    """Begin ``work`` in all threads at the same moment, each with its number, and return what went wrong in them."""
    begin = threading.Barrier(threads)
    failures: list[BaseException] = []

    def one(number: int) -> None:
        try:
            begin.wait()
            work(number)
        except BaseException as fault:  # noqa: BLE001 - a thread's failure is the test's
            failures.append(fault)
        finally:
            hang_up()

    started = [threading.Thread(target=one, args=(number,)) for number in range(threads)]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
    return failures


def hang_up() -> None:
    """Close this thread's connection, where there is one."""
    current: Any = database.proxy.obj
    if not current.is_closed():
        current.close()
