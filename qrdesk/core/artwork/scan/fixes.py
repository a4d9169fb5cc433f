"""Changes of a design that raise its scan score, each with what a button says that makes it."""

from collections.abc import Iterator, Mapping
from math import floor
from typing import Any, cast

from qrdesk.core.artwork.advice import STANDING_ALONE
from qrdesk.core.artwork.reserve import largest_logo, reserve, zone
from qrdesk.core.artwork.scan.sizes import ROUND_EYES
from qrdesk.core.artwork.standards import QUIET_ZONE, RESERVE
from qrdesk.core.artwork.style import Paint, look, paint
from qrdesk.core.artwork.symbol import Symbol, dark_among, encode
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.artwork import ScanFix
from qrdesk.core.schemas.design import BodyShape, Design, ErrorCorrection, EyeShape, Logo

_GAIN = 0.05  # of the error correction: what is worth a change
_HARDLY_READ = 0.1  # of the error correction: what is less is gone with the first speck of dirt
_WORTH_KEEPING = 0.6  # of a logo's size: rather less reserve than a logo too small to be known
_SMALLEST_LOGO = 0.05
_DARK = 0.18  # share of light, of an ink whose contrast to white is good for telephones
_DARK_RED = 0.4  # the same of red light
_BRIGHT = 0.75
_INKS = frozenset({"ink", "frame_ink", "ball_ink", "colour"})
_EYES = ("top_left", "top_right", "bottom_left")


def for_logo(design: Design, symbol: Symbol, text: str, left: float) -> Iterator[ScanFix]:
    """Yield a smaller logo, and a higher level, that leave more of the error correction than ``left``."""
    if design.logo is None:
        return
    size = _safe_size(design, design.logo, text, left)
    if size is not None:
        moved = {"dx": 0, "dy": 0} if design.logo.dx or design.logo.dy else {}
        yield ScanFix(label=_percent(size), changes={"logo": {"size": size, **moved}})
    levels = list(ErrorCorrection)
    for level in levels[levels.index(design.error_correction) + 1 :]:
        if _left_at(level, design, design.logo, symbol, text) > max(left, _HARDLY_READ) + _GAIN:
            yield ScanFix(label=f"Level {level}", changes={"error_correction": level.value})
            return


def _safe_size(design: Design, logo: Logo, text: str, left: float) -> float | None:
    """Return a size that leaves more error correction: the best grade, as far as the logo stays nearly as large."""
    found = None
    for least in (grade for grade in RESERVE if grade > left + _GAIN):
        size = largest_logo(
            text, design.error_correction, design.symbol,
            margin=_margin(logo), shape="circle" if logo.plate == "circle" else "square",
            least=least, cleared=logo.clear,
        )  # fmt: skip
        size = floor(100 * (size / 2**0.5 if logo.plate == "circle" else size)) / 100
        if _SMALLEST_LOGO <= size < logo.size:
            found = size
            if size >= _WORTH_KEEPING * logo.size:
                return size
    return found


def _left_at(level: ErrorCorrection, design: Design, logo: Logo, now: Symbol, text: str) -> float:
    try:
        first = encode(text, level, design.symbol)
        places = _places(first.modules, logo)
        other = encode(text, level, design.symbol, cleared=places if logo.clear else None)
    except Invalid:
        return -1.0
    if other == now:
        return -1.0
    return reserve(other, dark_among(other, places) if logo.clear else places)


def _places(modules: int, logo: Logo) -> frozenset[tuple[int, int]]:
    """Return the modules that a square logo of this size covers, with the space around it: at least the real one's."""
    side = logo.size * modules
    if logo.plate == "circle":
        return zone(modules, *(2**0.5 * side + 2 * _margin(logo),) * 2, shape="circle", x=logo.dx * modules,
                    y=logo.dy * modules)  # fmt: skip
    return zone(modules, *(side + 2 * _margin(logo),) * 2, x=logo.dx * modules, y=logo.dy * modules)


def _margin(logo: Logo) -> float:
    return logo.margin if logo.clear or logo.plate != "none" else 0.0


def for_eyes(design: Design) -> Iterator[ScanFix]:
    """Yield eyes that are as round as all readers bear."""
    changes: dict[str, object] = {**_less_round(design.eyes.model_dump())}
    for name in _EYES:
        own = getattr(design.eyes, name)
        if own is not None and (less := _less_round(own.model_dump())):
            changes[name] = less
    if changes:
        yield ScanFix(label=_percent(ROUND_EYES), changes={"eyes": changes})


def _less_round(eye: Mapping[str, Any]) -> dict[str, object]:
    changes: dict[str, object] = {}
    for part in ("frame", "ball"):
        shape, radius = eye[part], f"{part}_radius"
        if shape is EyeShape.CIRCLE:
            changes |= {part: EyeShape.ROUNDED.value, radius: ROUND_EYES}
        elif shape is not EyeShape.SQUARE and eye[radius] > ROUND_EYES:
            changes[radius] = ROUND_EYES
    return changes if any(name.startswith("frame") for name in changes) else {}


def for_eye_colours(design: Design) -> Iterator[ScanFix]:
    """Yield eyes in the colour of all other modules."""
    if changes := _plain_eyes(design):
        yield ScanFix(label="Same colour as the modules", changes=changes)


def _plain_eyes(design: Design) -> dict[str, object]:
    """Return the changes after which eyes have no colours of their own."""
    names = ("frame_ink", "ball_ink", "frame_gradient", "ball_gradient")
    eyes = design.eyes.model_dump()
    changes: dict[str, object] = {name: None for name in names if eyes[name] is not None}
    for place in _EYES:
        own = {name: None for name in names if eyes[place] is not None and eyes[place][name] is not None}
        if own:
            changes[place] = own
    return {"eyes": changes} if changes else {}


def for_contrast(design: Design) -> Iterator[ScanFix]:
    """Yield the same colours, darker, and black on white."""
    paints = look(design)
    plain: dict[str, object] = {"paper": "#ffffff", "paper_gradient": None}
    bright_enough = paints.ground.reflectance >= _BRIGHT and design.paper_gradient is None
    changes = _darkened(design)
    if changes and not paints.inverted:
        yield ScanFix(label="Darker ink", changes=changes if bright_enough else {**changes, **plain})
    elif not bright_enough and not paints.inverted and design.paper is not None:
        yield ScanFix(label="White paper", changes=plain)
    black: dict[str, object] = {"ink": "k" if paints.for_press else "#000000", "ink_gradient": None}
    eyes = _plain_eyes(design)
    whole = {**black, **eyes, **({} if bright_enough else plain)}
    yield ScanFix(label="Black" if bright_enough else "Black on white", changes=whole)


def _darkened(design: Design) -> dict[str, object]:
    """Return the changes that make each ink dark enough, in its own hue."""
    whole = design.model_dump(mode="json")
    changes: dict[str, object] = {}
    for name in ("ink", "ink_gradient", "eyes"):
        if (less := _darker_in(name, whole[name])) is not None:
            changes[name] = less
    return changes


def _darker_in(name: str, value: Any) -> object | None:
    """Return what is to be merged in place of ``value``; None where nothing in it is too light."""
    if isinstance(value, str):
        return _darker(value) if name in _INKS else None
    if isinstance(value, list):
        stops = cast(list[dict[str, Any]], value)
        dark = [{**stop, "colour": _darker(stop["colour"]) or stop["colour"]} for stop in stops]
        return dark if dark != stops else None
    if isinstance(value, dict):
        inside = {key: _darker_in(key, part) for key, part in cast(dict[str, Any], value).items()}
        return {key: part for key, part in inside.items() if part is not None} or None
    return None


def _darker(colour: str) -> str | None:
    """Return a colour of the same hue that is dark enough, in white and in red light; None where this one is."""
    found = paint(colour)
    if _is_dark(found):
        return None
    if found.cmyk is not None:
        return "k"
    red, green, blue = found.rgb
    for step in range(99, -1, -1):
        darker = Paint((red * step // 100, green * step // 100, blue * step // 100))
        if _is_dark(darker):
            return darker.hex
    return "#000000"


def _is_dark(one: Paint) -> bool:
    printed = one.in_print
    return (
        max(one.reflectance, printed.reflectance) <= _DARK
        and max(one.red_reflectance, printed.red_reflectance) <= _DARK_RED
    )


def for_inverted(design: Design) -> Iterator[ScanFix]:
    """Yield dark modules on light paper."""
    paints = look(design)
    dark = "#000000" if design.paper is None or not _is_dark(paints.ground) else design.paper
    light = design.ink if paints.ink.reflectance >= _BRIGHT else "#ffffff"
    changes: dict[str, object] = {"ink": dark, "paper": light, "ink_gradient": None, "paper_gradient": None}
    eyes = _plain_eyes(design)
    yield ScanFix(label="Dark on light", changes={**changes, **eyes})


def may_be_thin(design: Design) -> bool:
    """Whether pale modules are so for their shape, and not for their colour."""
    return design.body.shape in STANDING_ALONE and design.ink_gradient is None and design.paper_gradient is None


def for_body(design: Design) -> Iterator[ScanFix]:
    """Yield modules that are larger, or hang together."""
    body = design.body
    if body.shape in STANDING_ALONE and body.size < 1:
        yield ScanFix(label="Full size", changes={"body": {"size": 1}})
    if body.shape is not BodyShape.SQUARE:
        yield ScanFix(label="Square modules", changes={"body": {"shape": BodyShape.SQUARE.value, "size": 1}})


def for_quiet_zone(design: Design) -> Iterator[ScanFix]:
    """Yield the empty space that the standard asks for."""
    if design.symbol.shape != "square":
        yield ScanFix(label="Square code", changes={"symbol": {"shape": "square"}})
    elif design.quiet_zone < QUIET_ZONE:
        yield ScanFix(label=f"Use {QUIET_ZONE} modules", changes={"quiet_zone": QUIET_ZONE})


def _percent(share: float) -> str:
    return f"Use {round(100 * share)} %"
