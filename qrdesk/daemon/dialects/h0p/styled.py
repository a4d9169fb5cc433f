"""What options of H0p and our designs both know, and each as the other says it.

Options are those of qr-code-styling, with one difference: ``margin`` is taken as modules. The documents name no unit,
and the 4 of their example is the quiet zone of the standard. ``typeNumber`` is no part of a look here: a size that does
not hold the next address would leave its code without a picture.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qrdesk.core.artwork import styling
from qrdesk.core.artwork.style import paint
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.lines import as_kept
from qrdesk.daemon.dialects.h0p.qr_options import CLEAR, plain_colour

Options = dict[str, Any]
SIDE_PX = 300.0  # of their canvas, where nothing else is said
_MODULES = 29  # per side, whatever the text: what a margin means shall not change with an address
_ACROSS = _MODULES + 2 * 4  # with the usual quiet zone: nor shall it with that
_MOST_MARGIN = 20  # modules; more is kept as it was said, and drawn as this
_BODIES = {"square", "dots", "rounded", "extra-rounded", "classy", "classy-rounded"}
_EYES = _BODIES | {"dot"}
_WORDS = {"dotsOptions": _BODIES, "cornersSquareOptions": _EYES, "cornersDotOptions": _EYES}
_CORNERS = {"cornersSquareOptions": "frame", "cornersDotOptions": "ball"}
_AT_TIMES = ("gradient", "round")  # what a part has only where there is one


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that both know: fields of a design that change together, and where options say it."""

    fields: tuple[str, ...]
    place: tuple[str, ...] = ()  # empty: beside the options


def _of_eyes(section: str, part: str) -> tuple[Fact, ...]:
    return (
        Fact((f"eyes.{part}", f"eyes.{part}_radius"), (section, "type")),
        Fact((f"eyes.{part}_ink",), (section, "color")),
        Fact((f"eyes.{part}_gradient",), (section, "gradient")),
    )


# In this order: eyes may be as the modules are, and the size of a picture depends on the error correction.
FACTS = (
    Fact(("error_correction",), ("qrOptions", "errorCorrectionLevel")),
    Fact(("quiet_zone",), ("margin",)),
    Fact(("symbol.shape",), ("shape",)),
    Fact(("body.shape", "body.size"), ("dotsOptions", "type")),
    Fact(("ink",), ("dotsOptions", "color")),
    Fact(("ink_gradient",), ("dotsOptions", "gradient")),
    Fact(("paper",), ("backgroundOptions", "color")),
    Fact(("paper_gradient",), ("backgroundOptions", "gradient")),
    Fact(("paper_radius",), ("backgroundOptions", "round")),
    *(fact for section, part in _CORNERS.items() for fact in _of_eyes(section, part)),
    Fact(("logo.file",)),
    Fact(("logo.size",), ("imageOptions", "imageSize")),
    Fact(("logo.margin",), ("imageOptions", "margin")),
    Fact(("logo.clear",), ("imageOptions", "hideBackgroundDots")),
)


def usual(design: Design, side_px: float = SIDE_PX) -> Options:
    """Return a design as whole options, ``data`` empty."""
    theirs = styling.to_options(design).options
    image: Options = {"hideBackgroundDots": True, "imageSize": 0.4, "crossOrigin": "anonymous", "margin": 0}
    if "imageOptions" in theirs:
        image |= theirs["imageOptions"]
        image["margin"] = round((design.logo.margin if design.logo else 0) * side_px / _ACROSS, 4)
    background = theirs["backgroundOptions"]
    if not background["round"]:
        del background["round"]
    return {
        "data": "",
        "type": "svg",
        "shape": theirs["shape"],
        "width": 300,
        "height": 300,
        "margin": design.quiet_zone,
        "image": None,
        "imageOptions": image,
        "dotsOptions": {**theirs["dotsOptions"], "roundSize": True},
        **{name: _coloured(theirs[name], design) for name in _CORNERS},
        "backgroundOptions": background,
        "qrOptions": {"typeNumber": 0, "mode": "Byte", "errorCorrectionLevel": design.error_correction.value},
    }


def _coloured(corner: Options, design: Design) -> Options:
    """Return what options say of eyes, with their colour; None where they are part of the modules' gradient."""
    own = corner.get("color")
    if own is None or own == CLEAR:
        own = paint(design.ink).hex if design.ink_gradient is None else None
    return {**corner, "color": own}


def without_some(part: Options) -> Options:
    """Return a part of options with what it always has, and no more."""
    return {key: value for key, value in part.items() if key not in _AT_TIMES}


def side_of(options: Mapping[str, Any]) -> float:
    """Return the width of the canvas in pixels, which margins around a picture are measured by."""
    return min(options.get("width") or SIDE_PX, options.get("height") or SIDE_PX)


def said(options: Options, design: Design) -> Design:
    """Return a design of what options say; what they do not say is as in ``design``, and so is the logo's file."""
    return read(options, usual(design, side_of(options)), "" if design.logo is None else design.logo.file)


def plain(design: Design) -> Design:
    """Return a design with nothing but what options can say of it, to be compared with what they do say."""
    return said({}, design)


def read(options: Options, unsaid: Options, image_id: str) -> Design:
    """Return a design of what options say.

    Args:
        options: checked ones, not always whole.
        unsaid: whole options, for what is not in them.
        image_id: of the picture in the middle; empty for none.
    """
    whole = merged(_inherited(unsaid), _understood(options))
    dots = _painted(whole, "dotsOptions")
    zone = min(round(whole["margin"]), _MOST_MARGIN)
    module_px = SIDE_PX / (_MODULES * (2**0.5 if str(whole["shape"]).lower() == "circle" else 1) + 2 * zone)
    image = whole["imageOptions"]
    theirs: Options = {
        "shape": whole["shape"],
        "margin": zone * module_px,
        "imageOptions": {**image, "margin": image["margin"] / side_of(whole) * _ACROSS * module_px},
        "qrOptions": {"errorCorrectionLevel": whole["qrOptions"]["errorCorrectionLevel"]},
        "backgroundOptions": _painted(whole, "backgroundOptions"),
        "dotsOptions": dots,
    }
    for name in _CORNERS:
        corner = _painted(whole, name)
        if corner.get("color") == dots["color"] and "gradient" not in dots:
            del corner["color"]  # as the modules are, also when those change
        theirs[name] = corner
    return styling.from_options(theirs, modules=_MODULES, logo=image_id).design


def _inherited(unsaid: Options) -> Options:
    """Return whole options in which eyes that are like the modules do not name a colour."""
    dots = unsaid["dotsOptions"]
    like = {name for name in _CORNERS if unsaid[name]["color"] == dots["color"] and "gradient" not in dots}
    return {name: {**part, "color": None} if name in like else part for name, part in unsaid.items()}


def _understood(options: Options) -> Options:
    """Return what of the options says something: not those left empty, nor words that the library does not have."""
    found: Options = {}
    for name, value in options.items():
        if isinstance(value, dict):
            part: Options = value
            found[name] = {key: one for key, one in part.items() if _says(name, key, one)}
        elif value is not None and (name != "shape" or str(value).lower() in {"square", "circle"}):
            found[name] = value
    return found


def _says(name: str, key: str, value: Any) -> bool:
    if value is None:
        return key in _AT_TIMES or (key == "color" and name in _CORNERS)
    return key != "type" or name not in _WORDS or str(value).lower() in _WORDS[name]


def _painted(options: Options, name: str) -> Options:
    """Return a part with its colour and gradient as the library draws them; one of a single colour is that colour."""
    part: Options = options[name]
    gradient = part.get("gradient") or {}
    stops = [{**stop, "color": plain_colour(stop["color"])} for stop in gradient.get("colorStops") or ()]
    solid = [stop for stop in stops if stop["color"] != CLEAR]
    found = {key: part[key] for key in ("type", "round") if part.get(key) is not None}
    if part.get("color") is not None:
        found["color"] = plain_colour(part["color"])
    if len(solid) == 1 and name != "backgroundOptions":
        found["color"] = solid[0]["color"]
    if len(solid) > 1:
        found["gradient"] = {**{k: v for k, v in gradient.items() if v is not None}, "colorStops": solid}
    return found


def wear(design: Design, wanted: Design) -> Design:
    """Return a design in which everything that options know is as in ``wanted``; what they do not know stays."""
    now = plain(design)
    for fact in FACTS:
        if differ(fact, now, wanted):
            design = _with(design, fact, wanted)
            now = plain(design)  # eyes that are as the modules have changed with them
    return design


def differ(fact: Fact, one: Design, other: Design) -> bool:
    """Say whether two designs that have nothing but what options know are not alike in something."""
    return any(_field(one, field) != _field(other, field) for field in fact.fields)


def _field(design: Design, name: str) -> Any:
    found: Any = design
    for part in name.split("."):
        found = getattr(found, part, None)
    return found


def _with(design: Design, fact: Fact, wanted: Design) -> Design:
    fields, asked = design.model_dump(), wanted.model_dump()
    for name in fact.fields:
        part, _, inner = name.partition(".")
        if not inner or not fields[part] or not asked[part]:
            fields[part] = asked[part]
        else:
            fields[part] |= {inner: asked[part][inner]}
    if fact.fields[0].startswith("eyes."):  # a client knows all three eyes as one
        fields["eyes"] |= dict.fromkeys(("top_left", "top_right", "bottom_left"))
    return as_kept(fields, Design.model_validate)


def merged(below: Options, above: Mapping[str, Any]) -> Options:
    """Return options with others over them, part by part."""
    found = dict(below)
    for name, value in above.items():
        under = found.get(name)
        found[name] = merged(under, value) if isinstance(under, dict) and isinstance(value, dict) else value
    return found
