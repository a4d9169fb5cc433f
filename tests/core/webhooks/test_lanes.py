"""Whose turn it is: no threads, no database, a clock of the test's own."""

from itertools import count

import pytest

from qrdesk.core.webhooks.lanes import AT_ONCE, LEAST, MOST, NEEDED_S, Lanes, Work
from qrdesk.core.webhooks.sending import Request, Result

THREADS = 8
WELL, BADLY = Result("delivered", 5, 200), Result("timed_out", 15_000)
numbers = count(1)


class Clock:
    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lanes(clock: Clock) -> Lanes:
    return Lanes(THREADS, clock)


def fill(lanes: Lanes, endpoint_id: int, number: int, *, doubtful: bool = False, until_s: float = 1060.0) -> None:
    if not lanes.has(endpoint_id):
        lanes.open(endpoint_id, until_s, doubtful=doubtful)
    for one in (next(numbers) for _ in range(number)):
        lanes.put(Work(endpoint_id, one, one, 1, Request("http://x.example/", {}, {}, b"body")))


def take(lanes: Lanes, most: int = 100) -> list[Work]:
    """Take as many as begin without waiting."""
    found: list[Work] = []
    while len(found) < most and (work := lanes.take(0)) is not None:
        found.append(work)
    return found


def test_an_endpoint_shows_that_it_answers_before_two_requests_go_there_at_once(lanes: Lanes) -> None:
    fill(lanes, 1, 10)
    (first,) = take(lanes)
    lanes.done(first, WELL)
    both = take(lanes)
    assert len(both) == AT_ONCE
    lanes.done(both[0], BADLY)
    assert take(lanes) == []  # one is under way, and it answers no more
    lanes.done(both[1], BADLY)
    assert len(take(lanes)) == 1


def test_a_long_queue_is_taken_in_turn_with_the_others(lanes: Lanes) -> None:
    fill(lanes, 1, 50)
    for endpoint_id in (2, 3):
        fill(lanes, endpoint_id, 2)
    order: list[int] = []
    for _ in range(6):
        (work,) = take(lanes, 1)
        order.append(work.endpoint_id)
        lanes.done(work, WELL)
    assert sorted(order[:3]) == sorted(order[3:]) == [1, 2, 3]


def test_those_that_fail_hold_half_of_the_threads_together(lanes: Lanes) -> None:
    for endpoint_id in range(1, 21):
        fill(lanes, endpoint_id, 5, doubtful=True)
    assert lanes.short_of() == THREADS // 2
    hanging = take(lanes)
    assert len(hanging) == THREADS // 2
    fill(lanes, 30, 5)
    (quick,) = take(lanes)
    assert quick.endpoint_id == 30
    lanes.done(hanging[0], BADLY)
    (next_one,) = take(lanes)
    assert next_one.endpoint_id in range(1, 21)


def test_requests_that_take_long_count_as_those_that_hang(lanes: Lanes, clock: Clock) -> None:
    for endpoint_id in range(1, THREADS // 2 + 1):
        fill(lanes, endpoint_id, 5)
    assert len(take(lanes)) == THREADS // 2
    clock.now_s += 2
    fill(lanes, 30, 1, doubtful=True)
    assert take(lanes) == []
    fill(lanes, 31, 1)
    assert [work.endpoint_id for work in take(lanes)] == [31]


def test_one_that_failed_while_it_waited_is_with_those_that_fail(lanes: Lanes) -> None:
    for endpoint_id in range(1, THREADS // 2 + 1):
        fill(lanes, endpoint_id, 1, doubtful=True)
    take(lanes)
    fill(lanes, 30, 1)
    lanes.done(take(lanes)[0], WELL)
    fill(lanes, 30, 2)
    (first,) = take(lanes, 1)  # its second one waits among those that answer
    lanes.done(first, BADLY)
    assert take(lanes) == []


def test_nothing_begins_that_could_outlive_its_lease(lanes: Lanes, clock: Clock) -> None:
    fill(lanes, 1, 3)
    clock.now_s = 1060 - NEEDED_S + 0.1
    assert take(lanes) == []
    lanes.renew(1, clock.now_s + 60)
    assert len(take(lanes)) == 1


def test_more_is_taken_for_those_that_answer_and_little_for_those_that_do_not(lanes: Lanes) -> None:
    fill(lanes, 1, 0)
    sizes: list[int] = []
    for _ in range(8):
        ((room, _),) = lanes.hungry(1000, sparing=False).values()
        sizes.append(room)
        fill(lanes, 1, 1)
        (work,) = take(lanes)
        lanes.done(work, WELL)
        lanes.settle([work])
    assert sizes == [LEAST, 4, 8, 16, 32, MOST, MOST, MOST]
    fill(lanes, 1, 1)
    (work,) = take(lanes)
    lanes.done(work, BADLY)
    assert lanes.hungry(1000, sparing=False)[1] == (LEAST, {work.delivery_id})


def test_little_is_signed_ahead_for_one_that_answers_slowly(lanes: Lanes) -> None:
    fill(lanes, 1, 0)
    for _ in range(8):
        fill(lanes, 1, 1)
        (work,) = take(lanes)
        lanes.done(work, Result("delivered", 800, 200))
    assert lanes.hungry(1000, sparing=False)[1][0] == 5  # two seconds of work for two at once


def test_what_is_to_be_had_is_shared_and_nobody_is_kept_waiting_by_those_with_nothing_due(lanes: Lanes) -> None:
    for endpoint_id in range(1, 6):
        fill(lanes, endpoint_id, 0)
        for _ in range(8):
            fill(lanes, endpoint_id, 1)
            (work,) = take(lanes)
            lanes.done(work, WELL)
    assert {room for room, _ in lanes.hungry(100, sparing=False).values()} == {20}
    assert {room for room, _ in lanes.hungry(100, sparing=True).values()} == {LEAST}


def test_what_is_dropped_is_had_back_and_never_begins(lanes: Lanes) -> None:
    fill(lanes, 1, 5)
    (begun,) = take(lanes)
    dropped = lanes.drop(1)
    assert len(dropped) == 4
    lanes.settle(dropped)
    assert lanes.at_work_for(1) == 1
    assert lanes.idle(clock_s := 5000.0) == []
    lanes.done(begun, WELL)
    assert (take(lanes), lanes.idle(clock_s)) == ([], [])  # what came of it is not stored yet
    lanes.settle([begun])
    assert lanes.idle(clock_s) == [1]


def test_one_that_was_closed_meanwhile_is_let_go(lanes: Lanes) -> None:
    fill(lanes, 1, 3)
    (work,) = take(lanes)
    lanes.close(1)
    lanes.done(work, WELL)
    assert (take(lanes), lanes.at_work, len(lanes)) == ([], 0, 0)


def test_what_is_under_way_from_before_counts_when_a_lane_is_opened_anew(lanes: Lanes, clock: Clock) -> None:
    fill(lanes, 1, 3)
    lanes.done(take(lanes)[0], WELL)
    old = take(lanes)
    lanes.close(1)
    fill(lanes, 1, 5)
    assert lanes.hungry(100, sparing=False) == {}
    assert take(lanes) == []
    lanes.done(old[0], WELL)
    (new,) = take(lanes)  # with the other old one two are under way
    lanes.done(new, WELL)
    lanes.done(old[1], WELL)
    assert len(take(lanes)) == AT_ONCE


def test_deliveries_that_are_under_way_from_before_are_not_chosen_again(lanes: Lanes) -> None:
    fill(lanes, 1, 1)
    (old,) = take(lanes)
    lanes.close(1)
    lanes.open(1, 1060.0, doubtful=False)
    assert lanes.hungry(100, sparing=False) == {1: (LEAST, {old.delivery_id})}


def test_a_lease_that_is_renewed_when_its_lane_is_closed_does_no_harm(lanes: Lanes) -> None:
    lanes.renew(1, 2000.0)
    assert len(lanes) == 0


def test_those_beyond_the_places_of_doubtful_ones_are_the_last_with_nothing_under_way(lanes: Lanes) -> None:
    for endpoint_id in range(1, 4):
        fill(lanes, endpoint_id, 2, doubtful=True)
    take(lanes)
    for endpoint_id in range(4, 7):
        fill(lanes, endpoint_id, 2, doubtful=True)
    take(lanes, 1)
    fill(lanes, 7, 2)
    assert (lanes.beyond(6), lanes.beyond(5), lanes.beyond(2)) == ([], [6], [6, 5])


def test_threads_that_wait_go_home_at_the_end(lanes: Lanes) -> None:
    fill(lanes, 1, 3)
    lanes.end()
    assert lanes.take(60) is None
