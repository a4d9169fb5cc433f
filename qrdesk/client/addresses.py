"""Addresses of servers, as people type them."""

from dataclasses import dataclass

from qrdesk.core.errors import ServerUnreachable
from qrdesk.core.operations import PREFIX


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server answers, without a slash at its end."""

    url: str
    guessed: bool = False  # the scheme was left out

    def check(self) -> None:
        """Do nothing if it can be asked at all.

        Raises:
            ServerUnreachable: it is for another kind of program.
        """
        if not self.url.lower().startswith(("https://", "http://")):
            raise ServerUnreachable(
                f"“{self.url}” is no address that can be asked. It begins with https:// or http://, and the server's "
                "name follows."
            )

    @property
    def remark(self) -> str:
        """What is to be known where nobody answers there; empty, or a sentence with a blank before it."""
        return (
            " The address did not say how, so https:// was tried; write http:// if it is that." if self.guessed else ""
        )


def address_of(typed: str) -> Address:
    """Return the address that was typed: https is meant where nothing is said, and the path of the API may follow."""
    plain = typed.strip().rstrip("/").removesuffix(PREFIX).rstrip("/")
    guessed = "://" not in typed
    return Address(f"https://{plain}" if guessed else plain, guessed)
