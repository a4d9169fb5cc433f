"""Settings from a file (TOML): where it may lie, and what may stand in it. Nothing in it is passed over silently.

Read by the standard library alone. Every command begins here, and a library for settings would double the time that
takes, to do again what ``settings`` does for the environment.
"""

import os
import sys
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import platformdirs

from qrdesk.core.errors import Invalid

VARIABLE = "QRDESK_CONFIG_FILE"  # names the one file to read; empty: none
NAME = "qrdesk.toml"
_PATHS = frozenset({"database", "data_dir", "geo_database", "webhook_ca_file", "blocklist"})
_MOST = 256 * 1024  # bytes
_SHOWN = 60  # characters of a name that is none
# between several in one setting; of the others a comma
_BETWEEN = {"geo_database": os.pathsep}


@dataclass(frozen=True, slots=True)
class Given:
    """What a file says of one setting, as the environment would say it."""

    text: str
    file: Path


def places(environ: Mapping[str, str]) -> list[Path]:
    """Return where settings files are looked for, whether they are there or not; what a later one says wins."""
    if VARIABLE in environ:
        named = environ[VARIABLE].strip()
        return [Path(named).expanduser().absolute()] if named else []
    folder = "/etc/qrdesk" if sys.platform == "linux" else platformdirs.site_config_dir("qrdesk", appauthor=False)
    return [Path(folder) / NAME, Path(platformdirs.user_data_dir("qrdesk", appauthor=False)) / NAME]


def read(environ: Mapping[str, str], known: Iterable[str]) -> dict[str, Given]:
    """Return what the files say, by the names of settings; ``known`` are those that there are.

    Raises:
        Invalid: a file cannot be read, is no TOML, or has a name or value that is no setting's; the message names it.
    """
    names = frozenset(known)
    found: dict[str, Given] = {}
    for file in places(environ):
        content = _content(file, must=bool(environ.get(VARIABLE, "").strip()))
        for name, value in _parsed(file, content).items():
            if name not in names:
                raise _unknown(file, name, names)
            found[name] = Given(_text(file, name, value), file)
    return found


@contextmanager
def named(file: str) -> Generator[None]:
    """Have this process, and those that it starts, read the settings of ``file``; empty: as before."""
    before = os.environ.get(VARIABLE)
    if file:
        os.environ[VARIABLE] = file
    try:
        yield
    finally:
        if file and before is None:
            del os.environ[VARIABLE]
        elif file and before is not None:
            os.environ[VARIABLE] = before


def _content(file: Path, *, must: bool) -> bytes:
    try:
        with file.open("rb") as opened:
            content = opened.read(_MOST + 1)
    except FileNotFoundError as missing:
        if not must:
            return b""
        raise Invalid.field(VARIABLE, f"There is no settings file {file}, which {VARIABLE} names.") from missing
    except (OSError, ValueError) as fault:
        reason = (fault.strerror if isinstance(fault, OSError) else None) or str(fault)
        raise Invalid.field(
            VARIABLE,
            f"The settings file {file} cannot be read: {reason}. Run this as the account that may read it, or set "
            f"{VARIABLE} to another file, or to nothing.",
        ) from fault
    if len(content) > _MOST:
        raise Invalid.field(VARIABLE, f"{file} is too large for a settings file. Nothing of it was read.")
    return content


def _parsed(file: Path, content: bytes) -> dict[str, Any]:
    if not content:
        return {}
    import tomllib  # noqa: PLC0415 - 3 ms that nobody without a file should wait

    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise Invalid.field(VARIABLE, f"The settings file {file} is no text (UTF-8).") from fault
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise Invalid.field(VARIABLE, f"The settings file {file} is no TOML: {_reason(fault)}.") from fault


def _reason(fault: Exception) -> str:
    return "it is too deep" if isinstance(fault, RecursionError) else str(fault).rstrip(".")


def _unknown(file: Path, name: str, names: frozenset[str]) -> Invalid:
    import difflib  # noqa: PLC0415 - 5 ms that only whoever mistyped should wait

    plain = name.lower().removeprefix("qrdesk_").replace("-", "_")
    meant = difflib.get_close_matches(plain, sorted(names), 1)
    hint = f" Did you mean “{meant[0]}”?" if meant else " qrdesk config lists the settings there are."
    return Invalid.field(name[:_SHOWN], f"There is no setting “{name[:_SHOWN]}”, as {file} has it.{hint}")


def _text(file: Path, name: str, value: object) -> str:
    if isinstance(value, list):
        several = cast("list[object]", value)
        words = [_text(file, name, one) for one in several if not isinstance(one, list)]
        if len(words) == len(several):
            return _BETWEEN.get(name, ", ").join(words)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise Invalid.field(name, f"{name} in {file} must be text in quotes, or a whole number without them.")
    if not value.isprintable():
        raise Invalid.field(name, f"{name} in {file} has characters in it that cannot be printed.")
    if name in _PATHS and not all(map(_is_whole, value.split(_BETWEEN.get(name, "\0")))):
        raise Invalid.field(
            name,
            f"{name} in {file} must be a whole path, such as /srv/qrdesk/{name.replace('_', '-')}: commands run in "
            "any folder.",
        )
    return value.strip()


def _is_whole(text: str) -> bool:
    """Say whether a path is the same in any folder; so is an address, and so is none."""
    plain = text.strip().removeprefix("sqlite:///")
    return not plain or "://" in plain or Path(plain).expanduser().is_absolute()
