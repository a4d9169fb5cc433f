"""A server as visitors meet it: by an address that was found before, with a certificate that is looked at."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qrdesk.core.net import front_door
from qrdesk.core.net.answers import Refused, TimedOut, Unreachable
from qrdesk.core.net.front_door import BadCertificate, look
from qrdesk.core.net.names import find_addresses
from tests.core.net.certificates import Authority
from tests.core.net.name_server import name_server
from tests.core.net.receivers import PAGE, answering, dripping, receiver, resetting, silent

DAY = timedelta(days=1)
OK = PAGE + b"Content-Length: 2\r\n\r\nok"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


def test_what_a_name_answers_is_read_with_its_certificate(authority: Authority) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    tls = authority.server("go.example", begins_at=now - DAY, ends_at=now + 30 * DAY)
    with receiver(answering(OK), tls) as host:
        port = host.rpartition(":")[2]
        seen = look(f"https://go.example:{port}/x", "127.0.0.1", deadline_s=10, ca_file=str(authority.file))
    assert (seen.answer.status, seen.answer.body) == (200, b"ok")
    assert seen.certificate is not None
    assert (seen.certificate.begins_at, seen.certificate.ends_at) == (now - DAY, now + 30 * DAY)


@pytest.mark.parametrize(
    ("name", "begins", "ends", "trusted", "said"),
    [
        ("go.example", -9, -1, True, "It has ended."),
        ("go.example", 1, 9, True, "It is not good yet, or the clock of this computer is wrong."),
        ("other.example", -1, 9, True, "It is for another name."),
        ("go.example", -1, 9, False, "It was signed by nobody whom browsers know."),
    ],
)
def test_what_is_wrong_with_a_certificate_is_said(
    authority: Authority, name: str, begins: int, ends: int, trusted: bool, said: str
) -> None:
    now = datetime.now(UTC)
    tls = authority.server(name, begins_at=now + begins * DAY, ends_at=now + ends * DAY)
    with receiver(answering(OK), tls) as host:
        url = f"https://go.example:{host.rpartition(':')[2]}/"
        with pytest.raises(BadCertificate) as refused:
            look(url, "127.0.0.1", deadline_s=10, ca_file=str(authority.file) if trusted else "")
    assert str(refused.value) == said


def test_without_https_there_is_no_certificate() -> None:
    with receiver(answering(OK)) as host:
        seen = look(f"http://go.example:{host.rpartition(':')[2]}/", "127.0.0.1", deadline_s=10)
    assert (seen.certificate, seen.answer.body) == (None, b"ok")


@pytest.mark.parametrize("talk", [silent, dripping(b"HTTP/1.1 200 OK\r\nX: ", b"x")], ids=["silent", "dripping"])
def test_nobody_is_waited_for_longer_than_was_said(talk: object) -> None:
    begun_s = time.monotonic()
    with receiver(talk) as host, pytest.raises(TimedOut):  # type: ignore[arg-type] # pytest hands on any object
        look(f"http://{host}/", "127.0.0.1", deadline_s=0.4)
    assert time.monotonic() - begun_s < 5


def test_what_breaks_off_or_is_not_there_is_said() -> None:
    with receiver(resetting) as host, pytest.raises(Unreachable):
        look(f"http://{host}/", "127.0.0.1", deadline_s=5)
    with pytest.raises(Unreachable, match="Nothing answers there"):
        look(f"http://{host}/", "127.0.0.1", deadline_s=5)
    with pytest.raises(Refused):
        look("http://a\\b/", "127.0.0.1", deadline_s=5)


def test_an_address_is_known_as_this_computers_or_not() -> None:
    assert front_door.is_of_this_computer("127.0.0.1")
    assert not front_door.is_of_this_computer("203.0.113.9")
    assert not front_door.is_of_this_computer("2001:db8::9")


def test_addresses_are_found_ipv4_first() -> None:
    known = {"go.example": ["2001:db8::1", "192.0.2.1", "192.0.2.2"], "six.example": ["2001:db8::1"]}
    with name_server({"text.example": ["x"]}, addresses=known) as server:
        *four, six = find_addresses("go.example", servers=server)
        assert (sorted(four), six) == (["192.0.2.1", "192.0.2.2"], "2001:db8::1")
        assert find_addresses("six.example", servers=server) == ["2001:db8::1"]
        assert find_addresses("nowhere.example", servers=server) == []


def test_the_file_of_hosts_is_not_asked(tmp_path: Path) -> None:
    with name_server({}) as server:
        assert find_addresses("localhost", servers=server) == []
