"""GS1 Digital Link: a product's number as a web address, for tills and phones alike.

Sources: GS1 Digital Link Standard: URI Syntax 1.4; GS1 General Specifications, 3 (application identifiers) and 7.9
(check digits).
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator

from qrdesk.core.schemas.contents.base import Content, no_truth
from qrdesk.core.schemas.contents.everyday import WebAddress
from qrdesk.core.schemas.lines import NotTurned
from qrdesk.core.schemas.plainly import lower, plainly

_SET_82 = re.compile(r"[!\"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+", re.ASCII)
_LENGTHS = {"gtin": (8, 12, 13, 14), "gln": (13,), "sscc": (18,)}
_AI = re.compile("[0-9]{2,4}", re.ASCII)
_RESERVED = frozenset({"00", "01", "414", "22", "10", "21", "235", "254", "17", "15", "11", "13", "16"})
# name of a field -> the GTIN's qualifiers in the order of the standard, and those of other keys
QUALIFIERS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"gtin": {"variant": "22", "batch": "10", "serial": "21"}, "gln": {"extension": "254"}, "sscc": {}}
)
DATES: Mapping[str, str] = MappingProxyType(
    {"produced_on": "11", "packaged_on": "13", "best_before": "15", "sell_by": "16", "expires_on": "17"}
)
KEYS: Mapping[str, str] = MappingProxyType({"gtin": "01", "gln": "414", "sscc": "00"})


def check_digit(digits: str) -> int:
    """Return the check digit of a GS1 key, for its digits without it: weights 3 and 1 from the right, modulo 10."""
    return -sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits))) % 10


def checked(text: str, lengths: tuple[int, ...]) -> str:
    """Return the digits of a GS1 key without blanks.

    Raises:
        ValueError: it has another length, or its check digit does not fit.
    """
    digits = re.sub("[ -]", "", text)
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in lengths:
        raise ValueError(f"This number has {' or '.join(map(str, lengths))} digits, the check digit among them.")
    right = check_digit(digits[:-1])
    if int(digits[-1]) != right:
        raise ValueError(f"The check digit does not fit: after {digits[:-1]} comes {right}. Compare the digits.")
    return digits


def _of_set_82(text: str) -> str:
    if text and not _SET_82.fullmatch(text):
        raise ValueError("GS1 allows letters without accents, digits, and some signs here; no blanks.")
    return text


_Qualifier = Annotated[str, AfterValidator(_of_set_82), Field(max_length=20)]
# the code has two digits for the year: scanners take those of the century that is nearest
_Day = Annotated[
    date,
    Field(ge=date(2000, 1, 1), le=date(2075, 12, 31)),
    plainly("Write a day from 2000-01-01 to 2075-12-31: the code has two digits for the year."),
]


class Gs1Content(Content):
    """A product, place or parcel by its GS1 number, as a web address. A till needs no internet to read the number."""

    type: Literal["gs1"]
    key: Annotated[Literal["gtin", "gln", "sscc"], BeforeValidator(lower), plainly("Choose gtin, gln or sscc.")] = (
        Field(default="gtin", description="A product (gtin), a place (gln), or a parcel (sscc).")
    )
    number: NotTurned = Field(
        max_length=30, description="With its check digit: a GTIN of 8, 12, 13 or 14.", examples=["4006381333931"]
    )
    domain: WebAddress = Field(
        default="https://id.gs1.org",
        description="Where the address begins. Whoever answers there has to keep `/01/` and the number.",
    )
    variant: _Qualifier = Field(default="", description="Consumer product variant (22).")
    batch: _Qualifier = Field(default="", description="Batch or lot (10).")
    serial: _Qualifier = Field(default="", description="Serial number (21).")
    extension: _Qualifier = Field(default="", description="Of a place: its part (254).")
    produced_on: _Day | None = None
    packaged_on: _Day | None = None
    best_before: _Day | None = None
    sell_by: _Day | None = None
    expires_on: _Day | None = None
    weight_kg: Annotated[
        Decimal | None,
        Field(gt=0, lt=Decimal(1_000_000), decimal_places=5, max_digits=6),
        BeforeValidator(no_truth),
        plainly("Write the weight in kg with six digits at most, such as 1.25."),
    ] = Field(default=None, description="Net weight (310n).")
    more: dict[str, str] = Field(
        default_factory=dict, max_length=10, description="Other application identifiers and their values."
    )

    @field_validator("domain")
    @classmethod
    def _bare(cls, domain: str) -> str:
        if "?" in domain or "#" in domain:
            raise ValueError("Write only the domain, and a path if there is one: no question mark, no #.")
        return domain.rstrip("/")

    @field_validator("more")
    @classmethod
    def _identifiers(cls, more: dict[str, str]) -> dict[str, str]:
        for identifier, value in more.items():
            if not _AI.fullmatch(identifier) or identifier in _RESERVED or identifier.startswith("310"):
                raise ValueError(
                    "An application identifier has two to four digits, and is none that has its own field."
                )
            if not 1 <= len(value) <= 90 or not _SET_82.fullmatch(value):
                raise ValueError(f"The value of {identifier} has 1 to 90 plain letters, digits and signs.")
        return more

    @model_validator(mode="after")
    def _fits_together(self) -> "Gs1Content":
        checked(self.number, _LENGTHS[self.key])
        for key, names in QUALIFIERS.items():
            if key != self.key and any(getattr(self, name) for name in names):
                raise ValueError(f"{' and '.join(names)} go with a {key} only.".capitalize())
        if self.key != "gtin" and (self.weight_kg is not None or any(getattr(self, name) for name in DATES)):
            raise ValueError("Dates and weight go with a gtin only.")
        return self

    @property
    def digits(self) -> str:
        """The number without blanks; a GTIN filled up to 14 digits."""
        digits = re.sub("[ -]", "", self.number)
        return digits.zfill(14) if self.key == "gtin" else digits
