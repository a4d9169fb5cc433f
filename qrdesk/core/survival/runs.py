"""Which kit of a database was made last: remembered beside the database, wherever the kit went."""

from pathlib import Path

from pydantic import ValidationError

from qrdesk.core import secret_files
from qrdesk.core.schemas.survival import KitRun
from qrdesk.core.survival.kit import Kit

_LAST = "survival-kit-last.json"
_LONGEST_FILE = 1 << 20


def run_of(kit: Kit) -> KitRun:
    """Return what is remembered of a kit."""
    named = str(kit.folder).encode(errors="replace").decode()  # a name in another encoding cannot be written down
    addresses = sum(kit.addresses.values())
    return KitRun(
        at=kit.made_at, path=named, addresses=addresses, partly=kit.partly,
        hosts=[site.host for site in kit.sites], left_out=kit.waiting,
    )  # fmt: skip


def note_run(data_dir: Path, run: KitRun) -> None:
    """Remember a kit.

    Raises:
        CannotWrite: the data folder cannot be written.
    """
    secret_files.replace(data_dir / _LAST, run.model_dump_json(indent=1).encode())


def last_run(data_dir: Path) -> KitRun | None:
    """Return the kit that was made last; None for none, or where nothing can be read of it."""
    try:
        with (data_dir / _LAST).open("rb") as file:
            return KitRun.model_validate_json(file.read(_LONGEST_FILE))
    except (OSError, ValidationError):
        return None
