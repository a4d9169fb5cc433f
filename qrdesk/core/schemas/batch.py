"""Label sheets, and many codes from one list."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from qrdesk.core.schemas.artwork import FOR_PRESS, ArtworkFormat, FileOrder, Preflight
from qrdesk.core.schemas.base import Draft
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.plainly import lower, plainly

MOST_LINES = 4  # of words on a label
MOST_LISTED = 1000  # problems of a batch, before the rest is only counted
_SLACK_MM = 0.05  # what makers round away
_A4_MM = (210.0, 297.0)
_Length = Annotated[float, Field(gt=0, le=2000), plainly("Choose a length above 0, up to 2,000 mm.")]
_Gap = Annotated[float, Field(ge=0, le=500), plainly("Choose a distance from 0 to 500 mm.")]
_Count = Annotated[int, Field(ge=1, le=200), plainly("Choose a whole number from 1 to 200.")]
_Words = Annotated[str, Field(max_length=300), plainly("Words of a label have 300 characters at most.")]


class SheetDraft(Draft):
    """A sheet of labels: where each lies. All lengths in mm, from the upper left corner of the paper."""

    page_width_mm: _Length = _A4_MM[0]
    page_height_mm: _Length = _A4_MM[1]
    label_width_mm: _Length
    label_height_mm: _Length
    columns: _Count
    rows: _Count
    left_mm: _Gap = Field(description="From the paper's edge to the first label.")
    top_mm: _Gap
    pitch_x_mm: _Length = Field(description="From the left edge of one label to that of the next.")
    pitch_y_mm: _Length
    radius_mm: _Gap = Field(default=0, description="How round the corners of a label are.")
    bleed_mm: Annotated[float, Field(ge=0, le=20), plainly("Choose a bleed from 0 to 20 mm.")] = Field(
        default=0, description="How far the paper colour of a label goes on beyond its edge."
    )
    cut_marks: bool = Field(default=False, description="Lines at the edge of the paper where labels are cut.")

    @property
    def labels(self) -> int:
        """How many there are on one sheet."""
        return self.columns * self.rows

    @model_validator(mode="after")
    def _labels_lie_on_the_sheet(self) -> "SheetDraft":
        ways = (
            ("width", self.left_mm, self.label_width_mm, self.columns, self.pitch_x_mm, self.page_width_mm),
            ("height", self.top_mm, self.label_height_mm, self.rows, self.pitch_y_mm, self.page_height_mm),
        )
        for name, start, size, count, pitch, page in ways:
            if count > 1 and pitch < size - _SLACK_MM:
                raise _refused(
                    f"Labels would overlap: their {name} is {size:g} mm and the next begins after {pitch:g}."
                )
            if count > 1 and 2 * self.bleed_mm > pitch - size + _SLACK_MM:
                raise _refused(
                    f"There is no room for {self.bleed_mm:g} mm of bleed between labels. Choose a wider gap."
                )
            end = start + (count - 1) * pitch + size
            if end > page + _SLACK_MM:
                raise _refused(f"Labels would not lie on the paper: they end at {end:g} mm, its {name} is {page:g} mm.")
        if 2 * self.radius_mm > min(self.label_width_mm, self.label_height_mm) + _SLACK_MM:
            raise _refused("The corners are rounder than a label is wide.")
        return self


def _refused(reason: str) -> PydanticCustomError:
    return PydanticCustomError("sheet", "{reason}", {"reason": reason})


class LabelDraft(Draft):
    """What stands on each label beside its code."""

    layout: Literal["beside", "above", "code"] = Field(
        default="beside", description="Words to the right of the code, below it, or none."
    )
    code_mm: Annotated[float | None, Field(ge=5, le=500), plainly("Choose a code from 5 to 500 mm.")] = Field(
        default=None, description="Width of the code with its quiet zone; left out: as large as the label takes."
    )
    lines: tuple[_Words, ...] = Field(
        default=(),
        max_length=MOST_LINES,
        description="Words of each line; a column's name in braces stands for what the row has there.",
        examples=[["{name}", "No. {serial}"]],
    )
    address: bool = Field(default=False, description="Whether what the code says is written below, without https://.")
    text_mm: Annotated[float, Field(ge=0.8, le=50), plainly("Choose words from 0.8 to 50 mm high.")] = Field(
        default=3.5, description="Size of the first line, the others have four fifths; all shrink to fit."
    )
    padding_mm: Annotated[float, Field(ge=0, le=50), plainly("Choose an edge from 0 to 50 mm.")] = 1.5


class BatchForm(StrEnum):
    """What a list becomes."""

    PDF = "pdf"
    FILES = "files"
    ZIP = "zip"
    SHEETS = "sheets"


class ColumnDraft(Draft):
    """Which column means what, by its heading; those left out are found by theirs."""

    text: _Words = Field(default="", description="What the code says, whatever it is.")
    url: _Words = Field(default="", description="The same, where it must be an http(s) address.")
    slug: _Words = ""
    title: _Words = ""
    name: _Words = ""


class BatchDraft(Draft):
    """How a list becomes codes."""

    form: Annotated[BatchForm, BeforeValidator(lower), plainly(f"Choose one of: {', '.join(BatchForm)}.")] = (
        BatchForm.PDF
    )
    columns: ColumnDraft = ColumnDraft()
    design: Design = Design()
    order: FileOrder = Field(default=FileOrder(format=ArtworkFormat.PDF), description="What each file is like.")
    name: Annotated[
        str, Field(min_length=1, max_length=200), plainly("A pattern of names has 1 to 200 characters.")
    ] = Field(
        default="{row:04}-{slug}",
        description="Of files: columns in braces, `{row}` counts the rows below the headings; the ending is added.",
    )
    sheet: SheetDraft | None = Field(default=None, description="Of label sheets.")
    label: LabelDraft = LabelDraft()
    start: Annotated[int, Field(ge=1, le=40_000), plainly("Labels are counted from 1.")] = Field(
        default=1, description="The first label to print on a sheet that is used in part."
    )
    keep_duplicates: bool = Field(default=False, description="Whether rows that say the same are made all the same.")
    mark: tuple[_Words, ...] = Field(
        default=(),
        max_length=MOST_LINES,
        description="Small words beside the codes on every page of a PDF, such as that it is a trial.",
    )

    @model_validator(mode="after")
    def _fits_together(self) -> "BatchDraft":
        if self.order.parts > 1:
            raise _refused("A list becomes whole codes. Export a code in several parts by itself.")
        books = {ArtworkFormat.PDF, *FOR_PRESS}
        if self.form in {BatchForm.PDF, BatchForm.SHEETS} and self.order.format not in books:
            raise _refused(f"A book and label sheets are PDF. Choose one of: {', '.join(sorted(books))}.")
        if self.form is BatchForm.SHEETS:
            if self.sheet is None:
                raise _refused("Say which label sheet it is, by its code or with sizes of your own.")
            if self.start > self.sheet.labels:
                raise _refused(
                    f"There are {self.sheet.labels} labels on this sheet, so it cannot start at {self.start}."
                )
        return self


class RowProblem(BaseModel):
    """A row that no code was made of."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    row: int = Field(description="The row of the file, the headings being row 1; `{row}` counts below them.")
    code: str = Field(description="A word that stays the same, such as `empty`, `too_long`, `bad_url`, `duplicate`.")
    text: str = Field(description="A sentence for a person.")


class BatchReport(BaseModel):
    """What became of a list."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rows: int
    made: int = Field(description="Codes in the output, those of an earlier run included.")
    resumed: int = Field(description="Rows that an earlier run had finished.")
    refused: int
    problems: tuple[RowProblem, ...] = Field(description=f"The first {MOST_LISTED:,} of them.")
    pages: int = 0
    points: int | None = Field(
        default=None, description="Least scan score of the looks that were tried; null: it was confirmed."
    )
    warnings: tuple[str, ...] = ()
    preflight: Preflight | None = Field(
        default=None, description="Of a book or label sheets: all that was looked at, and what was found."
    )
