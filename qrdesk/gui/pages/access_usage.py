"""Usage: what was used in this month against the plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from qrdesk.client import Client
from qrdesk.core.schemas.members import MeView
from qrdesk.core.schemas.usage import Meter, UsageView, UsedView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.access_part import AccessPart
from qrdesk.gui.pages.access_plan_words import plan_name
from qrdesk.gui.pages.access_roles import is_operator
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.boxes import Card
from qrdesk.gui.widgets.buttons import LinkButton
from qrdesk.gui.widgets.glyph import Glyph

_WIDTH = 640  # px
_MUCH = 0.8  # of a limit: said before it is used up


@dataclass(frozen=True, slots=True)
class Used:
    """What was used, and who is asking."""

    usage: UsageView
    me: MeView


class UsagePart(AccessPart):
    """A card for the workspace, and one for the key that the app uses."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__(session, jobs, window, routes)
        self._month = labels.Paragraph()
        self.workspace = UsedCard()
        self.key = UsedCard()
        self.plans = LinkButton(self.tr("All plans"), trailing="chevron-right")
        self.choose = LinkButton(self.tr("Choose another plan"), trailing="chevron-right")
        links = boxes.columns(self.choose, self.plans, None, gap=16)
        column = boxes.rows(self._month, self.workspace, self.key, links, None, gap=16, margins=(24, 16, 24, 24))
        whole = boxes.in_one_column(column, _WIDTH + 48)
        self._area = boxes.scrolled(whole)
        column = boxes.rows(self.notice, gap=0)
        column.addWidget(self._area, 1)
        self.setLayout(column)
        self.plans.clicked.connect(lambda: self.routes.open_access("plans"))
        self.choose.clicked.connect(lambda: self.routes.open_access("workspace"))
        self.forget()

    def refresh(self) -> None:
        """Ask for the numbers again."""
        self.ask(_used, self._show, self.tr("What was used could not be loaded"))

    def forget(self) -> None:
        super().forget()
        self._month.set_text("")
        for part in (self.workspace, self.key, self.plans, self.choose):
            part.hide()

    def regions(self) -> Sequence[QWidget]:
        return [self._area]

    def _show(self, used: Used) -> None:
        usage = used.usage
        said = self.tr("{month}. Counting starts anew on {day}, {time}. Links work on whatever a plan says.")
        year, month = (int(part) for part in usage.month.split("-"))
        named = QLocale().toString(QDate(year, month, 1), "MMMM yyyy")
        day, time = words.day(usage.resets_at), words.clock(usage.resets_at)
        self._month.set_text(said.format(month=named, day=day, time=time))
        self.workspace.show_used(usage.workspace.name, usage.workspace)
        self.workspace.show()
        if usage.key is not None:
            self.key.show_used(self.tr("The key that this app uses: {name}").format(name=usage.key.name), usage.key)
        self.key.setVisible(usage.key is not None)
        self.plans.show()
        self.choose.setVisible(is_operator(used.me))


class UsedCard(Card):
    """Three meters under a name and a plan."""

    def __init__(self) -> None:
        super().__init__()
        self._title = labels.text("", "section_title", wrap=True)
        self._plan = labels.Paragraph()
        self.links = MeterLine(self.tr("Links made"))
        self.hits = MeterLine(self.tr("Hits this month, imported ones left out"), stops=False)
        self.deliveries = MeterLine(self.tr("Webhook deliveries"))
        for part in (self._title, self._plan, self.links, self.hits, self.deliveries):
            self.body.addWidget(part)

    def show_used(self, title: str, used: UsedView) -> None:
        """Show what was used."""
        self._title.setText(title)
        self._plan.set_text(self.tr("Plan: {plan}").format(plan=plan_name(used.plan)))
        self.links.show_meter(used.links)
        self.hits.show_meter(used.hits)
        self.deliveries.show_meter(used.deliveries)


class MeterLine(QFrame):
    """What is counted, how much of it, and a bar where there is a limit. ``stops``: at the limit no more is made."""

    def __init__(self, name: str, *, stops: bool = True) -> None:
        super().__init__()
        self._name, self._stops = name, stops
        self._count = labels.text("", "label", tabular=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._mark, self._said = Glyph("triangle-alert", "warn", 14, 16), labels.Paragraph("", "caption", "warn")
        below = boxes.columns(self._mark, gap=6)
        below.addWidget(self._said, 1)
        head = boxes.columns(labels.text(name), None, self._count)
        self.setLayout(boxes.rows(head, self._bar, below, gap=4, margins=(0, 6, 0, 4)))

    def show_meter(self, meter: Meter) -> None:
        """Show how much was used."""
        current, limit = words.number(meter.current), meter.limit
        said = self.tr("{count}, no limit").format(count=current)
        if limit is not None:
            said = self.tr("{count} of {limit}").format(count=current, limit=words.number(limit))
            self._bar.setRange(0, max(1, limit))
            self._bar.setValue(min(meter.current, max(1, limit)))
        self._bar.setVisible(limit is not None)
        self._count.setText(said)
        warning = self._warning(meter)
        self._said.set_text(warning)
        for part in (self._mark, self._said):
            boxes.show_part(part, bool(warning))
        style.restyle(self._count, tone="danger" if self._is_over(meter) else "")
        style.restyle(self._bar, tone="warn" if warning else "")
        self._bar.setAccessibleName(f"{self._name}: {said}")
        self.setAccessibleName(f"{self._name}: {said}. {warning}".strip())

    def _is_over(self, meter: Meter) -> bool:
        return meter.limit is not None and meter.current >= meter.limit

    def _warning(self, meter: Meter) -> str:
        if meter.limit is None or meter.current < meter.limit * _MUCH:
            return ""
        if not self._is_over(meter):
            return self.tr("Soon used up.")
        return self.tr("Used up until next month.") if self._stops else self.tr("More than the plan has; links go on.")


def _used(client: Client) -> Used:
    return Used(client.usage.get(), client.me.get())
