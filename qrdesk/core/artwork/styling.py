"""Designs as options of qr-code-styling 1.9, and back. What one of them does not know is said in notes."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import radians
from typing import Any, Literal

from qrdesk.core.artwork.style import paint
from qrdesk.core.artwork.styling_reading import Section, as_mapping
from qrdesk.core.schemas.design import (
    Body,
    BodyShape,
    Design,
    ErrorCorrection,
    Eye,
    Eyes,
    EyeShape,
    Gradient,
    Logo,
    SymbolWish,
)

_MODULES = 29  # per side, where nobody says how many there are: an address of 30 characters
_SIDE_PX = 300  # of their canvas, where nothing else is said
_BODIES = {
    "square": BodyShape.SQUARE,
    "dots": BodyShape.DOTS,
    "rounded": BodyShape.ROUNDED,
    "extra-rounded": BodyShape.EXTRA_ROUNDED,
    "classy": BodyShape.CLASSY,
    "classy-rounded": BodyShape.CLASSY_ROUNDED,
}
_NEAREST = {
    BodyShape.GAPPED: "square", BodyShape.LIQUID: "extra-rounded", BodyShape.VERTICAL_BARS: "rounded",
    BodyShape.HORIZONTAL_BARS: "rounded", BodyShape.DIAMOND: "dots", BodyShape.STAR: "dots",
    BodyShape.HEXAGON: "dots", BodyShape.CROSS: "square",
}  # fmt: skip
# Their eyes: shape, and radius of a frame and of a ball. Those of the body's shapes are drawn module by module there,
# which rounds the corners by half a module or by one.
_EYES: dict[str, tuple[EyeShape, float, float]] = {
    "square": (EyeShape.SQUARE, 0.3, 0.3),
    "dot": (EyeShape.CIRCLE, 0.3, 0.3),
    "rounded": (EyeShape.ROUNDED, 0.15, 0.33),
    "extra-rounded": (EyeShape.ROUNDED, 0.71, 0.67),
    "classy": (EyeShape.LEAF, 0.15, 0.33),
    "classy-rounded": (EyeShape.LEAF, 0.3, 0.67),
    "dots": (EyeShape.CIRCLE, 0.3, 0.3),
}
_REPAIRS = {ErrorCorrection.L: 0.07, ErrorCorrection.M: 0.15, ErrorCorrection.Q: 0.25, ErrorCorrection.H: 0.3}
_LEVELS = {level.value.lower(): level for level in ErrorCorrection}


@dataclass(frozen=True, slots=True)
class Imported:
    """A design, and what of the options it could not keep, in sentences."""

    design: Design
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """Options, ready for JSON, and what of the design they could not keep, in sentences."""

    options: dict[str, Any]
    notes: tuple[str, ...]


def from_options(options: Mapping[str, Any], *, modules: int = _MODULES, logo: str = "") -> Imported:
    """Return the design that options of qr-code-styling describe.

    Args:
        options: as its constructor takes them. ``data``, ``width`` and ``height`` are no part of a look.
        modules: per side of the symbol: the options measure margins in pixels.
        logo: the id of the uploaded picture that ``image`` stands for; a picture is never fetched.

    Raises:
        Invalid: a value is not what its name says.
    """
    notes: list[str] = []
    root = Section("", as_mapping(options, "options"), notes)
    root.asked |= {"data", "type", "nodata", "jsdom", "nodeCanvas"}
    symbol = root.section("qrOptions")
    level = _LEVELS[symbol.choice("errorCorrectionLevel", _LEVELS) or "q"]
    version = round(symbol.number("typeNumber", 0, 0, 40))
    symbol.asked.add("mode")
    circle = root.choice("shape", {"square": 0, "circle": 0}) == "circle"
    margin_px = root.number("margin", 0, 0, 10_000)
    module_px = _module_px(root, margin_px, modules, circle)
    fields: dict[str, Any] = {
        "error_correction": level,
        "quiet_zone": min(20, round(margin_px / module_px)),
        "symbol": SymbolWish(version=version or None, shape="circle" if circle else "square"),
        **_body(root.section("dotsOptions")),
        **_paper(root.section("backgroundOptions")),
        "logo": _logo(root, level, module_px, logo),
    }
    fields["eyes"] = _eyes(root, fields["body"].shape)
    symbol.finish()
    root.finish()
    return Imported(Design(**fields), tuple(notes))


def _module_px(root: Section, margin_px: float, modules: int, circle: bool) -> float:
    side_px = min(root.number("width", _SIDE_PX, 1, 1e6), root.number("height", _SIDE_PX, 1, 1e6))
    inner_px = max(side_px - 2 * margin_px, 1.0)
    return max(inner_px / (2**0.5 if circle else 1) / max(modules, 1), 0.01)


def _body(dots: Section) -> dict[str, Any]:
    shape = _BODIES[dots.choice("type", _BODIES) or "square"]
    gradient = dots.gradient()
    ink = _seen(dots, "#000000")
    dots.asked.add("roundSize")
    dots.finish()
    return {"body": Body(shape=shape), "ink": ink, "ink_gradient": gradient}


def _seen(section: Section, usual: str) -> str:
    """Return a colour that is seen."""
    colour = section.colour() or usual
    if colour == "transparent":
        section.note(f"{section.name}.color is transparent; here it is {usual}.")
        return usual
    return colour


def _paper(background: Section) -> dict[str, Any]:
    colour = background.colour()
    gradient = background.gradient()
    radius = background.number("round", 0, 0, 1)
    background.finish()
    return {
        "paper": None if colour == "transparent" else colour or "#ffffff",
        "paper_gradient": gradient,
        "paper_radius": radius,
    }


def _eyes(root: Section, body: BodyShape) -> Eyes:
    usual = {shape: name for name, shape in _BODIES.items()}[body]
    fields: dict[str, Any] = {}
    for key, part, radius in (("cornersSquareOptions", "frame", 1), ("cornersDotOptions", "ball", 2)):
        section = root.section(key)
        said = section.choice("type", _EYES) or usual
        if said == "dots":
            section.note(f"{key}: eyes made of dots are hardly read; they became circles.")
        fields[part] = _EYES[said][0]
        fields[f"{part}_radius"] = _EYES[said][radius]
        if section.get("color") is not None:
            fields[f"{part}_ink"] = _seen(section, "#000000")
        fields[f"{part}_gradient"] = section.gradient()
        section.finish()
    return Eyes(**fields)


def _logo(root: Section, level: ErrorCorrection, module_px: float, file: str) -> Logo | None:
    image = root.get("image")
    options = root.section("imageOptions")
    # theirs is a share of what the error correction repairs, ours a share of the width
    size = (options.number("imageSize", 0.4, 0, 1) * _REPAIRS[level]) ** 0.5
    margin = options.number("margin", 0, 0, 10_000) / module_px
    clear = options.flag("hideBackgroundDots", usual=True)
    options.asked |= {"saveAsBlob", "crossOrigin"}
    options.finish()
    if not file:
        if image:
            root.note("The picture in the middle is not taken along. Upload it, and choose it as the logo.")
        return None
    return Logo(file=file, size=min(max(round(size, 3), 0.05), 0.5), margin=min(round(margin, 2), 5.0), clear=clear)


def to_options(design: Design, *, modules: int = _MODULES, side_px: int = _SIDE_PX) -> Exported:
    """Return ``design`` as options of qr-code-styling.

    Args:
        design: its colours of the press become those of the screen.
        modules: per side of the symbol: the options measure margins in pixels.
        side_px: width of the canvas.
    """
    notes = list(_lost(design))
    circle = design.symbol.shape == "circle"
    module_px = side_px / (modules * (2**0.5 if circle else 1) + 2 * design.quiet_zone)
    options: dict[str, Any] = {
        "shape": design.symbol.shape,
        "width": side_px,
        "height": side_px,
        "margin": round(design.quiet_zone * module_px, 2),
        "qrOptions": {
            "typeNumber": design.symbol.version or 0,
            "errorCorrectionLevel": design.error_correction.value,
        },
        "dotsOptions": {"type": _body_type(design.body.shape), **_colours(design.ink, design.ink_gradient)},
        "cornersSquareOptions": _corner(design.eyes, "frame"),
        "cornersDotOptions": _corner(design.eyes, "ball"),
        "backgroundOptions": {
            "round": design.paper_radius,
            **_colours(design.paper, design.paper_gradient),
        },
    }
    if design.logo is not None:
        options["imageOptions"] = {
            "imageSize": min(1.0, round(design.logo.size**2 / _REPAIRS[design.error_correction], 4)),
            "margin": round(design.logo.margin * module_px, 2),
            "hideBackgroundDots": design.logo.clear,
        }
    return Exported(options, tuple(notes))


def _body_type(shape: BodyShape) -> str:
    known = {ours: name for name, ours in _BODIES.items()}
    return known.get(shape) or _NEAREST[shape]


def _corner(eyes: Eye, part: Literal["frame", "ball"]) -> dict[str, Any]:
    shape: EyeShape = getattr(eyes, part)
    radius: float = getattr(eyes, f"{part}_radius")
    own: str | None = getattr(eyes, f"{part}_ink")
    gradient: Gradient | None = getattr(eyes, f"{part}_gradient")
    colours = _colours(own, gradient) if own is not None or gradient is not None else {}
    return {"type": _eye_type(shape, radius, 1 if part == "frame" else 2), **colours}


def _eye_type(shape: EyeShape, radius: float, place: int) -> str:
    if shape in {EyeShape.DROP, EyeShape.ONE_CORNER}:
        return "extra-rounded"
    alike = [name for name, known in _EYES.items() if known[0] is shape]
    return min(alike, key=lambda name: abs(float(_EYES[name][place]) - radius))


def _colours(colour: str | None, gradient: Gradient | None) -> dict[str, Any]:
    said: dict[str, Any] = {"color": "transparent" if colour is None else paint(colour).hex}
    if gradient is not None:
        said["gradient"] = {
            "type": gradient.kind,
            "rotation": round(radians(gradient.angle), 6),
            "colorStops": [{"offset": stop.at, "color": paint(stop.colour).hex} for stop in gradient.stops],
        }
    return said


def _lost(design: Design) -> list[str]:
    """Return what of a design has no counterpart. A level that does not rise is none of it: theirs never does."""
    eyes = design.eyes
    shapes = {eyes.frame, eyes.ball}
    found = {
        "The frame and its words are left out.": design.frame is not None,
        "The barcode is left out.": design.barcode,
        "The picture in the middle is left out; its size, margin and clear zone are kept.": design.logo is not None,
        **_lost_of(design.logo),
        f"The shape {design.body.shape} became {_body_type(design.body.shape)}.": design.body.shape in _NEAREST,
        "Modules are at their full size.": design.body.size < 1,
        "Eyes are rounded on all their corners.": bool(shapes & {EyeShape.DROP, EyeShape.ONE_CORNER}),
        "All three eyes are alike.": any((eyes.top_left, eyes.top_right, eyes.bottom_left)),
        "Press colours became those of the screen.": not all(said.startswith("#") for said in _said_colours(design)),
        "The mask is chosen anew.": design.symbol.mask is not None,
        "Nothing says in which characters the text is (ECI).": design.symbol.eci,
        "It is no Micro QR code.": design.symbol.micro,
    }
    return [note for note, true in found.items() if true]


def _lost_of(logo: Logo | None) -> dict[str, bool]:
    if logo is None:
        return {}
    return {
        "The picture stands in the middle.": bool(logo.dx or logo.dy),
        "Nothing shines through the picture.": logo.opacity < 1,
        "The picture keeps its own colours.": logo.ink is not None,
        "There is no plate behind the picture.": logo.plate != "none",
    }


def _said_colours(design: Design) -> list[str]:
    eyes = design.eyes
    single = [design.ink, design.paper, eyes.frame_ink, eyes.ball_ink]
    gradients = [design.ink_gradient, design.paper_gradient, eyes.frame_gradient, eyes.ball_gradient]
    stops = [stop.colour for gradient in gradients if gradient is not None for stop in gradient.stops]
    return [colour for colour in single if colour is not None] + stops
