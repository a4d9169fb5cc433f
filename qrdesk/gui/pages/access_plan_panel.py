"""The panel beside the plans: what one allows, and for whoever sits at the database how to change it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from qrdesk.client import PlanDraft
from qrdesk.core.schemas.usage import MAX_A_MONTH, PlanView
from qrdesk.gui import words
from qrdesk.gui.error_details import details
from qrdesk.gui.pages.access_drafts import NEW, Drafts
from qrdesk.gui.pages.access_part import Panel, Question
from qrdesk.gui.pages.access_plan_words import UNLIMITED, limits_sentence, plan_name
from qrdesk.gui.refusals import drafted, refuse_at
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.fields import Field, TextField
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.numbers import Whole
from qrdesk.gui.widgets.switch import Switch

_NAME_MOST = 32
_WIDTH = 680  # px
_NAMED = 5  # of those that have a plan
_DAYS_MOST, _PACE_MOST = 3660, 1_000_000


class PlanPanel(Panel):
    """Shows a plan, or a form for a new one; nothing until plans are known."""

    save_wanted = Signal(str, object)  # name of the plan, PlanDraft
    delete_wanted = Signal(str)  # name of the plan

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: PlanView | None = None
        self._operator = False
        self._names: Collection[str] = ()
        self._users: Mapping[str, Sequence[str]] = {}
        self._title = labels.Elided("", "section_title")
        self._about = labels.Paragraph()
        self._trouble = Note("danger")
        self.delete = Button(self.tr("Delete…"), "danger")
        said = self.tr("Nobody can choose it any more.")
        self.last = Question(said, self.tr("Keep it"), self.tr("Delete it"), self._delete)
        self.name = TextField(self.tr("Name"), self.tr("Small letters, digits, - and _. It stays as it is."))
        self.name.input.setMaxLength(_NAME_MOST)
        self.numbers: Mapping[str, Whole] = {
            "links_month": self._number(MAX_A_MONTH, step=50),
            "hits_month": self._number(MAX_A_MONTH, step=1000),
            "deliveries_month": self._number(MAX_A_MONTH, step=100),
            "rate_limit": self._number(_PACE_MOST, step=60, usual=self.tr("as usual"), least=0),
            "scan_days": self._number(_DAYS_MOST, step=10),
        }
        self.own_domains = Switch(self.tr("Domains of one's own may be added"))
        self.save = Button(self.tr("Save"), "primary")
        self.discard = Button(self.tr("Discard"), "quiet")
        self.drafts = Drafts(self._typed, self._put)
        self._fields = {"name": self.name, **self._built_fields()}
        self.foot = boxes.box(boxes.columns(None, self.discard, self.save, gap=8, margins=(20, 10, 16, 10)), edge="top")
        self._build()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing is known: of another place yet, or of a plan that is no more."""
        self.drafts.leave()
        self._shown = None
        self.hide()
        self.foot.hide()

    def forget(self) -> None:
        """Another place is shown."""
        self.drafts.go_to("")
        self.show_nothing()

    def show_facts(
        self, names: Collection[str], place: str, *, operator: bool, users: Mapping[str, Sequence[str]]
    ) -> None:
        """Tell which plans there are, in the workspace ``place``, and whether they may be changed here.

        ``users`` are the names of what has a plan, as far as it is known: such a plan cannot be deleted.
        """
        self.drafts.go_to(place)
        self._names, self._operator, self._users = names, operator, users

    def show_new(self) -> None:
        """Offer to make a plan; what was typed before is there again."""
        self.drafts.leave()
        self._fill(PlanView(name="", **PlanDraft().model_dump()))
        self._title.setText(self.tr("New plan"))
        self._about.set_text(
            self.tr("What a workspace, or a key, may use in a month. No link stops because of a plan.")
        )
        self.drafts.begin(NEW)
        self._show(None)

    def show_plan(self, plan: PlanView) -> None:
        """Show a plan that there is; what was typed and not saved is there again."""
        self.drafts.leave()
        self._fill(plan)
        self._title.setText(plan_name(plan.name))
        self._about.set_text(self._about_words(plan))
        self._shown = plan
        self.drafts.begin(plan.name)
        self._show(plan)

    def saved(self, plan: PlanView) -> None:
        """A plan is made or changed; another one in sight stays in sight."""
        shown = self.shown_id()
        made = plan.name not in self._names
        self.drafts.saved(NEW if made else plan.name)
        if shown == (NEW if made else plan.name):
            self.show_plan(plan)

    def shown_id(self) -> str:
        """Return the name of the plan in sight; empty for a new one."""
        return self.shown_name()

    def shown_name(self) -> str:
        """Return the name of the plan in sight; empty for a new one."""
        return self._shown.name if self._shown is not None else ""

    def base(self) -> PlanView | None:
        """Return the plan as it was when typing began; None for a new one."""
        return self._shown

    def met(self, now: PlanView) -> None:
        """Others made this of the plan: it is shown where nothing is typed, which may be saved over it."""
        before = self._shown
        if before is not None:
            mine = {name: one for name, one in self._values().items() if one != getattr(before, name)}
            self._shown = now
            self._put_values({**now.model_dump(), **mine})
            self._edited()

    def refuse_name(self) -> None:
        """Say that there is a plan of that name already."""
        self.save.setEnabled(True)
        self.name.show_error(self.tr("There is a plan of that name. Choose it in the list to change it."))
        self.name.input.setFocus()

    def has_changes(self) -> bool:
        """Whether something is not saved."""
        shown = self._shown
        return shown is not None and self._values() != shown.model_dump(exclude={"name"})

    def refuse(self, error: Exception) -> None:
        """Say why nothing was done."""
        self.save.setEnabled(True)
        if not refuse_at(self._fields, error):
            self._trouble.show_trouble(words.failure(error), details(error))

    def _build(self) -> None:
        head = boxes.columns(gap=8)
        head.addWidget(self._title, 1)
        head.addWidget(self.delete)
        by_two = ("links_month", "deliveries_month"), ("hits_month", "scan_days"), ("rate_limit",)
        pairs = QGridLayout()
        pairs.setHorizontalSpacing(16)
        pairs.setVerticalSpacing(12)
        for row, names in enumerate(by_two):
            for column, name in enumerate(names):
                pairs.addWidget(self._fields[name], row, column, Qt.AlignmentFlag.AlignTop)
                pairs.setColumnStretch(column, 1)
        self._form = boxes.in_one_column(boxes.rows(self.name, pairs, self.own_domains, gap=12), _WIDTH)
        column = boxes.rows(
            head, self._about, self._trouble, self.last, self._form, None, gap=12, margins=(20, 14, 16, 16)
        )
        self.setLayout(column)
        self.name.changed.connect(self._edited)
        for number in self.numbers.values():
            number.valueChanged.connect(self._edited)
        self.own_domains.toggled.connect(self._edited)
        self.name.input.returnPressed.connect(self._save)
        self.save.clicked.connect(self._save)
        self.discard.clicked.connect(self._discard)
        self.delete.clicked.connect(self._ask)

    def _number(self, most: int, *, step: int, usual: str = "", least: int = -1) -> Whole:
        """Return a field whose least value stands for no number."""
        made = Whole(least, most, least, step=step)
        made.setSpecialValueText(usual or self.tr("no limit"))
        made.setGroupSeparatorShown(True)
        return made

    def _built_fields(self) -> dict[str, Field]:
        said = {
            "links_month": (self.tr("Links made in a month"), ""),
            "hits_month": (self.tr("Hits in a month"), self.tr("Only shown: links go on leading")),
            "deliveries_month": (self.tr("Webhook deliveries in a month"), ""),
            "rate_limit": (self.tr("Requests a minute with one key"), ""),
            "scan_days": (
                self.tr("Days that lists of scans look back"),
                self.tr("For programs that ask for single scans"),
            ),
        }
        return {name: Field(label, self.numbers[name], hint) for name, (label, hint) in said.items()}

    def _fill(self, plan: PlanView) -> None:
        self._shown = None  # what is filled in now is nobody's change
        self.name.set_text(plan.name)
        self._put_values(plan.model_dump())
        for field in self._fields.values():
            field.clear_error()

    def _put_values(self, values: Mapping[str, Any]) -> None:
        for name, number in self.numbers.items():
            number.setValue(number.minimum() if values[name] is None else values[name])
        self.own_domains.setChecked(values["own_domains"])

    def _show(self, plan: PlanView | None) -> None:
        self._shown = plan
        touch = self._operator and (plan is None or plan.name != UNLIMITED)
        for part in (self._trouble, self.last):
            part.hide()
        self.delete.setVisible(touch and plan is not None and not self._users.get(plan.name))
        self.name.setVisible(plan is None)
        self._form.setVisible(touch)
        self.foot.setVisible(touch)
        self.save.setText(self.tr("Make the plan") if plan is None else self.tr("Save"))
        self.show()
        self._edited()

    def _about_words(self, plan: PlanView) -> str:
        if self._operator and plan.name != UNLIMITED:
            said = self.tr("Changes apply at once, to all who have it.")
            users = self._users.get(plan.name)
            if users:
                more = self.tr("In use by {names}. To delete it, give them another plan first.")
                named = ", ".join(users[:_NAMED]) + (" …" if len(users) > _NAMED else "")
                said = f"{said} {more.format(names=named)}"
            return said
        said = [limits_sentence(plan)]
        if plan.name == UNLIMITED:
            said.append(self.tr("Cannot be changed. It applies to everyone without another plan."))
        if not self._operator:
            said.append(self.tr("Plans are made and chosen at the computer with the database."))
        return "\n".join(said)

    def _edited(self, *_said: object) -> None:
        if self.name.has_error():
            self.name.clear_error()
        self.save.setEnabled(self._shown is None or self.has_changes())
        self.discard.setVisible(self.drafts.is_touched())

    def _values(self) -> dict[str, Any]:
        values: dict[str, Any] = {
            name: None if number.value() == number.minimum() else number.value()
            for name, number in self.numbers.items()
        }
        return {**values, "own_domains": self.own_domains.isChecked()}

    def _save(self) -> None:
        if not self.save.isEnabled():
            return
        name = self.shown_name() or self.name.text()
        if not name:
            self.name.show_error(self.tr("A plan needs a name."))
            self.name.input.setFocus()
            return
        if self._shown is None and name in self._names:
            self.refuse_name()
            return
        draft = drafted(PlanDraft.model_validate, self._values(), self._fields)
        if draft is not None:
            self.drafts.send()
            self.save.setEnabled(False)
            self._trouble.hide()
            self.save_wanted.emit(name, draft)

    def _typed(self) -> tuple[str, dict[str, Any]]:
        return self.name.text(), self._values()

    def _put(self, typed: tuple[str, dict[str, Any]]) -> None:
        name, values = typed
        self.name.set_text(name)
        self._put_values(values)

    def _discard(self) -> None:
        self.drafts.drop(self.shown_id())
        if self._shown is not None:
            self.show_plan(self._shown)
        else:
            self.show_new()
            self.name.input.setFocus()

    def _ask(self) -> None:
        self.last.ask()

    def _delete(self) -> None:
        self.delete_wanted.emit(self.shown_name())
