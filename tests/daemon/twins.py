"""The same request several times at once."""

import threading
from collections.abc import Callable

from tests.desks import Answer


def four_at_once(send: Callable[[], Answer]) -> None:
    """Send the same in four threads at once; all are answered alike, and one of them first."""
    answers: list[Answer] = []
    ready = threading.Barrier(4)

    def one() -> None:
        ready.wait(20)
        answers.append(send())

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [answer.status for answer in answers] == [201] * 4
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotent-Replay" in answer.headers for answer in answers) == 3
