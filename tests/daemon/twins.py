"""The same request several times at once."""

import threading
from collections.abc import Callable

from tests.desks import Answer


def at_once(send: Callable[[], Answer], *, times: int = 4, status: int = 201) -> list[Answer]:
    """Send the same in several threads at once; all are answered alike, and one of them first. Return the answers."""
    answers: list[Answer] = []
    ready = threading.Barrier(times)

    def one() -> None:
        ready.wait(20)
        answers.append(send())

    threads = [threading.Thread(target=one) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [answer.status for answer in answers] == [status] * times
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotent-Replay" in answer.headers for answer in answers) == times - 1
    return answers
