"""Stored sums held against counted ones."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

from qrdesk.core.hits.hit_row import DIMENSIONS, OTHER
from qrdesk.core.hits.sums import MAX_VALUES, Counts, DaySum, Key

K = TypeVar("K", int, str)
Totals = Mapping[int, tuple[int, int, int]]  # scans, clicks and bots by link
_NONE: tuple[int, int, int] = (0, 0, 0)


class Difference(NamedTuple):
    """A sum that is not what the hits give. ``key`` is that of its row; None: there is no such row."""

    table: str
    key: tuple[int | str, ...]
    column: str
    kept: object
    counted: object


def between(kept: Mapping[Key, DaySum], counted: Mapping[Key, DaySum]) -> Iterator[Difference]:
    """Yield what rows of ``rollup_day`` differ in. Counted rows have no more values than stored ones may have."""
    for key in sorted({*kept, *counted}):
        old, new = kept.get(key), counted.get(key)
        if old is None or new is None:
            if any((old or new or DaySum(0)).totals):
                yield Difference("rollup_day", key, "", _said(old), _said(new))
            continue
        for column, mine, real in _columns(old, new):
            if mine != real:
                yield Difference("rollup_day", key, column, mine, real)


def between_totals(kept: Totals, hit_counts: Mapping[int, int], summed: Totals) -> Iterator[Difference]:
    """Yield what totals of links differ from ``summed``, the sums of their days."""
    for link_id in sorted({*kept, *hit_counts, *summed}):
        right, mine = summed.get(link_id, _NONE), kept.get(link_id, _NONE)
        if mine != right:
            yield Difference("rollup_total", (link_id,), "", mine, right)
        if hit_counts.get(link_id, right[0] + right[1]) != right[0] + right[1]:
            yield Difference("link", (link_id,), "hit_count", hit_counts[link_id], right[0] + right[1])


def _columns(old: DaySum, new: DaySum) -> Iterator[tuple[str, object, object]]:
    yield "workspace_id", old.workspace_id, new.workspace_id
    yield "visitors", old.visitors, new.visitors
    yield "hours", _held(old.hours), _held(new.hours)
    for dimension in DIMENSIONS:
        mine, real = old.counts.get(dimension, {}), new.counts.get(dimension, {})
        if dimension != "device" and (_is_crowded(mine) or _is_crowded(real)):  # of devices there is a few
            yield dimension, _total(mine), _total(real)
        else:
            yield dimension, _held(mine), _held(real)


def _is_crowded(counts: Counts) -> bool:
    """Say whether values may have been put together, which of them depending on the order of the hits."""
    # after an erasure some of the values beside "other" may be gone; few values are never put together
    return len(counts) >= MAX_VALUES or (OTHER in counts and len(counts) > 1)


def _total(counts: Counts) -> tuple[int, int]:
    return sum(scans for scans, _ in counts.values()), sum(clicks for _, clicks in counts.values())


def _held(counts: Mapping[K, list[int]]) -> dict[K, list[int]]:
    return {value: numbers for value, numbers in counts.items() if any(numbers)}


def _said(one: DaySum | None) -> object:
    return None if one is None else one.totals
