"""What the doctor says of domains as visitors meet them: asked of a real DNS server and real TLS servers."""

import json
import socket
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import dns.rcode
import pytest

from qrdesk.core import database
from qrdesk.core.doctor import examine, outside
from qrdesk.core.doctor.finding import Finding, Verdict
from qrdesk.core.doctor.outside import Met, judge_dns, meet, meet_all
from qrdesk.core.models import Domain
from qrdesk.core.opening import Opened
from qrdesk.core.public_url import Address
from qrdesk.core.settings import Settings
from tests.core.net.certificates import Authority
from tests.core.net.name_server import name_server
from tests.core.net.receivers import PAGE, Talk, answering, receiver, silent

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


def health(database_id: str) -> Talk:
    body = json.dumps({"status": "ok", "database_id": database_id}).encode()
    return answering(PAGE + b"Content-Length: %d\r\n\r\n" % len(body) + body)


@contextmanager
def a_domain(
    opened: Opened,
    authority: Authority,
    talk: Talk,
    *,
    name: str = "go.example.com",
    left: float = 60.5,
    life: float = 90,
) -> Generator[Settings]:
    """Serve a domain of the database by TLS, with ``left`` days of a certificate of ``life``; return its settings."""
    ends_at = datetime.now(UTC) + left * DAY
    tls = authority.server(name, begins_at=ends_at - life * DAY, ends_at=ends_at)
    with receiver(talk, tls) as host, name_server({}, addresses={"go.example.com": ["127.0.0.1"]}) as dns_server:
        port = host.rpartition(":")[2]
        row = {"scheme": "https", "host": f"go.example.com:{port}", "created_at": datetime.now(UTC)}
        with database.write():
            Domain.create(**row, workspace=opened.owner.workspace_id, verified_at=datetime.now(UTC))
        yield Settings(dns_servers=dns_server, webhook_ca_file=str(authority.file))


def looked(opened: Opened, settings: Settings) -> Mapping[str, Finding]:
    return {one.name: one for one in examine(opened, settings, outwards=True)}


def test_a_domain_that_leads_here_with_a_good_certificate_is_good(opened: Opened, authority: Authority) -> None:
    with a_domain(opened, authority, health(opened.database_id)) as settings:
        found = looked(opened, settings)
        url = f"https://{Domain.get(Domain.scheme == 'https').host}"
    # the address is this computer's own, and no visitor from elsewhere could follow it
    assert found["DNS"].said.startswith(
        "The DNS leads go.example.com to 127.0.0.1, which this network alone can reach."
    )
    assert found["certificates"].said.endswith("is good for 60 days more.")
    assert found["certificates"].verdict is Verdict.GOOD
    assert found["way to the server"] == Finding(
        "way to the server", Verdict.GOOD, f"Visitors reach this database: {url}."
    )


@pytest.mark.parametrize(
    ("left", "life", "verdict"),
    [
        (16, 90, Verdict.GOOD),
        (14, 90, Verdict.WARNING),
        (2, 90, Verdict.BAD),
        (2, 6, Verdict.GOOD),
        (0.9, 6, Verdict.WARNING),
    ],
)
def test_a_certificate_that_nobody_renewed_is_said_in_time(
    opened: Opened, authority: Authority, left: float, life: float, verdict: Verdict
) -> None:
    with a_domain(opened, authority, health(opened.database_id), left=left, life=life) as settings:
        found = looked(opened, settings)["certificates"]
    assert (found.verdict, "log of the proxy" in found.said) == (verdict, verdict is not Verdict.GOOD)


@pytest.mark.parametrize(
    ("options", "said"),
    [({"left": -1}, "It has ended."), ({"name": "other.example.com"}, "It is for another name.")],
)
def test_a_certificate_that_browsers_refuse_is_bad(
    opened: Opened, authority: Authority, options: Mapping[str, object], said: str
) -> None:
    with a_domain(opened, authority, health(opened.database_id), **options) as settings:  # type: ignore[arg-type] # as given
        found = looked(opened, settings)
    assert (found["certificates"].verdict, said in found["certificates"].said) == (Verdict.BAD, True)
    assert found["way to the server"].verdict is Verdict.GOOD  # said once is enough


@pytest.mark.parametrize("talk", [health("another"), answering(PAGE + b"Content-Length: 4\r\n\r\n[[[[")])
def test_a_name_that_leads_to_something_else_is_said(opened: Opened, authority: Authority, talk: Talk) -> None:
    with a_domain(opened, authority, talk) as settings:
        found = looked(opened, settings)["way to the server"]
    assert (found.verdict, "something else answers than a server of this database" in found.said) == (
        Verdict.WARNING,
        True,
    )


def test_a_name_at_which_nobody_answers_is_said_and_not_waited_for(
    opened: Opened, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "_LOOK_S", 0.4)
    with a_domain(opened, authority, silent) as settings:
        found = looked(opened, settings)
    assert "did not answer in time" in found["way to the server"].said
    assert (found["certificates"].verdict, "None could be asked for" in found["certificates"].said) == (
        Verdict.WARNING,
        True,
    )


def test_a_name_without_an_address_is_bad_and_the_record_is_named(opened: Opened, authority: Authority) -> None:
    with a_domain(opened, authority, silent) as settings, name_server({}) as empty:
        found = looked(opened, Settings(dns_servers=empty, webhook_ca_file=settings.webhook_ca_file))["DNS"]
    assert found.verdict is Verdict.BAD
    assert found.said.startswith(
        "The DNS has no address for go.example.com, so its codes lead nowhere. Make an A record"
    )


def test_without_a_network_it_says_that_nobody_could_be_asked(opened: Opened, authority: Authority) -> None:
    with a_domain(opened, authority, silent), name_server({}, code=dns.rcode.SERVFAIL) as broken:
        found = looked(opened, Settings(dns_servers=broken))
    assert found["DNS"].verdict is Verdict.WARNING
    assert found["DNS"].said.startswith("The DNS could not be asked about go.example.com: No DNS server gave")
    assert [found[name].verdict for name in ("certificates", "way to the server")] == [Verdict.WARNING, Verdict.GOOD]


def test_many_domains_are_asked_at_once_and_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "_ALL_S", 0.5)
    domains = [Address("https", f"go{number}.example.com") for number in range(50)]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent_server:
        silent_server.bind(("127.0.0.1", 0))
        begun_s = time.monotonic()
        met = meet_all(domains, Settings(dns_servers=f"127.0.0.1:{silent_server.getsockname()[1]}"))
    assert time.monotonic() - begun_s < 4  # that of one question to the DNS
    assert [one.domain for one in met] == domains[: outside._MOST]
    assert {one.dns_fault for one in met} == {"It did not answer in time."}


def test_public_addresses_are_told_as_this_computers_or_others() -> None:
    other = Met(Address("https", "b.example.com"), ["203.0.113.9", "8.8.8.8"])
    assert judge_dns([other]) == (Verdict.GOOD, "To another one, such as a proxy in front: b.example.com.")
    assert judge_dns([]) == (Verdict.GOOD, "No domain is for visitors from everywhere.")


def test_an_address_made_of_numbers_needs_no_dns() -> None:
    met = meet(Address("http", "127.0.0.1:1"), Settings(dns_servers="127.0.0.1:1"))
    assert (met.addresses, met.fault, judge_dns([met])[0]) == (["127.0.0.1"], "Nothing answers there.", Verdict.GOOD)
    six = meet(Address("http", "[::1]:1"), Settings(dns_servers="127.0.0.1:1"))
    assert (six.addresses, bool(six.fault)) == (["::1"], True)


def test_nobody_is_asked_unless_that_is_wanted(opened: Opened, authority: Authority) -> None:
    with a_domain(opened, authority, silent) as settings:
        names = {one.name for one in examine(opened, settings)}
    assert not names & {"DNS", "certificates", "way to the server"}
