"""A real nginx and a real Caddy in front of a daemon, with the configurations that the manual prints."""

import contextlib
import http.client
import os
import re
import socket
import ssl
import subprocess
from collections.abc import Generator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from qrdesk.core import resources
from qrdesk.core.manual import markdown
from tests.core.survival.programs import free_port, have, running
from tests.daemon.asking import Answered, until

HOST = "go.example.com"
_SILENT_S = 2.0
_NO_FAULTS = ("buffered to a temporary file", "client sent invalid")  # of large bodies, and of what visitors make up
DAEMON = "127.0.0.1:8765"  # as the manual has it
_NGINX = """{user}daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log stderr warn;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/qrdesk.conf;
}}
"""
_SAME_USER = "user root; " if os.geteuid() == 0 else ""  # else it changes to one who may not enter our folder
_CADDY = "\tadmin off\n\tlocal_certs\n\tskip_install_trust\n\tdefault_bind 127.0.0.1\n"


@dataclass(frozen=True)
class Proxy:
    """One that answers by https at ``port`` and by http at ``plain_port``."""

    port: int
    plain_port: int

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        come_from: str = "127.0.0.2",
        host: str = HOST,
        plain: bool = False,
    ) -> Answered:
        """Ask as a visitor from one of this computer's many addresses."""
        with closing(http.client.HTTPConnection(host, timeout=30)) as connection:
            connection.sock = self._connected(come_from, "" if plain else host)
            connection.request(method, path, body, {"Host": host, **(headers or {})})
            answer = connection.getresponse()
            sent = {name.lower(): value for name, value in answer.getheaders()}
            return Answered(answer.status, sent, answer.read())

    def talk(self, sent: bytes) -> bytes:
        """Send bytes over https, and return what comes back until it is closed, or nothing has come for a while."""
        answers = bytearray()
        with self._connected("127.0.0.2", HOST) as connection:
            connection.settimeout(_SILENT_S)
            with contextlib.suppress(OSError):  # closed before all was read
                connection.sendall(sent)
            with contextlib.suppress(OSError):
                while part := connection.recv(65536):
                    answers += part
        return bytes(answers)

    def has_certificate(self, host: str = HOST) -> bool:
        """Say whether it speaks https for a name."""
        try:
            self._connected("127.0.0.1", host).close()
        except ssl.SSLError:
            return False
        return True

    def _connected(self, come_from: str, encrypted_for: str) -> socket.socket:
        port = self.port if encrypted_for else self.plain_port
        plain = socket.create_connection(("127.0.0.1", port), 30, (come_from, 0))
        if not encrypted_for:
            return plain
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context.wrap_socket(plain, server_hostname=encrypted_for)


def of_manual(language: str, heading: int) -> list[str]:
    """Return the pieces of code under a heading of the chapter, counted from 1, as it is printed."""
    sections = re.split(r"^## ", resources.read_text(f"manual/{language}/proxies.md"), flags=re.MULTILINE)
    return markdown.pieces_of_code(sections[heading])


@contextmanager
def nginx(folder: Path, conf: str, daemon_port: int) -> Generator[Proxy]:
    """Serve by a configuration of the manual; only ports, and where files lie, are changed."""
    program, proxy = have("nginx"), Proxy(free_port(), free_port())
    conf = re.sub(r"/etc/(?:letsencrypt|nginx)/(?:[\w.-]+/)*(?=[\w-]+\.(?:pem|key|ranges))", f"{folder}/", conf)
    conf = _replaced(
        conf, {"listen 443 ssl;": f"listen 127.0.0.1:{proxy.port} ssl;", DAEMON: f"127.0.0.1:{daemon_port}"}
    )
    conf = conf.replace("listen 80;", f"listen 127.0.0.1:{proxy.plain_port};")
    (folder / "qrdesk.conf").write_text(conf)
    (folder / "nginx.conf").write_text(_NGINX.format(folder=folder, user=_SAME_USER))
    with running([program, "-p", str(folder), "-c", str(folder / "nginx.conf")], proxy.port, folder):
        yield proxy
    said = (folder / "log").read_text().replace("[warn]", "[e").splitlines()
    assert not [line for line in said if "[e" in line and not any(one in line for one in _NO_FAULTS)]


@contextmanager
def caddy(folder: Path, conf: str, daemon_port: int) -> Generator[Proxy]:
    """Serve by a configuration of the manual, or by that of the folder for a server."""
    program, proxy = have("caddy"), Proxy(free_port(), free_port())
    conf = conf.replace("/etc/caddy/", f"{folder}/")
    conf = _replaced(conf, {DAEMON: f"127.0.0.1:{daemon_port}"})
    ports = f"{_CADDY}\thttp_port {proxy.plain_port}\n\thttps_port {proxy.port}\n"
    begun = re.sub(r"^\{\n", f"{{\n{ports}", conf, count=1, flags=re.MULTILINE)
    (folder / "Caddyfile").write_text(begun if begun != conf else f"{{\n{ports}}}\n{conf}")
    command = [program, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    with running(command, proxy.port, folder):
        until(proxy.has_certificate)  # it makes one after it has begun to listen
        yield proxy


def certificate(folder: Path, *names: str) -> None:
    """Write a certificate for ``HOST`` and its key to files of these names, in pairs."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = made.public_bytes(serialization.Encoding.PEM)
    for one, content in zip(names, (public, private), strict=True):
        (folder / one).write_bytes(content)


def run_printed(command: str, folder: Path, ranges: Mapping[str, str]) -> None:
    """Run a command of the manual that writes the networks of Cloudflare; ``ranges`` is what its pages answer."""
    programs = folder / "programs"
    programs.mkdir()
    cases = "".join(f"{page}) printf '%s' '{said}';;\n" for page, said in ranges.items())  # without a last line end
    for name, script in {"curl": f'case "$2" in\n{cases}*) exit 6;;\nesac', "sudo": 'exec "$@"'}.items():
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o755)
    command = re.sub(r"/etc/(nginx|caddy)/", f"{folder}/", command)
    path = f"{programs}:{os.environ['PATH']}"
    subprocess.run(["/bin/sh", "-ec", command], check=True, env={"PATH": path}, capture_output=True, timeout=60)


def _replaced(text: str, places: Mapping[str, str]) -> str:
    for found, put in places.items():
        assert found in text, found
        text = text.replace(found, put)
    return text
