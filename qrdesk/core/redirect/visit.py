"""What is known of one visitor at the moment of asking. What changes by itself comes in here: choosing stays pure."""

from typing import NamedTuple

# What a route asks about a visitor beyond the bare request; only that is found out. Bits of ``Route.needs``.
GEO = 1  # country, region
AGENT = 2  # os, device, browser
VISITOR = 4  # visitor
SEEN = 8  # returning
HITS = 16  # hits
DRAW = 32  # draw
TURN = 64  # turn


class Visit(NamedTuple):
    """One request for one link."""

    now_s: float = 0.0  # seconds since 1970 UTC
    country: str = ""  # ISO 3166, two letters; "" is unknown
    region: str = ""  # ISO 3166-2, such as US-TX; "" is unknown
    languages: str = ""  # the Accept-Language header
    os: str = ""  # a value of schemas.rules.Os
    device: str = ""  # a value of schemas.rules.Device
    browser: str = ""  # as hits.agents names it
    query: str = ""  # of the short address, without "?", as it came
    referrer: str = ""  # host of the page the visitor came from, lower case
    visitor: str = ""  # the same for one visitor all day, or for as long as the cookie lives
    returning: bool = False
    hits: int = 0  # of the link, as of the last drain
    draw: float = 0.0  # a random number from 0 up to 1
    turn: int = 0  # how many visits of this link this process has answered before
    own_hosts: frozenset[str] = frozenset()  # where visitors would go in circles; lower case, with port
