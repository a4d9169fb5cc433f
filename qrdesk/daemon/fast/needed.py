"""What granian needs. Whoever asks need not load it."""

import importlib.util
import sys

from qrdesk.core.errors import Kind, QRDeskError

GRANIAN = "granian"


class ServerMissing(QRDeskError):
    """The server that was asked for cannot run here."""

    kind = Kind.UNAVAILABLE
    code = "server_missing"


def check_server(name: str) -> None:
    """Do nothing if the server ``name`` can run here.

    Raises:
        ServerMissing: it cannot; the message says what to do.
    """
    if name != GRANIAN:
        return
    if sys.platform != "linux":
        raise ServerMissing("The server granian is for Linux. Here, leave out --server granian.")
    if importlib.util.find_spec(GRANIAN) is None:
        raise ServerMissing("The server granian needs one more part: pip install 'qrdesk[fast]'.")
