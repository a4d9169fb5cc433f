"""A folder with all that a server needs: how it starts, its name and certificate, and a database with a first key.

Made of templates in ``resources/server``. Nothing that is there already is ever written over.
"""

import re
import shutil
import tempfile
from datetime import date
from pathlib import Path

from qrdesk import __version__
from qrdesk.client.client import Client
from qrdesk.client.server_place import ServerFolder, check_host, record_of
from qrdesk.client.server_wheel import write_wheel
from qrdesk.core import resources
from qrdesk.core.errors import CannotWrite, Conflict
from qrdesk.core.schemas.access import KeyDraft
from qrdesk.core.settings import Settings

LANGUAGES = ("en", "de")  # of the page that is read first
TEMPLATES = (
    "README.txt", "compose.yaml", "compose.postgresql.yaml", "Containerfile", "Caddyfile", "qrdesk.service",
)  # fmt: skip
DATA, PACKAGES, DATABASE = "data", "packages", "qrdesk.db"
_PLACE = re.compile(r"\{\{([a-z_]+)\}\}")


def write_server_folder(folder: Path, host: str, language: str = "en") -> ServerFolder:
    """Write the folder, which is new or empty. In a process of its own: it opens a database, and a process has one.

    Its README is in ``language``, one of ``LANGUAGES``.

    Raises:
        Invalid: the host cannot be used.
        Conflict: there is something in the folder. Nothing was written.
        CannotWrite: it cannot be written. Nothing is left of it.
    """
    host = check_host(host)
    folder = folder.expanduser().absolute()
    _check_empty(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".qrdesk-", dir=folder))
    except OSError as fault:
        raise CannotWrite(f"{folder} cannot be written: {fault.strerror}. Choose another folder.") from fault
    try:
        key, has_package = _fill(draft, folder, host, language)
        files = tuple(sorted(one.name for one in draft.iterdir()))
        for name in files:
            (draft / name).rename(folder / name)
    except OSError as fault:
        raise CannotWrite(f"{folder} cannot be written: {fault.strerror}. Choose another folder.") from fault
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return ServerFolder(folder, f"https://{host}", key, files, has_package)


def filled(template: str, values: dict[str, str]) -> str:
    """Return a template with its places filled in.

    Raises:
        KeyError: it has a place for which there is no value.
    """
    return _PLACE.sub(lambda place: values[place[1]], template)


def _check_empty(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise Conflict(f"{folder} is a file. Choose a folder; nothing was written.")
    try:
        there = sorted(one.name for one in folder.iterdir()) if folder.exists() else []
    except OSError as fault:
        raise CannotWrite(f"{folder} cannot be read: {fault.strerror}. Choose another folder.") from fault
    if there:
        some = ", ".join(there[:5]) + (f" and {len(there) - 5} more" if len(there) > 5 else "")
        raise Conflict(f"There is something in {folder} already: {some}. Choose an empty folder; nothing was written.")


def _fill(draft: Path, folder: Path, host: str, language: str) -> tuple[str, bool]:
    title = f"QRDesk {__version__} {'für' if language == 'de' else 'for'} {host}"
    values = {
        "host": host,
        "url": f"https://{host}",
        "record": record_of(host),
        "version": __version__,
        "day": date.today().isoformat(),  # noqa: DTZ011 - the day on the calendar of who reads it
        "underline": "=" * len(title),
        "folder": folder.name,
    }
    for name in TEMPLATES:
        text = filled(resources.read_text(f"server/{_template(name, language)}"), values)
        (draft / name).write_text(text, encoding="utf-8", newline="\n")
    (draft / PACKAGES).mkdir()
    has_package = write_wheel(draft / PACKAGES) is not None
    (draft / DATA).mkdir(mode=0o700)
    return _make_database(draft / DATA / DATABASE, f"https://{host}"), has_package


def _template(name: str, language: str) -> str:
    """Return the file that one of ``TEMPLATES`` is made of: what is read by people is there in their language."""
    stem, _, end = name.rpartition(".")
    return f"{stem}.{language}.{end}" if language != "en" and name == "README.txt" else name


def _make_database(path: Path, url: str) -> str:
    """Make the database with its secret key beside it, and return a first key for its owner."""
    with Client.local(str(path), Settings(public_url=url)) as owner:
        member = owner.me.get().member
        draft = KeyDraft(name="First key", member_id=member.id if member is not None else None)
        return owner.keys.create(draft).key
