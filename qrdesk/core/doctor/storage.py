"""The database and what lies beside it: whole, up to date, and equal to what was counted."""

import os
import shutil
import sys
from pathlib import Path

from qrdesk.core import database
from qrdesk.core.doctor.finding import Case, Said, bad, good, some, warning
from qrdesk.core.hits import pending, recount
from qrdesk.core.hits.differences import Difference
from qrdesk.core.schema_state import state_of
from qrdesk.core.services.sealing import count_unreadable
from qrdesk.core.services.troubles import count_stray_pictures, find_picture_troubles

_EQUAL = "The stored sums equal a recount of all hits."
_COUNTED = "They were to be counted anew, and were."
_MIB = 1 << 20
_LITTLE_SPACE = 200 * _MIB
_NO_SPACE = 20 * _MIB
_FEW_FILES = 1000  # that the disk has room to name


def look_at_database(case: Case) -> Said:
    """Look whether the file is whole."""
    if said := database.find_damage():
        return bad(f"The file is damaged: {said}. Restore the last backup.")
    return good(f"{case.opened.path or 'PostgreSQL'} is intact.")


def look_at_schema(case: Case) -> Said:
    """Say how up to date the database is: an older or newer one was not opened, and that was said."""
    return good(f"The database is as this version of QRDesk wants it ({state_of(case.opened).version}).")


def look_at_secret_key(case: Case) -> Said:
    """Look whether the key is private, and opens what is sealed."""
    secret = case.opened.secret
    if secret.said:
        return warning(secret.said)
    if lost := count_unreadable(case.opened.secret_key):
        return warning(f"Stored secrets that it does not open, such as those of webhooks: {lost:,}.")
    older = len(secret.older)
    said = [f"It is in {secret.place or 'the keyring of this account'}, and others cannot read it."]
    said += [f"Kept with it for backups: {older} from before."] if older else []
    return good(" ".join(said))


def look_at_sums(_: Case) -> Said:
    """Compare the stored sums with the hits."""
    if pending.is_asked_for():
        return warning(
            "Sums are to be counted anew; the daemon does that in the background, and qrdesk doctor --repair at once."
        )
    if wrong := recount.compare():
        return bad(
            f"The stored sums differ from the hits in {_places(wrong)}. qrdesk doctor --repair counts them anew."
        )
    return good(_EQUAL)


def repair_sums(_: Case) -> Said:
    """Count anew what differs."""
    asked = False
    while pending.count():
        asked = True
    if wrong := recount.repair():
        return good(f"They differed from the hits in {_places(wrong)} and were counted anew.")
    return good(f"{_COUNTED} {_EQUAL}" if asked else _EQUAL)


def look_at_pictures(case: Case) -> Said:
    """Look whether each picture is there."""
    if lost := find_picture_troubles(case.opened.files):
        return bad(f"The bytes of {some(lost, ', ')} are missing or damaged. Restore a backup, or send them again.")
    stray = count_stray_pictures(case.opened.files)
    said = ["Each is there, as it was made."]
    said += [f"{stray:,} beside them nobody has any more; the server deletes such after a day."] if stray else []
    return good(" ".join(said))


def look_at_disk(case: Case) -> Said:
    """Look how much room there is for hits, and for the database where that lies elsewhere."""
    path = case.opened.path
    folders = [case.opened.data_dir, *([] if path is None else [path.parent])]
    free, folder = min((shutil.disk_usage(folder).free, folder) for folder in folders)
    if free < _NO_SPACE:
        return bad(
            f"Only {free // _MIB:,} MiB are free at {folder}. Soon hits are lost and nothing can be saved: make room, "
            "or move to a larger disk."
        )
    if free < _LITTLE_SPACE:
        return warning(f"Only {free // _MIB:,} MiB are free at {folder}. Hits need room: delete what is not needed.")
    if any(map(_has_few_names, folders)):
        return warning(f"The disk at {folder} has room, but hardly for more files: delete some that are not needed.")
    return good(f"{free // _MIB:,} MiB are free.")


def _has_few_names(folder: Path) -> bool:
    if sys.platform == "win32":
        return False
    found = os.statvfs(folder)
    return found.f_files > 0 and found.f_favail < _FEW_FILES


def _places(wrong: list[Difference]) -> str:
    return f"{len(wrong):,} place{'' if len(wrong) == 1 else 's'}"
