"""Plans: what may be used in a month. Whoever sits at the database makes and changes them."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from qrdesk.client import Client, PlanDraft, bringing_back
from qrdesk.client.meeting import put_over
from qrdesk.client.restoring import Changed
from qrdesk.core.errors import NotFound
from qrdesk.core.schemas.members import MeView
from qrdesk.core.schemas.usage import PlanView
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.access_drafts import NEW
from qrdesk.gui.pages.access_part import MakingPart
from qrdesk.gui.pages.access_plan_panel import PlanPanel
from qrdesk.gui.pages.access_plan_words import limits_in_words, plan_name
from qrdesk.gui.pages.access_roles import is_operator
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.plain_table import Line
from qrdesk.gui.widgets.cells import Plain, TwoLines
from qrdesk.gui.widgets.rows import Column


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans there are, and who is asking."""

    plans: Sequence[PlanView]
    me: MeView
    users: Mapping[str, Sequence[str]]  # by plan, the names of what has it


class PlansPart(MakingPart):
    """Plans at the left, the one chosen, or a new one, at the right."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__(session, jobs, window, routes)
        self._plans: dict[str, PlanView] = {}
        columns = [Column(24), Column(0, spills=True), Column(84, align="right"), Column(16)]
        self.begin(("", self.tr("Plan"), "", ""), columns, self.tr("New plan"))
        self.panel = PlanPanel()
        self._build()
        self.panel.save_wanted.connect(self._save)
        self.panel.delete_wanted.connect(self._delete)
        self.forget()

    def refresh(self) -> None:
        """Ask for the plans again."""
        self.ask(_plans, self._show, self.tr("The plans could not be loaded"))

    def forget(self) -> None:
        super().forget()
        self._plans = {}
        self.panel.forget()

    def show_new(self) -> None:
        """Offer to make a plan."""
        super().show_new()
        self.panel.show_new()
        self.panel.name.input.setFocus()

    def _build(self) -> None:
        said = self.tr("A plan says how much may be made in a month. Links go on leading whatever it says.")
        self.lay_out(self.table, self.tr("Plans"), said, self.panel, self.panel.foot)

    def _show(self, found: Plans) -> None:
        self._plans = {plan.name: plan for plan in found.plans}
        operator = is_operator(found.me)
        self.new.setVisible(operator)
        self.model.show([self._line(plan, own=plan.name == found.me.plan) for plan in found.plans])
        self.panel.show_facts(frozenset(self._plans), found.me.workspace.id, operator=operator, users=found.users)
        shown = self.panel.shown_name()
        if self.making and operator:
            return
        wanted = shown if shown in self._plans else found.me.plan
        if wanted in self._plans and not (wanted == shown and self.panel.drafts.is_touched()):
            self.panel.show_plan(self._plans[wanted])
        self.mark(self.panel.shown_name())

    def _line(self, plan: PlanView, *, own: bool) -> Line:
        name, limits = plan_name(plan.name), limits_in_words(plan)
        said = self.tr("in use here") if own else ""
        cells = [Plain(""), TwoLines(name, limits), Plain(said, "secondary", align="right"), Plain("")]
        return Line(plan.name, cells, ", ".join(part for part in (name, limits, said) if part))

    def chosen(self, key: str) -> None:
        """Show a plan that there is."""
        if key in self._plans and (self.making or key != self.panel.shown_name()):
            self.making = False
            self.panel.show_plan(self._plans[key])

    def _save(self, name: str, draft: PlanDraft) -> None:
        base = self.panel.base()
        refused = partial(self.refused, self.panel, NEW if base is None else name)
        work = partial(_made, name, draft) if base is None else partial(_changed, base, draft)
        self.change(work, self._saved, refused)

    def _saved(self, plan: PlanView | None) -> None:
        if plan is None:
            self.panel.refuse_name()
            self.refresh()
            return
        self.making = self.making and plan.name in self._plans
        self.panel.saved(plan)
        self.window_.status.say(self.tr("Saved: the plan {name}").format(name=plan.name))
        self.refresh()

    def _delete(self, name: str) -> None:
        self.change(partial(bringing_back.delete_plan, name), partial(self._deleted, name), self.panel.refuse)

    def _deleted(self, name: str, gone: Changed) -> None:
        self.undoing.tell(self.tr("The plan {name} is deleted").format(name=name), gone.back, "trash-2")
        self.panel.drafts.drop(name)
        self.panel.show_nothing()
        self.refresh()


def _made(name: str, draft: PlanDraft, client: Client) -> PlanView | None:
    """Make a plan; None where somebody else made one of that name meanwhile, which stays as it is."""
    with suppress(NotFound):
        client.plans.get(name)
        return None
    return client.plans.save(name, draft)


def _changed(base: PlanView, draft: PlanDraft, client: Client) -> PlanView:
    get, put = partial(client.plans.get, base.name), partial(client.plans.save, base.name)
    return put_over(client, get, put, base, draft)


def _plans(client: Client) -> Plans:
    me = client.me.get()
    users: dict[str, list[str]] = {}
    if is_operator(me):  # nobody else deletes a plan
        keys = [one for one in client.keys.list() if one.revoked_at is None]
        for one in [*client.workspaces.list(), *keys]:
            users.setdefault(one.plan, []).append(one.name)
    return Plans(client.plans.list(), me, users)
