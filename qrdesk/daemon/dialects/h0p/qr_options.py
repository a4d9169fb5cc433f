"""``qrCode`` as clients send it: the shape of the library qr-code-styling, checked where we know what a part means.

What we do not know is kept as it came, within bounds. Source: contracts/h0p.md, 5.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field

from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.base import Sent
from qrdesk.core.schemas.colours import colour

MAX_CHARACTERS = 16 * 1024  # of all options as JSON
_DEEPEST = 8  # levels of objects and lists; the library's own are five
_HEX_DIGITS = {
    4,
    5,
    7,
    9,
}  # characters with the number sign; the last of four or eight digits say how much shines through
CLEAR = "transparent"


def plain_colour(text: str) -> str:
    """Return a colour as ``#rrggbb``, or ``transparent``. Of one that half shines through, the colour itself.

    Raises:
        ValueError: it is none.
    """
    said = text.strip().lower()
    if said == CLEAR:
        return said
    if not said.startswith("#") or len(said) not in _HEX_DIGITS or set(said[1:]) - set("0123456789abcdef"):
        raise ValueError("Write the colour as #rrggbb.")
    digits = (len(said) - 1) // 3 if len(said) in {4, 7} else (len(said) - 1) // 4
    if len(said) in {5, 9} and set(said[-digits:]) == {"0"}:
        return CLEAR
    return colour(said[: 1 + 3 * digits])


def _ground(text: str) -> str:
    plain_colour(text)
    return text


def _ink(text: str) -> str:
    if plain_colour(text) == CLEAR:
        raise ValueError("What is transparent cannot be read. Write the colour as #rrggbb.")
    return text


_Word = Annotated[str, Field(max_length=40)] | None
_Ink = Annotated[str, AfterValidator(_ink)] | None
_Ground = Annotated[str, AfterValidator(_ground)] | None
_Share = Annotated[float, Field(ge=0, le=1)]
_Size = Annotated[float, Field(ge=1, le=10_000)] | None
_Margin = Annotated[float, Field(ge=0, le=1000)] | None


class _Part(Sent):
    model_config = ConfigDict(extra="allow", frozen=True)


class _Stop(_Part):
    offset: _Share
    color: Annotated[str, AfterValidator(_ground)]


class _Gradient(_Part):
    type: Literal["linear", "radial"] | None = None
    rotation: Annotated[float, Field(ge=-1000, le=1000)] | None = None
    colorStops: Annotated[tuple[_Stop, ...], Field(max_length=20)] | None = None  # noqa: N815 - as it is called there


class _Shape(_Part):
    type: _Word = None
    color: _Ink = None
    gradient: _Gradient | None = None


class _Dots(_Shape):
    roundSize: bool | None = None  # noqa: N815 - as it is called there


class _Background(_Part):
    color: _Ground = None
    gradient: _Gradient | None = None
    round: Annotated[float, Field(ge=0, le=1)] | None = None


class _Image(_Part):
    hideBackgroundDots: bool | None = None  # noqa: N815 - as it is called there
    imageSize: _Share | None = None  # noqa: N815 - as it is called there
    crossOrigin: _Word = None  # noqa: N815 - as it is called there
    margin: _Margin = None


class _Symbol(_Part):
    typeNumber: Annotated[int, Field(ge=0, le=40)] | None = None  # noqa: N815 - as it is called there
    mode: _Word = None
    errorCorrectionLevel: Literal["L", "M", "Q", "H"] | None = None  # noqa: N815 - as it is called there


class _Options(_Part):
    data: str | None = None
    type: _Word = None
    shape: _Word = None
    width: _Size = None
    height: _Size = None
    margin: _Margin = None
    image: str | None = None
    imageOptions: _Image | None = None  # noqa: N815 - as it is called there
    dotsOptions: _Dots | None = None  # noqa: N815 - as it is called there
    cornersSquareOptions: _Shape | None = None  # noqa: N815 - as it is called there
    cornersDotOptions: _Shape | None = None  # noqa: N815 - as it is called there
    backgroundOptions: _Background | None = None  # noqa: N815 - as it is called there
    qrOptions: _Symbol | None = None  # noqa: N815 - as it is called there


class _QrCode(_Part):
    options: _Options | None = None
    imageId: Annotated[str, Field(max_length=40)] | None = None  # noqa: N815 - as it is called there


class _Body(_Part):
    qrCode: _QrCode  # noqa: N815 - as it is called there


def check(sent: Any) -> dict[str, Any]:
    """Return a ``qrCode`` as it was sent if it can be kept; how long it may be is asked where it is known what stays.

    Raises:
        Invalid, ValidationError: it cannot; the part is named.
    """
    if not isinstance(sent, dict):
        raise Invalid.field("qrCode", "This must be an object.")
    _check_depth(sent)
    _Body.model_validate({"qrCode": sent})
    return sent


def _check_depth(sent: Mapping[str, Any]) -> None:
    level: list[Any] = [sent]
    for _ in range(_DEEPEST):
        level = [part for one in level for part in _parts(one)]
    if level:
        raise Invalid.field("qrCode.options", f"Its parts lie too deep in one another: {_DEEPEST} levels are the most.")


def check_length(options: Mapping[str, Any]) -> None:
    """Do nothing if options are not too many to be kept.

    Raises:
        Invalid: they are.
    """
    if len(json.dumps(options, separators=(",", ":"))) > MAX_CHARACTERS:
        raise Invalid.field(
            "qrCode.options",
            f"This is too long: {MAX_CHARACTERS // 1024} KiB are the most. Upload a picture and name it as imageId.",
        )


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
