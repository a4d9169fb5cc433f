"""The Swiss QR-bill: what stands in its code.

The bill itself has a layout (210 x 105 mm, receipt and payment part) that is not drawn; artwork is the code, as large
as ``SYMBOL_MM`` says and with the Swiss cross in its middle. Addresses are structured (S): combined ones (K) ended in
November 2025.
Source: Swiss Implementation Guidelines QR-bill, version 2.3.
"""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator

from qrdesk.core.schemas.base import Sent
from qrdesk.core.schemas.contents import accounts
from qrdesk.core.schemas.contents.base import Content, Country, Line, Money
from qrdesk.core.schemas.lines import is_reading_kept
from qrdesk.core.schemas.plainly import plainly, upper

SYMBOL_MM, SWISS_CROSS_MM = 46.0, 7.0
# Latin of Unicode's first blocks, and five more: what Swiss banks take (guidelines, 4.1.1)
_OTHER = re.compile("[^\x20-\x7e\xa0-\xac\xae-\u017f\u0218-\u021b\u20ac]")

_OF_A_COUNTRY = re.compile("[A-Za-z]{1,3}-(?=[0-9])")
_SYNTAX = re.compile("//[A-Za-z0-9]{2}/")


def _for_banks(text: str) -> str:
    if found := _OTHER.search(text):
        raise ValueError(f"Swiss banks take Latin letters only, and not “{found[0]}”.")
    return text


def _billing(text: str) -> str:
    if text and not _SYNTAX.match(text) and not is_reading_kept():
        raise ValueError("Billing text begins with // and the two signs of its syntax, such as //S1/10/1234.")
    return text


def _postcode(text: str) -> str:
    if _OF_A_COUNTRY.match(text) and not is_reading_kept():
        raise ValueError("Write the postcode without its country, such as 8000.")
    return text


_Line = Annotated[Line, AfterValidator(_for_banks)]


class BillParty(Sent):
    """Who gets money, or who owes it."""

    name: Annotated[_Line, Field(min_length=1, max_length=70)]
    street: _Line = Field(default="", max_length=70)
    house_number: _Line = Field(default="", max_length=16)
    postcode: Annotated[_Line, AfterValidator(_postcode), Field(min_length=1, max_length=16)]
    town: Annotated[_Line, Field(min_length=1, max_length=35)]
    country: Country


class SwissBillContent(Content):
    """A payment in Swiss francs or euros to an account in Switzerland or Liechtenstein."""

    type: Literal["swiss-bill"]
    iban: Annotated[str, AfterValidator(accounts.iban), Field(max_length=60, examples=["CH4431999123000889012"])]
    creditor: BillParty
    debtor: BillParty | None = None
    amount: Money | None = Field(default=None, description="Left out: whoever pays says how much.")
    currency: Annotated[Literal["CHF", "EUR"], BeforeValidator(upper), plainly("Choose CHF or EUR.")] = "CHF"
    reference: str = Field(
        default="",
        max_length=60,
        description="27 digits for a QR-IBAN; for others a creditor reference (RF...), or nothing.",
        examples=["210000000003139471430009017"],
    )
    message: _Line = Field(default="", max_length=140)
    billing: Annotated[_Line, AfterValidator(_billing)] = Field(
        default="", max_length=140, description="For programs of whoever pays, such as //S1/10/..."
    )
    procedures: tuple[Annotated[_Line, Field(min_length=1, max_length=100)], ...] = Field(
        default=(), max_length=2, description="Alternative procedures, such as eBill/B/anna@example.com."
    )

    @field_validator("iban")
    @classmethod
    def _swiss(cls, iban: str) -> str:
        if iban[:2] not in {"CH", "LI"}:
            raise ValueError("A QR-bill is paid to an account in Switzerland or Liechtenstein (CH, LI).")
        return iban

    @field_validator("reference")
    @classmethod
    def _checked(cls, text: str) -> str:
        if not text.strip():
            return ""
        is_creditors = text.strip().upper().startswith("RF")
        return accounts.creditor_reference(text) if is_creditors else accounts.qr_reference(text)

    @model_validator(mode="after")
    def _fits_together(self) -> "SwissBillContent":
        has_digits = bool(self.reference) and not self.reference.startswith("RF")
        if accounts.is_qr_iban(self.iban) and not has_digits:
            raise ValueError("This is a QR-IBAN: it goes with a QR reference of 27 digits.")
        if has_digits and not accounts.is_qr_iban(self.iban):
            raise ValueError("A QR reference of 27 digits goes with a QR-IBAN; this IBAN is none.")
        if len(self.message) + len(self.billing) > 140:
            raise ValueError("Message and billing text have 140 characters at most, both together.")
        return self

    @property
    def reference_type(self) -> Literal["QRR", "SCOR", "NON"]:
        """What sort of reference it carries."""
        if not self.reference:
            return "NON"
        return "SCOR" if self.reference.startswith("RF") else "QRR"
