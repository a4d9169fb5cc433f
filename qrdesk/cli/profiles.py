"""Profiles of presses, named by their id or as a file."""

import hashlib
import os
from pathlib import Path

from qrdesk.cli.files import bytes_of
from qrdesk.client import Client, FileDraft, FileQuery, Upload

_ENDINGS = (".icc", ".icm")


def profile_id(client: Client, named: str) -> str:
    """Return the id of a profile. A file is uploaded where the workspace has none with the same bytes yet.

    Raises:
        CannotRead: there is no such file.
        BadPicture, TooLarge: it is no CMYK profile, or too large for one.
    """
    if not _is_file(named):
        return named
    path = Path(named)
    content = bytes_of(path)
    digest = hashlib.sha256(content).hexdigest()
    there = (one for one in client.files.each(FileQuery(kind="profile")) if one.digest == digest)
    found = next(there, None) or client.files.upload(FileDraft(kind="profile"), Upload(content, path.name))
    return found.id


def _is_file(named: str) -> bool:
    return named.lower().endswith(_ENDINGS) or "/" in named or os.sep in named
