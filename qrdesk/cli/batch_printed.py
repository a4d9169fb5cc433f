"""What ``qrdesk batch --links`` has put on paper: QRDesk is told when the output is finished, and told once.

A folder beside the output says how far that has come: after an end of any kind the same command goes on from there.
"""

import secrets
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from qrdesk.client import Client, PrintedDraft
from qrdesk.core.schemas.artwork import ArtworkFormat
from qrdesk.core.schemas.batch import BatchDraft, BatchForm

_NOTE = "note.json"
_AT_ONCE = 1000  # codes in one call, as schemas.codes_bulk says


def is_begun(out: Path) -> bool:
    """Say whether a batch of links was stopped here, perhaps when its output was finished."""
    return (_folder_of(out) / _NOTE).exists()


@contextmanager
def alone(out: Path) -> Generator[None]:
    """Let no other run tell what is printed at ``out`` meanwhile.

    Raises:
        CannotWrite: another one does.
    """
    from qrdesk.core.artwork.batches import alone as folders  # noqa: PLC0415 only batches need it

    with folders.alone(_folder_of(out), out):
        yield


def _folder_of(out: Path) -> Path:
    return out.parent / f".{out.name}.printed"


def _name() -> str:
    return secrets.token_hex(16)


class _Note(BaseModel):
    """How far it has come. ``run`` is the name by which what is told is known: sent again, it does not count twice."""

    model_config = ConfigDict(extra="forbid")

    fingerprint: str
    format: ArtworkFormat
    size_mm: float | None
    made: str = Field(default="", description="What stands for the finished output; empty for a folder.")
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
        order, label = draft.order, draft.label
        size_mm = label.code_mm if draft.form is BatchForm.SHEETS else order.size_mm
        self._before = _read(self._folder)
        self._note = _Note(fingerprint=fingerprint, format=order.format, size_mm=size_mm)
        if self._before is not None and self._before.fingerprint == fingerprint and not anew:
            self._before, self._note = None, self._before

    @property
    def is_drawn(self) -> bool:
        """Whether the output is finished, and codes are still to be told."""
        return self._note.drawn and _is_made(self._note, self._out)

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
        self._note.made = _mark(state.bound_of(state.folder_of(self._out)))
        self._save()

    def drawn_again(self) -> None:
        """Let files that were told of, and were made once more, count once more."""
        if self._note.whole:
            self._note = self._note.model_copy(update={"run": _name(), "told": 0, "whole": False})
            self._save()

    def tell_before(self, client: Client) -> int:
        """Have the codes of another batch remembered whose finished output lies here, not told; return how many.

        Raises:
            QRDeskError: as ``tell``.
        """
        note, self._before = self._before, None
        if note is None or not note.drawn or note.whole or not _is_own(note, self._out):
            return 0
        note, self._note = self._note, note
        try:
            return self.tell(client)[0]
        finally:
            self._note = note

    def tell(self, client: Client) -> tuple[int, int]:
        """Have the codes remembered that are not so far; return how many were, and how many are gone meanwhile.

        Raises:
            QRDeskError: the server is away, ...; what was told is written down.
        """
        remembered = gone = 0
        waiting = islice(self._ids(), self._note.told, None)
        while codes := tuple(islice(waiting, _AT_ONCE)):
            sent = PrintedDraft(codes=codes, format=self._note.format, size_mm=self._note.size_mm)
            report = client.codes.remember_printed(sent, idempotency_key=f"{self._note.run} {self._note.told}")
            remembered, gone = remembered + len(report.remembered), gone + len(report.refused)
            self._note.told += len(codes)
            self._save()
        self._note.whole = True
        if self._draft.form is BatchForm.FILES:
            self._save()  # run again, nothing is made, and nothing counts
        else:
            self._remove()
        return remembered, gone

    def _ids(self) -> Iterator[str]:
        with (self._folder / "codes").open(encoding="utf-8") as file:
            for line in file:
                yield line.rstrip("\n")

    def _save(self) -> None:
        from qrdesk.core.artwork.batches import state  # noqa: PLC0415 as above

        with state.telling(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
        state.write(self._folder / _NOTE, self._note.model_dump_json().encode())

    def _remove(self) -> None:
        from qrdesk.core.artwork.batches import alone as folders  # noqa: PLC0415 as above

        folders.clear(self._folder)


def _read(folder: Path) -> _Note | None:
    with suppress(OSError, ValidationError, ValueError):
        return _Note.model_validate_json((folder / _NOTE).read_bytes())
    return None


def _is_made(note: _Note, out: Path) -> bool:
    """Say whether the very file lies there that was finished: a batch of another list may have put its own there."""
    return bool(note.made) and _mark(out) == note.made


def _is_own(note: _Note, out: Path) -> bool:
    from qrdesk.core.artwork.batches import state  # noqa: PLC0415 as above

    return _is_made(note, out) or (not note.made and state.is_begun(out, note.fingerprint))


def _mark(out: Path) -> str:
    """Return what stands for a file as it lies there: another one has another; "" for none, and for a folder."""
    try:
        found = out.stat()
    except OSError:
        return ""
    return f"{found.st_ino} {found.st_mtime_ns} {found.st_size}" if out.is_file() else ""
