"""Which program opens what, in a person's ``mimeapps.list``: one value is changed, and every other line stays.

Source: Association between MIME types and applications 1.0.1.
"""

import os
import re
from contextlib import suppress
from pathlib import Path

_SECTION = "Default Applications"
_HEADER = re.compile(r"\s*\[(?P<name>[^\]]*)\]\s*")


class Defaults:
    """The defaults in one file, which may not be there yet."""

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()  # some keep it elsewhere, behind a link
        self._lines: list[str] = []
        with suppress(FileNotFoundError):
            self._lines = self._path.read_bytes().decode("utf-8", "surrogateescape").splitlines(keepends=True)

    def of(self, kind: str) -> str:
        """Return the programs that open ``kind``, as they are written there; empty for none."""
        at = self._find(kind)
        return self._lines[at].partition("=")[2].strip() if at is not None else ""

    def first_of(self, kind: str) -> str:
        """Return the program that opens ``kind``; empty where nobody chose one."""
        return self.of(kind).partition(";")[0].strip()

    def put(self, kind: str, programs: str) -> None:
        """Have ``kind`` opened by these; empty: nobody chooses."""
        at = self._find(kind)
        if programs == self.of(kind):
            return
        if not programs:
            del self._lines[at or 0]
            return
        line = f"{kind}={programs}\n"
        if at is not None:
            self._lines[at] = line
            return
        head = next((row for row, text in enumerate(self._lines) if _section(text) == _SECTION), None)
        if head is None:
            if self._lines and not self._lines[-1].endswith("\n"):
                self._lines[-1] += "\n"
            self._lines.append(f"[{_SECTION}]\n")
            head = len(self._lines) - 1
        self._lines[head] = self._lines[head].rstrip("\r\n") + "\n"
        self._lines.insert(head + 1, line)

    def write(self) -> None:
        """Write the file, whole or not at all; one in which nothing is left but our heading goes.

        Raises:
            OSError: it cannot be written.
        """
        text = "".join(self._lines)
        if text.strip() in {"", f"[{_SECTION}]"}:
            self._path.unlink(missing_ok=True)
            return
        write_whole(self._path, text.encode("utf-8", "surrogateescape"))

    def _find(self, kind: str) -> int | None:
        inside = False
        for row, text in enumerate(self._lines):
            if (name := _section(text)) is not None:
                inside = name == _SECTION
            elif inside and text.partition("=")[0].strip() == kind:
                return row
        return None


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in place of another at once; it keeps who may read it.

    Raises:
        OSError: it cannot be written; the one before stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        part.write_bytes(content)
        if path.exists():
            part.chmod(path.stat().st_mode & 0o777)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _section(text: str) -> str | None:
    found = _HEADER.fullmatch(text)
    return found["name"] if found else None
