"""What became of each thing that was to be copied."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from qrdesk.core.errors import Kind as Fault
from qrdesk.core.errors import QRDeskError

Step = Callable[[int, int], None]  # done, of how many; it may raise to stop
_OF_ONE_THING = {Fault.INVALID, Fault.NOT_FOUND, Fault.CONFLICT, Fault.FORBIDDEN}  # anything else ends the whole move


class Kind(StrEnum):
    """What is copied, in the order in which it is."""

    FILES = "files"
    DOMAINS = "domains"
    DESIGNS = "designs"
    FOLDERS = "folders"
    TAGS = "tags"
    PRESETS = "presets"
    VIEWS = "views"
    LINKS = "links"
    CODES = "codes"
    WEBHOOKS = "webhooks"


KINDS = tuple(Kind)


class Why(StrEnum):
    """What a person should know of one thing."""

    REFUSED = "refused"
    NO_LINK = "no_link"
    PASSWORD = "password"
    OTHER_ONE = "other_one"
    PROVE_DOMAIN = "prove_domain"
    NEW_SECRET = "new_secret"
    HEADERS = "headers"
    OF_A_KEY = "of_a_key"
    COUNTS = "counts"
    OTHER_ZONE = "other_zone"


_WORDS: Mapping[Why, str] = {
    Why.REFUSED: "It was not copied.",
    Why.NO_LINK: "It was not copied, because its link was not.",
    Why.PASSWORD: "Its password stays where it was, so the copy is paused: set a password, then resume it.",
    Why.OTHER_ONE: "The server has another one of that name, which was left as it is.",
    Why.PROVE_DOMAIN: "It answers once it is verified there and its DNS leads to the server.",
    Why.NEW_SECRET: "It has a new secret and is paused: give the receiver the secret, then resume it.",
    Why.OF_A_KEY: "It belongs to a key, and keys are not copied.",
    Why.COUNTS: "It was copied, and not all of it as it was.",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that did not go as people might think. ``said`` is what the server said of it, if it did.

    A link is named by its slug; ``title`` is what people call it, where it has one.
    """

    kind: Kind | None
    name: str
    why: Why
    said: str = ""
    title: str = ""

    def sentence(self) -> str:
        """Return what is to be known, for people."""
        if self.why is Why.HEADERS:
            return f"The values of its own headers stay where they were. Enter them again: {self.said}."
        if self.why is Why.OTHER_ZONE:
            return f"It has links already and keeps its own time zone, {self.said}: days begin at another hour there."
        return self.said or _WORDS[self.why]


@dataclass(slots=True)
class Count:
    """How many of a kind there were, and what became of them."""

    found: int = 0
    made: int = 0
    there: int = 0  # from a move before, or because the server had the same

    @property
    def left(self) -> int:
        """How many are not at the new place."""
        return max(0, self.found - self.made - self.there)


@dataclass(frozen=True, slots=True)
class Secret:
    """The new secret of an endpoint: this is the one time that it can be seen."""

    name: str
    url: str
    secret: str = field(repr=False)


@dataclass(slots=True)
class Report:
    """How a move went, so far."""

    counts: dict[Kind, Count] = field(default_factory=lambda: {kind: Count() for kind in KINDS})
    remarks: list[Remark] = field(default_factory=list[Remark])
    secrets: list[Secret] = field(default_factory=list[Secret])

    def remark(self, kind: Kind | None, name: str, why: Why, said: str = "", title: str = "") -> None:
        """Note what to know of one thing."""
        self.remarks.append(Remark(kind, name, why, said, title))

    def refuse(self, kind: Kind, name: str, fault: QRDeskError) -> None:
        """Note that one thing could not be copied.

        Raises:
            QRDeskError: the same, if it is not about this one thing.
        """
        if fault.kind not in _OF_ONE_THING:
            raise fault
        self.remark(kind, name, Why.REFUSED, next(iter(fault.field_errors.values()), str(fault)))
