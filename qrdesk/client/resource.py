"""What every part of the SDK stands on."""

from qrdesk.client.transport import Transport


class Resource:
    """Methods over a transport."""

    def __init__(self, transport: Transport) -> None:
        self._call = transport.call
