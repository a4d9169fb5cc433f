"""What a hit is once the drain has read it: a row of its own, and the four small rows that it names."""

from collections.abc import Iterator
from typing import NamedTuple

OTHER = "other"


class Agent(NamedTuple):
    """What a user agent says. ``device`` is mobile, tablet, desktop, tv or other; "" is unknown, here and below."""

    device: str = ""
    os: str = ""
    os_version: str = ""  # with the name: "iOS 17"
    browser: str = ""
    browser_version: str = ""  # with the name: "Firefox 127"
    in_app: str = ""  # the app whose own browser it is


class Place(NamedTuple):
    """Where a visitor was. An estimate."""

    country: str = ""  # ISO 3166, two letters
    region: str = ""  # ISO 3166-2, or a name
    city: str = ""  # with the country: "Springfield, US"


class Origin(NamedTuple):
    """Where a visitor came from."""

    referrer_host: str = ""
    referrer_class: str = ""  # search, social, email, site, direct
    utm_source: str = ""
    utm_medium: str = ""
    utm_campaign: str = ""
    utm_term: str = ""
    utm_content: str = ""


class Way(NamedTuple):
    """Where a visitor was led, and by what. ``code`` is the public id of a code with an address of its own."""

    destination: str = ""
    rule: str = ""
    variant: str = ""
    code: str = ""


class HitRow(NamedTuple):
    """One hit. ``at`` is microseconds since 1970 UTC. One that is only counted has empty rows and no visitor."""

    hit_id: str
    at: int
    workspace_id: int
    link_id: int
    scan: bool
    bot: bool
    language: str = ""
    visitor: str = ""
    agent: Agent = Agent()
    place: Place = Place()
    origin: Origin = Origin()
    way: Way = Way()


# What hits are counted by, in the order of ``values_of``; each is a column of rollup_day.
DIMENSIONS: tuple[str, ...] = (
    *Agent._fields,
    "language",
    *Place._fields,
    "referrer",
    *Origin._fields[1:],
    *Way._fields,
)


def values_of(hit: HitRow) -> Iterator[tuple[str, str]]:
    """Return each dimension with the hit's value of it; "" where it has none."""
    return zip(DIMENSIONS, (*hit.agent, hit.language, *hit.place, *hit.origin, *hit.way), strict=True)
