"""The fourth step: what the list becomes, and how that looks."""

from collections.abc import Generator
from contextlib import suppress
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from qrdesk.core.artwork import presets, sheet
from qrdesk.core.errors import Conflict, QRDeskError
from qrdesk.core.schemas.artwork import ArtworkFormat, FileOrder
from qrdesk.core.schemas.batch import BatchDraft, BatchForm, SheetDraft
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.designs import DesignView
from qrdesk.gui import words
from qrdesk.gui.pages.batch_label import LabelPart
from qrdesk.gui.pages.batch_own_sheet import OwnSheet
from qrdesk.gui.pages.batch_part import StepHead
from qrdesk.gui.pages.batch_typed import Choices
from qrdesk.gui.pages.studio_formats import format_name
from qrdesk.gui.pages.studio_tab import put_switch
from qrdesk.gui.pieces import whole
from qrdesk.gui.preset_names import preset_name
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Below, Field, TextField
from qrdesk.gui.widgets.numbers import Number, Whole
from qrdesk.gui.widgets.segment import Segment
from qrdesk.gui.widgets.switch import Switch

_OWN, _PLAIN = "own", "plain"
_BOOKS = (ArtworkFormat.PDF_X1A, ArtworkFormat.PDF_X4, ArtworkFormat.PDF)
_FILES = (
    ArtworkFormat.SVG, ArtworkFormat.EPS, ArtworkFormat.PNG, ArtworkFormat.TIFF, ArtworkFormat.JPEG, ArtworkFormat.WEBP,
)  # fmt: skip
_PAUSE_MS = 150
_USUAL_SHEET = "L7160"
_MAKERS = "Avery", "HERMA"  # a number without a maker's name is one of the first


class OutputForm(QWidget):
    """The choices; ``draft`` puts them together. ``changed`` comes a moment after the last change."""

    changed = Signal()

    def __init__(self, *, at_once: bool = True) -> None:
        """Not ``at_once``: it is made by its ``steps``, and of no use before they are done."""
        super().__init__()
        self.steps = self._made()
        if at_once:
            whole(self.steps)

    def _made(self) -> Generator[None]:
        forms = [("pdf", self.tr("One PDF")), ("files", self.tr("Files")), ("sheets", self.tr("Sheets"))]
        self.form = Segment(forms, "small", self.tr("What the list becomes"))
        self.form.choose("sheets")
        self.head = StepHead(self.tr("Output"), self.form)
        self._designs: dict[str, Design] = {_PLAIN: Design()}
        self._saved: list[DesignView] = []
        self._offers_own = False
        self._kinds: dict[str, str] = {}
        self._confirmed = False
        self._wanted = ""  # a design that was chosen before, and is not offered yet
        self._said_trial = False  # whether it is one was said by the person
        yield
        yield from self._make_fields()
        yield from self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self._connect()
        self._bound_start()
        yield
        self._show_form()

    def _make_fields(self) -> Generator[None]:
        known = sheet.known()
        sold = sorted(known, key=lambda code: (code.startswith(_MAKERS[1:]), code[0].isdigit(), code))
        options = [(code, self._sheet_name(code, known[code])) for code in sold]
        self.sheet = Choice([*options, (_OWN, self.tr("Own size…"))])
        yield
        self.sheet.choose(_USUAL_SHEET)
        self.code_mm = Number(5, 500, 25, unit=self.tr("mm"))
        inks = [("k", self.tr("K only")), ("#000000", self.tr("Black for screens")), (_OWN, self.tr("As the design"))]
        self.ink = Choice(inks)
        self.ink.setItemData(0, self.tr("Black ink alone: sharpest in print"), Qt.ItemDataRole.ToolTipRole)
        self.kind = Choice([(kind, format_name(kind)) for kind in _BOOKS])
        yield
        self.own_sheet = OwnSheet()
        yield
        self.design = Choice()
        self.label = LabelPart()
        yield
        self.start = Whole(1, 400, 1)
        self.name = TextField(self.tr("Names of the files"), self.tr("Columns stand in braces, as in {title}."))
        self.name.set_text("{row:04}-{slug}")
        self.zip = Switch(self.tr("Pack them into one ZIP"))
        self.trial = Switch(self.tr("Only a trial"))
        yield
        self.hold_back(near=False)
        self.offer_designs([])
        yield

    def _sheet_name(self, code: str, sold: SheetDraft) -> str:
        width, height = (_mm(side) for side in (sold.label_width_mm, sold.label_height_mm))
        said = self.tr("{code} · {width} × {height} mm · {count} labels")
        if sold.page_width_mm == sheet.LETTER_MM[0]:  # a printer at home in A4 would shift or shrink them
            said = self.tr("{code}, US Letter · {width} × {height} mm · {count} labels")
        named = code if code.startswith(_MAKERS) else f"{_MAKERS[0]} {code}"
        return said.format(code=named, width=width, height=height, count=words.number(sold.labels))

    def _lay_out(self) -> Generator[None]:
        self._fields = {
            "sheet": Field(self.tr("Sheet"), self.sheet),
            "code": Field(self.tr("Code"), self.code_mm),
            "ink": Field(self.tr("Ink"), self.ink),
            "kind": Field(self.tr("File"), self.kind),
        }
        self._grid = grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        for row, name in ((0, "sheet"), (3, "kind")):  # what is long has the whole line
            grid.addWidget(self._fields[name], row, 0, 1, 2)
        for column, name in enumerate(("code", "ink")):
            grid.addWidget(self._fields[name], 1, column, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        yield
        self._too_wide = Below()
        self._too_wide.hide()
        grid.addWidget(self._too_wide, 2, 0, 1, 2)
        self.setLayout(boxes.rows(grid, self.own_sheet, gap=10))
        yield
        self._design = Field(self.tr("Design"), self.design)
        self._start = Field(self.tr("First free label"), self.start)
        self.more = QWidget()
        parts = (self._design, self.label, self._start, self.name, self.zip, self.trial)
        self.more.setLayout(boxes.rows(*parts, gap=10))
        yield

    def _connect(self) -> None:
        self.form.chosen.connect(self._form_chosen)
        self.design.chosen.connect(self._design_chosen)
        for choice in (self.sheet, self.ink, self.kind, self.design):
            choice.chosen.connect(self._chosen)
        self.code_mm.valueChanged.connect(self._later)
        self.own_sheet.changed.connect(self._later)
        self.own_sheet.settled.connect(self._bound_start)
        self.start.valueChanged.connect(self._later)
        self.name.changed.connect(self._later)
        self.trial.toggled.connect(self._trial_said)
        self.label.changed.connect(self._later)
        for switch in (self.zip, self.trial):
            switch.toggled.connect(self._later)

    def hold(self, *, busy: bool) -> None:
        """While something is made, what was chosen for it stays."""
        for part in (self, self.form, self.more):
            part.setEnabled(not busy)

    def offer_designs(self, saved: list[DesignView]) -> None:
        """Offer saved designs beside the plain look and the looks to begin with."""
        self._saved = saved
        self._designs = {_PLAIN: Design()}
        options = [(_PLAIN, self.tr("Plain"))]
        if self._offers_own:
            options.insert(0, (_OWN, self.tr("Each its own")))
        for one in saved:
            self._designs[one.id] = one.design
            options.append((one.id, one.name))
        for preset in presets.every():
            self._designs[f"preset {preset.name}"] = preset.design
            options.append((f"preset {preset.name}", preset_name(preset.name)))
        self.design.set_options(options)
        if self._wanted:
            self._choose_wanted()
            self._later()

    def offer_own(self, *, on: bool) -> None:
        """Offer that each code looks as it does in the Studio, which codes of links that are there can."""
        if on != self._offers_own:
            self._offers_own = on
            if not on and self._wanted == _OWN:
                self._wanted = ""
            self.offer_designs(self._saved)

    def take_links(self, *, files: bool) -> None:
        """The next list is of links that have looks already: each keeps its own. ``files``: each is a file."""
        self._wanted = _OWN
        self._choose_wanted()
        self.ink.choose(_OWN)
        if files:
            self.form.choose("files")
            self._show_form()

    def own_ink(self) -> str | None:
        """Return the ink of codes that keep their own looks, empty: their own, too; None where all look alike."""
        if self.design.key() != _OWN:
            return None
        return "" if self.ink.key() == _OWN else self.ink.key()

    def hold_back(self, *, near: bool) -> None:
        """Take addresses that work nearby only for a trial, unless the person said what it is."""
        self.trial.set_hint(self.tr("Codes are not remembered as printed"))
        if not self._said_trial:
            put_switch(self.trial, on=near)

    def may_be_trial(self) -> bool:
        """Return whether it is a trial if the address works nearby only: then it is, unless the person said else."""
        return self.trial.isChecked() or not self._said_trial

    def _trial_said(self, _on: bool) -> None:
        self._said_trial = True

    def choices(self) -> Choices:
        """Return what is chosen, to be kept; that a low score was accepted is not."""
        self._kinds[self.form.key()] = self.kind.key()
        return {
            **{name: part.key() for name, part in self._choice_parts().items()},
            **self.own_sheet.choices(),
            **self.label.choices(),
            "code_mm": self.code_mm.value(),
            **{f"kind of {form}": kind for form, kind in self._kinds.items()},
            "form": self.form.key(),
            "design": self._wanted or self.design.key(),
            "start": self.start.value(),
            "name": self.name.text(),
            "zip": self.zip.isChecked(),
            "trial": self.trial.isChecked(),
            "trial said": self._said_trial,
        }

    def put_choices(self, kept: Choices) -> None:
        """Choose what was kept, as far as it is still offered; a saved design as soon as it is there."""
        for name, part in self._choice_parts().items():
            part.choose(str(kept.get(name, part.key())))
        if (form := str(kept.get("form"))) in {"pdf", "files", "sheets"}:
            self.form.choose(form)
        self._kinds = {form: str(kept.get(f"kind of {form}", "")) for form in ("pdf", "files", "sheets")}
        self._kinds = {form: kind for form, kind in self._kinds.items() if kind}
        self.own_sheet.put_choices(kept)
        self.label.put_choices(kept)
        if isinstance(value := kept.get("code_mm"), int | float):
            self.code_mm.setValue(value)
        self._bound_start()  # by the sizes
        self.start.setValue(int(kept.get("start", 1)))
        self._wanted = str(kept.get("design", ""))
        self._choose_wanted()
        self.name.set_text(str(kept.get("name", self.name.text())))
        for switch, name in ((self.zip, "zip"), (self.trial, "trial")):
            switch.setChecked(kept.get(name) is True)
        self._said_trial = kept.get("trial said") is True
        self._show_form()

    def _choice_parts(self) -> dict[str, Choice]:
        return {"sheet": self.sheet, "ink": self.ink}

    def _choose_wanted(self) -> None:
        self.design.choose(self._wanted)
        if self.design.key() == self._wanted:
            self._wanted = ""

    def chosen_form(self) -> BatchForm:
        """Return what the list becomes."""
        form = BatchForm(self.form.key())
        return BatchForm.ZIP if form is BatchForm.FILES and self.zip.isChecked() else form

    def draft(self) -> BatchDraft:
        """Return what was chosen.

        Raises:
            QRDeskError, ValidationError: it does not fit together.
        """
        if self._wanted:
            raise Conflict(self.tr("The design that was chosen is not there. Choose another."))
        form = self.chosen_form()
        design = self._designs.get(self.design.key(), Design())
        ink = self.ink.key()
        if ink != _OWN:
            design = Design.model_validate({**design.model_dump(), "ink": ink})
        code_mm = self.code_mm.value()
        fields: dict[str, Any] = {
            "form": form,
            "design": design,
            "order": FileOrder(format=ArtworkFormat(self.kind.key()), size_mm=code_mm, confirmed=self._confirmed),
            "name": self.name.text(),
            "sheet": self.chosen_sheet() if form is BatchForm.SHEETS else None,
            "label": self.label.draft(code_mm),
            "start": self.start.value() if form is BatchForm.SHEETS else 1,
        }
        return BatchDraft.model_validate(fields)

    def chosen_sheet(self) -> SheetDraft:
        """Return the sheet.

        Raises:
            QRDeskError, ValidationError: labels of that size do not fit.
        """
        if self.sheet.key() == _OWN:
            return self.own_sheet.sheet()
        return sheet.by_code(self.sheet.key())

    def refusal(self) -> str:
        """Return why what was chosen does not fit together; empty where it does."""
        try:
            self.draft()
        except (QRDeskError, ValidationError) as fault:
            return words.fault(fault) if isinstance(fault, ValidationError) else words.failure(fault)
        return ""

    def show_refusal(self, said: str) -> None:
        """Say at the design, at the own size, or at the code's width, that it cannot be so; empty: it can."""
        for field in (*self._fields.values(), self._design, self.name):
            field.clear_error()
        self.own_sheet.show_refusal("")
        self._say_too_wide("")
        if not said:
            return
        if self._wanted:
            self._design.show_error(said)
        elif self.form.key() == "sheets" and not self._fits():
            self.own_sheet.show_refusal(said)
        else:
            self._say_too_wide(said)

    def _say_too_wide(self, said: str) -> None:
        """Say below both fields of the line that the code has no room: below its own it would stand too narrow."""
        self._too_wide.show_hint("")
        if said:
            self._too_wide.show_error(said, [])
            style.restyle(self.code_mm, invalid=True)
            self.code_mm.setAccessibleDescription(said)

    def _fits(self) -> bool:
        try:
            self.chosen_sheet()
        except (QRDeskError, ValidationError):
            return False
        return True

    def confirm(self) -> None:
        """A low scan score is accepted, until something else is chosen."""
        self._confirmed = True
        self.changed.emit()

    def _later(self, *_: object) -> None:
        self._confirmed = False
        self._pause.start()

    def _design_chosen(self, _key: str) -> None:
        self._wanted = ""

    def _chosen(self, _key: str) -> None:
        self._kinds[self.form.key()] = self.kind.key()  # sheets and files each keep their own
        self._bound_start()
        self.own_sheet.setVisible(self.form.key() == "sheets" and self.sheet.key() == _OWN)
        self._later()

    def _form_chosen(self, _key: str) -> None:
        self._show_form()
        self._later()

    def _bound_start(self) -> None:
        """The first free label is one of the sheet's."""
        with suppress(QRDeskError, ValidationError):
            self.start.setMaximum(self.chosen_sheet().labels)

    def _show_form(self) -> None:
        form = self.form.key()
        kinds = (*_FILES, *_BOOKS) if form == "files" else _BOOKS
        self.kind.set_options([(kind, format_name(kind)) for kind in kinds])
        self.kind.choose(self._kinds.get(form, kinds[0]))
        sheets = form == "sheets"
        for part, shown in (
            (self._fields["sheet"], sheets),
            (self.own_sheet, sheets and self.sheet.key() == _OWN),
            (self.label, sheets),
            (self._start, sheets),
            (self.name, form == "files"),
            (self.zip, form == "files"),
        ):
            part.setVisible(shown)


def _mm(side: float) -> str:
    """Return a length as it stands on the box: with tenths only where there are some."""
    return QLocale().toString(round(side, 1), "f", 0 if round(side, 1).is_integer() else 1)
