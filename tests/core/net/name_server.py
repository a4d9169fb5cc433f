"""A DNS server on a free port of this computer that knows a few records."""

import contextlib
import ipaddress
import socket
import threading
from collections.abc import Generator, Mapping

import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset


@contextlib.contextmanager
def name_server(
    texts: Mapping[str, list[str]],
    *,
    code: dns.rcode.Rcode | None = None,
    addresses: Mapping[str, list[str]] | None = None,
) -> Generator[str]:
    """Answer for the names in ``texts`` and ``addresses``, which may change meanwhile; hand out ``address:port``.

    With a ``code`` every question is refused with it.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=_answer, args=(server, texts, code, addresses or {}), name="dns")
        thread.start()
        try:
            yield f"127.0.0.1:{server.getsockname()[1]}"
        finally:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
                last.sendto(b"", server.getsockname())
            thread.join(20)
            assert not thread.is_alive()


def _answer(
    server: socket.socket,
    texts: Mapping[str, list[str]],
    code: dns.rcode.Rcode | None,
    addresses: Mapping[str, list[str]],
) -> None:
    while True:
        wire, asker = server.recvfrom(4096)
        if not wire:
            return
        question = dns.message.from_wire(wire)
        answer = dns.message.make_response(question, recursion_available=True)
        name = question.question[0].name
        plain = name.to_text(omit_final_dot=True).lower()
        found = texts.get(plain)
        if code is not None:
            answer.set_rcode(code)
        elif plain in addresses:
            kind = {dns.rdatatype.A: 4, dns.rdatatype.AAAA: 6}.get(question.question[0].rdtype)
            if fitting := [one for one in addresses[plain] if ipaddress.ip_address(one).version == kind]:
                answer.answer.append(dns.rrset.from_text_list(name, 60, "IN", "A" if kind == 4 else "AAAA", fitting))
        elif found is None:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        elif found:
            quoted = [" ".join(f'"{one[at : at + 200]}"' for at in range(0, len(one), 200)) for one in found]
            answer.answer.append(dns.rrset.from_text_list(name, 60, "IN", "TXT", quoted))
        server.sendto(answer.to_wire(), asker)
