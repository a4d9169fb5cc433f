"""The way to a server as the app takes it: somebody sits before it and waits."""

from qrdesk.client import Client

_TRIES = 2  # a connection that ended meanwhile is not told; more tries would only be a longer wait
_PAUSE_S = 2.0


def client_of(server: str, key: str) -> Client:
    """Return a client of the server at an address; no key is for who has none yet.

    Raises:
        Invalid: the address cannot be used.
    """
    return Client.remote(server, key, "app", tries=_TRIES, pause_s=_PAUSE_S)
