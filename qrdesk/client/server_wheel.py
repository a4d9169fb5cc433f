"""QRDesk itself as a Python package in one file, made of what runs here: a server is set up without asking for it."""

import hashlib
import tomllib
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import qrdesk
from qrdesk import __version__
from qrdesk.core import resources
from qrdesk.core.errors import CannotWrite

NAME = f"qrdesk-{__version__}-py3-none-any.whl"
_INFO = f"qrdesk-{__version__}.dist-info"
_PACKAGE = Path(qrdesk.__file__).resolve().parent
_WHEEL = "Wheel-Version: 1.0\nGenerator: qrdesk\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_NEVER = frozenset({"__pycache__"})
_AT = (2020, 1, 1, 0, 0, 0)  # the same files make the same package


def write_wheel(folder: Path) -> Path | None:
    """Write the package into ``folder`` and return it; None where QRDesk runs without its own source, as in an app.

    Raises:
        CannotWrite: the folder cannot be written.
    """
    if not (_PACKAGE / "__init__.py").is_file():
        return None
    path, record = folder / NAME, list[str]()
    try:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
            for name, content in _contents():
                _put(wheel, name, content)
                digest = urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
                record.append(f"{name},sha256={digest},{len(content)}")
            _put(wheel, f"{_INFO}/RECORD", "".join(f"{line}\n" for line in [*record, f"{_INFO}/RECORD,,"]).encode())
    except OSError as fault:
        raise CannotWrite(f"{path} cannot be written: {fault.strerror}. Choose another folder.") from fault
    return path


def _contents() -> Iterator[tuple[str, bytes]]:
    """Yield the files of the package by their names in it."""
    yield from _files(_PACKAGE, "qrdesk")
    data = resources.path(".")
    if not data.is_relative_to(_PACKAGE):  # a checkout has them beside the package
        yield from _files(data, "qrdesk/_resources")
    described, started = _described()
    yield f"{_INFO}/METADATA", described.encode()
    yield f"{_INFO}/WHEEL", _WHEEL.encode()
    yield f"{_INFO}/entry_points.txt", started.encode()


def _files(folder: Path, within: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if path.is_file() and not _NEVER & set(inner.parts):
            yield f"{within}/{inner.as_posix()}", path.read_bytes()


def _described() -> tuple[str, str]:
    """Return what the package says of itself, and how its command starts."""
    project = _PACKAGE.parent / "pyproject.toml"
    if not project.is_file():
        found = metadata.distribution("qrdesk")
        return found.read_text("METADATA") or "", found.read_text("entry_points.txt") or ""
    about = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    lines = [
        "Metadata-Version: 2.4",
        "Name: qrdesk",
        f"Version: {__version__}",
        f"Summary: {about['description']}",
        f"Requires-Python: {about['requires-python']}",
        *(f"Requires-Dist: {one}" for one in about["dependencies"]),
    ]
    for extra, needed in about["optional-dependencies"].items():
        lines.append(f"Provides-Extra: {extra}")
        lines += [f"Requires-Dist: {_for_extra(one, extra)}" for one in needed]
    commands = "".join(f"{name} = {to}\n" for name, to in about["scripts"].items())
    return "".join(f"{line}\n" for line in lines), f"[console_scripts]\n{commands}"


def _for_extra(needed: str, extra: str) -> str:
    name, _, marker = needed.partition(";")
    also = f"({marker.strip()}) and " if marker else ""
    return f"{name.strip()}; {also}extra == '{extra}'"


def _put(wheel: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _AT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    wheel.writestr(entry, content)
