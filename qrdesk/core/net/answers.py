"""What comes of a request, good or bad."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

TIMED_OUT = "It did not answer in time."
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Refused(ValueError):
    """The address is not one that may be reached.

    No OSError: those are what goes wrong on the way. ``host`` is the one in the address (the whole address where it has
    none); ``address`` is the first of its addresses that is out of bounds, empty when there is none.
    """

    def __init__(self, host: str, address: str = "") -> None:
        super().__init__(host)
        self.host = host
        self.address = address


class Misleading(Refused):
    """The address is written so that one program reads one host in it and another a different one."""


class Unreachable(Exception):
    """No answer came; the message says why, for a person."""


class TimedOut(Unreachable):
    """No answer came in time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. ``body`` is what was sent, packed or not, and ends where ``max_body`` does."""

    status: int
    headers: Mapping[str, str]  # names in any case
    body: bytes
    url: str  # the one that gave this answer
    whole: bool  # False: the body was cut off by time or size

    @property
    def leads_to(self) -> str:
        """The absolute address that this redirects to; empty when it does not."""
        # a header is read as Latin-1, and servers write UTF-8
        told = self.headers.get("Location", "").encode("latin-1", "replace").decode("utf-8", "replace").strip()
        if self.status not in _REDIRECTS or not told:
            return ""
        try:
            return urljoin(self.url, told)
        except ValueError:
            return ""
