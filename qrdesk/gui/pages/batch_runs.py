"""Runs of before: what was made of which list, when, and where it is."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton, QWidget

from qrdesk.gui import words
from qrdesk.gui.folders import show_in_folder
from qrdesk.gui.shell.state import State
from qrdesk.gui.widgets import labels
from qrdesk.gui.widgets.menus import Menu

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


def past_menu(parent: QWidget, runs: Sequence[PastRun], show: Callable[[Path], object]) -> Menu:
    """Return a menu of runs; ``show`` is called with where the chosen one is."""
    menu = Menu(parent)
    menu.setProperty("headed", True)  # its first line is no choice, and is read
    menu.addAction(_tr("Open the folder of a run")).setEnabled(False)
    for run in runs:
        codes = words.counted(run.made, _tr("{count} code"), _tr("{count} codes"))
        left = _tr("{count} left out").format(count=words.number(run.left_out)) if run.left_out else ""
        said = "  ·  ".join(part for part in (run.name, words.moment(run.at), codes, left) if part)
        menu.add(said, partial(show, Path(run.out)), "folder-open").setToolTip(labels.tip(run.out))
    return menu


def _tr(said: str) -> str:
    return QCoreApplication.translate("BatchPage", said)


def past_run(name: str, at: datetime, rows: int, made: int, points: int | None, out: Path) -> PastRun:
    """Return a run that was finished just now; all rows that were not made were left out."""
    return PastRun(name=name, at=at, rows=rows, made=made, left_out=rows - made, points=points, out=str(out))


def show_past(below: QPushButton, runs: PastRuns) -> None:
    """Offer the folders of past runs in a menu below a button."""
    menu = past_menu(below, runs.all(), show_in_folder)
    menu.popup(below.mapToGlobal(below.rect().bottomLeft()))
