"""Hits as a year brings them: with busy hours and weekdays, growth, few busy links and many quiet ones.

Who visits is drawn from ``crowd``, what is visited from ``shop``; who came once may come again on the same day. All of
it follows from a seed, and nothing from the clock.
"""

import itertools
import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from qrdesk.core.hits.records import Record
from tests.bench.crowd import Crowd
from tests.bench.shop import ZONE, Shop, ShopLink, Way

FIRST = date(2025, 11, 1)
DAYS = 365
LAST = FIRST + timedelta(days=DAYS - 1)
CLICK_SHARE = 0.2
AGAIN_SHARE = 0.22  # of the hits: somebody who was there before on this day
_SAME_LINK_SHARE = 0.5  # of those
_HOUR_US = 3_600_000_000
_WEEKDAYS = (0.86, 0.9, 0.93, 0.97, 1.15, 1.25, 0.94)
_HOURS = (8, 4, 2, 2, 2, 4, 10, 20, 32, 42, 50, 60, 72, 66, 56, 52, 54, 62, 70, 68, 56, 42, 28, 16)


class Made(NamedTuple):
    """Some hits, column by column, in the order of time. ``at`` is microseconds since 1970 UTC.

    ``link`` and ``way`` are places in ``Makes.links`` and ``Makes.ways``, the others in the lists of the crowd.
    """

    at: list[int]
    link: list[int]
    way: list[int]
    scan: list[bool]
    agent: list[int]
    spot: list[int]
    language: list[int]
    page: list[int]
    campaign: list[int]
    visitor: list[str]


class Makes:
    """Makes hits. What it makes next follows from the seed and from what it has made."""

    def __init__(self, crowd: Crowd, shop: Shop, seed: int = 3) -> None:
        self.crowd = crowd
        self.links: Sequence[ShopLink] = shop.links
        self.ways: list[Way] = [way for link in shop.links for way in link.ways]
        self._chance = random.Random(seed)
        self._popular = list(itertools.accumulate(shop.popularity))
        self._first_way = list(itertools.accumulate((len(link.ways) for link in shop.links), initial=0))
        self._way_sums = [list(itertools.accumulate(way.weight for way in link.ways)) for link in shop.links]

    def year(self, number: int) -> Iterator[Made]:
        """Yield ``number`` hits, day by day."""
        zone = ZoneInfo(ZONE)
        days = [FIRST + timedelta(days=at) for at in range(DAYS)]
        weights = list(itertools.accumulate(self._day_weight(at, day) for at, day in enumerate(days)))
        done = 0
        for day, weight in zip(days, weights, strict=True):
            upto = round(number * weight / weights[-1])
            midnight = int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp()) * 1_000_000
            yield self.some(self._instants(midnight, upto - done))
            done = upto

    def some(self, at: list[int], only: int | None = None) -> Made:
        """Return hits of these instants, given in order; ``only`` is the one link that all of them are of."""
        chance, count = self._chance, len(at)
        link = chance.choices(range(len(self.links)), cum_weights=self._popular, k=count)
        if only is not None:
            link = [only] * count
        who = self._who(link)
        people = max(who, default=-1) + 1
        crowd = self.crowd
        agent, spot, language = (one.numbers(chance, people) for one in (crowd.agents, crowd.spots, crowd.languages))
        visitor = [chance.getrandbits(88).to_bytes(11, "big").hex() for _ in range(people)]
        return Made(
            at,
            link,
            [self._way(one) for one in link],
            chance.choices((True, False), (1 - CLICK_SHARE, CLICK_SHARE), k=count),
            [agent[one] for one in who],
            [spot[one] for one in who],
            [language[one] for one in who],
            crowd.pages.numbers(chance, count),
            crowd.campaigns.numbers(chance, count),
            [visitor[one] for one in who],
        )

    def records(self, made: Made, workspace_id: int, hit_ids: Iterator[str]) -> Iterator[Record]:
        """Yield the hits as a redirect would write them."""
        crowd, chance = self.crowd, self._chance
        for at, link, way, scan, agent, spot, language, page, campaign, visitor in zip(*made, strict=True):
            led = self.ways[way]
            yield Record(
                next(hit_ids),
                at,
                workspace_id,
                self.links[link].id,
                "s" if scan else "c",
                crowd.agents.values[agent],
                crowd.languages.values[language],
                crowd.pages.values[page],
                chance.choice(crowd.spots.values[spot].networks),
                visitor,
                led.rule,
                led.variant,
                destination=led.destination,
                campaign=crowd.campaigns.values[campaign],
                slug=led.slug,
            )

    def _day_weight(self, number: int, day: date) -> float:
        growth = 1 + 1.2 * number / DAYS
        return growth * _WEEKDAYS[day.weekday()] * self._chance.uniform(0.85, 1.15)

    def _instants(self, midnight: int, count: int) -> list[int]:
        hours = self._chance.choices(range(24), weights=_HOURS, k=count)
        part = self._chance.random
        return sorted(midnight + hour * _HOUR_US + int(part() * _HOUR_US) for hour in hours)

    def _who(self, link: list[int]) -> list[int]:
        """Return a number of a person for each hit, counted from 0; some come again, and often to the same link."""
        part, first, who = self._chance.random, list[int](), list[int]()
        for at, visited in enumerate(link):
            dice = part()
            if dice >= AGAIN_SHARE or not first:
                who.append(len(first))
                first.append(visited)
                continue
            person = int(dice / AGAIN_SHARE * len(first))
            who.append(person)
            if part() < _SAME_LINK_SHARE:
                link[at] = first[person]
        return who

    def _way(self, link: int) -> int:
        sums = self._way_sums[link]
        if len(sums) == 1:
            return self._first_way[link]
        return self._first_way[link] + self._chance.choices(range(len(sums)), cum_weights=sums)[0]


def hit_ids(chance: random.Random) -> Iterator[str]:
    """Yield ids as two processes make them, each started anew after a hundred thousand hits."""
    while True:
        boots = [chance.getrandbits(48).to_bytes(6, "big").hex() for _ in range(2)]
        for number in range(100_000):
            yield f"{boots[number & 1]}{number >> 1:x}"
