"""What a printed code looks like, and what to write it as."""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, WrapValidator, field_validator
from pydantic_core import PydanticCustomError, ValidationError

from qrdesk.core.schemas.kinds import Exact

MAX_PIXELS = 10_000  # per side: 100 million pixels is what image programs still open

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_CMYK = re.compile(r"cmyk:" + r",".join([r"\s*(\d{1,3}(?:\.\d{1,4})?)\s*"] * 4), re.ASCII)


class ErrorCorrection(StrEnum):
    """How much of the symbol may be damaged: about 7, 15, 25 or 30 percent."""

    L = "L"
    M = "M"
    Q = "Q"
    H = "H"


class ArtworkFormat(StrEnum):
    """The kinds of file that artwork is written as."""

    SVG = "svg"
    PNG = "png"
    PDF = "pdf"


def plainly(message: str) -> WrapValidator:
    """Return a validator that says ``message`` in place of pydantic's own words; bounds stay in the JSON Schema."""

    def check(value: Any, handler: Callable[[Any], Any]) -> Any:
        try:
            return handler(value)
        except ValidationError as refused:
            raise PydanticCustomError("unusable", "{reason}", {"reason": message}) from refused

    return WrapValidator(check)


def colour(text: str) -> str:
    """Return ``text`` in its one spelling: ``k``, ``#rrggbb`` or ``cmyk:C,M,Y,K`` in percent.

    Raises:
        ValueError: with a sentence for the person who typed it.
    """
    text = text.strip().lower()
    if text == "k":
        return text
    if _HEX.fullmatch(text):
        return text if len(text) == 7 else "#" + "".join(digit * 2 for digit in text[1:])
    parts = _CMYK.fullmatch(text)
    if parts is None:
        raise ValueError("Write the colour as k, #rrggbb or cmyk:C,M,Y,K in percent, like cmyk:100,75,0,2.")
    shares = [float(share) for share in parts.groups()]
    if max(shares) > 100:
        raise ValueError("Each share of a CMYK colour is a percentage from 0 to 100.")
    return "cmyk:" + ",".join(f"{share:g}" for share in shares)


def _lower(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value


def _upper(value: Any) -> Any:
    return value.strip().upper() if isinstance(value, str) else value


class Design(Exact):
    """The look of a code. Colours are written ``k``, ``#rrggbb`` or ``cmyk:C,M,Y,K`` in percent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ink: Annotated[str, plainly("The ink colour is a short text, like #000000.")] = Field(
        default="#000000", description="Colour of the modules: k, #rrggbb or cmyk:C,M,Y,K in percent."
    )
    paper: Annotated[str | None, plainly("The paper colour is a short text, like #ffffff, or left empty.")] = Field(
        default="#ffffff", description="Colour behind the modules, written as ink is; null is transparent."
    )
    quiet_zone: Annotated[
        int, Field(ge=0, le=20), plainly("The quiet zone is a whole number of modules from 0 to 20. 4 is the standard.")
    ] = Field(default=4, description="Empty margin on each side, in modules.")
    error_correction: Annotated[
        ErrorCorrection, BeforeValidator(_upper), plainly("Choose the error correction L, M, Q or H.")
    ] = Field(default=ErrorCorrection.M, description="Least share of damage the symbol survives.")

    @field_validator("ink", "paper")
    @classmethod
    def _one_spelling(cls, text: str | None, info: ValidationInfo) -> str | None:
        if text is None or (info.field_name == "paper" and text.strip().lower() == "transparent"):
            return None
        try:
            return colour(text)
        except ValueError as refused:
            reason = f"The {info.field_name} colour cannot be used. {refused}"
            raise PydanticCustomError("colour", "{reason}", {"reason": reason}) from refused


class ExportDraft(Exact):
    """One file to be made from a code. ``size_mm`` is the width of the whole artwork, quiet zone included."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Annotated[
        ArtworkFormat, BeforeValidator(_lower), plainly(f"Choose a format: {', '.join(ArtworkFormat)}.")
    ] = Field(default=ArtworkFormat.SVG, description="Kind of file.")
    size_mm: Annotated[float, Field(ge=5, le=2000), plainly("Choose a width from 5 to 2,000 mm.")] = Field(
        default=25.0, description="Width of the whole artwork in mm, quiet zone included."
    )
    dpi: Annotated[
        int, Field(ge=72, le=2400), plainly("Choose a resolution from 72 to 2,400 dpi, as a whole number.")
    ] = Field(default=600, validate_default=True, description="Pixels per inch; used for PNG only.")
    design: Design | None = Field(default=None, description="A look to use in place of the code's own.")
    remember: Annotated[bool, plainly("Whether to remember the code as printed is answered by true or false.")] = Field(
        default=True, description="Remember the code as printed and warn before its link stops."
    )

    @field_validator("dpi")
    @classmethod
    def _opens_in_image_programs(cls, dpi: int, info: ValidationInfo) -> int:
        size_mm = info.data.get("size_mm")
        if size_mm is None or info.data.get("format") is not ArtworkFormat.PNG or pixels(size_mm, dpi) <= MAX_PIXELS:
            return dpi
        reason = (
            f"{size_mm:g} mm at {dpi} dpi would be {pixels(size_mm, dpi):,} pixels wide; {MAX_PIXELS:,} is the most. "
            f"Choose at most {int(MAX_PIXELS * 25.4 / size_mm):,} dpi, or SVG or PDF, which have no pixels."
        )
        raise PydanticCustomError("too_many_pixels", "{reason}", {"reason": reason})


def pixels(size_mm: float, dpi: int) -> int:
    """Return how many pixels wide ``size_mm`` is at ``dpi``."""
    return max(1, round(size_mm / 25.4 * dpi))


class ArtworkReport(BaseModel):
    """What was made and what to know before it is printed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int = Field(description="QR version, 1 to 40.")
    error_correction: ErrorCorrection = Field(description="Real level; it may be higher than asked where that is free.")
    modules: int = Field(description="Modules per side, quiet zone not counted.")
    module_mm: float = Field(description="Width of one module in mm.")
    width_mm: float = Field(description="Width of the whole artwork in mm.")
    media_type: str
    file_extension: str = Field(description="Without the dot.")
    decoded: str | None = Field(description="The text read back from the artwork; null (previews only): unreadable.")
    warnings: list[str] = Field(description="Sentences for a person, worst first.")
