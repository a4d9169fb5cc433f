"""From the Studio to a file: proved to read, written whole or not at all."""

import re
import tempfile
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from qrdesk.client import ArtworkFormat, Blob, Client, CodeDraft, CodePatch, ExportDraft, Preflight
from qrdesk.client.cancelling import cancelled_by
from qrdesk.client.files import write_file
from qrdesk.client.meeting import save_over
from qrdesk.core import live_files
from qrdesk.core.errors import CalledOff, CannotWrite, QRDeskError
from qrdesk.core.schemas.artwork import EXTENSIONS
from qrdesk.core.schemas.codes import CodeView
from qrdesk.core.schemas.contents import AnyContent
from qrdesk.gui import file_dialogs
from qrdesk.gui.jobs import Cancelled, Step
from qrdesk.gui.pages.studio_desk import Desk, Look, Order, export_draft
from qrdesk.gui.pages.studio_kinds import content_title
from qrdesk.gui.pages.studio_static import StaticDesk, make_static

Lying = Desk | StaticDesk  # what is on the desk
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 60
_LOCAL_ONLY = "not for print:"  # how the server begins that warning


@dataclass(frozen=True)
class Exported:
    """What was written, and the code that it is of: the first export makes it."""

    path: Path
    warnings: tuple[str, ...]
    code: CodeView
    kept: bool  # it was made or changed for this
    preflight: Preflight | None = None
    printed_at: datetime | None = None  # when it was remembered as printed for this, where nobody else printed it, too

    @property
    def not_for_print(self) -> str:
        """Return the warning that the address only works nearby, as a sentence; empty when it works everywhere."""
        found = next((warning for warning in self.warnings if warning.startswith(_LOCAL_ONLY)), "")
        return found[:1].upper() + found[1:]


def export_file(
    client: Client, desk: Lying, code: CodeView | None, look: Look, order: Order, path: Path, step: Step
) -> Exported:
    """Make the file at ``path``; the first export makes the code, and a static one is kept as it is typed.

    The folder is tried first: a code must not count as printed when nothing could be written.

    Raises:
        CannotWrite: nothing was exported.
        ArtworkUnreadable: the look does not read; nothing was exported.
        Cancelled, CalledOff: nobody wants it any more; there is no file, and no code that was made for it.
    """
    step(0)
    try_folder(path)
    found = code_to_print(client, desk, code, look)
    before = client.codes.get(found.id) if order.remember else found
    try:
        blob = _drawn(client, found, export_draft(order, look.design), step)
        step(0)
        write_file(path, blob.content)
    except (Cancelled, CalledOff, CannotWrite):
        take_back(client, before, is_new=code is None, may_count=order.remember)
        raise
    printed_at = _own_print(client, before) if order.remember else None
    checked = blob.report.get("preflight")
    preflight = Preflight.model_validate(checked) if checked is not None else None
    return Exported(path, _sentences(blob.report.get("warnings")), found, found is not code, preflight, printed_at)


def _drawn(client: Client, code: CodeView, draft: ExportDraft, step: Step) -> Blob:
    if draft.remember:  # a server that was hung up on may go on and remember it
        return client.codes.export(code.id, draft)
    with cancelled_by(step.is_cancelled):
        return client.codes.export(code.id, draft)


def _own_print(client: Client, before: CodeView) -> datetime | None:
    """Return when a code was remembered as printed by the one export since ``before``.

    None where it was not, where somebody else exported it meanwhile, too, or where nobody can say: then it stays.
    """
    with suppress(QRDeskError):
        now = client.codes.get(before.id)
        if before.printed_at is None and now.export_count == before.export_count + 1:
            return now.printed_at
    return None


def take_back(client: Client, before: CodeView, *, is_new: bool, may_count: bool) -> None:
    """Nothing of a code left the app: let it be as it was before; one that was made for that is there no more.

    ``may_count``: it may have been remembered as printed meanwhile. What somebody else printed stays.
    """
    own = _own_print(client, before) if may_count else None
    with suppress(QRDeskError):  # it counts as printed, no more
        if own is not None:
            client.codes.forget_printed(before.id, printed_at=own)
    with suppress(QRDeskError):  # it is one code too many, no more
        if is_new and (own is not None or client.codes.get(before.id).printed_at is None):
            client.codes.delete(before.id)


def code_to_print(client: Client, desk: Lying, code: CodeView | None, look: Look) -> CodeView:
    """Return the code that is about to leave the app: made, and saying what is typed.

    Raises:
        Overtaken: somebody else changed the static code meanwhile; nothing was saved.
    """
    if code is None or (isinstance(desk, StaticDesk) and desk.is_changed()):
        return keep_code(client, desk, code, look)
    return code


def keep_code(client: Client, desk: Lying, code: CodeView | None, look: Look) -> CodeView:
    """Keep a code as it is on the desk; it is made where there is none yet. ``code`` is as it was when typing began.

    Raises:
        Overtaken: somebody else changed the same since; nothing was saved.
        Conflict: a static code was printed meanwhile, and is to say something else.
        ValueError: a static code has nothing to say.
    """
    if not isinstance(desk, StaticDesk):
        return make_code(client, desk.link.id, look) if code is None else change_code(client, code, look)
    if code is not None:
        return change_code(client, code, look, desk.content if desk.is_changed() else None)
    if desk.content is None:
        raise ValueError(desk.kind)
    return make_static(client, desk.content, look)


def make_code(client: Client, link_id: str, look: Look) -> CodeView:
    """Make a code of a link that looks so."""
    return client.codes.create(CodeDraft(link_id=link_id, name=look.name, design=look.design))


def change_code(client: Client, base: CodeView, look: Look, content: AnyContent | None = None) -> CodeView:
    """Let a code look so, and say this; without a content it goes on saying what it says.

    Raises:
        Overtaken: somebody else changed the same since it was as ``base`` is; nothing was saved.
    """
    wanted: dict[str, object] = {"name": look.name, "design": look.design}
    changed = {name: one for name, one in wanted.items() if one != getattr(base, name)}
    if content is not None:
        changed["content"] = content
    get, update = partial(client.codes.get, base.id), partial(client.codes.update, base.id)
    return save_over(client, get, update, base, CodePatch.model_validate(changed or wanted))


def ask_path(parent: QWidget, suggested: Path, form: ArtworkFormat) -> Path | None:
    """Let the person choose where the file goes."""
    suffix = EXTENSIONS[form]
    title = QCoreApplication.translate("Studio", "Export the code")
    dialog = file_dialogs.FileDialog(parent, title, str(suggested.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(f"{suffix.upper()} (*.{suffix})")
    dialog.setDefaultSuffix(suffix)  # so that the question before overwriting is about the right file
    dialog.selectFile(suggested.name)
    chosen = dialog.asked()
    return Path(chosen) if chosen else None


def try_folder(path: Path) -> None:
    """Do nothing if a file can be written beside ``path``.

    Raises:
        CannotWrite: with the reason.
    """
    live_files.refuse_writing(path)
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


def file_name(desk: Lying, look: Look) -> str:
    """Return what a file of the code is called, without its suffix."""
    if isinstance(desk, Desk):
        return _plain_name(desk.link.title or "") or desk.link.slug
    title = content_title(desk.content) if desk.content is not None else ""
    return _plain_name(look.name) or _plain_name(title) or desk.kind


def _plain_name(name: str) -> str:
    return _NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", name)).strip("-.")[:_LONGEST_NAME]


def _sentences(found: list[Any] | None) -> tuple[str, ...]:
    return tuple(str(one) for one in found or ())
