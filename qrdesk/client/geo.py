"""The geo database of a database on this computer. A server has its own, which is named where it runs."""

from pathlib import Path

from qrdesk.client.local import LocalTransport
from qrdesk.client.transport import Transport
from qrdesk.core import geo, geo_choice
from qrdesk.core.errors import Forbidden
from qrdesk.core.geo_choice import GeoFile

ATTRIBUTION = geo.ATTRIBUTION  # of the one that comes with QRDesk, to be said where it is named


class GeoDatabase:
    """Only for a client of a database on this computer: each method raises ``Forbidden`` for one of a server."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self) -> GeoFile:
        """Return which database tells countries."""
        here = self._local()
        return geo_choice.in_use(here.opened.data_dir, here.settings)

    def choose(self, path: Path) -> GeoFile:
        """Take another one from now on: a copy of it.

        Raises:
            BadGeoFile: it tells no countries. The one of before goes on.
            CannotWrite: there is no room for it.
        """
        return geo_choice.choose(path, self._local().opened.data_dir)

    def choose_bundled(self) -> GeoFile:
        """Go back to the one that QRDesk brings along.

        Raises:
            CannotWrite: the other one cannot be removed.
        """
        geo_choice.choose_bundled(self._local().opened.data_dir)
        return self.get()

    def _local(self) -> LocalTransport:
        if not isinstance(self._transport, LocalTransport):
            raise Forbidden("A server has a geo database of its own: QRDESK_GEO_DATABASE names it there.")
        return self._transport
