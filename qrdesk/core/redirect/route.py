"""A link's ways beyond its plain destination, made ready before the visitor comes."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from qrdesk.core.redirect.visit import Visit

Test = Callable[[Visit], bool]


class Kind(StrEnum):
    """How a visitor is answered."""

    LEAD = "lead"  # 302 to the location
    FRAME = "frame"  # a page of ours with the location in a frame
    BUTTON = "button"  # a page with one button that opens the location: mail, phone, app
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    USED_UP = "used_up"
    PAUSED = "paused"
    SUSPENDED = "suspended"
    ARCHIVED = "archived"
    GONE = "gone"
    CIRCLE = "circle"  # the location is an address of this server


class Choice(NamedTuple):
    """What a visitor gets. ``rule`` is the id of the rule that won, or the name of a way that is none (see below)."""

    kind: Kind
    location: str = ""  # ASCII
    rule: str = ""  # "" the destination; "expired", "fallback", "ios", "android"
    variant: str = ""  # id of the variant that was picked
    store: str = ""  # for a button that opens an app: where to get it, or the web page instead
    destination: str = ""  # the location before anything of the visitor's own query was passed on


@dataclass(frozen=True, slots=True)
class Way:
    """One place to lead to. ``opens`` is True for what only a button opens."""

    location: str
    opens: bool = False
    variant: str = ""
    share: int = 1  # of the draw, beside the others


@dataclass(frozen=True, slots=True)
class Gate:
    """One compiled rule: every test must hold, and then one of the ways is taken."""

    rule: str
    tests: tuple[Test, ...]
    ways: tuple[Way, ...]  # one at least
    pick: str  # weighted, random, sequence
    bounds: tuple[int, ...] = ()  # the shares of the ways added up; empty for a single way
    place: int = 0  # of the rule among all of the link, those that are switched off included


@dataclass(frozen=True, slots=True)
class App:
    """Where one operating system opens an app."""

    os: str
    location: str
    opens: bool
    store: str


@dataclass(frozen=True, slots=True)
class Card:
    """What link previews are shown."""

    title: str
    description: str
    image_url: str


@dataclass(frozen=True, slots=True)
class Route:
    """Everything about a link's ways that a plain link does not have."""

    needs: int = 0  # bits of redirect.visit
    opens: bool = False  # the link's own destination is mail, phone or an app
    starts_s: float | None = None
    ends_s: float | None = None
    expired: str = ""  # Location; "" is the domain's fallback, or a page
    fallback: str = ""  # Location while the destination is down; "" while it is not
    gates: tuple[Gate, ...] = ()
    forward: str = "off"  # off, utm, all
    visitor_wins: bool = False
    apps: tuple[App, ...] = ()
    hidden: bool = False
    card: Card | None = None
    cookie: bool = False
    hit_limit: int | None = None
    password_hash: str = ""
    password_version: int = 0
    waits: bool = False  # answering takes a thread that may wait: for argon2, or for the database
