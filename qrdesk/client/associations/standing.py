"""How it stands with the program that opens ``qrdesk://`` links, and what can be done about it."""

from dataclasses import dataclass
from typing import Literal, Protocol

SCHEME = "qrdesk"


@dataclass(frozen=True, slots=True)
class Standing:
    """``on``: this QRDesk opens them. ``other``: ``program`` does. ``packaged``: the app brings it with it."""

    kind: Literal["on", "off", "other", "packaged"]
    program: str = ""


class Registration(Protocol):
    """One system's way, for the person who is logged in; nothing is done for others, and no rights are needed."""

    def standing(self) -> Standing:
        """Return how it stands now.

        Raises:
            CannotWrite: what the system knows cannot be read.
        """
        ...

    def register(self) -> None:
        """Have links opened by this QRDesk, and offer it for lists; who opens lists stays as it is.

        Raises:
            CannotWrite: it cannot be told to the system; what was there stays.
        """
        ...

    def unregister(self) -> None:
        """Take back what was written, and nothing else.

        Raises:
            CannotWrite: it cannot be taken back.
        """
        ...
