"""What the app is opened with on the command line: links of its own (``qrdesk://…``) and lists, beside two options."""

from collections.abc import Sequence
from pathlib import PurePath
from urllib.parse import unquote

_WITH_VALUE = ("--database", "--workspace")
_SCHEME, _FILE = "qrdesk:", "file://"
_LISTS = (".csv", ".xlsx")


def read(arguments: Sequence[str]) -> tuple[str, ...]:
    """Return what the app is to open, the last of the arguments; nothing where they are those of a command."""
    left = list(arguments)
    while left and left[0].startswith("--"):
        name, equals, _ = left.pop(0).partition("=")
        if name not in _WITH_VALUE or not (equals or left):
            return ()
        if not equals:
            left.pop(0)
    left = [_path(one) for one in left]
    return tuple(left) if all(_opens(one) for one in left) else ()


def _path(said: str) -> str:
    """Return the path where a file of this computer is given as an address, as menus of programs do."""
    host, slash, path = said[len(_FILE) :].partition("/")
    if not said.lower().startswith(_FILE) or host.lower() not in {"", "localhost"}:
        return said
    return unquote(f"{slash}{path}", errors="replace")


def _opens(said: str) -> bool:
    return said.lower().startswith(_SCHEME) or PurePath(said).suffix.lower() in _LISTS
