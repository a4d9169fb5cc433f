"""How SQLite is told of a file that is only to be read: by a ``file:`` address, which takes any name of a file."""

import os
from pathlib import Path, PurePath
from urllib.parse import quote

_READ_ONLY, _AS_IT_LIES = "mode=ro", "mode=ro&immutable=1"


def read_only(path: Path) -> str:
    """Return the address to read a file by; what others write meanwhile is seen."""
    return _address(path.absolute(), _READ_ONLY)


def as_it_lies(path: Path) -> str:
    """Return the address to read a file by that nobody writes: no other file is made beside it."""
    return _address(path.absolute(), _AS_IT_LIES)


def _address(path: PurePath, how: str) -> str:
    """Return the address of a whole path.

    SQLite knows no other computer there: a share of Windows stays a part of the path, behind two slashes of its own.
    """
    name = quote(os.fsencode(path.as_posix()), safe="/:")
    return f"file://{'' if name.startswith('/') else '/'}{name}?{how}"
