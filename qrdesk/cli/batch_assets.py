"""The files that looks of a batch name: fetched once each, and read again as often as they are needed."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from qrdesk.client import Client, Design

if TYPE_CHECKING:
    from qrdesk.core.artwork.assets import Assets

_FILE = re.compile(r"fil_[0-9A-Za-z]{10}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # and no font of ours


class AssetFiles:
    """Logos and fonts in ``folder``, by the ids under which looks name them."""

    def __init__(self, client: Client, folder: Path) -> None:
        self._client, self._folder = client, folder
        self._kept: dict[str, tuple[Path, str]] = {}  # where, and of which type, by id

    def fetch(self, design: Design) -> None:
        """Fetch the files that a look names, unless they are here.

        Raises:
            NotFound: one of them is gone.
        """
        for file_id in filter(None, files_of(design)):
            if file_id not in self._kept:
                path = self._folder / f"{len(self._kept)}.asset"
                path.write_bytes(self._client.files.download(file_id).content)
                self._kept[file_id] = (path, self._client.files.get(file_id).media_type)

    def of(self, design: Design) -> "Assets":
        """Return the files of a look that was given to ``fetch`` before."""
        from qrdesk.core.artwork.assets import Assets  # noqa: PLC0415 only batches need them

        logo, font = files_of(design)
        return Assets(
            logo=self._kept[logo][0].read_bytes() if logo else b"",
            logo_type=self._kept[logo][1] if logo else "",
            font=self._kept[font][0].read_bytes() if font else b"",
        )


def assets_of(client: Client, design: Design, profile: str | None) -> "Assets":
    """Return the files that a look and an order name.

    Raises:
        NotFound: one of them is not there.
    """
    from qrdesk.core.artwork.assets import Assets  # noqa: PLC0415 only batches need them

    logo, font = files_of(design)
    return Assets(
        logo=client.files.download(logo).content if logo else b"",
        logo_type=client.files.get(logo).media_type if logo else "",
        font=client.files.download(font).content if font else b"",
        profile=client.files.download(profile).content if profile else b"",
    )


def files_of(design: Design) -> tuple[str, str]:
    """Return the ids of a look's logo and font; "" for none, and for a font of ours, which has a name."""
    logo = design.logo.file if design.logo is not None else ""
    font = design.frame.font if design.frame is not None and _FILE.fullmatch(design.frame.font) else ""
    return logo, font
