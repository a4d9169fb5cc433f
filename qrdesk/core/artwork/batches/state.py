"""How far a batch has come, in a folder beside its output: a second run goes on where the first was stopped."""

import json
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from qrdesk.core.artwork.assets import Assets
from qrdesk.core.artwork.batches.alone import clear
from qrdesk.core.artwork.batches.tables import Table
from qrdesk.core.errors import CannotWrite
from qrdesk.core.schemas.batch import MOST_LISTED, BatchDraft, BatchForm, RowProblem
from qrdesk.core.schemas.design import Design

_VERSION = 4  # of what is made of the same order
_MOST_BYTES = 8 << 20
_LONGEST_LINE = 20
_MOST_KNOWN = 64  # looks, with their files


class Progress(BaseModel):
    """What was finished. ``chunks`` are counted from the first: they are finished in order."""

    model_config = ConfigDict(extra="forbid")

    fingerprint: str
    chunks: int = Field(default=0, ge=0)
    made: int = Field(default=0, ge=0)
    pages: int = Field(default=0, ge=0)
    refused: int = Field(default=0, ge=0)
    problems: list[RowProblem] = Field(default_factory=list[RowProblem], max_length=MOST_LISTED)
    module_mm: float | None = Field(default=None, gt=0, allow_inf_nan=False, description="The smallest so far.")
    told: dict[str, tuple[int, int]] = Field(
        default_factory=dict[str, tuple[int, int]], description="By what is to be told: how many rows, and the first."
    )


class Kept:
    """The folder of a batch that is under way. Nothing of another batch is left in it.

    Raises:
        CannotWrite: there cannot be such a folder.
    """

    def __init__(self, out: Path, fingerprint: str, *, anew: bool = False) -> None:
        self._state = _state_of(out)
        self.folder = folder_of(out)
        with telling(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        found = None if anew else _read(self._state, fingerprint)
        left_out = None if found is None else _read_rows(self._left_out, found.refused)
        if found is None or left_out is None:
            clear(self.folder)
            found, left_out = Progress(fingerprint=fingerprint), ()
        self.progress = found
        self._rows = list(left_out)
        write(self._left_out, _lines(self._rows))  # a run that ended at the wrong time wrote down more
        self.save()  # before anything is made: a run that ends soon knows again what is its own

    @property
    def left_out(self) -> frozenset[int]:
        """The rows that could not be drawn, by their numbers: all of them."""
        return frozenset(self._rows)

    def leave_out(self, rows: list[int]) -> None:
        """Write down more rows that could not be drawn; they count when ``progress`` says so and is saved.

        Raises:
            CannotWrite: the disk does not take it.
        """
        if not rows:
            return
        self._rows += rows
        with telling(self._left_out), self._left_out.open("ab") as file:
            file.write(_lines(rows))

    def restart(self) -> None:
        """Forget what was finished: it is not there any more."""
        self.progress = Progress(fingerprint=self.progress.fingerprint)
        self._rows.clear()
        write(self._left_out, b"")

    @property
    def _left_out(self) -> Path:
        return self.folder / "left_out"

    def part(self, number: int) -> Path:
        """Return where what was made of a chunk lies. No other batch has a file of that name."""
        return self.folder / f"{self.progress.fingerprint}-{number:06}.part"

    @property
    def bound(self) -> Path:
        """Where the output lies when it is whole, before it is handed out."""
        return bound_of(self.folder)

    def save(self) -> None:
        """Write down how far it has come."""
        write(self._state, self.progress.model_dump_json().encode())

    def remove(self) -> None:
        """Throw everything away."""
        clear(self.folder)


def is_begun(out: Path, fingerprint: str) -> bool:
    """Say whether what lies at ``out`` was made, as far as it is there, by this very batch."""
    return _read(_state_of(out), fingerprint) is not None


def made_so_far(out: Path) -> int:
    """Return how many codes of the batch under way at ``out`` are finished; 0 where there is none."""
    found = _found(_state_of(out))
    return found.made if found is not None else 0


def folder_of(out: Path) -> Path:
    """Return the folder that works for an output: who writes there holds it, with ``alone``."""
    return out.parent / f".{out.name}.batch"


def bound_of(folder: Path) -> Path:
    """Return where in that folder the output lies when it is whole; handed out, it is the same file."""
    return folder / "finished"


def _state_of(out: Path) -> Path:
    return folder_of(out) / "state.json"


def _read(state: Path, fingerprint: str) -> Progress | None:
    found = _found(state)
    return found if found is not None and found.fingerprint == fingerprint else None


def _found(state: Path) -> Progress | None:
    with suppress(OSError, ValidationError, ValueError):
        if state.stat().st_size <= _MOST_BYTES:
            return Progress.model_validate_json(state.read_bytes())
    return None


def _read_rows(path: Path, count: int) -> tuple[int, ...] | None:
    """Return the first ``count`` rows that are written down; None where there are fewer, or they are damaged."""
    if not count:
        return ()
    with suppress(OSError, ValueError):
        with path.open("rb") as file:
            rows = tuple(int(line) for line in islice(iter(lambda: file.readline(_LONGEST_LINE), b""), count))
        return rows if len(rows) == count else None
    return None


def _lines(rows: list[int]) -> bytes:
    return b"".join(b"%d\n" % row for row in rows)


def fingerprint(table: Table, draft: BatchDraft, assets: Assets) -> str:
    """Return what is another one for another list, another order or another look.

    Whether it was confirmed makes no difference to the pages of a book or of sheets, nor to what is finished of them.
    """
    found = blake2b(digest_size=16)
    of_pages = draft.form in {BatchForm.PDF, BatchForm.SHEETS}
    said: dict[str, Any] = {
        "version": _VERSION,
        "table": table.digest,
        "draft": draft.model_dump(mode="json", exclude={"order": {"confirmed"}} if of_pages else None),
        "logo_type": assets.logo_type,
    }
    found.update(json.dumps(said, sort_keys=True).encode())
    for content in (assets.logo, assets.font, assets.profile):
        found.update(len(content).to_bytes(8, "big") + content)
    for number, look in _looks(table):
        found.update(b"%d %s" % (number, look))
    return found.hexdigest()


def _looks(table: Table) -> Iterator[tuple[int, bytes]]:
    """Yield the rows that have a look of their own, by their numbers, and what stands for it."""
    known: dict[tuple[Design, Assets], bytes] = {}
    for row in table.rows():
        if row.design is None:
            continue
        look = (row.design, row.assets)
        if look not in known:
            if len(known) >= _MOST_KNOWN:
                known.clear()
            files = (row.assets.logo_type.encode(), row.assets.logo, row.assets.font)
            said = blake2b(row.design.model_dump_json().encode(), digest_size=16)
            for content in files:
                said.update(len(content).to_bytes(8, "big") + content)
            known[look] = said.digest()
        yield row.number, known[look]


def write(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all.

    Raises:
        CannotWrite: the folder or the disk does not take it.
    """
    draft = path.with_name(f".{path.name[:100]}.tmp")
    with telling(path):
        draft.unlink(missing_ok=True)  # it may be a link to somewhere else
        with draft.open("xb") as file:
            file.write(content)
        draft.replace(path)


@contextmanager
def telling(path: Path) -> Generator[None]:
    """Turn a refusal of the disk into one for a person.

    Raises:
        CannotWrite: in place of an ``OSError``.
    """
    try:
        yield
    except OSError as fault:
        raise CannotWrite(
            f"{path} cannot be written: {fault.strerror}. What was finished is kept; run it again to go on."
        ) from fault
