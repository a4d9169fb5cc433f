"""Addresses of servers, as people type them."""

import ipaddress
import logging
from dataclasses import dataclass
from urllib.parse import urlsplit

from qrdesk.core.errors import ServerUnreachable
from qrdesk.core.operations import PREFIX

_log = logging.getLogger("qrdesk.client")
_NEAR = ("localhost", ".localhost", ".local", ".lan", ".internal", ".home.arpa")  # names that no provider routes


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

    def warn(self) -> None:
        """Say in the log where a key would go through other people's networks for everybody to read."""
        if self.url.lower().startswith("http://") and not _is_near(self.url):
            _log.warning(
                "%s is asked without encryption: whoever carries the calls can read the key. Use https://.", self.url
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


def _is_near(url: str) -> bool:
    """Say whether an address is on this computer or in its own network, as far as it tells."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").lower()
    except ValueError:  # it is none
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(_NEAR)
