"""Designs as JSON files: ours, or options of qr-code-styling; read whole or refused with a sentence."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from qrdesk.client import Design, DesignDraft
from qrdesk.core import live_files
from qrdesk.core.artwork import styling
from qrdesk.core.errors import CannotRead, Invalid
from qrdesk.core.schemas.design import SCHEMA_VERSION
from qrdesk.gui import file_dialogs, words
from qrdesk.gui.shell.state import State

_MOST_BYTES = 4_000_000
_FOLDER = "studio/designs"
_THEIRS = frozenset(  # of qr-code-styling
    {"dotsOptions", "cornersSquareOptions", "cornersDotOptions", "backgroundOptions", "qrOptions", "imageOptions"}
)


@dataclass(frozen=True)
class Read:
    """What a file holds, and what of it could not be kept."""

    drafts: tuple[DesignDraft, ...]
    notes: tuple[str, ...]


def read(path: Path) -> Read:
    """Return the designs in the file at ``path``.

    Raises:
        CannotRead: it is not there, is no JSON, or holds no design that can be used.
    """
    content = live_files.read(path, _MOST_BYTES + 1)
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise CannotRead(_tr("{file} is no JSON file. Nothing was taken from it.").format(file=path.name)) from fault
    name = path.stem[:60]
    if isinstance(found, dict) and _THEIRS & set(cast("dict[str, Any]", found)):
        made = _styled(cast("dict[str, Any]", found), path)
        return Read((DesignDraft(name=name, design=made.design),), made.notes)
    rows = cast("list[Any]", found if isinstance(found, list) else [found])
    return Read(tuple(_draft(row, name, path) for row in rows), ())


def _styled(options: dict[str, Any], path: Path) -> styling.Imported:
    try:
        return styling.from_options(options)
    except Invalid as refused:
        field, why = next(iter(refused.field_errors.items()))
        said = _tr("{file} cannot be used: {field} in it is not what it should be. {why}")
        raise CannotRead(said.format(file=path.name, field=field, why=why)) from refused


def _draft(row: Any, name: str, path: Path) -> DesignDraft:
    if not isinstance(row, dict) or not row:
        raise CannotRead(_tr("There is no design in {file}.").format(file=path.name))
    fields = cast("dict[str, Any]", row)
    look = fields.get("design", fields)
    try:
        return DesignDraft.model_validate(
            {"name": fields.get("name", name) if look is not fields else name, "design": look}
        )
    except ValidationError as refused:
        said = _tr("{file} holds a design that cannot be used. {why}")
        raise CannotRead(said.format(file=path.name, why=words.fault(refused))) from refused


def written(name: str, design: Design) -> bytes:
    """Return a design as a file that ``read`` reads, and the command line, too."""
    look = {"schema_version": SCHEMA_VERSION, **design.model_dump(mode="json", exclude_defaults=True)}
    return (json.dumps({"name": name, "design": look}, indent=2, ensure_ascii=False) + "\n").encode()


def ask_source(parent: QWidget, state: State) -> Path | None:
    """Let the person choose a file to read."""
    kinds = f"{_tr('Designs')} (*.json);;{_tr('All files')} (*)"
    name, _ = file_dialogs.open_name(parent.window(), _tr("Import a design"), state.read(_FOLDER, ""), kinds)
    return _remembered(state, name)


def ask_target(parent: QWidget, state: State, name: str) -> Path | None:
    """Let the person choose where a design is written to."""
    plain = "".join(letter if letter.isalnum() or letter in "-_ " else "-" for letter in name).strip() or "design"
    dialog = file_dialogs.FileDialog(parent.window(), _tr("Export the design"), state.read(_FOLDER, ""))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(f"{_tr('Designs')} (*.json)")
    dialog.setDefaultSuffix("json")
    dialog.selectFile(f"{plain}.json")
    return _remembered(state, dialog.asked())


def _remembered(state: State, name: str) -> Path | None:
    if name:
        state.write(_FOLDER, str(Path(name).parent))
    return Path(name) if name else None


def _tr(words: str) -> str:
    return QCoreApplication.translate("Studio", words)
