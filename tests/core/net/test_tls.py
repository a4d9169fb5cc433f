"""TLS through the guard: the name in the address must still be the one in the certificate."""

import os
import socket
import ssl
import struct
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from qrdesk.core.net import guard
from qrdesk.core.net.guard import TimedOut, Unreachable
from qrdesk.core.net.networks import networks
from qrdesk.core.net.trust import Encrypted, trusted
from qrdesk.core.net.wire import Deadline, Line, Origin
from tests.core.net.receivers import PAGE, answering, dripping, receiver

LOOPBACK = networks("127.0.0.0/8")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "receiver")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "receiver.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture(scope="module")
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.sslsocket_class = Encrypted
    context.load_cert_chain(certificate)
    return context


def test_the_right_name_is_served_and_another_name_of_the_same_address_is_not(
    tls: ssl.SSLContext, certificate: Path
) -> None:
    with receiver(answering(PAGE + b"Content-Length: 2\r\n\r\nok"), tls) as host:
        good = guard.fetch(
            "GET", f"https://{host}/", deadline_s=10, max_body=10, allow=LOOPBACK, ca_file=str(certificate)
        )
        assert (good.status, good.body) == (200, b"ok")
        other = host.replace("127.0.0.1", "127.1")  # the same address by another name
        with pytest.raises(Unreachable, match="certificate"):
            guard.fetch(
                "GET", f"https://{other}/", deadline_s=10, max_body=10, allow=LOOPBACK, ca_file=str(certificate)
            )
        with pytest.raises(Unreachable, match="certificate"):
            guard.fetch("GET", f"https://{host}/", deadline_s=10, max_body=10, allow=LOOPBACK)


def test_a_header_that_drips_inside_tls_ends_in_time(tls: ssl.SSLContext, certificate: Path) -> None:
    with receiver(dripping(b"HTTP/1.1 200 OK\r\nX: ", b"x"), tls) as host, pytest.raises(TimedOut):
        guard.fetch("GET", f"https://{host}/", deadline_s=0.5, max_body=10, allow=LOOPBACK, ca_file=str(certificate))


def test_what_is_reset_before_encryption_begins_is_closed() -> None:
    port = socket.create_server(("127.0.0.1", 0))
    opened = socket.socket()
    handle = opened.fileno()
    line = Line(Origin(True, "127.0.0.1", port.getsockname()[1]), opened)
    with Deadline(20) as deadline:
        line.connect(port.getsockname(), deadline)
        with port, port.accept()[0] as accepted:
            accepted.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        with pytest.raises(ConnectionResetError):
            line.wrap(trusted(), deadline)
        line.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(handle)
