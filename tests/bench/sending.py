"""What visitors of the shop send, and sending it evenly: so many requests a second, whoever is slow."""

import random
import selectors
import socket
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tests.bench.crowd import make_crowd
from tests.bench.shop import make_shop

CONNECTIONS = 32
_TURN_S = 0.001
_PATIENCE_S = 10.0
_REDIRECT = b"HTTP/1.1 302"


class Poured(NamedTuple):
    """What became of requests that were sent evenly."""

    answers: int
    failures: int
    took_s: float

    @property
    def per_s(self) -> float:
        """Answers for each second."""
        return self.answers / self.took_s


def requests_of_visitors(count: int) -> list[bytes]:
    """Return what visitors of ``make_shop`` send, as skewed as they are."""
    chance, crowd, shop = random.Random(6), make_crowd(), make_shop()
    links = [link for link in chance.choices(shop.links, weights=shop.popularity, k=2 * count) if not link.domain]
    drawn = zip(
        links[:count],
        crowd.agents.numbers(chance, count),
        crowd.languages.numbers(chance, count),
        crowd.pages.numbers(chance, count),
        strict=True,
    )
    return [
        (
            f"GET /r/{link.slug} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {crowd.agents.values[agent]}\r\n"
            f"Accept-Language: {crowd.languages.values[language]}\r\nReferer: {crowd.pages.values[page]}\r\n\r\n"
        ).encode()
        for link, agent, language, page in drawn
    ]


def pour(
    port: int, asked: Sequence[bytes], per_s: float, seconds: float, meanwhile: Callable[[], None] | None = None
) -> Poured:
    """Send ``asked`` again and again, ``per_s`` of it a second; ``meanwhile`` is called once a second."""
    answers = failures = sent = 0
    with selectors.DefaultSelector() as waiting:
        # taken in turn, so that none is silent for so long that the server closes it
        free = deque(_connection(port, waiting) for _ in range(CONNECTIONS))
        began = looked = time.perf_counter()
        while (now := time.perf_counter()) - began < seconds:
            for _ in range(min(int((now - began) * per_s) - sent, len(free))):
                one = free.popleft()
                one.sendall(asked[sent % len(asked)])
                sent += 1
            for key, _ in waiting.select(_TURN_S):
                one = key.fileobj
                assert isinstance(one, socket.socket)
                answer = one.recv(65536)
                answers += answer.startswith(_REDIRECT)
                failures += not answer.startswith(_REDIRECT)
                free.append(one if answer else _again(one, port, waiting))
            if meanwhile is not None and now - looked >= 1:
                looked = now
                meanwhile()
        took_s = time.perf_counter() - began
        for key in tuple(waiting.get_map().values()):
            assert isinstance(key.fileobj, socket.socket)
            key.fileobj.close()
    return Poured(answers, failures, took_s)


def _connection(port: int, waiting: selectors.BaseSelector) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port), _PATIENCE_S)
    waiting.register(made, selectors.EVENT_READ)
    return made


def _again(old: socket.socket, port: int, waiting: selectors.BaseSelector) -> socket.socket:
    waiting.unregister(old)
    old.close()
    return _connection(port, waiting)
