"""Files that a look names, fetched once from where the links are."""

import threading

from qrdesk.client import Client, Design
from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.gui.session import Session

_MOST = 64  # files that are kept; each has a megabyte at most


class LookAssets:
    """Fetches logos and fonts, on any thread, and keeps them: a drawing follows each move of a slider."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._kept: dict[tuple[str, str], tuple[bytes, str]] = {}
        self._lock = threading.Lock()

    def of(self, design: Design, profile_id: str | None = None) -> Assets:
        """Return what ``design`` names, and the press profile.

        Takes a while the first time, so never on the window's thread.

        Raises:
            NotFound: a file is gone.
            QRDeskError: the server is away, ...
        """
        client, found = self._session.client, NOTHING
        if client is None:
            return found
        logo, kind = self._file(client, design.logo.file) if design.logo is not None else (b"", "")
        named = design.frame.font if design.frame is not None else ""
        font, _ = self._file(client, named) if named.startswith("fil_") else (b"", "")
        profile, _ = self._file(client, profile_id) if profile_id else (b"", "")
        return Assets(logo=logo, logo_type=kind, font=font, profile=profile)

    def _file(self, client: Client, file_id: str) -> tuple[bytes, str]:
        key = (self._session.place, file_id)
        with self._lock:
            kept = self._kept.get(key)
        if kept is None:
            view = client.files.get(file_id)
            kept = (client.files.download(file_id).content, view.media_type)
            with self._lock:
                while len(self._kept) >= _MOST:
                    del self._kept[next(iter(self._kept))]
                self._kept[key] = kept
        return kept
