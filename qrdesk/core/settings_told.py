"""Each setting with its value and where that comes from: an option, the environment, a file, or nowhere."""

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from qrdesk.core import settings_file
from qrdesk.core.settings import Settings, default_database, read_all, variable

_LIKE = 0.85  # how alike a variable and a setting's are where the one was meant to be the other
# a password before the host, whatever is in it, or among what follows the address
_PASSWORD = re.compile(r"(?<=://)([^:/?#@]*):.*@|(?<=[?&]password=)[^&]*", re.IGNORECASE)
_HIDDEN = "•••"


class Source(StrEnum):
    """Where a value comes from."""

    OPTION = "option"
    ENVIRONMENT = "environment"
    FILE = "file"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class ToldSetting:
    """A setting as it holds. ``where`` is the option, the variable or the file; empty for a default."""

    name: str
    value: str | int  # passwords in it are hidden
    source: Source
    where: str
    variable: str
    unit: str
    help: str


def list_settings(
    options: Mapping[str, tuple[str, Any]], environ: Mapping[str, str] | None = None
) -> list[ToldSetting]:
    """Return every setting as it holds where ``options`` are given: by the setting, how each is written, and its value.

    Raises:
        Invalid: as :meth:`Settings.load`.
    """
    source = os.environ if environ is None else environ
    found = read_all(source)
    told: list[ToldSetting] = []
    for one in fields(Settings):
        name, where, origin = one.name, "", Source.DEFAULT
        value: Any = one.default
        if name in options:
            (where, value), origin = options[name], Source.OPTION
        elif name in found:
            value, given = found[name]
            origin = Source.ENVIRONMENT if given is None else Source.FILE
            where = variable(name) if given is None else str(given.file)
        if name == "database":
            value = without_password(value or default_database())
        about = one.metadata
        told.append(ToldSetting(name, value, origin, where, variable(name), about["unit"], about["help"]))
    return told


def list_misspelt(environ: Mapping[str, str] | None = None) -> list[tuple[str, str]]:
    """Return each variable that is nearly one of a setting, and that one: most likely it is meant."""
    source = os.environ if environ is None else environ
    known = [*(variable(one.name) for one in fields(Settings)), settings_file.VARIABLE, *_OTHERS]
    strange = sorted(name for name in source if name.upper().startswith("QRDESK_") and name not in known)
    found = ((name, difflib.get_close_matches(name.upper(), known, 1, _LIKE)) for name in strange)
    return [(name, meant[0]) for name, meant in found if meant and meant[0] not in _OTHERS]


def without_password(url: str) -> str:
    """Return the address of a database with its password hidden."""
    return _PASSWORD.sub(lambda found: f"{found[1]}:{_HIDDEN}@" if found[1] is not None else _HIDDEN, url)


# what the program reads beside settings
_OTHERS = ("QRDESK_KEY", "QRDESK_TO_KEY", "QRDESK_CONFIG_DIR", "QRDESK_LANGUAGE", "QRDESK_REDUCED_MOTION")
