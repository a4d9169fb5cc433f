"""Whether somebody shows the proof that a domain is theirs: a record in DNS, or a file on the host."""

from dataclasses import dataclass

from qrdesk.core.net.guard import Refused, TimedOut, Unreachable, fetch
from qrdesk.core.net.names import find_texts
from qrdesk.core.net.networks import networks
from qrdesk.core.settings import Settings, variable

_DNS_S = 4.0
_FILE_S = 3.0
_MOST = 1024  # bytes of the file


@dataclass(frozen=True, slots=True)
class Proof:
    """What is looked for: a TXT record (none without a name) or a file, each with its content."""

    record_name: str
    record_value: str
    file_urls: tuple[str, ...]
    file_content: str


def find_fault(proof: Proof, settings: Settings) -> str:
    """Return why a proof was not found, in words for a person; empty when it was, in one of its places."""
    fault = _fault_in_dns(proof, settings)
    if not fault:
        return ""
    faults = [_fault_of_file(url, proof.file_content, settings) for url in proof.file_urls]
    return "" if "" in faults else " ".join((fault, *faults[:1]))


def _fault_in_dns(proof: Proof, settings: Settings) -> str:
    if not proof.record_name:
        return "An address made of numbers has no DNS."
    try:
        found = find_texts(proof.record_name, servers=settings.dns_servers, deadline_s=_DNS_S)
    except Unreachable as fault:
        return str(fault)
    if proof.record_value in {text.strip() for text in found}:
        return ""
    if found:
        return f"The TXT record {proof.record_name} says something else."
    return f"There is no TXT record {proof.record_name} yet; new records may take an hour to be seen."


def _fault_of_file(url: str, content: str, settings: Settings) -> str:
    allow = networks(settings.check_allowed_networks)
    try:
        answer = fetch("GET", url, deadline_s=_FILE_S, max_body=_MOST, allow=allow)
    except Refused:
        setting = variable("check_allowed_networks")
        return f"The host is on a private network, where no file is looked for; the setting {setting} allows it."
    except (TimedOut, Unreachable) as fault:
        return f"The file could not be read either: {_lower(str(fault))}"
    if answer.status == 200 and answer.body.strip() == content.encode():
        return ""
    said = "something else is in it" if answer.status == 200 else f"the host answered {answer.status}"
    return f"The file was not found either: {said}."


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
