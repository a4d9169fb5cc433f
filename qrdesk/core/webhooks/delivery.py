"""The sender: leases endpoints, sends what is due for them, and writes down what came of it.

One thread, the dispatcher, speaks to the database; a few dozen others send. Before a request goes out its attempt is
in the log as started, and the delivery stays due until its end is written down: what a crash cuts off is sent again
when the lease has ended, with the same id.
"""

import logging
import os
import random
import secrets as randomness
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import peewee

from qrdesk.core import database
from qrdesk.core.errors import QRDeskError, SecretKeyMissing
from qrdesk.core.models import Outbox
from qrdesk.core.net.courier import Courier
from qrdesk.core.net.networks import networks
from qrdesk.core.settings import Settings
from qrdesk.core.webhooks import attempts, leases, standing
from qrdesk.core.webhooks.attempts import Due, Ended
from qrdesk.core.webhooks.crew import FAULT, THREADS, Crew
from qrdesk.core.webhooks.lanes import Lanes, Work
from qrdesk.core.webhooks.sending import Post, Request, Result, own_fault, prepare
from qrdesk.core.webhooks.spreading import spread

_LANES, _DOUBTFUL = 256, 64  # endpoints leased at a time, and those of them that fail
_POLL_S = 0.25  # how often somebody looks whether something is due, when nothing is
_SPREAD_S = 0.1  # how often, at most, somebody looks for events
_GATHER_S = 0.03  # what ended is written down together
_RENEWED_S = 20.0  # after so long a lease is made to end later
_KEPT_S = 2.0  # an endpoint with nothing to do is given back after so long
_OWN_S = 10.0  # and one with much to do, where others wait for their turn
_CROWDED_S = 0.2  # there, one with nothing to do is given back after so long
_OTHERS = 16  # that are let in at a time then
_TURN, _IN_HAND = 600, 2000  # attempts begun in one turn, and waiting for a thread, at most
_IN_HAND_BYTES = 32 << 20
_TURN_BYTES, _SPARING_BYTES = 8 << 20, 1 << 20  # of events loaded in one turn, and where much is in hand
_SHARED_S = 10.0  # after so long endpoints are offered to other senders
_APART_S = 1.0  # for so long
_SHARE = 20  # looking for endpoints takes at most one part in so many of the time
_LAST_S = 2.0  # requests under way get so long when the sender is to stop
_AFTER_FAULT_S = 30.0  # events that cannot be spread are tried again after so long
_FIRST_BACKOFF_S, _LAST_BACKOFF_S = 0.25, 5.0
_LEASE_S = leases.LEASE.total_seconds()
_FAULTS = (QRDeskError, peewee.PeeweeException, OSError)
_UNREADABLE = (
    "It was sealed with another secret key, so nothing was sent. Start QRDesk anew; if that does not help, give the "
    "endpoint a new secret and its headers anew."
)
_log = logging.getLogger("qrdesk.webhooks")

Stopping = Callable[[], bool]


@dataclass
class _Turn:
    """What one turn found, and does in one transaction."""

    now: datetime
    began_s: float  # on the monotonic clock
    found: list[int] = field(default_factory=list[int])  # endpoints for which something is due
    chosen: dict[int, tuple[Due, Request, Result | None]] = field(
        default_factory=dict[int, tuple[Due, Request, Result | None]]
    )
    expired: list[int] = field(default_factory=list[int])  # deliveries whose event is gone
    renewed: list[int] = field(default_factory=list[int])
    left: set[int] = field(default_factory=set[int])

    @property
    def empty(self) -> bool:
        return not (self.found or self.chosen or self.expired or self.renewed or self.left)


class Sender:
    """Sends what is due until it is told to stop. One for each process, and any number of processes."""

    def __init__(
        self,
        settings: Settings,
        secret_key: bytes,
        *,
        clock: Callable[[], datetime] | None = None,
        chance: Callable[[], float] = random.random,
        courier: Post | None = None,
    ) -> None:
        """Send with ``courier``, or with one made as the settings say. ``chance`` returns numbers from 0 to 1."""
        self._secret_key = secret_key
        self._clock = clock or (lambda: datetime.now(UTC))
        self._chance = chance
        self._who = f"{os.getpid()}-{randomness.token_hex(6)}"
        allow = networks(settings.webhook_allowed_networks)
        self._own = Courier(allow=allow, ca_file=settings.webhook_ca_file) if courier is None else None
        self._lanes = Lanes(THREADS)
        self._crew = Crew(self._lanes, courier or self._own or Courier())
        self._ended: list[tuple[Work, Result]] = []  # not in the database yet
        self._unbegun: list[Work] = []  # to be put back
        self._look_s = self._spread_s = 0.0  # when to look for endpoints and events again, on the monotonic clock
        self._others = 0  # endpoints that something is due for, and that there is no place for
        self._leaving: set[int] = set()  # endpoints that get no more, and are offered to other senders when idle
        self._offered: dict[int, float] = {}  # and are theirs alone until then
        self._share_s = time.monotonic() + _SHARED_S
        self._trouble = ""
        self._backoff_s = _FIRST_BACKOFF_S
        self.counts: Counter[str] = Counter()  # webhooks_sent, webhooks_failed: attempts; they only grow

    def run(self, stopping: Stopping) -> None:
        """Send until ``stopping`` says so, which is asked several times a second. What is under way then gets 2 s."""
        try:
            while not stopping():
                self._rest(self.turn(), stopping)
        finally:
            self._stop()

    def _rest(self, pause_s: float, stopping: Stopping) -> None:
        """Wait for so long, or until something has ended; where the database is in trouble, for so long."""
        until_s = time.monotonic() + pause_s
        while True:
            left_s = until_s - time.monotonic()
            ended = self._crew.collect(min(left_s, _POLL_S), _GATHER_S)
            self._ended += ended
            if left_s <= _POLL_S or stopping() or (ended and not self._trouble):
                return

    def turn(self) -> float:
        """Do what there is to do in the database; return how many seconds may pass before the next. Never raises."""
        try:
            with database.scope():
                pause_s = self._go()
        except _FAULTS as fault:
            return self._troubled(str(fault))
        except Exception as fault:  # noqa: BLE001 - nobody else would go on sending
            _log.debug("where it happened", exc_info=fault)
            return self._troubled(f"{type(fault).__name__}: {fault}")
        if self._trouble:
            _log.warning("Webhooks are sent again.")
        self._trouble, self._backoff_s = "", _FIRST_BACKOFF_S
        return pause_s

    def _troubled(self, said: str) -> float:
        if said != self._trouble:
            _log.warning("Webhooks wait, and none is lost. %s", said)
        self._trouble = said
        backoff_s, self._backoff_s = self._backoff_s, min(self._backoff_s * 2, _LAST_BACKOFF_S)
        return backoff_s

    def _go(self) -> float:
        turn = _Turn(self._clock(), time.monotonic())
        spread_some = self._spread(turn)
        self._look(turn)
        self._choose(turn)
        turn.renewed = [it for it in self._lanes.ending(turn.began_s + _LEASE_S - _RENEWED_S) if it not in turn.left]
        if not turn.empty or self._ended or self._unbegun:
            try:
                self._write(turn)
            except (peewee.DataError, peewee.IntegrityError, TypeError, ValueError):
                self._write_singly(turn.now)
                raise
        self._crew.grow()
        return 0.0 if spread_some or turn.found or len(turn.chosen) == _TURN else _POLL_S

    def _spread(self, turn: _Turn) -> bool:
        if turn.began_s < self._spread_s:
            return False
        try:
            taken = spread(turn.now)
        except _FAULTS:
            raise
        except Exception:  # noqa: BLE001 - what is spread already is still to be sent
            _log.exception("Events cannot be spread to webhooks because of QRDesk itself; they are kept.")
            self._spread_s = time.monotonic() + _AFTER_FAULT_S
            return False
        self._spread_s = 0.0 if taken else time.monotonic() + _SPREAD_S
        return taken > 0

    def _look(self, turn: _Turn) -> None:
        """Find endpoints for which something is due."""
        if turn.began_s < self._look_s:
            return
        began_s = time.monotonic()
        lanes, doubtful = len(self._lanes), self._lanes.doubtful()
        room = max(0, min(_LANES - _DOUBTFUL - (lanes - doubtful), _LANES - lanes))
        found = leases.find_due(turn.now, failing=False, most=room + _OTHERS)
        self._others = len(found[room:])
        turn.found = found[:room] + leases.find_due(turn.now, failing=True, most=_DOUBTFUL - doubtful)
        self._offered = {it: until_s for it, until_s in self._offered.items() if until_s > began_s}
        # what has a lane is a lease of our own that has just ended
        turn.found = [it for it in turn.found if not self._lanes.has(it) and it not in self._offered]
        took_s = time.monotonic() - began_s
        self._look_s = began_s + max(_POLL_S, took_s * _SHARE)

    def _sort_out(self, turn: _Turn) -> set[int]:
        """Take back what is not to be sent any more, and find what is given back; return whom more may be sent to."""
        ours = set(self._lanes.endpoints())
        self._leaving &= ours
        still = leases.still_open(sorted(ours), turn.now, self._who)
        self._leaving |= set(self._lanes.beyond(_DOUBTFUL))  # many fail at once, and would take the place of others
        for it in (ours - still) | self._leaving:
            self._unbegun += self._lanes.drop(it)
        idle = set(self._lanes.idle(turn.began_s - (_CROWDED_S if self._others else _KEPT_S)))
        self._share(turn)
        turn.left = idle | (set(self._lanes.idle(turn.began_s)) & ((ours - still) | self._leaving))
        # of one that has just failed nobody knows yet how long it is to rest
        failing = {work.endpoint_id for work, result in self._ended if not result.arrived}
        return still - failing - self._leaving - set(self._lanes.oldest(self._others, turn.began_s - _OWN_S))

    def _share(self, turn: _Turn) -> None:
        """Choose which endpoints to offer to other senders.

        What we hold beyond an equal share, and one at least: of a sender that holds nothing nobody else knows. We take
        them up again where nobody does.
        """
        held = len(self._lanes)
        if turn.began_s < self._share_s or held < 2:  # the only one is kept
            return
        self._share_s = turn.began_s + _SHARED_S
        senders, theirs = leases.others(turn.now, self._who)
        beyond = held - -(-(held + theirs) // (senders + 1))
        self._leaving |= set(self._lanes.oldest(max(1, beyond), turn.began_s - _SHARED_S / 2))

    def _choose(self, turn: _Turn) -> None:
        """Choose what is sent next."""
        open_ones = self._sort_out(turn)
        waiting, size = self._lanes.queued()
        hungry = self._lanes.hungry(min(_TURN, _IN_HAND - waiting), sparing=size > _IN_HAND_BYTES)
        wanted = {it: some for it, some in hungry.items() if it in open_ones}
        most_bytes = _SPARING_BYTES if size > _IN_HAND_BYTES else _TURN_BYTES
        for due in attempts.choose(wanted, turn.now, most_bytes):
            turn.left.discard(due.endpoint.id)
            if due.event is None:
                turn.expired.append(due.delivery.id)
            else:
                turn.chosen[due.delivery.id] = (due, *self._prepared(due, due.event, turn.now))

    def _prepared(self, due: Due, event: Outbox, now: datetime) -> tuple[Request, Result | None]:
        """Return what is to be sent; where it cannot be, also why not."""
        due.delivery.attempts += 1
        more: dict[str, Any] = {"workspace_id": due.workspace_id, "key_secret": due.key_secret}
        try:
            return prepare(due.endpoint, due.delivery, event, secret_key=self._secret_key, now=now, **more), None
        except SecretKeyMissing:
            _log.error("The secret of the webhook %s cannot be read. %s", due.endpoint.public_id, _UNREADABLE)
            said = _UNREADABLE
        except Exception:  # noqa: BLE001 - a fault of ours with one delivery must not stop the others
            _log.exception("Delivery %s cannot be made ready because of QRDesk itself.", due.delivery.public_id)
            said = FAULT
        return Request(due.endpoint.url, {}, {}, b""), own_fault(said, unsent=True)

    def _write(self, turn: _Turn) -> None:
        """Do all of it in one transaction; what is in memory follows when it is kept."""
        ended, unbegun = list(self._ended), list(self._unbegun)
        requests = {it: (due.endpoint.id, request) for it, (due, request, _) in turn.chosen.items()}
        ours = {work.endpoint_id for work in (*(work for work, _ in ended), *unbegun)}
        with database.write():
            leases.lock({*ours, *self._lanes.endpoints(), *turn.left, *turn.renewed})
            self._end(ended, turn.now)
            attempts.put_back([(work.delivery_id, work.attempt_id) for work in unbegun], turn.now)
            attempts.expire(turn.expired, turn.now)
            kept = leases.renew(turn.renewed, turn.now, self._who)
            leases.give_back(sorted(turn.left), turn.now, self._who)
            taken = leases.take(turn.found, turn.now, self._who)
            begun = attempts.begin(requests, turn.now, self._who)
        self._lanes.settle(work for work, _ in ended)
        self._lanes.settle(unbegun)
        del self._ended[: len(ended)], self._unbegun[: len(unbegun)]
        self._count(ended)
        self._relet(turn, kept, taken)
        for one in begun:
            due, request, fault = turn.chosen[one.delivery_id]
            work = Work(due.endpoint.id, one.delivery_id, one.attempt_id, one.number, request, due.delivery.public_id)
            self._hand_out(work, fault)

    def _end(self, ended: Sequence[tuple[Work, Result]], now: datetime) -> None:
        found = [
            Ended(it.endpoint_id, it.delivery_id, it.attempt_id, it.number, result, ask.url, ask.old_signed, ask.test)
            for it, result in ended
            for ask in (it.request,)
        ]
        before = standing.load(sorted({one.endpoint_id for one in found}))
        formats = {it: one.format for it, one in before.items()}
        attempts.end(found, formats, now, [self._chance() for _ in found])
        standing.judge(before, found, now, [self._chance() for _ in found])

    def _write_singly(self, now: datetime) -> None:
        """Write down what ended one by one: an answer that the database will not have must not keep the others back."""
        for one in list(self._ended):
            try:
                with database.write():
                    self._end([one], now)
            except (peewee.DataError, peewee.IntegrityError, TypeError, ValueError):
                _log.exception("What came of delivery %s cannot be kept because of QRDesk itself.", one[0].name)
                self._ended[self._ended.index(one)] = (one[0], own_fault(FAULT, unsent=False))
            else:
                self._ended.remove(one)
                self._lanes.settle([one[0]])
                self._count([one])

    def _relet(self, turn: _Turn, kept: set[int], taken: Sequence[leases.Leased]) -> None:
        """Follow in memory what became of our leases."""
        until_s = turn.began_s + _LEASE_S
        for one in taken:
            self._lanes.open(one.endpoint_id, until_s, doubtful=one.failures > 0 or one.delivered_at is None)
        for it in turn.left:
            self._lanes.close(it)
            if it in self._leaving:
                self._leaving.discard(it)
                self._offered[it] = turn.began_s + _APART_S
        for it in turn.renewed:
            if it in kept:
                self._lanes.renew(it, until_s)
            else:
                self._unbegun += self._lanes.drop(it)
                self._lanes.close(it)

    def _hand_out(self, work: Work, fault: Result | None) -> None:
        if not self._lanes.has(work.endpoint_id):  # lost in this very turn
            self._unbegun.append(work)
        elif fault is None:
            self._lanes.put(work)
        else:
            self._lanes.hold(work)
            self._ended.append((work, fault))

    def _count(self, ended: Sequence[tuple[Work, Result]]) -> None:
        arrived = sum(result.arrived for _, result in ended)
        self.counts.update(webhooks_sent=arrived, webhooks_failed=len(ended) - arrived)

    def _stop(self) -> None:
        """Begin nothing more, write down what ends within 2 s, and give the endpoints back."""
        self._lanes.end()
        until_s = time.monotonic() + _LAST_S
        while self._lanes.at_work and time.monotonic() < until_s:
            self._ended += self._crew.collect(0.05)
        self._ended += self._crew.collect(0.0)
        try:
            with database.scope():
                self._leave()
        except _FAULTS as fault:
            _log.warning("What was sent last is sent again after a minute. %s", fault)
        if self._own is not None:
            self._own.close()

    def _leave(self) -> None:
        ours = self._lanes.endpoints()
        for it in ours:
            self._unbegun += self._lanes.drop(it)
        # where a request is still under way, nobody else is to send before the lease ends
        left = {it for it in ours if not self._lanes.at_work_for(it)}
        if self._ended or self._unbegun or left:
            turn = _Turn(self._clock(), time.monotonic(), left=left)
            self._write(turn)
