"""Looking at destinations: who counts as there, and who forbids being framed."""

import socket
from threading import Event, Thread

import pytest

from qrdesk.core.net.networks import networks
from qrdesk.core.net.targets import AGENT, Finding, forbids_framing, look, refusal_in
from qrdesk.core.settings import Settings
from tests.core.net.receivers import Talk, answering, receiver, resetting, silent

LOOPBACK = networks("127.0.0.0/8")


def says(status: str, *headers: str) -> Talk:
    return answering("\r\n".join((f"HTTP/1.1 {status}", *headers, "Content-Length: 0", "", "")).encode())


@pytest.mark.parametrize(
    "status", ["200 OK", "204 None", "304 Same", "401 Who", "403 No", "429 Slow", "302 Found", "300 Choose"]
)
def test_whoever_answers_is_up(status: str) -> None:
    with receiver(says(status)) as host:
        found = look(f"http://{host}/", LOOPBACK)
    assert (found.finding, found.http_status) == (Finding.UP, int(status[:3]))


@pytest.mark.parametrize("status", ["404 Gone", "410 Gone", "500 Fault", "503 Busy", "418 Teapot"])
def test_an_error_is_down_and_said_in_words(status: str) -> None:
    with receiver(says(status)) as host:
        found = look(f"http://{host}/", LOOPBACK)
    assert (found.finding, found.http_status) == (Finding.DOWN, int(status[:3]))
    assert status[:3] in found.detail


@pytest.mark.parametrize("head", ["405 No", "501 What", "404 Not", "500 Fault", ""])
def test_who_answers_head_badly_is_asked_again_with_get(head: str) -> None:
    turns = [f"HTTP/1.1 {head}\r\nContent-Length: 0\r\n\r\n".encode() if head else b"", b"HTTP/1.1 200 OK\r\n\r\nhello"]

    def talk(connection: socket.socket, _: Event) -> None:
        connection.sendall(turns.pop(0))

    with receiver(talk) as host:
        assert look(f"http://{host}/", LOOPBACK).finding is Finding.UP
    assert not turns


def test_it_says_who_asks() -> None:
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            accepted, _ = listener.accept()
            with accepted:
                heard.append(accepted.recv(65536))
                accepted.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

        thread = Thread(target=serve)
        thread.start()
        look(f"http://127.0.0.1:{listener.getsockname()[1]}/menu?x=1", LOOPBACK)
        thread.join(20)
    assert heard[0].startswith(b"HEAD /menu?x=1 HTTP/1.1\r\n")
    assert f"User-Agent: {AGENT}".encode() in heard[0]
    assert b"Cookie" not in heard[0]


def test_a_private_destination_is_not_taken_for_a_dead_one() -> None:
    for url in ("http://127.0.0.1:1/", "http://192.168.1.1/", "http://localhost/"):
        found = look(url)
        assert (found.finding, found.http_status) == (Finding.UNKNOWN, None)
        assert "QRDESK_CHECK_ALLOWED_NETWORKS" in found.detail


def test_whoever_cannot_be_reached_is_down() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert look(f"http://127.0.0.1:{port}/", LOOPBACK).detail == "Nothing answers there."
    assert look("http://nowhere.invalid/").finding is Finding.DOWN
    with receiver(resetting) as host:
        assert look(f"http://{host}/", LOOPBACK).finding is Finding.DOWN
    with receiver(silent) as host:
        assert look(f"http://{host}/", LOOPBACK, patience_s=0.3).detail == "It did not answer in time."


def test_a_redirect_into_a_private_network_is_not_followed() -> None:
    with receiver(says("302 Found", "Location: http://10.0.0.1/")) as host:
        assert look(f"http://{host}/", LOOPBACK).finding is Finding.UNKNOWN


@pytest.mark.parametrize("target", ["http://user@example.com/", "http://example.com\\@10.0.0.1/"])
def test_a_redirect_to_an_odd_address_is_not_taken_for_a_dead_destination(target: str) -> None:
    with receiver(says("302 Found", f"Location: {target}")) as host:
        found = look(f"http://{host}/", LOOPBACK)
    assert (found.finding, "private" in found.detail) == (Finding.UNKNOWN, False)


OURS = "https://go.example.com"


@pytest.mark.parametrize(
    ("headers", "forbidden"),
    [
        ({}, False),
        ({"X-Frame-Options": "DENY"}, True),
        ({"X-Frame-Options": "sameorigin"}, True),
        ({"X-Frame-Options": "SAMEORIGIN, SAMEORIGIN"}, True),
        ({"X-Frame-Options": "ALLOW-FROM https://x.example"}, False),  # browsers leave it out of account
        ({"Content-Security-Policy": "default-src 'self'"}, False),
        ({"Content-Security-Policy": "frame-ancestors 'none'"}, True),
        ({"Content-Security-Policy": "frame-ancestors 'self'"}, True),
        ({"Content-Security-Policy": "Frame-Ancestors 'None'"}, True),
        ({"Content-Security-Policy": "frame-ancestors"}, True),
        ({"Content-Security-Policy": "frame-ancestors *"}, False),
        ({"Content-Security-Policy": "frame-ancestors https:"}, False),
        ({"Content-Security-Policy": "frame-ancestors http:"}, True),
        ({"Content-Security-Policy": "frame-ancestors https://go.example.com"}, False),
        ({"Content-Security-Policy": "frame-ancestors GO.example.com"}, False),
        ({"Content-Security-Policy": "frame-ancestors *.example.com"}, False),
        ({"Content-Security-Policy": "frame-ancestors *.other.example"}, True),
        ({"Content-Security-Policy": "frame-ancestors *, frame-ancestors 'none'"}, True),
        ({"Content-Security-Policy": "default-src *; frame-ancestors 'none'", "X-Frame-Options": "ALLOWALL"}, True),
        ({"Content-Security-Policy": "frame-ancestors *", "X-Frame-Options": "DENY"}, False),
    ],
)
def test_a_page_that_forbids_framing_is_known_by_its_headers(headers: dict[str, str], forbidden: bool) -> None:
    assert bool(refusal_in(headers, OURS)) is forbidden


def test_framing_is_asked_of_the_page_itself() -> None:
    settings = Settings(check_allowed_networks="127.0.0.0/8")
    with receiver(says("200 OK", "X-Frame-Options: DENY")) as host:
        assert "X-Frame-Options" in forbids_framing(f"http://{host}/", settings=settings)
        assert "http page inside" in forbids_framing(f"http://{host}/", framed_by=OURS, settings=settings)
        assert forbids_framing(f"http://{host}/", settings=Settings()) == ""  # not ours to look at: nobody knows
    with receiver(says("200 OK")) as host:
        assert forbids_framing(f"http://{host}/", framed_by="http://go.example", settings=settings) == ""
