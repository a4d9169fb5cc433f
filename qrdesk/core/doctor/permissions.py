"""Who may read and write the files: the account that serves has to, and others had better not."""

import getpass
import os
import stat
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from qrdesk.core import live_files
from qrdesk.core.doctor.finding import Case, Said, bad, good, warning, worst

_MOST = 2000  # files that are looked at


def look_at_permissions(case: Case) -> Said:
    """Look at the database, the data folder, the spool and the key."""
    if sys.platform == "win32":
        return good("On Windows the folder of your account keeps others out.")
    opened = case.opened
    files = list(islice(_files(opened.path, opened.data_dir, opened.spool), _MOST))
    troubles = [*_not_ours(files), *_of_several(files), *_open_to_others(files)]
    return worst(troubles or [good("This account may read and write all files, and others may not.")])


def explain_refusal(path: Path) -> Said | None:
    """Say why a database cannot be opened where that is for want of rights; None where it is not."""
    if sys.platform == "win32":
        return None
    for one in (*reversed(path.parents), path):
        needed = os.X_OK if one in path.parents else os.R_OK | os.W_OK
        if one.exists() and not os.access(one, needed):
            return next(_not_ours([one], needed))
    return None


def is_open(path: Path) -> bool:
    """Say whether any account of this computer can read a file, or write a file or folder, past all folders above."""
    try:
        mode = path.stat().st_mode
        asked = stat.S_IWOTH if stat.S_ISDIR(mode) else stat.S_IROTH | stat.S_IWOTH
        return bool(mode & asked) and all(one.stat().st_mode & stat.S_IXOTH for one in path.absolute().parents)
    except OSError:
        return False


def _files(database: Path | None, data_dir: Path, spool: Path) -> Iterator[Path]:
    if database is not None:
        yield from (file for side in ("", *live_files.SIDES) if (file := Path(f"{database}{side}")).exists())
    yield data_dir
    if os.access(data_dir, os.R_OK | os.X_OK):
        yield from data_dir.iterdir()
        yield from (file for file in spool.glob("*") if file.exists())


def _not_ours(files: list[Path], needed: int = os.R_OK | os.W_OK) -> Iterator[Said]:
    for path in (one for one in files if one.exists() and not os.access(one, needed)):
        yield bad(
            f"This account ({_account()}) may not read and write {path}, which belongs to {_owner(path)}. Run QRDesk "
            f"as that account, or hand the file over with “chown {_account()} {path}”."
        )
        return  # the same is true of the next ones


def _of_several(files: list[Path]) -> Iterator[Said]:
    ours = files[0].stat().st_uid if files else 0
    for path in files[1:]:
        if path.exists() and path.stat().st_uid != ours:
            yield warning(
                f"{path} belongs to {_owner(path)}, and {files[0]} to {_owner(files[0])}: perhaps a command was run as "
                f"another account. If the server may not use it: “chown {_owner(files[0])} {path}”."
            )
            return


def _open_to_others(files: list[Path]) -> Iterator[Said]:
    for path in files:
        if is_open(path):
            yield warning(
                f"Every account of this computer can read or change {path}. Keep the others out with "
                f"“chmod o-rwx {path}”."
            )
            return


def _owner(path: Path) -> str:
    try:
        return path.owner()
    except (KeyError, OSError, NotImplementedError):
        return f"account {path.stat().st_uid}"


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"account {os.getuid()}" if sys.platform != "win32" else "?"
