"""The courier: whatever an address is spelled as, nothing private is reached; what the operator allows is."""

import ssl
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core.net import courier as courier_module
from qrdesk.core.net.answers import Answer, Misleading, Refused, Unreachable
from qrdesk.core.net.courier import Courier
from qrdesk.core.net.networks import network_of, networks
from tests.core.net.inside import HOSTILE, MIXED, inside, name_a_proxy, names, without_network
from tests.core.net.posts import posts
from tests.core.net.test_tls import certificate, tls

__all__ = ["certificate", "inside", "names", "tls"]

Inside = tuple[int, list[Any]]
LOOPBACK = networks("127.0.0.0/8")


@pytest.fixture
def strict() -> Iterator[Courier]:
    """A courier that may reach the public internet only."""
    made = Courier()
    yield made
    made.close()


@pytest.fixture
def local() -> Iterator[Courier]:
    """A courier that may reach this computer."""
    made = Courier(allow=LOOPBACK)
    yield made
    made.close()


def post(courier: Courier, url: str, content: bytes = b"{}", deadline_s: float = 5.0) -> Answer:
    return courier.post(url, headers={"Content-Type": "application/json"}, content=content, deadline_s=deadline_s)


def test_there_are_as_many_spellings_as_were_promised() -> None:
    assert len(set(HOSTILE)) >= 43


@pytest.mark.parametrize("url", HOSTILE)
def test_no_spelling_reaches_what_is_private(strict: Courier, inside: Inside, url: str) -> None:
    port, seen = inside
    with pytest.raises((Refused, Unreachable)):
        post(strict, url.format(port=port))
    assert not seen


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("answers", MIXED)
def test_a_name_with_a_private_address_among_others_is_refused(
    names: dict[str, list[list[str]]], strict: Courier, inside: Inside, scheme: str, answers: list[list[str]]
) -> None:
    names["rebind.example"] = answers
    with pytest.raises(Refused) as refused:
        post(strict, f"{scheme}://rebind.example:{inside[0]}/")
    assert refused.value.host == "rebind.example"
    assert not inside[1]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_name_is_looked_up_once_so_that_it_cannot_change_its_mind(
    names: dict[str, list[list[str]]],
    strict: Courier,
    inside: Inside,
    monkeypatch: pytest.MonkeyPatch,
    scheme: str,
) -> None:
    names["rebind.example"] = [["93.184.216.34"], ["127.0.0.1"]]
    connected = without_network(monkeypatch)
    with pytest.raises(Unreachable):
        post(strict, f"{scheme}://rebind.example:{inside[0]}/")
    assert connected == [("93.184.216.34", inside[0])]
    assert not inside[1]


def test_a_kept_connection_stays_where_it_is_and_a_new_one_is_checked_again(
    names: dict[str, list[list[str]]],
) -> None:
    names["rebind.example"] = [["127.0.0.1"], ["127.0.0.2"]]
    courier = Courier(allow=networks("127.0.0.1"))
    with posts() as received:
        url = f"http://rebind.example:{received.host.partition(':')[2]}/"
        assert [post(courier, url).status for _ in range(3)] == [200, 200, 200]
        assert received.connections == 1
        received.hang_up()
        received.wait_ended(1)
        with pytest.raises(Refused) as refused:
            post(courier, url)
        assert refused.value.address == "127.0.0.2"
        assert len(received.bodies) == 3


def test_nothing_of_the_environment_is_used(
    strict: Courier, local: Courier, inside: Inside, monkeypatch: pytest.MonkeyPatch, own_home: Path
) -> None:
    port, seen = inside
    name_a_proxy(monkeypatch, own_home, port)
    with pytest.raises(Unreachable):
        post(strict, "http://nowhere.invalid/")
    assert not seen
    post(local, f"http://127.0.0.1:{port}/direct")
    assert seen[0][0] == "/direct"
    assert not {"Authorization", "Cookie", "Proxy-Connection", "Connection"} & set(seen[0][1])


def test_a_redirect_is_an_answer_and_not_followed(local: Courier, inside: Inside) -> None:
    told = f"HTTP/1.1 307 Look\r\nLocation: http://127.0.0.1:{inside[0]}/inside\r\nContent-Length: 0\r\n\r\n".encode()
    with posts(lambda _: told) as received:
        answer = post(local, f"http://{received.host}/")
        assert (answer.status, answer.leads_to) == (307, f"http://127.0.0.1:{inside[0]}/inside")
    assert not inside[1]


def test_what_is_refused_says_which_network_would_allow_it(strict: Courier, inside: Inside) -> None:
    with pytest.raises(Refused) as refused:
        post(strict, f"http://localhost:{inside[0]}/")
    assert refused.value.host == "localhost"
    assert network_of(refused.value.address) in {"127.0.0.0/8", "::1/128"}
    allowed = Courier(allow=networks("127.0.0.0/8,::1/128"))
    assert post(allowed, f"http://localhost:{inside[0]}/there").status == 200
    allowed.close()
    assert [path for path, _ in inside[1]] == ["/there"]


def test_an_intranet_receiver_with_an_authority_of_its_own_is_reached_and_its_name_is_checked(
    local: Courier, tls: ssl.SSLContext, certificate: Path
) -> None:
    trusting = Courier(allow=LOOPBACK, ca_file=str(certificate))
    with posts(tls=tls) as received:
        assert [post(trusting, f"https://{received.host}/").body for _ in range(3)] == [b"ok"] * 3
        assert received.connections == 1
        other = received.host.replace("127.0.0.1", "127.1")  # the same address by another name
        with pytest.raises(Unreachable, match="certificate"):
            post(trusting, f"https://{other}/")
        with pytest.raises(Unreachable, match="certificate"):
            post(local, f"https://{received.host}/")
        assert len(received.bodies) == 3
        trusting.close()


def test_authorities_that_cannot_be_read_are_said_in_words(tmp_path: Path, tls: ssl.SSLContext) -> None:
    courier = Courier(allow=LOOPBACK, ca_file=str(tmp_path / "missing.pem"))
    with posts(tls=tls) as received, pytest.raises(Unreachable, match=r"missing\.pem"):
        post(courier, f"https://{received.host}/")


def test_the_authorities_of_the_operator_come_beside_the_usual_ones(certificate: Path) -> None:
    usual, more = (courier_module.trusted(file).cert_store_stats()["x509_ca"] for file in ("", str(certificate)))
    assert 0 < usual < more


def test_a_request_arrives_as_it_was_meant(local: Courier) -> None:
    with posts() as received:
        host, _, port = received.host.partition(":")
        url = f"http://{host}:{port}/hook/ä?b=ü x&c=%2F#never".replace(" ", "+")
        headers = {"X-Name": " Zoë\t", "accept": "text/plain", "webhook-id": "evt_1"}
        local.post(url, headers=headers, content=b"\x00\r\n\r\nPOST / HTTP/1.1")
        lines = received.heads[0].decode().splitlines()
        assert received.bodies == [b"\x00\r\n\r\nPOST / HTTP/1.1"]
    assert lines[0] == "POST /hook/%C3%A4?b=%C3%BC+x&c=%2F HTTP/1.1"
    assert lines[1] == f"Host: {host}:{port}"
    assert set(lines[2:]) == {
        "Accept-Encoding: identity",
        "User-Agent: QRDesk",
        "X-Name: Zoë",
        "accept: text/plain",
        "webhook-id: evt_1",
        "Content-Length: 20",
    }


@pytest.mark.parametrize(
    "headers",
    [
        {"X": "a\r\nX-More: b"},
        {"X": "a\nb"},
        {"X": "a\0"},
        {"X\r\nY": "a"},
        {"X": "a\x0bb"},
        {"X": "\udc80"},
        {"X Y": "a"},
        {"X-ä": "a"},
        {"": "a"},
        {"Host": "other.example"},
        {"content-length": "3"},
        {"Transfer-Encoding": "chunked"},
    ],
)
def test_a_header_that_would_change_the_request_is_not_sent(local: Courier, headers: dict[str, str]) -> None:
    with posts() as received, pytest.raises(ValueError, match="cannot be sent"):
        local.post(f"http://{received.host}/", headers=headers, content=b"{}")
    assert not received.bodies


def test_what_cannot_be_sent_is_not_told_on(local: Courier) -> None:
    with pytest.raises(ValueError, match="cannot be sent") as refused:
        local.post("http://127.0.0.1/", headers={"Authorization": "Bearer secret\n"}, content=b"{}")
    assert "secret" not in "".join(traceback.format_exception_only(refused.value))
    assert refused.value.__suppress_context__


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:0/", "http://a b/", "http://a\tb/", "http://[::1/", "http://me:pw@h/"]
)
def test_an_address_that_misleads_is_refused_before_anything_is_asked(local: Courier, url: str) -> None:
    with pytest.raises(Misleading) as refused:
        post(local, url)
    assert (refused.value.host, refused.value.address) == (url, "")
