"""The scan score of a code in somebody's picture: a photograph, a screenshot, a proof of a print shop."""

from dataclasses import dataclass

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image

from qrdesk.core.artwork.encoding.layout import EYE, Role, fixed_dark
from qrdesk.core.artwork.encoding.tables import side
from qrdesk.core.artwork.scan import grade, seen
from qrdesk.core.artwork.scan.opened import opened
from qrdesk.core.artwork.scan.readers import known, reserve_of
from qrdesk.core.artwork.scan.reasons import Facts
from qrdesk.core.artwork.scan.scoring import judged
from qrdesk.core.artwork.scan.view import AROUND, PX, View
from qrdesk.core.artwork.symbol import Symbol, roles
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.artwork import CodeCheck, ScanReason, ScanScore
from qrdesk.core.schemas.design import ErrorCorrection

_FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.MicroQRCode])
_FINE_PX = 12  # per module, to find where a code stands: corners are found to a pixel
_MOST_PX = 4000  # of a side, while it is looked for
_FEW_PX = 3  # per module: what is less is not sharp enough to be measured
_FIXED = frozenset({Role.FINDER, Role.SEPARATOR, Role.TIMING, Role.ALIGNMENT})
_BLURRED = 0.45  # modules: a sharp edge takes up .1 to .3; blurred by .3 of a module it takes .4 to .5
_SEEM_SO = frozenset({"modulation_low", "pattern_hidden", "reserve_low", "eye_damaged"})
_NAMED = 3  # texts, of many codes

_Corners = NDArray[np.float64]  # (4, 2): top left, top right, bottom right, bottom left, in pixels


@dataclass(frozen=True, slots=True)
class _Found:
    """A code in a picture."""

    code: zxingcpp.Barcode
    corners: _Corners
    modules: int
    version: int
    micro: bool

    @property
    def module_px(self) -> float:
        """Mean width of a module, in pixels."""
        edges = np.linalg.norm(self.corners - np.roll(self.corners, 1, axis=0), axis=1)
        return float(edges.mean()) / self.modules


def check(content: bytes, expected: str | None) -> CodeCheck:
    """Do what ``scan.check_image`` says."""
    picture, found = _chosen(opened(content), expected)
    module_px = found.module_px
    picture, found = _fine(picture, found)
    text = found.code.text
    view = _straight(picture, found, (0, 0, 0))
    symbol = _symbol(view, found)
    view = _straight(picture, found, _ink(view, symbol))
    measured = grade.measure(view, symbol)
    facts = Facts(
        symbol=symbol,
        measured=measured,
        seen=seen.look(view, text, micro=found.micro),
        reserve=reserve_of(found.code),
        eye_radius=measured.eye_radius,
    )
    return CodeCheck(
        text=text,
        micro=found.micro,
        version=found.version,
        error_correction=symbol.error_correction,
        modules=found.modules,
        module_px=round(module_px, 1),
        quiet_zone=measured.quiet,
        score=_with_picture(_told_of_blur(judged(facts), view, symbol), text, expected, module_px),
    )


def _told_of_blur(score: ScanScore, view: View, symbol: Symbol) -> ScanScore:
    """Return the score with the one reason for what seems pale or hidden because the picture is not sharp."""
    seeming = [reason for reason in score.reasons if reason.code in _SEEM_SO]
    if not seeming or grade.softness(view, symbol) < _BLURRED:
        return score
    words = "The picture is out of focus. Take it again, nearer and held still; then the score says more of the code."
    others = [reason for reason in score.reasons if reason not in seeming]
    return score.model_copy(update={"reasons": (ScanReason(code="picture_blurred", text=words), *others)})


def _with_picture(score: ScanScore, text: str, expected: str | None, module_px: float) -> ScanScore:
    """Return the score with what is to be said of the picture itself."""
    if expected is not None and text != expected:
        reason = ScanReason(code="other_text", text=f"The code reads as “{text}” and not as “{expected}”.")
        return score.model_copy(update={"points": 0, "verdict": "stop", "reasons": (reason, *score.reasons)})
    if module_px < _FEW_PX:
        words = f"A module is only {module_px:.1f} pixels wide in this picture. A sharper picture may score better."
        return score.model_copy(update={"reasons": (*score.reasons, ScanReason(code="picture_coarse", text=words))})
    return score


def _chosen(picture: Image.Image, expected: str | None) -> tuple[Image.Image, _Found]:
    """Return the code that is meant, and the picture on a ground that it is seen on."""
    for ground in _grounds(picture):
        codes = _codes(ground)
        if codes:
            return ground, _one(codes, expected)
    raise Invalid.field("file", "No QR code was found in this picture. Cut it to the code, or take a sharper one.")


def _grounds(picture: Image.Image) -> list[Image.Image]:
    if picture.mode == "RGB":
        return [picture]
    grounds = [Image.new("RGBA", picture.size, ground) for ground in ("white", "black")]
    for ground in grounds:
        ground.alpha_composite(picture)
    return [ground.convert("RGB") for ground in grounds]


def _one(codes: list[_Found], expected: str | None) -> _Found:
    meant = [found for found in codes if found.code.text == expected] or codes
    if len(meant) == 1:
        return meant[0]
    texts = ", ".join(f"“{_shown(found.code.text)}”" for found in meant[:_NAMED])
    more = ", …" if len(meant) > _NAMED else ""
    reason = f"There are {len(meant)} codes in this picture: {texts}{more}. Cut it to the one that is meant."
    raise Invalid.field("file", reason)


def _shown(text: str) -> str:
    """Return what a stranger's code says, without what turns a terminal upside down."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def _codes(picture: Image.Image) -> list[_Found]:
    grey = picture.convert("L")
    every = -(-max(grey.size) // _MOST_PX)
    found = _read(grey.reduce(every), every) if every > 1 else []
    return found or _read(grey, 1)


def _read(grey: Image.Image, every: int) -> list[_Found]:
    codes = zxingcpp.read_barcodes(np.asarray(grey), formats=_FORMATS, text_mode=zxingcpp.TextMode.Plain)
    return [_found(code, every) for code in codes]


def _found(code: zxingcpp.Barcode, every: int) -> _Found:
    where = code.position
    points = (where.top_left, where.top_right, where.bottom_right, where.bottom_left)
    named = str(known(code)["Version"])
    micro, version = named.startswith("M"), int(named.removeprefix("M"))
    corners = np.array([(point.x * every, point.y * every) for point in points], float)
    return _Found(code, corners, side(version, micro=micro), version, micro)


def _fine(picture: Image.Image, found: _Found) -> tuple[Image.Image, _Found]:
    """Return the picture cut to the code, with about ``_FINE_PX`` for each module, and the code found there anew."""
    margin = (AROUND + 2) * found.module_px
    left, top = np.maximum(found.corners.min(axis=0) - margin, 0)
    right, bottom = np.minimum(found.corners.max(axis=0) + margin, picture.size)
    scale = _FINE_PX / found.module_px
    size = (max(1, round((right - left) * scale)), max(1, round((bottom - top) * scale)))
    cut = picture.resize(
        size, Image.Resampling.BICUBIC, (float(left), float(top), float(right), float(bottom)), reducing_gap=2.0
    )
    again = [one for one in _codes(cut) if one.code.text == found.code.text]
    if again:
        return cut, again[0]
    return picture, found


def _straight(picture: Image.Image, found: _Found, around: tuple[int, int, int]) -> View:
    """Return the code as it is seen from straight above; ``around`` lies where the picture ends."""
    first, last = AROUND * PX, (AROUND + found.modules) * PX
    straight = [(first, first), (last, first), (last, last), (first, last)]
    rows: list[tuple[float, ...]] = []
    for (x, y), (u, v) in zip(straight, found.corners.tolist(), strict=True):
        rows += [(x, y, 1, 0, 0, 0, -u * x, -u * y), (0, 0, 0, x, y, 1, -v * x, -v * y)]
    coefficients = np.linalg.solve(np.array(rows), found.corners.ravel())
    size = (found.modules + 2 * AROUND) * PX
    straightened = picture.transform(
        (size, size), Image.Transform.PERSPECTIVE, coefficients.tolist(), Image.Resampling.BICUBIC, fillcolor=around
    )
    return View(straightened, found.modules, around)


def _symbol(view: View, found: _Found) -> Symbol:
    """Return the symbol as it is seen; its eyes, timing and alignment patterns as they should be."""
    level = ErrorCorrection(found.code.ec_level or "L")
    blank = Symbol(found.version, level, 0, (bytes(found.modules),) * found.modules, found.micro)
    rows = [bytearray(row.astype(np.uint8)) for row in _dark(view, blank)]
    if not found.micro:
        should = fixed_dark(found.version)
        for y, row in enumerate(roles(blank)):
            for x, role in enumerate(row):
                if role in _FIXED:
                    rows[y][x] = (x, y) in should
    return Symbol(found.version, level, 0, tuple(map(bytes, rows)), found.micro)


def _dark(view: View, symbol: Symbol) -> NDArray[np.bool_]:
    """Return which modules are nearer to the dark than to the light of the eyes."""
    light = grade.luminance(view)
    rings = np.array([[max(abs(x - 3), abs(y - 3)) for x in range(EYE)] for y in range(EYE)])
    eyes = np.array([light[top : top + EYE, left : left + EYE] for left, top in symbol.finders])
    dark, bare = float(np.median(eyes[:, rings != 2])), float(np.median(eyes[:, rings == 2]))
    return (light < (dark + bare) / 2) == (dark < bare)


def _ink(view: View, symbol: Symbol) -> tuple[int, int, int]:
    """Return the colour of the modules, which is the worst that can lie around a code."""
    edge = AROUND * PX
    pixels = np.asarray(view.picture)[edge + PX // 2 : -edge : PX, edge + PX // 2 : -edge : PX]
    red, green, blue = np.median(pixels[np.array([list(row) for row in symbol.rows], bool)], axis=0).tolist()
    return round(red), round(green), round(blue)
