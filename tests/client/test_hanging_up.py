"""Calls to a server that says nothing, called off; plain and encrypted."""

import ssl
import threading
from pathlib import Path
from socket import create_connection, socket

import pytest
from urllib3.util.ssltransport import SSLTransport

from qrdesk.client import Client, TotalsQuery
from qrdesk.client.cancelling import cancelled_by
from qrdesk.client.hanging_up import _look
from qrdesk.core.errors import CalledOff, ServerUnreachable
from qrdesk.core.services.keys import mint
from tests.core.net.receivers import receiver
from tests.core.net.test_tls import certificate, tls

__all__ = ["certificate", "tls"]


class Silent:
    """Takes a request, says nothing, and notes when the caller hangs up."""

    def __init__(self) -> None:
        self.asked, self.hung_up = threading.Event(), threading.Event()

    def __call__(self, connection: socket, over: threading.Event) -> None:
        self.asked.set()
        if not connection.recv(100):
            self.hung_up.set()


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_silent_server_is_hung_up_on(
    tls: ssl.SSLContext, certificate: Path, monkeypatch: pytest.MonkeyPatch, encrypted: bool
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    silent = Silent()
    with receiver(silent, tls if encrypted else None) as host:
        address = f"{'https' if encrypted else 'http'}://{host}"
        with Client.remote(address, mint()) as client, cancelled_by(silent.asked.is_set):
            with pytest.raises(CalledOff):
                client.analytics.totals(TotalsQuery())
            assert silent.hung_up.wait(10)


def test_a_connection_encrypted_within_another_is_hung_up(tls: ssl.SSLContext, certificate: Path) -> None:
    """As urllib3 makes one to an https server behind an https proxy."""
    silent, hung_up = Silent(), threading.Event()
    with receiver(silent, tls) as host:
        name, _, port = host.rpartition(":")
        trusted = ssl.create_default_context(cafile=str(certificate))
        with create_connection((name, int(port))) as plain:
            connection = SSLTransport(plain, trusted, server_hostname=name)
            _look(connection, lambda: True, threading.Event(), hung_up)
            assert hung_up.is_set()
            assert silent.hung_up.wait(10)


def test_a_server_that_is_not_there_is_told_apart_from_a_call_that_was_called_off() -> None:
    with (
        receiver(lambda *_: None) as host,  # which hangs up itself
        Client.remote(f"http://{host}", mint()) as client,
        cancelled_by(lambda: False),
        pytest.raises(ServerUnreachable),
    ):
        client.analytics.totals(TotalsQuery())
