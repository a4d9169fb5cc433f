"""Many looks at other servers at once in the background, and few where somebody waits."""

import queue
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from qrdesk.core.errors import Busy

Item = TypeVar("Item")
Found = TypeVar("Found")
_SLICE_S = 0.1  # the end is noticed after at most this
_place = threading.BoundedSemaphore(1)


@contextmanager
def one_look() -> Generator[None]:
    """Hold this process's one place for a look at another server: each look holds one of its threads meanwhile.

    Raises:
        Busy: somebody else holds it.
    """
    if not _place.acquire(blocking=False):
        raise Busy("QRDesk is looking at another server for somebody else. Nothing was saved; try again in a moment.")
    try:
        yield
    finally:
        _place.release()


def side_by_side(
    work: Callable[[Item], Found], items: Sequence[Item], at_once: int, stopping: Callable[[], bool]
) -> Iterator[tuple[Item, Found]]:
    """Yield each item with what ``work`` returned for it, in the order they are done, ``at_once`` at a time.

    Once ``stopping`` says so nothing more is yielded; looks under way are left behind, on threads that hold no process
    back from its end. What ``work`` raises is raised here.
    """
    todo: queue.SimpleQueue[Item] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[Item, Found | None, Exception | None]] = queue.SimpleQueue()
    over = threading.Event()
    for item in items:
        todo.put(item)

    def run() -> None:
        while not over.is_set():
            try:
                item = todo.get_nowait()
            except queue.Empty:
                return
            try:
                done.put((item, work(item), None))
            except Exception as fault:  # noqa: BLE001 - it is raised again where it is waited for
                done.put((item, None, fault))

    for _ in range(min(at_once, len(items))):
        threading.Thread(target=run, name="look", daemon=True).start()
    try:
        for _ in items:
            taken = _take(done, stopping)
            if taken is None:
                return
            item, found, fault = taken
            if fault is not None:
                raise fault
            yield item, found  # pyright: ignore[reportReturnType] - without a fault it is what work returned
    finally:
        over.set()


def _take(done: "queue.SimpleQueue[Found]", stopping: Callable[[], bool]) -> Found | None:
    while not stopping():
        try:
            return done.get(timeout=_SLICE_S)
        except queue.Empty:
            continue
    return None
