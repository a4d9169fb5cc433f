"""What visitors meet: the DNS of each domain, its certificate, and whether it leads to this database."""

import ipaddress
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from qrdesk.core.doctor.finding import Case, Said, bad, good, some, spell, warning, worst
from qrdesk.core.doctor.running import read_json
from qrdesk.core.net.answers import Refused, Unreachable
from qrdesk.core.net.crowd import side_by_side
from qrdesk.core.net.front_door import BadCertificate, Certificate, is_of_this_computer, look
from qrdesk.core.net.names import find_addresses
from qrdesk.core.public_url import Address, hostname
from qrdesk.core.settings import Settings, variable

_MOST = 20  # domains, the default one first
_AT_ONCE = 10
_DNS_S, _LOOK_S, _ALL_S = 4.0, 5.0, 25.0
_NOT_RENEWED = "Whatever gets it should have renewed it by now: look into the log of the proxy, such as Caddy."
_UNSEEN = "None could be asked for: first have the names lead here, and something answer there."
_SOON, _VERY_SOON = 6, 30  # parts of its life that a certificate has left: programs renew it after two thirds


@dataclass(frozen=True, slots=True)
class Met:
    """What was found of one domain. Each fault is in words, and empty where there is none."""

    domain: Address
    addresses: Sequence[str] = ()
    dns_fault: str = ""  # nobody could be asked
    certificate: Certificate | None = None
    certificate_fault: str = ""
    fault: str = ""  # no answer came
    database_id: str = ""  # of the server that answered


def meet_all(domains: Sequence[Address], settings: Settings) -> list[Met]:
    """Ask for each domain as a visitor would, bounded in number and time; what took too long says so."""
    asked = list(domains)[:_MOST]
    until_s = time.monotonic() + _ALL_S
    found = {
        domain.url: met
        for domain, met in side_by_side(
            lambda domain: meet(domain, settings), asked, _AT_ONCE, lambda: time.monotonic() > until_s
        )
    }
    late = "It did not answer in time."
    return [found.get(domain.url) or Met(domain, dns_fault=late) for domain in asked]


def meet(domain: Address, settings: Settings) -> Met:
    """Look a domain up, and ask what answers there. Nothing is raised."""
    name = hostname(domain.host)
    try:
        addresses = [name] if _is_number(name) else _found(name, settings)
    except Unreachable as fault:
        return Met(domain, dns_fault=str(fault))
    if not addresses:
        return Met(domain)
    try:
        seen = look(f"{domain.url}/healthz", addresses[0], deadline_s=_LOOK_S, ca_file=settings.webhook_ca_file)
    except BadCertificate as fault:
        return Met(domain, addresses, certificate_fault=str(fault))
    except (Unreachable, Refused) as fault:
        return Met(domain, addresses, fault=str(fault))
    database_id = str(read_json(seen.answer.body).get("database_id", ""))
    return Met(domain, addresses, certificate=seen.certificate, database_id=database_id)


def judge_dns(met: Sequence[Met]) -> Said:
    """Say where the names lead."""
    told = [*_unasked(met), *filter(None, map(_dns_trouble, met))]
    if told:
        return worst(told)
    names = {hostname(one.domain.host): any(map(is_of_this_computer, one.addresses)) for one in met}
    here = [name for name, is_here in names.items() if is_here]
    there = [name for name, is_here in names.items() if not is_here]
    said = [f"To this computer: {some(here, ', ')}."] if here else []
    said += [f"To another one, such as a proxy in front: {some(there, ', ')}."] if there else []
    return good(" ".join(said) or "No domain is for visitors from everywhere.")


def judge_certificates(met: Sequence[Met], now: datetime) -> Said:
    """Say how long certificates are good, and what is wrong with them."""
    refused = [
        bad(
            f"Browsers refuse the certificate of {one.domain.host}. {one.certificate_fault} Look into the log of the "
            "proxy that gets it, such as Caddy."
        )
        for one in met
        if one.certificate_fault
    ]
    shown = [_judged(one.domain.host, one.certificate, now) for one in met if one.certificate is not None]
    if refused or shown:
        return worst([*refused, *shown])
    by_https = any(one.domain.scheme == "https" for one in met)
    return warning(_UNSEEN) if by_https else good("No domain needs one.")


def judge_answers(met: Sequence[Met], database_id: str) -> Said:
    """Say whether what answers at the names is a server of this database."""
    told = [said for one in met if (said := _answer_trouble(one, database_id)) is not None]
    if told:
        return worst(told)
    reached = [one.domain.url for one in met if one.database_id == database_id]
    return good(f"Visitors reach this database: {some(reached, ', ')}." if reached else "No domain was asked.")


def _unasked(met: Sequence[Met]) -> list[Said]:
    unasked = [one for one in met if one.dns_fault]
    if not unasked:
        return []
    names = some([hostname(one.domain.host) for one in unasked], ", ")
    said = (
        f"The DNS could not be asked about {names}: {unasked[0].dns_fault} Is there a way to the internet? "
        f"{variable('dns_servers')} names other servers to ask."
    )
    return [warning(said)]


def _dns_trouble(one: Met) -> Said | None:
    name = hostname(one.domain.host)
    if one.dns_fault or _is_number(name):
        return None
    if not one.addresses:
        return bad(
            f"The DNS has no address for {name}, so its codes lead nowhere. Make an A record with the address of this "
            "server, or a CNAME record with its name, where you bought the domain."
        )
    if all(map(_is_private, one.addresses)):
        return warning(
            f"The DNS leads {name} to {one.addresses[0]}, which this network alone can reach. Put the public address "
            "of the server there."
        )
    return None


def _answer_trouble(one: Met, database_id: str) -> Said | None:
    if one.fault:
        return warning(
            f"Nothing could be reached at {one.domain.url} from here: {one.fault} Open it on a phone without Wi-Fi. If "
            "that fails, too, look at the firewall and the proxy."
        )
    if one.addresses and not one.certificate_fault and one.database_id != database_id:
        return warning(
            f"At {one.domain.url} something else answers than a server of this database. Look where its DNS and its "
            "proxy lead."
        )
    return None


def look_outside(case: Case, domains: Sequence[Address]) -> Iterable[tuple[str, Said]]:
    """Ask about all domains once; yield what is found by the name of each look."""
    met = meet_all(domains, case.settings)
    yield "DNS", judge_dns(met)
    yield "certificates", judge_certificates(met, case.now)
    yield "way to the server", judge_answers(met, case.opened.database_id)


def _judged(host: str, certificate: Certificate, now: datetime) -> Said:
    life, left = certificate.ends_at - certificate.begins_at, certificate.ends_at - now
    said = f"The certificate of {host} is good for {spell(left)} more."
    if left > life / _SOON:
        return good(said)
    said = f"{said} {_NOT_RENEWED}"
    return bad(said) if left < life / _VERY_SOON else warning(said)


def _found(name: str, settings: Settings) -> list[str]:
    return find_addresses(name, servers=settings.dns_servers, deadline_s=_DNS_S)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_private(address: str) -> bool:
    return not ipaddress.ip_address(address).is_global
