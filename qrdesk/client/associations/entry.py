"""The desktop entry: one text for the file that packages bring and for the one that is written for a person.

Source: Desktop Entry Specification 1.4, "The Exec key" and "Possible value types".
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from qrdesk.client.associations.standing import SCHEME
from qrdesk.core.errors import CannotWrite

SCHEME_TYPE = f"x-scheme-handler/{SCHEME}"
LIST_TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
_OURS = "X-QRDesk-"  # what is to be put back is noted in the entry itself
_PLAIN = re.compile(r"[A-Za-z0-9_@%+:,./-]+")
_HEAD = """\
[Desktop Entry]
Type=Application
Version=1.4
Name=QRDesk
GenericName=QR codes
GenericName[de]=QR-Codes
Comment=Print a QR code once and decide for ever where it leads
Comment[de]=Einen QR-Code einmal drucken und immer wieder entscheiden, wohin er führt
"""
_FOOT = """\
Icon=qrdesk
Terminal=false
StartupNotify=true
StartupWMClass=qrdesk
Categories=Office;Publishing;
Keywords=QR;code;barcode;link;label;
Keywords[de]=QR;Code;Barcode;Link;Etikett;
"""


def entry_of(command: Sequence[str], lists: Iterable[str] = LIST_TYPES, notes: Mapping[str, str] | None = None) -> str:
    """Return the text of a desktop entry that opens ``command``; it is offered for ``lists`` of these sorts.

    Raises:
        CannotWrite: the command cannot stand in one.
    """
    kept = "".join(f"{_OURS}{name}={value}\n" for name, value in (notes or {}).items())
    offered = "".join(f"{one};" for one in (SCHEME_TYPE, *(LIST_TYPES[name] for name in lists)))
    return f"{_HEAD}Exec={exec_of(command)}\n{_FOOT}MimeType={offered}\n{kept}"


def exec_of(command: Sequence[str]) -> str:
    """Return ``command`` as the value of Exec, with a place for what is opened.

    Raises:
        CannotWrite: there is a sign in it that the specification has no way to write.
    """
    if "=" in command[0] or not all(word.isprintable() for word in command):
        raise CannotWrite(
            f"QRDesk lies at {command[0]!r}, which a menu of programs cannot name. Nothing was changed. "
            "Install it in a folder without “=” and line breaks."
        )
    return " ".join([*map(_quoted, command), "%U"])


def notes_of(text: str) -> dict[str, str]:
    """Return what was noted in an entry of ours."""
    lines = (line.partition("=") for line in text.splitlines() if line.startswith(_OURS))
    return {name.removeprefix(_OURS): value for name, _, value in lines}


def command_of(text: str) -> str:
    """Return the value of Exec; empty where there is none."""
    return next((line.removeprefix("Exec=") for line in text.splitlines() if line.startswith("Exec=")), "")


def _quoted(word: str) -> str:
    word = word.replace("%", "%%")
    if _PLAIN.fullmatch(word):
        return word
    inside = re.sub(r'(["`$\\])', r"\\\1", word)  # the rule of quoting
    return '"' + inside.replace("\\", "\\\\") + '"'  # the rule of every string in the file
