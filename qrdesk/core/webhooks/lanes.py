"""What a sender has in hand, endpoint by endpoint, and whose turn it is. Knows no database and no network.

Each endpoint has a lane. Threads take from the lanes in turn, so that a long queue waits behind nobody but itself.
Lanes that failed lately, or have not shown yet that they answer, hold at most half of the threads together.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from qrdesk.core.webhooks.sending import Request, Result

AT_ONCE = 2  # requests to one endpoint
LEAST, MOST = 2, 64  # what is taken at a time for one endpoint
NEEDED_S = 20.0  # of the lease for a request to begin: more than the deadline of one
_AHEAD_MS = 2000.0  # so much work is taken ahead: what is signed is not to lie about
_SLOW_S = 1.0  # a request that takes longer counts as one that may hang

Clock = Callable[[], float]


@dataclass(slots=True, eq=False)
class Work:
    """One attempt, noted as started in the database, and to be made soon."""

    endpoint_id: int
    delivery_id: int
    attempt_id: int
    number: int
    request: Request
    name: str = ""  # the public id of its delivery
    doubtful: bool = False  # its lane had not shown, when it began, that it answers
    began_s: float = 0.0


@dataclass(slots=True, eq=False)
class Lane:
    """What is in hand for one endpoint. Only ``Lanes`` changes it, under its lock."""

    endpoint_id: int
    until_s: float  # when its lease ends
    doubtful: bool  # it failed last, or nothing is known of it
    appetite: int = LEAST
    answered: bool = False  # since it was opened, and the last time
    queue: deque[Work] = field(default_factory=deque[Work])
    at_work: int = 0
    listed: bool = False
    held: set[int] = field(default_factory=set[int])  # deliveries in hand, until what came of them is stored
    opened_s: float = 0.0
    busy_s: float = 0.0  # when it last had anything to do

    @property
    def room(self) -> int:
        """How many more may be taken for it; 0 while it has enough."""
        waiting = len(self.queue)
        return self.appetite - waiting if waiting <= self.appetite // 2 else 0


class Lanes:
    """The lanes of one sender; every thread may call it."""

    def __init__(self, threads: int, clock: Clock = time.monotonic) -> None:
        self._lanes: dict[int, Lane] = {}
        self._quick: deque[Lane] = deque()
        self._doubtful: deque[Lane] = deque()
        self._running: set[Work] = set()
        self._most_doubtful = threads // 2
        self._turn = False
        self._closed = False
        self._waiting = 0  # threads with nothing to do
        self._clock = clock
        self._changed = threading.Condition()

    def __len__(self) -> int:
        return len(self._lanes)

    def endpoints(self) -> list[int]:
        """Return the endpoints that have a lane."""
        with self._changed:
            return list(self._lanes)

    def open(self, endpoint_id: int, until_s: float, *, doubtful: bool) -> None:
        """Open a lane for an endpoint that is leased until then. Requests from before that are under way count."""
        with self._changed:
            now_s = self._clock()
            lane = Lane(endpoint_id, until_s, doubtful, opened_s=now_s, busy_s=now_s)
            lane.held = {work.delivery_id for work in self._running if work.endpoint_id == endpoint_id}
            lane.at_work = len(lane.held)
            self._lanes[endpoint_id] = lane

    def renew(self, endpoint_id: int, until_s: float) -> None:
        """Let the lease of a lane end later, if there is one still."""
        with self._changed:
            if (lane := self._lanes.get(endpoint_id)) is not None:
                lane.until_s = until_s
                self._list(lane)

    def put(self, work: Work) -> None:
        """Hand an attempt out."""
        with self._changed:
            lane = self._lanes[work.endpoint_id]
            lane.queue.append(work)
            lane.held.add(work.delivery_id)
            lane.busy_s = self._clock()
            self._list(lane)

    def hold(self, work: Work) -> None:
        """Note that a delivery is in hand that no thread is to send."""
        with self._changed:
            self._lanes[work.endpoint_id].held.add(work.delivery_id)

    def hungry(self, most: int, *, sparing: bool) -> dict[int, tuple[int, set[int]]]:
        """Return how many more may be taken for each endpoint, and which deliveries of it are in hand.

        ``most`` in all, shared among the lanes, the emptiest first: nobody knows yet how much there is for each. Where
        memory is to be spared, a few for the empty ones only.
        """
        wanted: dict[int, tuple[int, set[int]]] = {}
        least_s = self._clock() + NEEDED_S
        with self._changed:
            hungry = [lane for lane in self._lanes.values() if lane.room > 0 and lane.until_s > least_s]
            share = LEAST if sparing else max(LEAST, most // max(len(hungry), 1))
            for lane in sorted(hungry, key=lambda lane: (len(lane.queue), lane.busy_s)):
                room = min(lane.room, share - len(lane.queue) if sparing else share, most)
                if room > 0:
                    wanted[lane.endpoint_id] = (room, set(lane.held))
                    most -= room
        return wanted

    def idle(self, since_s: float) -> list[int]:
        """Return the endpoints for which nothing has been in hand since a moment."""
        with self._changed:
            lanes = self._lanes.values()
            return [it.endpoint_id for it in lanes if not it.held and not it.at_work and it.busy_s < since_s]

    def oldest(self, most: int, before_s: float) -> list[int]:
        """Return the endpoints that have had a lane for longest, of those opened before a moment."""
        with self._changed:
            old = sorted((lane.opened_s, it) for it, lane in self._lanes.items() if lane.opened_s < before_s)
        return [it for _, it in old[:most]]

    def beyond(self, most: int) -> list[int]:
        """Return the endpoints of doubtful lanes beyond so many, of those to which no request is under way."""
        with self._changed:
            doubtful = [lane for lane in self._lanes.values() if lane.doubtful]
            resting = [lane.endpoint_id for lane in reversed(doubtful) if not lane.at_work]
            return resting[: max(0, len(doubtful) - most)]

    def ending(self, before_s: float) -> list[int]:
        """Return the endpoints whose lease ends before a moment."""
        with self._changed:
            return [lane.endpoint_id for lane in self._lanes.values() if lane.until_s < before_s]

    def take(self, patience_s: float) -> Work | None:
        """Return the next attempt to be made; None when there was none for so long, or it is over."""
        until_s = self._clock() + patience_s
        with self._changed:
            self._waiting += 1
            try:
                while not self._closed:
                    if (work := self._next()) is not None:
                        return work
                    if (left_s := until_s - self._clock()) <= 0:
                        return None
                    self._changed.wait(left_s)
                return None
            finally:
                self._waiting -= 1

    def done(self, work: Work, result: Result) -> None:
        """Note that a thread is free again, and what that says about the endpoint."""
        with self._changed:
            self._running.discard(work)
            lane = self._lanes.get(work.endpoint_id)
            if lane is None:
                return
            lane.at_work -= 1
            lane.busy_s = self._clock()
            lane.doubtful, lane.answered = not result.arrived, result.arrived
            ahead = int(AT_ONCE * _AHEAD_MS / max(result.took_ms, 1))
            grown = min(lane.appetite * 2, MOST, max(ahead, LEAST))
            lane.appetite = grown if result.arrived else LEAST
            self._list(lane)

    def settle(self, works: Iterable[Work]) -> None:
        """Forget deliveries: what came of them is stored, or they were put back."""
        with self._changed:
            for work in works:
                if (lane := self._lanes.get(work.endpoint_id)) is not None:
                    lane.held.discard(work.delivery_id)

    def drop(self, endpoint_id: int) -> list[Work]:
        """Take back what has not begun."""
        with self._changed:
            lane = self._lanes.get(endpoint_id)
            if lane is None:
                return []
            dropped = list(lane.queue)
            lane.queue.clear()
            return dropped

    def close(self, endpoint_id: int) -> None:
        """Close the lane of an endpoint that is not ours any more."""
        with self._changed:
            self._lanes.pop(endpoint_id, None)

    def end(self) -> None:
        """Hand nothing more out; threads that wait go home."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def has(self, endpoint_id: int) -> bool:
        """Say whether an endpoint has a lane."""
        return endpoint_id in self._lanes

    def at_work_for(self, endpoint_id: int) -> int:
        """Return how many requests to an endpoint are under way."""
        with self._changed:
            return sum(work.endpoint_id == endpoint_id for work in self._running)

    def short_of(self) -> int:
        """Return for how many attempts that could begin there is no thread waiting."""
        with self._changed:
            doubtful = max(0, self._most_doubtful - self._holding())
            wanted = sum(self._places(lane) for lane in self._quick)
            wanted += min(doubtful, sum(self._places(lane) for lane in self._doubtful))
            return wanted - self._waiting

    @property
    def at_work(self) -> int:
        """How many requests are under way."""
        return len(self._running)

    def queued(self) -> tuple[int, int]:
        """Return how many attempts have not begun, and how many bytes they hold."""
        with self._changed:
            sizes = [len(work.request.body) for lane in self._lanes.values() for work in lane.queue]
        return len(sizes), sum(sizes)

    def doubtful(self) -> int:
        """Return how many lanes have failed lately, or are not known to answer."""
        with self._changed:
            return sum(lane.doubtful for lane in self._lanes.values())

    def _places(self, lane: Lane) -> int:
        return max(0, min(len(lane.queue), self._limit(lane) - lane.at_work))

    def _limit(self, lane: Lane) -> int:
        return AT_ONCE if lane.answered else 1

    def _list(self, lane: Lane) -> None:
        """Have a lane that can begin something wait for its turn."""
        if lane.listed or not lane.queue or lane.at_work >= self._limit(lane):
            return
        lane.listed = True
        (self._doubtful if lane.doubtful else self._quick).append(lane)
        self._changed.notify()

    def _next(self) -> Work | None:
        now_s = self._clock()
        while (lane := self._whose_turn()) is not None:
            lane.listed = False
            gone = self._lanes.get(lane.endpoint_id) is not lane
            if gone or not lane.queue or lane.at_work >= self._limit(lane) or lane.until_s - now_s < NEEDED_S:
                continue
            if lane.doubtful and self._holding() >= self._most_doubtful:  # it failed while it waited among the others
                self._list(lane)
                continue
            work = lane.queue.popleft()
            work.began_s, work.doubtful = now_s, lane.doubtful
            lane.at_work += 1
            self._running.add(work)
            self._list(lane)
            return work
        return None

    def _whose_turn(self) -> Lane | None:
        self._turn = not self._turn
        if self._doubtful and (self._turn or not self._quick) and self._holding() < self._most_doubtful:
            return self._doubtful.popleft()
        return self._quick.popleft() if self._quick else None

    def _holding(self) -> int:
        """Return how many threads are held by requests that may hang."""
        slow_s = self._clock() - _SLOW_S
        return sum(work.doubtful or work.began_s < slow_s for work in self._running)
