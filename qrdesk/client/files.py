"""Files for people: whole or not at all."""

import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from qrdesk.core.errors import CannotWrite
from qrdesk.core.live_files import refuse_writing

Target = Path | BinaryIO  # a stream is written to as it goes, and stays open


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        CannotWrite: the folder or the file cannot be written; what was there before is untouched.
    """
    with writing(path) as file:
        file.write(content)


@contextmanager
def writing(path: Target) -> Generator[BinaryIO]:
    """Hand out a file to write to, and give it its name when the body is done; without that there is none.

    A stream is handed out as it is; a pipe or device is written to where it is, and never replaced.

    Raises:
        CannotWrite: the folder or the file cannot be written; what was there before is untouched.
    """
    if not isinstance(path, Path):
        yield path
        path.flush()
        return
    refuse_writing(path)
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as device:
                yield device
            return
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
        draft = Path(name)
        try:
            with open(handle, "wb") as file:  # noqa: PTH123 - mkstemp gives a descriptor, not a path
                yield file
            draft.chmod(0o666 & ~_umask())  # mkstemp makes it private; a file to pass on is not
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    except OSError as fault:
        raise CannotWrite(f"{path} cannot be written: {fault.strerror}. Choose another folder.") from fault


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
