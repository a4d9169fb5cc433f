"""What is said after a run: what was made, what was not, and the way on."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from qrdesk.core.artwork.batch import made_so_far
from qrdesk.gui import words
from qrdesk.gui.pages.batch_bar import RunBar
from qrdesk.gui.pages.batch_making import Outcome, Pace
from qrdesk.gui.pages.batch_runs import PastRuns, past_run
from qrdesk.gui.pages.notice import Notice

_LOCAL_ONLY = "not for print:"  # how the server begins that warning; the page says it before, too


class Told(QObject):
    """Says it in the run bar, and in a note what has to be known besides."""

    address_wanted = Signal()

    def __init__(self, bar: RunBar, notice: Notice, runs: PastRuns) -> None:
        super().__init__(bar)
        self._bar, self._notice, self._runs = bar, notice, runs

    def stopped(self, pace: Pace) -> None:
        """Somebody stopped it."""
        made = pace.links or pace.codes
        said = _tr("What is made stays made.") if made else _tr("Nothing was made.")
        self._bar.end(_tr("Stopped"), said, again=_tr("Go on"))

    def cut_off(self, out: Path, total: int) -> None:
        """It was on its way to ``out`` when the app ended, with ``total`` codes to be made."""
        made = made_so_far(out)
        title = _tr("Not finished")
        if made:
            title = _tr("{made} of {all} codes made").format(made=words.number(made), all=words.number(total))
        self._bar.offer(title, _tr("What is made stays made."), _tr("Go on"), made, total)

    def failed(self, said: str) -> None:
        """It could not go on; ``said`` is why."""
        again = _tr("Try again")
        self._bar.end(_tr("Not finished"), _tr("What is made stays made."), again=again)
        way = _tr("“{button}” goes on from there.").format(button=again)
        self._notice.say("danger", _tr("The run stopped"), f"{said} {way}", [(again, self._bar.again_wanted.emit)])

    def finished(self, outcome: Outcome, name: str, *, near: bool) -> None:
        """Say what was made of the list called ``name``; ``near``: its codes work on this computer or network only."""
        report, order = outcome.report, outcome.order
        if report is None:
            return
        left = len(order.checked.good) - report.made + order.checked.left_out
        run = past_run(name, datetime.now(UTC), order.listed.count, report.made, report.points, order.out)
        self._runs.add(run)
        made = words.counted(report.made, _tr("{count} code made"), _tr("{count} codes made"))
        said: list[str] = []
        if left:
            said.append(words.counted(left, _tr("{count} row left out"), _tr("{count} rows left out")))
        if order.trial:
            said.append(_tr("a trial"))
        again = _tr("Try again") if outcome.untold else ""
        self._bar.end(made, ", ".join(said), again=again, file=order.out.name)
        self._note(outcome, near=near)

    def _note(self, outcome: Outcome, *, near: bool) -> None:
        if outcome.untold:
            count = words.counted(len(outcome.untold), _tr("{count} code"), _tr("{count} codes"))
            title = _tr("The file is finished; not remembered as printed: {count}").format(count=count)
            self._notice.say("warn", title, outcome.trouble)
        elif said := [one for one in outcome.warnings if not (near and one.startswith(_LOCAL_ONLY))]:
            way = [(_tr("Set a public address"), self.address_wanted.emit)] if near else []
            first, *others = map(words.told, said)
            self._notice.say("warn", first[:1].upper() + first[1:], " ".join(others), way)


def _tr(said: str) -> str:
    return QCoreApplication.translate("BatchPage", said)
