"""What a printed code looks like: a design. Kept as JSON, with the version of its schema."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal, cast

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from qrdesk.core.schemas.colours import WAYS, colour
from qrdesk.core.schemas.kinds import Exact
from qrdesk.core.schemas.lines import NotTurned, OneLine, is_reading_kept
from qrdesk.core.schemas.plainly import lower, plainly, upper

SCHEMA_VERSION = 2  # 1 had ink, paper, quiet_zone and error_correction only; this reads it as it is


class ErrorCorrection(StrEnum):
    """How much of the symbol may be damaged: about 7, 15, 25 or 30 percent."""

    L = "L"
    M = "M"
    Q = "Q"
    H = "H"


class BodyShape(StrEnum):
    """The shape of the modules, all but the three eyes."""

    SQUARE = "square"
    GAPPED = "gapped"
    DOTS = "dots"
    ROUNDED = "rounded"
    EXTRA_ROUNDED = "extra-rounded"
    CLASSY = "classy"
    CLASSY_ROUNDED = "classy-rounded"
    LIQUID = "liquid"
    VERTICAL_BARS = "vertical-bars"
    HORIZONTAL_BARS = "horizontal-bars"
    DIAMOND = "diamond"
    STAR = "star"
    HEXAGON = "hexagon"
    CROSS = "cross"


class EyeShape(StrEnum):
    """The shape of an eye's frame, and of the ball within it."""

    SQUARE = "square"
    ROUNDED = "rounded"  # as far as its radius says
    CIRCLE = "circle"
    LEAF = "leaf"  # two opposite corners are round
    DROP = "drop"  # all but the corner towards the middle of the symbol are round
    ONE_CORNER = "one-corner"  # only the outer corner is round


class FrameShape(StrEnum):
    """What stands around a code and calls to scan it."""

    OUTLINE = "outline"
    DOUBLE = "double"
    LABEL_BELOW = "label-below"
    LABEL_ABOVE = "label-above"
    BUTTON = "button"
    CARD = "card"
    TICKET = "ticket"
    TAG = "tag"
    BUBBLE = "bubble"
    BANNER = "banner"
    ARROW = "arrow"
    CORNERS = "corners"
    PHONE = "phone"
    BAG = "bag"
    CLIPBOARD = "clipboard"
    PLAIN = "plain"  # the words alone


class FrameIcon(StrEnum):
    """A small picture beside the words of a frame."""

    SCAN = "scan"
    PHONE = "phone"
    CAMERA = "camera"
    LINK = "link"
    WIFI = "wifi"
    MENU = "menu"
    CART = "cart"
    PIN = "pin"
    CALENDAR = "calendar"
    STAR = "star"
    HEART = "heart"
    MAIL = "mail"
    PLAY = "play"
    PERSON = "person"
    EURO = "euro"


def _one_spelling(text: str) -> str:
    try:
        return colour(text)
    except ValueError as refused:
        raise PydanticCustomError(
            "colour", "{reason}", {"reason": f"This colour cannot be used. {refused}"}
        ) from refused


Colour = Annotated[str, plainly(f"A colour is a short text: {WAYS}."), AfterValidator(_one_spelling)]
Share = Annotated[float, Field(ge=0, le=1), plainly("This is a share from 0 to 1.")]


class Part(Exact):
    """A part of a design. Unknown fields are refused: a typing error would otherwise be a look that nobody chose."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Stop(Part):
    """One colour on the way of a gradient."""

    at: Share = Field(description="Where: 0 is the beginning, 1 the end.")
    colour: Colour


class Gradient(Part):
    """Colours that run into one another over the whole of a part."""

    kind: Literal["linear", "radial"] = "linear"
    angle: Annotated[float, Field(ge=-360, le=360), plainly("The angle is a number of degrees from -360 to 360.")] = (
        Field(default=0, description="Direction of a linear one in degrees: 0 is left to right, 90 top to bottom.")
    )
    stops: tuple[Stop, ...] = Field(min_length=2, max_length=8, description="From the first colour to the last.")

    @field_validator("stops")
    @classmethod
    def _in_order(cls, stops: tuple[Stop, ...]) -> tuple[Stop, ...]:
        return tuple(sorted(stops, key=lambda stop: stop.at))


class Body(Part):
    """The modules, all but the eyes."""

    shape: Annotated[BodyShape, BeforeValidator(lower), plainly(f"Choose a shape: {', '.join(BodyShape)}.")] = (
        BodyShape.SQUARE
    )
    size: Annotated[float, Field(ge=0.6, le=1), plainly("The size of a module is a share from 0.6 to 1.")] = Field(
        default=1, description="Width of a module as a share of its place. Shapes that flow together are always 1."
    )


class Eye(Part):
    """One finder pattern. What is left out is as the body has it."""

    frame: Annotated[EyeShape, BeforeValidator(lower), plainly(f"Choose a shape: {', '.join(EyeShape)}.")] = (
        EyeShape.SQUARE
    )
    ball: Annotated[EyeShape, BeforeValidator(lower), plainly(f"Choose a shape: {', '.join(EyeShape)}.")] = (
        EyeShape.SQUARE
    )
    frame_radius: Share = Field(
        default=0.3,
        description="How round the corners of a frame are that is not square: 1 is half its width. Older readers miss "
        "eyes beyond 0.5.",
    )
    ball_radius: Share = 0.3
    frame_ink: Colour | None = None
    ball_ink: Colour | None = None
    frame_gradient: Gradient | None = None
    ball_gradient: Gradient | None = None


class Eyes(Eye):
    """All three eyes, and those of them that are different."""

    top_left: Eye | None = None
    top_right: Eye | None = None
    bottom_left: Eye | None = None


class Logo(Part):
    """A picture in the middle of the symbol."""

    file: NotTurned = Field(max_length=60, description="Id or UUID of an uploaded logo.", examples=["fil_8X3k9pLMw7"])
    size: Annotated[float, Field(ge=0.05, le=0.5), plainly("The size of a logo is a share from 0.05 to 0.5.")] = Field(
        default=0.2, description="Width of its longer side as a share of the symbol's width."
    )
    margin: Annotated[
        float, Field(ge=0, le=5), plainly("The space around a logo is a number of modules from 0 to 5.")
    ] = Field(default=1, description="Clear space around it, in modules.")
    plate: Literal["none", "square", "circle", "outline"] = Field(
        default="none", description="What is painted behind it in the colour of the paper; `outline` follows its shape."
    )
    clear: bool = Field(default=True, description="Whether modules behind it are left out.")
    dx: Annotated[float, Field(ge=-0.5, le=0.5), plainly("An offset is a share from -0.5 to 0.5.")] = Field(
        default=0, description="How far it stands right of the middle, as a share of the symbol's width."
    )
    dy: Annotated[float, Field(ge=-0.5, le=0.5), plainly("An offset is a share from -0.5 to 0.5.")] = 0
    opacity: Annotated[float, Field(ge=0.1, le=1), plainly("Opacity is a share from 0.1 to 1.")] = 1
    ink: Colour | None = Field(default=None, description="One colour for all of it; null: its own colours.")


class Frame(Part):
    """What stands around a code. Its words are drawn as shapes: no font is asked for in any file."""

    shape: Annotated[FrameShape, BeforeValidator(lower), plainly(f"Choose a frame: {', '.join(FrameShape)}.")]
    text: OneLine = Field(default="", max_length=60, description="The words.", examples=["Scan me"])
    font: NotTurned = Field(
        default="Inter", max_length=120, description="A font of ours, or the id of an uploaded font file (TTF, OTF)."
    )
    bold: bool = True
    ink: Colour | None = Field(default=None, description="Colour of the frame; null: as the modules.")
    text_ink: Colour | None = Field(default=None, description="Colour of the words; null: what suits the frame.")
    icon: Annotated[FrameIcon | None, BeforeValidator(lower), plainly(f"Choose an icon: {', '.join(FrameIcon)}.")] = (
        None
    )
    address: bool = Field(default=False, description="Whether the short address stands below as text.")


class SymbolWish(Part):
    """What the symbol shall be, beyond what is best for its text."""

    version: Annotated[
        int | None, Field(ge=1, le=40), plainly("The version is a whole number from 1 to 40, or left out.")
    ] = Field(default=None, description="Size of the symbol, 1 to 40; null: the smallest that holds the text.")
    mask: Annotated[int | None, Field(ge=0, le=7), plainly("The mask is a whole number from 0 to 7, or left out.")] = (
        Field(default=None, description="Mask pattern, 0 to 7; null: the best.")
    )
    boost: bool = Field(default=True, description="Whether the error correction rises where that is free.")
    micro: bool = Field(default=False, description="A Micro QR code where the text fits: for industrial scanners only.")
    eci: bool = Field(default=False, description="Whether text beyond ASCII names its encoding, for strict scanners.")
    shape: Literal["square", "circle"] = Field(
        default="square", description="`circle` fills a round with modules that mean nothing, around the symbol."
    )


_COLOURS = frozenset({"ink", "paper", "colour", "frame_ink", "ball_ink", "text_ink"})  # in all parts of a design


def _spots(name: str, value: Any) -> Iterator[str]:
    """Yield the spot colours of a field and all that it holds, in their one spelling."""
    if isinstance(value, Part):
        for inner, held in value:
            yield from _spots(inner, held)
    elif isinstance(value, tuple):
        for one in cast("tuple[Part, ...]", value):
            yield from _spots("", one)
    elif name in _COLOURS and isinstance(value, str) and value.startswith("spot:"):
        yield value


class Design(Part):
    """The look of a code. Colours: `k`, `#rrggbb`, `cmyk:C,M,Y,K` in percent, or `spot:NAME=C,M,Y,K`."""

    schema_version: Annotated[Literal[1, 2], plainly("This program knows designs of schema version 1 and 2.")] = Field(
        default=SCHEMA_VERSION, description="Version of this schema."
    )
    ink: Annotated[str, plainly("The ink colour is a short text, like #000000.")] = Field(
        default="#000000", description=f"Colour of the modules: {WAYS}."
    )
    paper: Annotated[str | None, plainly("The paper colour is a short text, like #ffffff, or left empty.")] = Field(
        default="#ffffff", description="Colour behind the modules, written as ink is; null is transparent."
    )
    quiet_zone: Annotated[
        int, Field(ge=0, le=20), plainly("The quiet zone is a whole number of modules from 0 to 20. 4 is the standard.")
    ] = Field(default=4, description="Empty margin on each side, in modules.")
    error_correction: Annotated[
        ErrorCorrection, BeforeValidator(upper), plainly("Choose the error correction L, M, Q or H.")
    ] = Field(default=ErrorCorrection.M, description="Least share of damage the symbol survives.")
    ink_gradient: Gradient | None = Field(default=None, description="In place of ink.")
    paper_gradient: Gradient | None = Field(default=None, description="In place of paper.")
    paper_radius: Annotated[float, Field(ge=0, le=1), plainly("How round the paper is, is a share from 0 to 1.")] = (
        Field(default=0, description="How round the corners of the paper are: 1 is a circle.")
    )
    body: Body = Body()
    eyes: Eyes = Eyes()
    logo: Logo | None = None
    frame: Frame | None = None
    barcode: Annotated[bool, plainly("Whether there is a barcode is answered by true or false.")] = Field(
        default=False,
        description="Whether the article number of a GS1 Digital Link stands below as EAN-13, UPC-A or EAN-8.",
    )
    symbol: SymbolWish = SymbolWish()

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

    @field_validator("ink", "paper", "ink_gradient", "paper_gradient", "eyes", "logo", "frame")
    @classmethod
    def _one_recipe(cls, value: Any, info: ValidationInfo) -> Any:
        """A spot colour is one pot of ink: two recipes of one name are a plate that no press can make."""
        found = list(_spots(info.field_name or "", value))
        if not found or is_reading_kept():
            return value
        before = [one for name, held in info.data.items() for one in _spots(name, held)]
        known: dict[str, str] = {}
        for one in (*before, *found):
            name = one[len("spot:") :].partition("=")[0]
            first = known.setdefault(name.casefold(), one)
            if one != first:
                reason = f"“{name}” is one ink, and here it is both {first} and {one}. Write it the same everywhere."
                raise PydanticCustomError("spot", "{reason}", {"reason": reason})
        return value

    @field_validator("schema_version")
    @classmethod
    def _now(cls, _version: int) -> int:
        return SCHEMA_VERSION
