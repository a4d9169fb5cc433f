"""What ``qrdesk batch --links`` has put on paper: QRDesk is told when the output is finished, and told once.

A folder beside the output says how far that has come: after an end of any kind the same command goes on from there.
"""

import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from qrdesk.client import Client, PrintedDraft
from qrdesk.core.schemas.batch import BatchDraft, BatchForm

_AT_ONCE = 1000  # codes in one call, as schemas.codes_bulk says


def is_begun(out: Path) -> bool:
    """Say whether a batch of links was stopped here, perhaps when its output was finished."""
    return _folder_of(out).exists()


def _folder_of(out: Path) -> Path:
    return out.parent / f".{out.name}.printed"


def _name() -> str:
    return secrets.token_hex(16)


class _Note(BaseModel):
    """How far it has come. ``run`` is the name by which what is told is known: sent again, it does not count twice."""

    model_config = ConfigDict(extra="forbid")

    fingerprint: str
    before: str = Field(description="What lay at the output; empty for nothing.")
    run: str = Field(default_factory=_name, max_length=100)
    drawn: bool = Field(default=False, description="Whether all is drawn, and the ids of the codes are written down.")
    left_out: int = Field(default=0, ge=0, description="Rows that could not be drawn.")
    told: int = Field(default=0, ge=0, description="Ids that were told.")
    whole: bool = Field(default=False, description="Whether all of them were.")


class Printed:
    """The codes of a batch that is made at ``out``, and how many of them are remembered as printed.

    It goes on where the same batch was stopped; ``anew`` begins from the first code.
    """

    def __init__(self, out: Path, draft: BatchDraft, fingerprint: str, *, anew: bool) -> None:
        self._out, self._draft, self._folder = out, draft, _folder_of(out)
        found = None if anew else _read(self._folder / "note.json", fingerprint)
        self._note = found or _Note(fingerprint=fingerprint, before=_mark(out))

    @property
    def is_drawn(self) -> bool:
        """Whether the output is finished, and codes are still to be told."""
        return self._note.drawn and self._out.is_file() and _mark(self._out) != self._note.before

    @property
    def left_out(self) -> int:
        """How many rows could not be drawn, once it is known."""
        return self._note.left_out

    def begin(self) -> None:
        """Write down that the batch is under way.

        Raises:
            CannotWrite: the folder beside the output cannot be.
        """
        self._save()

    def drawn(self, ids: Iterable[str], left_out: int) -> None:
        """Write down which codes are in the output, which is about to be finished.

        Raises:
            CannotWrite: they cannot be.
        """
        from qrdesk.core.artwork.batches import state  # noqa: PLC0415 only batches need it

        state.write(self._folder / "codes", "".join(f"{one}\n" for one in ids).encode())
        self._note.drawn, self._note.left_out = True, left_out
        self._save()

    def drawn_again(self) -> None:
        """Let files that were told of, and were made once more, count once more."""
        if self._note.whole:
            self._note = self._note.model_copy(update={"run": _name(), "told": 0, "whole": False})
            self._save()

    def tell(self, client: Client) -> tuple[int, int]:
        """Have the codes remembered that are not so far; return how many were, and how many are gone meanwhile.

        Raises:
            QRDeskError: the server is away, ...; what was told is written down.
        """
        remembered = gone = 0
        waiting = islice(self._ids(), self._note.told, None)
        while codes := tuple(islice(waiting, _AT_ONCE)):
            order, label = self._draft.order, self._draft.label
            size_mm = label.code_mm if self._draft.form is BatchForm.SHEETS else order.size_mm
            sent = PrintedDraft(codes=codes, format=order.format, size_mm=size_mm)
            report = client.codes.remember_printed(sent, idempotency_key=f"{self._note.run} {self._note.told}")
            remembered, gone = remembered + len(report.remembered), gone + len(report.refused)
            self._note.told += len(codes)
            self._save()
        self._note.whole = True
        if self._draft.form is BatchForm.FILES:
            self._save()  # run again, nothing is made, and nothing counts
        else:
            shutil.rmtree(self._folder, ignore_errors=True)
        return remembered, gone

    def _ids(self) -> Iterator[str]:
        with (self._folder / "codes").open(encoding="utf-8") as file:
            for line in file:
                yield line.rstrip("\n")

    def _save(self) -> None:
        from qrdesk.core.artwork.batches import state  # noqa: PLC0415 as above

        with state.telling(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
        state.write(self._folder / "note.json", self._note.model_dump_json().encode())


def _read(path: Path, fingerprint: str) -> _Note | None:
    with suppress(OSError, ValidationError, ValueError):
        found = _Note.model_validate_json(path.read_bytes())
        if found.fingerprint == fingerprint:
            return found
    return None


def _mark(out: Path) -> str:
    """Return what stands for a file as it lies there: another one has another; "" for none, and for a folder."""
    try:
        found = out.stat()
    except OSError:
        return ""
    return f"{found.st_ino} {found.st_mtime_ns} {found.st_size}" if out.is_file() else ""
