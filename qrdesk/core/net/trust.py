"""Whose certificates are believed."""

import ssl
import threading
from functools import lru_cache

from qrdesk.core.net.answers import Unreachable

_loading = threading.Lock()  # 20 ms that many threads at once would all spend


class Encrypted(ssl.SSLSocket):
    """One that nobody is left with where it cannot begin: reset by then, Python raises, and leaves it open."""

    def recv(self, buflen: int = 1024, flags: int = 0) -> bytes:
        """Receive as any other; what breaks before TLS has begun closes it."""
        try:
            return super().recv(buflen, flags)
        except OSError:
            if self.version() is None:
                self.close()
            raise


def trusted(ca_file: str = "") -> ssl.SSLContext:
    """Return what checks the certificates of others: as browsers do, and those of ``ca_file`` (PEM) beside them.

    A file is read once in the life of a process.

    Raises:
        Unreachable: the file cannot be read, or holds no certificate.
    """
    with _loading:
        return _context(ca_file)


@lru_cache(8)
def _context(ca_file: str) -> ssl.SSLContext:
    import certifi  # noqa: PLC0415 - most processes never need it

    # Not the strict mode of Python 3.13: authorities made by hand, as in an intranet, lack what that asks for.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # asks for a certificate, and for the right name in it
    context.sslsocket_class = Encrypted
    context.hostname_checks_common_name = False
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    context.load_default_certs()
    context.load_verify_locations(certifi.where())
    if ca_file:
        try:
            context.load_verify_locations(ca_file)
        except OSError as fault:
            raise Unreachable(f"The authorities to trust could not be read from {ca_file}.") from fault
    return context
