"""Account numbers, banks and references, with their check digits.

Sources: ISO 13616 (IBAN; lengths from the SWIFT registry), ISO 9362 (BIC), ISO 11649 (RF references), and the Swiss
Implementation Guidelines QR-bill 2.3, annex B (27 digits, modulo 10 recursive).
"""

import re

from qrdesk.core.schemas.lines import is_reading_kept

_IBAN_LENGTHS = {
    land: int(length)
    for land, length in (
        one.split(":")
        for one in (
            "AD:24 AE:23 AL:28 AT:20 AZ:28 BA:20 BE:16 BG:22 BH:22 BI:27 BR:29 BY:28 CH:21 CR:22 CY:28 CZ:24 DE:22 "
            "DJ:27 DK:18 DO:28 EE:20 EG:29 ES:24 FI:18 FK:18 FO:18 FR:27 GB:22 GE:22 GI:23 GL:18 GR:27 GT:28 HN:28 "
            "HR:21 HU:28 IE:22 IL:23 IQ:23 IS:26 IT:27 JO:30 KW:30 KZ:20 LB:28 LC:32 LI:21 LT:20 LU:20 LV:21 LY:25 "
            "MC:27 MD:24 ME:22 MK:19 MN:20 MR:27 MT:31 MU:30 NI:28 NL:18 NO:15 OM:23 PK:24 PL:28 PS:29 PT:25 QA:29 "
            "RO:24 RS:22 RU:33 SA:24 SC:31 SD:18 SE:24 SI:19 SK:24 SM:27 SO:23 ST:25 SV:28 TL:23 TN:24 TR:26 UA:29 "
            "VA:22 VG:24 XK:20 YE:30"
        ).split()
    )
}
SEPA = frozenset(
    "AD AL AT BE BG CH CY CZ DE DK EE ES FI FO FR GB GI GL GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO "
    "RS SE SI SK SM VA".split()
)
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}", re.ASCII)
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?", re.ASCII)
_CREDITOR = re.compile(r"RF[0-9]{2}[0-9A-Z]{1,21}", re.ASCII)
_RECURSIVE = (0, 9, 4, 6, 8, 2, 7, 1, 3, 5)


def _compact(text: str) -> str:
    return "".join(text.split()).upper()


def _remainder(text: str) -> int:
    """Return ``text`` modulo 97, its first four characters moved to its end and letters read as 10 to 35 (ISO 7064)."""
    return int("".join(str(int(letter, 36)) for letter in text[4:] + text[:4])) % 97


def iban(text: str) -> str:
    """Return an IBAN without blanks, in capitals.

    Raises:
        ValueError: with a sentence for the person who typed it.
    """
    found = _compact(text)
    if not _IBAN.fullmatch(found):
        raise ValueError(
            "This is no IBAN. It begins with two letters and two digits, like DE89 3704 0044 0532 0130 00."
        )
    length = _IBAN_LENGTHS.get(found[:2])
    if length is None:
        raise ValueError(f"No country that has IBANs is called {found[:2]}.")
    if len(found) != length:
        raise ValueError(f"An IBAN of {found[:2]} has {length} characters; this one has {len(found)}.")
    if _remainder(found) != 1:
        raise ValueError("The check digits of this IBAN do not fit: a character is wrong. Compare it digit by digit.")
    return found


def bic(text: str) -> str:
    """Return a BIC in capitals; empty stays empty.

    Raises:
        ValueError: it is none.
    """
    found = _compact(text)
    if found and not _BIC.fullmatch(found):
        raise ValueError("This is no BIC. It has 8 or 11 letters and digits, like COBADEFFXXX.")
    return found


def creditor_reference(text: str) -> str:
    """Return an ISO 11649 reference (RF...) without blanks.

    Raises:
        ValueError: it is none, or its check digits do not fit.
    """
    found = _compact(text)
    if not _CREDITOR.fullmatch(found):
        raise ValueError("This is no creditor reference. It begins with RF and two digits, like RF18 5390 0754 7034.")
    if _remainder(found) != 1:
        raise ValueError("The check digits of this reference do not fit: a character is wrong.")
    return found


def qr_reference(text: str) -> str:
    """Return a Swiss QR reference of 27 digits without blanks.

    Raises:
        ValueError: it is none, or its check digit does not fit.
    """
    found = _compact(text)
    if len(found) != 27 or not (found.isascii() and found.isdigit()):
        raise ValueError("A QR reference has 27 digits.")
    carry = 0
    for digit in found[:-1]:
        carry = _RECURSIVE[(carry + int(digit)) % 10]
    if (10 - carry) % 10 != int(found[-1]):
        raise ValueError("The check digit of this reference does not fit: a digit is wrong.")
    if not int(found) and not is_reading_kept():
        raise ValueError("A QR reference is not made of zeros alone.")
    return found


def is_qr_iban(found: str) -> bool:
    """Say whether an IBAN of Switzerland or Liechtenstein is one for QR references: its bank is 30000 to 31999."""
    return found[4:9].isdigit() and 30000 <= int(found[4:9]) <= 31999
