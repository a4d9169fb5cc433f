"""What artwork is written as, and what is said of it."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from qrdesk.core.schemas.design import Design, ErrorCorrection
from qrdesk.core.schemas.kinds import Exact
from qrdesk.core.schemas.lines import NotTurned
from qrdesk.core.schemas.plainly import lower, plainly

SAFE_POINTS = 90  # of a scan score: safe to print
LEAST_POINTS = 75  # of a scan score: an export of less is to be confirmed
MAX_PIXELS = 10_000  # per side: 100 million pixels is what image programs still open


class ArtworkFormat(StrEnum):
    """The kinds of file that artwork is written as."""

    SVG = "svg"
    PNG = "png"
    PDF = "pdf"
    PDF_X1A = "pdfx1a"
    PDF_X4 = "pdfx4"
    EPS = "eps"
    TIFF = "tiff"
    JPEG = "jpeg"
    WEBP = "webp"


OF_PIXELS = frozenset({ArtworkFormat.PNG, ArtworkFormat.TIFF, ArtworkFormat.JPEG, ArtworkFormat.WEBP})
FOR_PRESS = frozenset({ArtworkFormat.PDF_X1A, ArtworkFormat.PDF_X4})  # PDF with a press's profile, nothing of screens
OF_INKS = FOR_PRESS | {ArtworkFormat.EPS}  # inks of a press alone: they pass our checks, or are not handed out
KEEPS_PLATES = OF_INKS | {ArtworkFormat.PDF}  # a spot colour is an ink of its own there
FOR_PRINT = KEEPS_PLATES | {ArtworkFormat.TIFF}  # which are looked through
MEDIA_TYPES = {
    ArtworkFormat.SVG: "image/svg+xml",
    ArtworkFormat.PNG: "image/png",
    ArtworkFormat.PDF: "application/pdf",
    ArtworkFormat.PDF_X1A: "application/pdf",
    ArtworkFormat.PDF_X4: "application/pdf",
    ArtworkFormat.EPS: "application/postscript",
    ArtworkFormat.TIFF: "image/tiff",
    ArtworkFormat.JPEG: "image/jpeg",
    ArtworkFormat.WEBP: "image/webp",
}
EXTENSIONS = {form: "pdf" if form in FOR_PRESS else form.value for form in ArtworkFormat}
EXTENSIONS[ArtworkFormat.JPEG] = "jpg"
EXTENSIONS[ArtworkFormat.TIFF] = "tif"


class Process(StrEnum):
    """How artwork comes to paper. Each has its smallest module."""

    OFFSET = "offset"
    LASER = "laser"
    THERMAL_203 = "thermal-203"
    THERMAL_300 = "thermal-300"
    GS1 = "gs1"
    SCREEN = "screen"


class FileOrder(Exact):
    """One file of a code. ``size_mm`` is the width of the whole artwork, quiet zone and frame included."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Annotated[
        ArtworkFormat, BeforeValidator(lower), plainly(f"Choose a format: {', '.join(ArtworkFormat)}.")
    ] = Field(default=ArtworkFormat.SVG, description="Kind of file.")
    size_mm: Annotated[float, Field(ge=5, le=2000), plainly("Choose a width from 5 to 2,000 mm.")] = Field(
        default=25.0, description="Width of the whole artwork in mm, quiet zone and frame included, bleed not."
    )
    dpi: Annotated[
        int, Field(ge=72, le=2400), plainly("Choose a resolution from 72 to 2,400 dpi, as a whole number.")
    ] = Field(
        default=600,
        validate_default=True,
        description="Pixels per inch of a PNG, JPEG, WebP or TIFF; with `snap`, dots per inch of the printer, whatever "
        "the format.",
    )
    colours: Annotated[
        Literal["auto", "cmyk", "grey", "bilevel"], plainly("Choose the colours auto, cmyk, grey or bilevel.")
    ] = Field(
        default="auto",
        description="Of a TIFF: `auto` is RGB, or CMYK for a design with press colours; `bilevel` is one bit a pixel.",
    )
    quality: Annotated[int, Field(ge=1, le=100), plainly("Quality is a whole number from 1 to 100.")] = Field(
        default=90, description="Of a JPEG or WebP."
    )
    bleed_mm: Annotated[float, Field(ge=0, le=20), plainly("Choose a bleed from 0 to 20 mm.")] = Field(
        default=0, description="Of a PDF: how far paper colour and frame go on beyond the trimmed edge."
    )
    crop_marks: Annotated[bool, plainly("Whether there are crop marks is answered by true or false.")] = Field(
        default=False, description="Of a PDF: marks where it is cut."
    )
    reduce_um: Annotated[float, Field(ge=0, le=200), plainly("Choose a reduction from 0 to 200 micrometres.")] = Field(
        default=0, description="Bar-width reduction: how much each dark edge draws back, because ink spreads."
    )
    snap: Annotated[bool, plainly("Whether modules are whole dots is answered by true or false.")] = Field(
        default=False, description="Whether a module is a whole number of device dots at `dpi`; the width follows."
    )
    process: Annotated[Process, BeforeValidator(lower), plainly(f"Choose how it is printed: {', '.join(Process)}.")] = (
        Field(default=Process.OFFSET, description="How it is printed; what is too small for that is said.")
    )
    parts: Annotated[int, Field(ge=1, le=16), plainly("Choose a number of parts from 1 to 16.")] = Field(
        default=1,
        description="In how many codes the text stands (structured append), for scanners that put them together.",
    )
    part: Annotated[int, Field(ge=1, le=16), plainly("Choose a part from 1 to 16.")] = Field(
        default=1, description="Which of the `parts` this file is."
    )
    profile: Annotated[NotTurned | None, plainly("The profile is the id of an uploaded file, or left out.")] = Field(
        default=None,
        max_length=60,
        description="Id of an uploaded CMYK profile for press files; left out: ISO Coated v2 300 % (FOGRA39).",
    )
    confirmed: Annotated[bool, plainly("Whether a low scan score is accepted is answered by true or false.")] = Field(
        default=False,
        description="Make the file whatever its scan score, which is not measured, and however small its modules are. "
        "It must be readable all the same.",
    )

    @field_validator("part")
    @classmethod
    def _is_one_of_the_parts(cls, part: int, info: ValidationInfo) -> int:
        parts = info.data.get("parts", part)
        if part > parts:
            reason = f"There is no part {part} of {parts}. Say in `parts` how many there are."
            raise PydanticCustomError("no_such_part", "{reason}", {"reason": reason})
        return part

    @field_validator("dpi")
    @classmethod
    def _opens_in_image_programs(cls, dpi: int, info: ValidationInfo) -> int:
        size_mm = info.data.get("size_mm")
        if size_mm is None or info.data.get("format") not in OF_PIXELS or pixels(size_mm, dpi) <= MAX_PIXELS:
            return dpi
        reason = (
            f"{size_mm:g} mm at {dpi} dpi would be {pixels(size_mm, dpi):,} pixels wide; {MAX_PIXELS:,} is the most. "
            f"Choose at most {int(MAX_PIXELS * 25.4 / size_mm):,} dpi, or SVG or PDF, which have no pixels."
        )
        raise PydanticCustomError("too_many_pixels", "{reason}", {"reason": reason})


class ExportDraft(FileOrder):
    """One file to be made from a code, perhaps with another look than its own."""

    design: Design | None = Field(default=None, description="A look to use in place of the code's own.")
    remember: Annotated[bool, plainly("Whether to remember the code as printed is answered by true or false.")] = Field(
        default=True, description="Remember the code as printed and warn before its link stops."
    )


def pixels(size_mm: float, dpi: int) -> int:
    """Return how many pixels wide ``size_mm`` is at ``dpi``."""
    return max(1, round(size_mm / 25.4 * dpi))


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ScanFix(_Said):
    """A change of the design that would raise its scan score."""

    label: str = Field(description="What a button says that makes the change, such as “Use 17 %”.")
    changes: dict[str, object] = Field(
        description="Fields to merge into the design; one that is an object there is merged in its turn.",
        examples=[{"logo": {"size": 0.17}}],
    )


class ScanReason(_Said):
    """Why a scan score is not 100, and what would mend it."""

    code: str = Field(description="A word that stays the same, such as `logo_reserve`.")
    text: str = Field(description="A sentence for a person.")
    fixes: tuple[ScanFix, ...] = ()


class ScanScore(_Said):
    """How surely a code is read: measured with a simulated camera, and computed."""

    points: int = Field(
        ge=0, le=100, description="90 and more is safe to print; below 75 an export is to be confirmed."
    )
    verdict: Literal["safe", "check", "stop"]
    decode_share: float = Field(ge=0, le=1, description="Share of simulated photographs that were read.")
    reserve: float = Field(ge=0, le=1, description="Share of the error correction that is still unused.")
    contrast: float = Field(ge=0, le=1)
    grade: Literal["A", "B", "C", "D", "F"] = Field(description="As of ISO/IEC 15415, computed, not measured on paper.")
    reasons: tuple[ScanReason, ...] = ()


class CodeCheck(_Said):
    """What was found of a code in a picture that somebody brought."""

    text: str = Field(description="What the code says.")
    micro: bool
    version: int = Field(description="QR version, 1 to 40; of a Micro QR code, 1 to 4.")
    error_correction: ErrorCorrection
    modules: int = Field(description="Modules per side, quiet zone not counted.")
    module_px: float = Field(description="Width of one module in pixels of the picture.")
    quiet_zone: int = Field(description="Empty modules around the code, up to the 4 that are the standard.")
    score: ScanScore = Field(description="Without fixes: the design is not known.")


class Check(_Said):
    """One check of a file for print."""

    code: str
    passed: bool
    text: str = Field(description="What was found, in words.")


class Preflight(_Said):
    """What our checks of a file for print found: of a press's, of any PDF or EPS, of a TIFF."""

    passed: bool
    checks: tuple[Check, ...] = ()


class ArtworkReport(_Said):
    """What was made and what to know before it is printed."""

    version: int = Field(description="QR version, 1 to 40; of a Micro QR code, 1 to 4.")
    error_correction: ErrorCorrection = Field(description="Real level; it may be higher than asked where that is free.")
    modules: int = Field(description="Modules per side, quiet zone not counted.")
    module_mm: float = Field(description="Width of one module in mm.")
    width_mm: float = Field(description="Width of the whole artwork in mm.")
    height_mm: float
    media_type: str
    file_extension: str = Field(description="Without the dot.")
    decoded: str | None = Field(
        description="The text read back from the artwork, of one of several parts its share; null (previews only): "
        "unreadable."
    )
    score: ScanScore | None = Field(default=None, description="Null where it was not asked for.")
    preflight: Preflight | None = Field(default=None, description="Of a PDF, EPS or TIFF.")
    warnings: list[str] = Field(description="Sentences for a person, worst first.")
