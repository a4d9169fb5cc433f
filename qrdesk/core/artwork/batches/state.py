"""How far a batch has come, in a folder beside its output: a second run goes on where the first was stopped."""

import json
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from qrdesk.core.artwork.assets import Assets
from qrdesk.core.artwork.batches.tables import Table
from qrdesk.core.errors import CannotWrite
from qrdesk.core.schemas.batch import MOST_LISTED, BatchDraft, RowProblem
from qrdesk.core.schemas.design import Design

_VERSION = 2  # of what is made of the same order
_MOST_BYTES = 8 << 20
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
    left_out: list[int] = Field(default_factory=list[int], description="Rows with a problem: all of them.")
    module_mm: float | None = Field(default=None, gt=0, allow_inf_nan=False, description="The smallest so far.")


class Kept:
    """The folder of a batch that is under way.

    Raises:
        CannotWrite: there cannot be such a folder.
    """

    def __init__(self, out: Path, fingerprint: str, *, anew: bool = False) -> None:
        self._state = _state_of(out)
        self.folder = self._state.parent
        with telling(self.folder):
            if anew:
                self.remove()
            self.folder.mkdir(parents=True, exist_ok=True)
        self.progress = _read(self._state, fingerprint) or Progress(fingerprint=fingerprint)

    def part(self, number: int) -> Path:
        """Return where what was made of a chunk lies."""
        return self.folder / f"{number:06}.part"

    def save(self) -> None:
        """Write down how far it has come."""
        write(self._state, self.progress.model_dump_json().encode())

    def remove(self) -> None:
        """Throw everything away."""
        shutil.rmtree(self.folder, ignore_errors=True)


def is_begun(out: Path, fingerprint: str) -> bool:
    """Say whether what lies at ``out`` was made, as far as it is there, by this very batch."""
    return _read(_state_of(out), fingerprint) is not None


def _state_of(out: Path) -> Path:
    return out.parent / f".{out.name}.batch" / "state.json"


def _read(state: Path, fingerprint: str) -> Progress | None:
    with suppress(OSError, ValidationError, ValueError):
        if state.stat().st_size <= _MOST_BYTES:
            found = Progress.model_validate_json(state.read_bytes())
            if found.fingerprint == fingerprint:
                return found
    return None


def fingerprint(table: Table, draft: BatchDraft, assets: Assets) -> str:
    """Return what is another one for another list, another order or another look."""
    found = blake2b(digest_size=16)
    said: dict[str, Any] = {
        "version": _VERSION,
        "table": table.digest,
        "draft": draft.model_dump(mode="json"),
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
