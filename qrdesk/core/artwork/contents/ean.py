"""EAN-13, UPC-A and EAN-8, to stand beside a QR code with the same number: bars as a string of modules.

Source: GS1 General Specifications, 5.2.
"""

from dataclasses import dataclass

from qrdesk.core.schemas.contents.gs1 import checked

_LEFT = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
_PARITIES = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")
_GUARD, _CENTRE = "101", "01010"
MODULE_MM = 0.330  # at 100 %; 80 % to 200 % are allowed at tills
HEIGHTS_MM = {"EAN-13": 22.85, "UPC-A": 22.85, "EAN-8": 18.23}  # of the bars, at 100 %
GUARDS_LONGER = 5  # modules by which guard bars reach further down


@dataclass(frozen=True, slots=True)
class Bars:
    """A linear barcode.

    Attributes:
        symbology: EAN-13, UPC-A or EAN-8.
        modules: ``1`` for a dark and ``0`` for a light module, from left to right, without quiet zones.
        guards: stretches of modules whose bars are longer, each as first and one past the last.
        quiet: light modules that stay free on the left and on the right.
        groups: digits as people read them: text, first module and one past the last; before or behind the bars where
            these lie outside.
    """

    symbology: str
    modules: str
    guards: tuple[tuple[int, int], ...]
    quiet: tuple[int, int]
    groups: tuple[tuple[str, int, int], ...]


def bars(gtin: str) -> Bars:
    """Return the bars of a GTIN with 8, 12 or 13 digits, or of one with 14 that begins with a zero.

    Raises:
        ValueError: it is none of them, or its check digit does not fit.
    """
    digits = checked(gtin, (8, 12, 13, 14))
    if len(digits) == 14:
        if digits[0] != "0":
            raise ValueError("A GTIN of 14 digits that begins with 1 to 9 is for cartons: no till reads it from bars.")
        digits = _shortest(digits)
    if len(digits) == 8:
        return _ean_8(digits)
    return _upc_a(digits) if len(digits) == 12 else _ean_13(digits)


def _shortest(digits: str) -> str:
    if digits.startswith("000000"):
        return digits[6:]
    return digits[2:] if digits.startswith("00") else digits[1:]


def _left(digit: str) -> str:
    return _LEFT[int(digit)]


def _right(digit: str) -> str:
    return "".join("10"[int(module)] for module in _left(digit))


def _even(digit: str) -> str:
    return _right(digit)[::-1]


def _ean_13(digits: str) -> Bars:
    written = {"L": _left, "G": _even}
    parities = _PARITIES[int(digits[0])]
    left = "".join(written[parity](digit) for parity, digit in zip(parities, digits[1:7], strict=True))
    modules = _GUARD + left + _CENTRE + "".join(map(_right, digits[7:])) + _GUARD
    groups = ((digits[0], -11, -4), (digits[1:7], 3, 45), (digits[7:], 50, 92))
    return Bars("EAN-13", modules, ((0, 3), (45, 50), (92, 95)), (11, 7), groups)


def _upc_a(digits: str) -> Bars:
    modules = _ean_13("0" + digits).modules
    groups = ((digits[0], -9, -5), (digits[1:6], 10, 45), (digits[6:11], 50, 85), (digits[11], 100, 104))
    return Bars("UPC-A", modules, ((0, 10), (45, 50), (85, 95)), (9, 9), groups)


def _ean_8(digits: str) -> Bars:
    left, right = "".join(map(_left, digits[:4])), "".join(map(_right, digits[4:]))
    modules = _GUARD + left + _CENTRE + right + _GUARD
    return Bars("EAN-8", modules, ((0, 3), (31, 36), (64, 67)), (7, 7), ((digits[:4], 3, 31), (digits[4:], 36, 64)))
