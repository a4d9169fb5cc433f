"""The fourth step: what the list becomes, and how that looks."""

from contextlib import suppress
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from qrdesk.core.artwork import presets, sheet
from qrdesk.core.errors import QRDeskError
from qrdesk.core.schemas.artwork import ArtworkFormat, FileOrder
from qrdesk.core.schemas.batch import BatchDraft, BatchForm, LabelDraft, SheetDraft
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.designs import DesignView
from qrdesk.gui import words
from qrdesk.gui.pages.batch_making import LINES
from qrdesk.gui.pages.batch_part import StepHead
from qrdesk.gui.pages.studio_formats import format_name
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field, TextField
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


class OutputForm(QWidget):
    """The choices; ``draft`` puts them together. ``changed`` comes a moment after the last change."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        forms = [("pdf", self.tr("One PDF")), ("files", self.tr("Files")), ("sheets", self.tr("Sheets"))]
        self.form = Segment(forms, "small", self.tr("What the list becomes"))
        self.form.choose("sheets")
        self.head = StepHead(self.tr("Output"), self.form)
        self._designs: dict[str, Design] = {_PLAIN: Design()}
        self._kinds: dict[str, str] = {}
        self._confirmed = False
        self._make_fields()
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self._connect()
        self._bound_start()
        self._show_form()

    def _make_fields(self) -> None:
        known = sheet.known()
        sold = sorted(known, key=lambda code: (code[0].isdigit(), code))
        options = [
            (code, self.tr("{code}, {count} labels").format(code=code, count=known[code].labels)) for code in sold
        ]
        self.sheet = Choice([*options, (_OWN, self.tr("Own size…"))])
        self.sheet.choose(_USUAL_SHEET)
        self.code_mm = Number(5, 500, 25, unit=self.tr("mm"))
        inks = [("k", self.tr("K only")), ("#000000", self.tr("Black for screens")), (_OWN, self.tr("As the design"))]
        self.ink = Choice(inks)
        self.kind = Choice([(kind, format_name(kind)) for kind in _BOOKS])
        self.width_mm, self.height_mm = (Number(10, 290, mm, unit=self.tr("mm")) for mm in (50, 30))
        self.gap_mm = Number(0, 50, 2, unit=self.tr("mm"), step=0.5)
        self.design = Choice()
        self.layout_ = Choice(
            [
                ("beside", self.tr("Words beside the code")),
                ("above", self.tr("Words below the code")),
                ("code", self.tr("Code alone")),
            ]
        )
        self.start = Whole(1, 400, 1)
        self.name = TextField(self.tr("Names of the files"), self.tr("Columns stand in braces, as in {title}."))
        self.name.set_text("{row:04}-{slug}")
        self.zip = Switch(self.tr("Pack them into one ZIP"))
        self.trial = Switch(self.tr("Only a trial"), self.tr("Codes are not remembered as printed"))
        self.offer_designs([])

    def _lay_out(self) -> None:
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
        for at, field in enumerate(self._fields.values()):
            grid.addWidget(field, at // 2, at % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        sizes = boxes.columns(
            Field(self.tr("Label width"), self.width_mm),
            Field(self.tr("Height"), self.height_mm),
            Field(self.tr("Gap"), self.gap_mm),
            gap=8,
        )
        self._sizes = boxes.box(sizes)
        self.setLayout(boxes.rows(grid, self._sizes, gap=10))
        self._layout = Field(self.tr("Label"), self.layout_)
        self._start = Field(self.tr("First free label"), self.start)
        more = boxes.columns(self._layout, self._start, gap=12)
        more.setStretch(0, 1)
        more.setStretch(1, 1)
        self.more = QWidget()
        self.more.setLayout(
            boxes.rows(Field(self.tr("Design"), self.design), more, self.name, self.zip, self.trial, gap=10)
        )

    def _connect(self) -> None:
        self.form.chosen.connect(self._form_chosen)
        for choice in (self.sheet, self.ink, self.kind, self.design, self.layout_):
            choice.chosen.connect(self._chosen)
        for number in (self.code_mm, self.width_mm, self.height_mm, self.gap_mm):
            number.valueChanged.connect(self._later)
        self.start.valueChanged.connect(self._later)
        self.name.changed.connect(self._later)
        for switch in (self.zip, self.trial):
            switch.toggled.connect(self._later)

    def offer_designs(self, saved: list[DesignView]) -> None:
        """Offer saved designs beside the plain look and the looks to begin with."""
        self._designs = {_PLAIN: Design()}
        options = [(_PLAIN, self.tr("Plain"))]
        for one in saved:
            self._designs[one.id] = one.design
            options.append((one.id, one.name))
        for preset in presets.every():
            self._designs[f"preset {preset.name}"] = preset.design
            options.append((f"preset {preset.name}", preset.name))
        self.design.set_options(options)

    def chosen_form(self) -> BatchForm:
        """Return what the list becomes."""
        form = BatchForm(self.form.key())
        return BatchForm.ZIP if form is BatchForm.FILES and self.zip.isChecked() else form

    def draft(self) -> BatchDraft:
        """Return what was chosen.

        Raises:
            QRDeskError, ValidationError: it does not fit together.
        """
        form = self.chosen_form()
        design = self._designs.get(self.design.key(), Design())
        ink = self.ink.key()
        if ink != _OWN:
            design = Design.model_validate({**design.model_dump(), "ink": ink})
        code_mm = self.code_mm.value()
        label = LabelDraft.model_validate(
            {"layout": self.layout_.key(), "code_mm": code_mm, "lines": () if self.layout_.key() == "code" else LINES}
        )
        fields: dict[str, Any] = {
            "form": form,
            "design": design,
            "order": FileOrder(format=ArtworkFormat(self.kind.key()), size_mm=code_mm, confirmed=self._confirmed),
            "name": self.name.text(),
            "sheet": self.chosen_sheet() if form is BatchForm.SHEETS else None,
            "label": label,
            "start": self.start.value() if form is BatchForm.SHEETS else 1,
        }
        return BatchDraft.model_validate(fields)

    def chosen_sheet(self) -> SheetDraft:
        """Return the sheet.

        Raises:
            QRDeskError, ValidationError: labels of that size do not fit.
        """
        if self.sheet.key() == _OWN:
            return sheet.n_up(self.width_mm.value(), self.height_mm.value(), gap_mm=self.gap_mm.value())
        return sheet.by_code(self.sheet.key())

    def refusal(self) -> str:
        """Return why what was chosen does not fit together; empty where it does. It is said at its field, too."""
        for field in (*self._fields.values(), self.name):
            field.clear_error()
        try:
            self.draft()
        except (QRDeskError, ValidationError) as fault:
            return words.fault(fault) if isinstance(fault, ValidationError) else words.failure(fault)
        return ""

    def show_refusal(self, said: str) -> None:
        """Say at the sheet, or at the code's width, that it cannot be so."""
        at = "code"
        try:
            self.chosen_sheet()
        except (QRDeskError, ValidationError):
            at = "sheet" if self.form.key() == "sheets" else "code"
        self._fields[at].show_error(said)

    def confirm(self) -> None:
        """A low scan score is accepted, until something else is chosen."""
        self._confirmed = True
        self.changed.emit()

    def _later(self, *_: object) -> None:
        self._confirmed = False
        self._pause.start()

    def _chosen(self, _key: str) -> None:
        self._kinds[self.form.key()] = self.kind.key()  # sheets and files each keep their own
        self._bound_start()
        self._sizes.setVisible(self.form.key() == "sheets" and self.sheet.key() == _OWN)
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
        first = 0 if not sheets else 1
        self._grid.addWidget(self._fields["code"], 0, first, 1, 2 - first)  # alone it has the whole line
        for part, shown in (
            (self._fields["sheet"], sheets),
            (self._sizes, sheets and self.sheet.key() == _OWN),
            (self._layout, sheets),
            (self._start, sheets),
            (self.name, form == "files"),
            (self.zip, form == "files"),
        ):
            part.setVisible(shown)
