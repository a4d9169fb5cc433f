"""How a server of ours looks from where visitors come: its certificate, and what answers at its name."""

import ipaddress
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from qrdesk.core.net import exchange, wire
from qrdesk.core.net.answers import Answer, Unreachable
from qrdesk.core.net.reading import Reader
from qrdesk.core.net.trust import trusted

_BODY = 64 * 1024
# of OpenSSL, by its numbers; whatever else is wrong it says in words of its own
_EXPIRED, _NOT_YET, _OTHER_NAME, _OTHER_NUMBER = 10, 9, 62, 64
_UNKNOWN_AUTHORITY = frozenset({18, 19, 20, 21})


class BadCertificate(Unreachable):
    """Browsers would not go there; the message says why."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """From when to when a certificate is good."""

    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """What answered, and the certificate it showed; none without https."""

    answer: Answer
    certificate: Certificate | None


def look(
    url: str, address: str, *, deadline_s: float, ca_file: str = "", headers: Mapping[str, str] | None = None
) -> Seen:
    """Ask for ``url`` at an IP ``address`` that its name was found to have; ``deadline_s`` is for all of it.

    Any address may be asked: an operator looks at servers of their own.

    Raises:
        BadCertificate: it is not good, or is for another name.
        TimedOut, Unreachable: no answer.
        Misleading: no http(s) address with a plain host.
    """
    target = exchange.read_target(url)
    request = exchange.render("GET", target, {"Connection": "close", **(headers or {})}, None)
    family = socket.AF_INET6 if ipaddress.ip_address(address).version == 6 else socket.AF_INET
    with wire.Deadline(deadline_s) as deadline:
        line = wire.Line(target.origin, socket.socket(family, socket.SOCK_STREAM))
        deadline.hold(line)
        try:
            line.connect((address, target.origin.port), deadline)
            if target.origin.tls:
                line.wrap(trusted(ca_file), deadline)
            certificate = _certificate(line.certificate())
            answer, _ = exchange.ask(line, Reader(line, "GET"), deadline, request, url, _BODY)
            return Seen(answer, certificate)
        except ssl.SSLCertVerificationError as fault:
            raise BadCertificate(_reason(fault)) from fault
        except (OSError, ValueError) as fault:
            raise exchange.explained(fault, deadline) from fault
        finally:
            deadline.release()
            line.close()


def is_of_this_computer(address: str) -> bool:
    """Say whether an IP address is one of this computer's own: only such can be bound."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as one:
        try:
            one.bind((address, 0))
        except OSError:
            return False
        return True


def _certificate(said: Mapping[str, object]) -> Certificate | None:
    if not said:
        return None
    begins, ends = (ssl.cert_time_to_seconds(str(said[name])) for name in ("notBefore", "notAfter"))
    return Certificate(datetime.fromtimestamp(begins, UTC), datetime.fromtimestamp(ends, UTC))


def _reason(fault: ssl.SSLCertVerificationError) -> str:
    if fault.verify_code == _EXPIRED:
        return "It has ended."
    if fault.verify_code == _NOT_YET:
        return "It is not good yet, or the clock of this computer is wrong."
    if fault.verify_code in {_OTHER_NAME, _OTHER_NUMBER}:
        return "It is for another name."
    if fault.verify_code in _UNKNOWN_AUTHORITY:
        return "It was signed by nobody whom browsers know."
    return f"It is not good: {fault.verify_message}."
