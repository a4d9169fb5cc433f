"""Runs of before: what was made of which list, when, and where it is."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from qrdesk.gui.shell.state import State

_KEY = "batch/runs"
_MOST = 30


class PastRun(BaseModel):
    """A run that was finished. ``made`` codes are in the file at ``out``; ``left_out`` rows are not."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    at: AwareDatetime
    rows: int
    made: int
    left_out: int
    points: int | None = None
    out: str


@dataclass(frozen=True, slots=True)
class PastRuns:
    """They are kept on this computer."""

    state: State

    def all(self) -> list[PastRun]:
        """Return them, the newest first."""
        with suppress(ValueError, ValidationError, TypeError):
            return [PastRun.model_validate(one) for one in json.loads(self.state.read(_KEY, "[]"))]
        return []

    def add(self, run: PastRun) -> None:
        """Remember a run; of two with the same file the newer one."""
        kept = [run, *(one for one in self.all() if one.out != run.out)][:_MOST]
        self.state.write(_KEY, json.dumps([one.model_dump(mode="json") for one in kept]))


def past_run(name: str, at: datetime, rows: int, made: int, points: int | None, out: Path) -> PastRun:
    """Return a run that was finished just now; all rows that were not made were left out."""
    return PastRun(name=name, at=at, rows=rows, made=made, left_out=rows - made, points=points, out=str(out))
