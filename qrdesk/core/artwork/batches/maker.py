"""What was drawn becomes the output: part by part as it is finished, and whole at the end."""

import zipfile
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from math import inf
from pathlib import Path
from typing import BinaryIO, Self

from qrdesk.core.artwork import export
from qrdesk.core.artwork import processes as printing
from qrdesk.core.artwork.assets import Assets
from qrdesk.core.artwork.batches import words, work
from qrdesk.core.artwork.batches.drawing import chunks
from qrdesk.core.artwork.batches.packing import damaged, unpack_files, unpack_pages
from qrdesk.core.artwork.batches.rows import Rows
from qrdesk.core.artwork.batches.state import Kept, telling, write
from qrdesk.core.artwork.batches.work import Chunk, Made
from qrdesk.core.artwork.pdf import Book
from qrdesk.core.errors import CannotRead, PreflightFailed
from qrdesk.core.schemas.artwork import FOR_PRESS, Preflight
from qrdesk.core.schemas.batch import MOST_LISTED, BatchDraft, BatchForm

_TITLE = "Codes"
_NO_DAY = (1980, 1, 1, 0, 0, 0)  # of files in an archive: the same list is the same bytes


class Maker:
    """Takes finished chunks, in order, and makes the output of them. Where none was, nothing is left behind."""

    def __init__(self, draft: BatchDraft, assets: Assets, kept: Kept, out: Path) -> None:
        self.draft, self.assets, self.kept, self.out = draft, assets, kept, out
        self._has_made_folder = draft.form is BatchForm.FILES and not out.exists()
        if draft.form is BatchForm.FILES:
            with telling(out):
                out.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_end: object) -> None:
        if self.kept.progress.chunks:
            return
        with suppress(OSError):
            if self._has_made_folder:
                self.out.rmdir()
            if self.draft.form is BatchForm.FILES and self.out.exists() and any(self.out.iterdir()):
                return  # what lies there may be ours
            self.kept.remove()

    def finished(self, rows: Rows, draft: BatchDraft) -> int:
        """Return how many rows an earlier run had finished; what is not there any more is made again."""
        state, left_out = self.kept.progress, self.kept.left_out
        done = 0
        for chunk in islice(chunks(rows, draft), state.chunks):
            if not self._is_there(chunk, left_out):
                self.kept.restart()
                return 0
            done += len(chunk.jobs)
        return done

    def _is_there(self, chunk: Chunk, left_out: frozenset[int]) -> bool:
        if self.draft.form is not BatchForm.FILES:
            return self.kept.part(chunk.number).is_file()
        return all((self.out / job.name).is_file() for job in chunk.jobs if job.row not in left_out)

    def take(self, made: Made) -> None:
        """Keep what was made of the next chunk.

        Raises:
            PreflightFailed: a module of it is too small for a book or sheets that a press takes.
        """
        self.require_size(made.module_mm)
        if self.draft.form is BatchForm.FILES:
            for name, content in unpack_files(made.content):
                write(self.out / name, content)
        else:
            write(self.kept.part(made.number), made.content)
        state = self.kept.progress
        state.chunks, state.made, state.pages = made.number + 1, state.made + made.made, state.pages + made.pages
        state.refused += len(made.problems)
        self.kept.leave_out([problem.row for problem in made.problems])
        state.told = words.counted(state.told, made.told)
        if made.module_mm < (state.module_mm or inf):
            state.module_mm = made.module_mm
        state.problems += made.problems[: MOST_LISTED - len(state.problems)]
        self.kept.save()

    def require_size(self, module_mm: float | None) -> None:
        """Do nothing if modules are as wide as a press file needs, or that was confirmed: not all is drawn for nothing.

        Raises:
            PreflightFailed: ``module_mm`` is too small; the sentence says how much larger codes are to be.
        """
        order = self.draft.order
        if module_mm is None or order.confirmed or order.format not in FOR_PRESS:
            return
        if printing.PROCESSES[order.process].is_too_small(module_mm):
            from qrdesk.core.artwork.preflight.found import Found  # noqa: PLC0415 as in ``_checked``
            from qrdesk.core.artwork.preflight.sizes import check_module  # noqa: PLC0415 as in ``_checked``

            found = Found(order.format, 0)
            check_module(order, module_mm, found)
            export.require_passed(found.report(), order.format)

    def bind(self) -> Preflight | None:
        """Put everything together, and look it through where it is a PDF; it is not handed out yet.

        Raises:
            PreflightFailed: it is not what a press takes.
        """
        if self.draft.form is BatchForm.FILES:
            return None
        with telling(self.out), self.kept.bound.open("wb") as file:
            self._archive(file) if self.draft.form is BatchForm.ZIP else self._book(file)
        return None if self.draft.form is BatchForm.ZIP else self._checked()

    def hand_out(self) -> None:
        """Give the output its name, now that it is whole."""
        if self.draft.form is BatchForm.FILES:
            return  # what is finished stays written down: run again, it is not made twice
        with telling(self.out):
            self.kept.bound.replace(self.out)
        self.kept.remove()

    def _checked(self) -> Preflight:
        from qrdesk.core.artwork import preflight  # noqa: PLC0415 pikepdf takes 100 ms, for those who make no book

        order = self.draft.order
        found = preflight.preflight_file(self.kept.bound, order, module_mm=self.kept.progress.module_mm)
        try:
            export.require_passed(found, order.format)
        except PreflightFailed:
            self.kept.bound.unlink()
            raise
        return found

    def _parts(self) -> Iterator[bytes]:
        for number in range(self.kept.progress.chunks):
            try:
                yield self.kept.part(number).read_bytes()
            except OSError as fault:
                raise CannotRead(f"What was finished cannot be read again: {fault.strerror}. Run it anew.") from fault

    def _book(self, file: BinaryIO) -> None:
        with Book(file, _TITLE, work.terms_of(self.draft, self.assets)) as book:
            for content in self._parts():
                for page in unpack_pages(content):
                    book.add(page)

    def _archive(self, file: BinaryIO) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            for part in self._parts():
                for name, content in unpack_files(part):
                    if name in packed.NameToInfo:  # each was given once
                        raise damaged()
                    packed.writestr(zipfile.ZipInfo(name, _NO_DAY), content, zipfile.ZIP_DEFLATED)
