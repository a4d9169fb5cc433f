"""What can be chosen of a workspace: its plan, for how long its audit log is kept; and all that a new one needs."""

from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import Signal

from qrdesk.client import WorkspaceDraft, WorkspacePatch
from qrdesk.client.meeting import Overtaken
from qrdesk.core.schemas.access import MAX_KEEP_DAYS, MIN_KEEP_AUDIT_DAYS, Role, WorkspaceView
from qrdesk.core.schemas.members import MeView
from qrdesk.core.schemas.usage import PlanView
from qrdesk.gui import words, zones
from qrdesk.gui.pages.access_drafts import NEW, Drafts
from qrdesk.gui.pages.access_plan_words import limits_sentence, plan_name
from qrdesk.gui.pages.access_roles import is_operator
from qrdesk.gui.refusals import drafted, refuse_at
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field, TextField
from qrdesk.gui.widgets.keeping import KeptDays
from qrdesk.gui.widgets.note import Note

_WIDTH = 420  # px
_USUAL_DAYS = 400
_NAME_MOST, _URL_MOST = 120, 300
_OF_THIS_COMPUTER = "here"


class KeptForm(boxes.Flowing):
    """The plan, for whoever sits at the database, and the days that the audit log is kept, for owners."""

    save_wanted = Signal(str, object)  # a plan or empty, WorkspacePatch or None

    def __init__(self) -> None:
        super().__init__()
        self._me: MeView | None = None  # as it was when typing began
        self._latest: MeView | None = None
        self.plan = Choice()
        self.plan_field = Field(self.tr("Plan"), self.plan)
        self.log = KeptDays(
            self.tr("Keep the audit log"), "", least=MIN_KEEP_AUDIT_DAYS, most=MAX_KEEP_DAYS, usual=_USUAL_DAYS,
            names=(self.tr("Keep the audit log for so many days"), self.tr("Keep the audit log for ever")),
        )  # fmt: skip
        self.loss = Note("warn")
        self.save = Button(self.tr("Save"), "primary")
        self.discard = Button(self.tr("Discard"), "quiet")
        self.drafts = Drafts(self._typed, self._put)
        self._plans: dict[str, PlanView] = {}
        column = boxes.rows(self.plan_field, self.log, self.loss, boxes.columns(self.save, self.discard, None), gap=12)
        self.setLayout(boxes.rows(boxes.in_one_column(column, _WIDTH)))
        self.plan.chosen.connect(self._edited)
        self.log.changed.connect(self._edited)
        self.save.clicked.connect(self._save)
        self.discard.clicked.connect(self._discard)

    def show_standing(self, me: MeView, plans: dict[str, PlanView]) -> None:
        """Show what holds; what is typed and not saved stays, over what was there when typing began."""
        self._latest, self._plans = me, plans
        if self._me is not None and self._me.workspace.id == me.workspace.id and self.drafts.is_touched():
            return
        self.drafts.go_to(me.workspace.id)
        self.drafts.leave()
        self._me = me
        owner = me.role is Role.OWNER
        self.plan_field.setVisible(is_operator(me))
        self.plan.set_options([(name, plan_name(name)) for name in plans])
        self.plan.choose(me.plan)
        self.log.put(me.workspace.keep_audit_days)
        self.drafts.begin(me.workspace.id)
        self.log.setEnabled(owner)
        older = self.tr("Older entries are deleted. At least {count} days.").format(count=MIN_KEEP_AUDIT_DAYS)
        self.log.set_hint(older if owner else self.tr("Only an owner may change it."))
        self.save.setVisible(owner)
        self._edited()

    def forget(self) -> None:
        """Of another place nothing is known yet."""
        self.drafts.go_to("")
        self._me = self._latest = None

    def met(self, now: WorkspaceView) -> None:
        """Others made this of it: it is shown where nothing is typed, and what is typed may be saved over it."""
        me = self._me
        if me is None or me.workspace.id != now.id:
            return
        plan, days = self._plan_changed(me), self._days_changed(me)
        self._me = self._latest = me.model_copy(update={"workspace": now, "plan": now.plan})
        if not plan:
            self.plan.choose(now.plan)
        if not days:
            self.log.put(now.keep_audit_days)
        self._edited()

    def base(self) -> WorkspaceView | None:
        """Return the workspace as it was when typing began."""
        return self._me.workspace if self._me is not None else None

    def saved(self) -> None:
        """What was sent is saved."""
        if self._me is not None:
            self.drafts.saved(self._me.workspace.id)

    def has_changes(self) -> bool:
        """Whether something is not saved."""
        return self._me is not None and (self._plan_changed(self._me) or self._days_changed(self._me))

    def refuse(self, error: Exception) -> bool:
        """Say at the fields why nothing was done; False where it is about none of them."""
        self._edited()
        places = {"plan": self.plan_field, "keep_audit_days": self.log}
        if isinstance(error, Overtaken):
            for name in error.met.keys() & places.keys():
                places[name].show_error(words.failure(error))
            return bool(error.met.keys() & places.keys())
        return refuse_at(places, error)

    def _typed(self) -> tuple[str, int | None]:
        return self.plan.key(), self.log.value()

    def _put(self, typed: tuple[str, int | None]) -> None:
        self.plan.choose(typed[0])
        self.log.put(typed[1])

    def _discard(self) -> None:
        if self._latest is not None:
            self.drafts.drop(self._latest.workspace.id)
            self.show_standing(self._latest, self._plans)

    def _plan_changed(self, me: MeView) -> bool:
        return is_operator(me) and self.plan.key() not in {"", me.plan}

    def _days_changed(self, me: MeView) -> bool:
        return self.log.value() != me.workspace.keep_audit_days

    def _edited(self, *_said: object) -> None:
        self.plan_field.clear_error()
        chosen = self._plans.get(self.plan.key())
        if chosen is not None:
            self.plan_field.set_hint(self.tr("{limits} Applies at once.").format(limits=limits_sentence(chosen)))
        loss = self._loss(self._me.workspace) if self._me is not None else ""
        self.loss.show_words("warn", "", loss)
        self.loss.setVisible(bool(loss))
        self.save.setEnabled(self.has_changes())
        self.discard.setVisible(self.has_changes())

    def _loss(self, known: WorkspaceView) -> str:
        """Return what saving would delete."""
        days, before = self.log.value(), known.keep_audit_days
        if days is None or (before is not None and days >= before):
            return ""
        day = words.day(datetime.now(UTC) - timedelta(days=days))
        return self.tr("Once saved, entries of the audit log from before {day} are deleted for ever.").format(day=day)

    def _save(self) -> None:
        me = self._me
        if me is None or not self.has_changes():
            return
        plan = self.plan.key() if self._plan_changed(me) else ""
        patch = WorkspacePatch(keep_audit_days=self.log.value()) if self._days_changed(me) else None
        self.drafts.send()
        self.save.setEnabled(False)
        self.save_wanted.emit(plan, patch)


class NewWorkspaceForm(boxes.Flowing):
    """Name and address of one more workspace, and what its first owner is called."""

    create_wanted = Signal(object)  # a WorkspaceDraft

    def __init__(self) -> None:
        super().__init__()
        self.name = TextField(self.tr("Name"), self.tr("What people call the business"))
        self.url = TextField(
            self.tr("Address"),
            self.tr("Its codes carry it. No other workspace has it."),
            placeholder="https://go.two.example.com",
            icon="globe",
        )
        self.owner = TextField(self.tr("Name of its owner"))
        self.zone = Choice()
        self.zone.set_options(
            [
                (_OF_THIS_COMPUTER, self.tr("That of this computer")),
                *((zone, zone.replace("_", " ")) for zone in zones.names()),
            ]
        )
        self.zone_field = Field(
            self.tr("Time zone"), self.zone, self.tr("Days in Analytics and hours in rules go by it")
        )
        self.make = Button(self.tr("Make the workspace"), "primary")
        self.discard = Button(self.tr("Discard"), "quiet")
        self.drafts = Drafts(self._typed, self._put)
        self._fields: dict[str, Field] = {
            "name": self.name, "url": self.url, "owner": self.owner, "time_zone": self.zone_field,
        }  # fmt: skip
        for field, most in ((self.name, _NAME_MOST), (self.url, _URL_MOST), (self.owner, _NAME_MOST)):
            field.input.setMaxLength(most)
            field.changed.connect(field.clear_error)
            field.changed.connect(self._edited)
            field.input.returnPressed.connect(self._create)
        column = boxes.rows(*self._fields.values(), 4, boxes.columns(self.make, self.discard, None), gap=12)
        self.setLayout(boxes.rows(boxes.in_one_column(column, _WIDTH)))
        self.make.clicked.connect(self._create)
        self.zone.chosen.connect(self._edited)
        self.discard.clicked.connect(self._discard)

    def begin(self) -> None:
        """Empty all fields but for what was typed before."""
        self.drafts.leave()
        for field in (self.name, self.url):
            field.set_text("")
        self.owner.set_text(self.tr("Owner"))
        self.zone.choose(_OF_THIS_COMPUTER)
        for field in self._fields.values():
            field.clear_error()
        self.drafts.begin(NEW)
        self.make.setEnabled(True)
        self._edited()

    def refuse(self, error: Exception) -> bool:
        """Say at the fields why nothing was made; False where it is about none of them."""
        self.make.setEnabled(True)
        return refuse_at(self._fields, error)

    def _create(self) -> None:
        wanted = (
            (self.name, self.tr("A workspace needs a name.")),
            (self.url, self.tr("Its codes need an address.")),
            (self.owner, self.tr("Somebody has to own it.")),
        )
        for field, said in wanted:
            if not field.text():
                field.show_error(said)
                field.input.setFocus()
                return
        draft = drafted(WorkspaceDraft.model_validate, self._values(), self._fields)
        if draft is not None and self.make.isEnabled():
            self.drafts.send()
            self.make.setEnabled(False)
            self.create_wanted.emit(draft)

    def _typed(self) -> tuple[str, str, str, str]:
        return self.name.text(), self.url.text(), self.owner.text(), self.zone.key()

    def _put(self, typed: tuple[str, str, str, str]) -> None:
        for field, said in zip((self.name, self.url, self.owner), typed, strict=False):
            field.set_text(said)
        self.zone.choose(typed[3])

    def _edited(self, *_said: object) -> None:
        self.discard.setVisible(self.drafts.is_touched())

    def _discard(self) -> None:
        self.drafts.drop(NEW)
        self.begin()
        self.name.input.setFocus()

    def _values(self) -> dict[str, Any]:
        zone = self.zone.key()
        return {
            "name": self.name.text(),
            "url": self.url.text(),
            "owner": self.owner.text(),
            "time_zone": None if zone == _OF_THIS_COMPUTER else zone,
        }
