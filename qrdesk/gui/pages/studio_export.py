"""From the Studio to a file: proved to read, written whole or not at all."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from qrdesk.client import ArtworkFormat, Client, CodeDraft, CodePatch, Preflight
from qrdesk.client.files import write_file
from qrdesk.core.errors import CannotWrite
from qrdesk.core.schemas.artwork import EXTENSIONS
from qrdesk.core.schemas.codes import CodeView
from qrdesk.gui.pages.studio_desk import Look, Order, export_draft

_LOCAL_ONLY = "not for print:"  # how the server begins that warning


@dataclass(frozen=True)
class Exported:
    """What was written. ``created`` is the code that this export made."""

    path: Path
    warnings: tuple[str, ...]
    code_id: str
    created: bool
    preflight: Preflight | None = None

    @property
    def not_for_print(self) -> str:
        """Return the warning that the address only works nearby, as a sentence; empty when it works everywhere."""
        found = next((warning for warning in self.warnings if warning.startswith(_LOCAL_ONLY)), "")
        return found[:1].upper() + found[1:]


def export_file(client: Client, link_id: str, code: CodeView | None, look: Look, order: Order, path: Path) -> Exported:
    """Make the file at ``path``; the first export of a link makes its code.

    The folder is tried first: a code must not count as printed when nothing could be written.

    Raises:
        CannotWrite: nothing was exported.
        ArtworkUnreadable: the look does not read; nothing was exported.
    """
    try_folder(path)
    created = code is None
    if code is None:
        code = make_code(client, link_id, look)
    blob = client.codes.export(code.id, export_draft(order, look.design))
    write_file(path, blob.content)
    checked = blob.report.get("preflight")
    preflight = Preflight.model_validate(checked) if checked is not None else None
    return Exported(path, _sentences(blob.report.get("warnings")), code.id, created, preflight)


def make_code(client: Client, link_id: str, look: Look) -> CodeView:
    """Make a code of a link that looks so."""
    return client.codes.create(CodeDraft(link_id=link_id, name=look.name, design=look.design))


def change_code(client: Client, code_id: str, look: Look) -> CodeView:
    """Let a code look so."""
    return client.codes.update(code_id, CodePatch(name=look.name, design=look.design))


def ask_path(parent: QWidget, suggested: Path, form: ArtworkFormat) -> Path | None:
    """Let the person choose where the file goes."""
    suffix = EXTENSIONS[form]
    title = QCoreApplication.translate("Studio", "Export the code")
    dialog = QFileDialog(parent, title, str(suggested.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(f"{suffix.upper()} (*.{suffix})")
    dialog.setDefaultSuffix(suffix)  # so that the question before overwriting is about the right file
    dialog.selectFile(suggested.name)
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


def try_folder(path: Path) -> None:
    """Do nothing if a file can be written beside ``path``.

    Raises:
        CannotWrite: with the reason.
    """
    try:
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except OSError as fault:
        reason = (fault.strerror or "it does not take files").lower()
        raise CannotWrite(f"The folder {path.parent} cannot be written: {reason}. Nothing was exported.") from fault


def with_suffix(path: Path, format: ArtworkFormat) -> Path:
    """Return ``path`` with the suffix of its format, unless it has it."""
    suffix = f".{EXTENSIONS[format]}"
    return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)


def _sentences(found: list[Any] | None) -> tuple[str, ...]:
    return tuple(str(one) for one in found or ())
