"""A transfer in euros that a banking app fills in: the code known as EPC, SEPA or GiroCode."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from qrdesk.core.schemas.contents import accounts
from qrdesk.core.schemas.contents.base import Content, Line, Money

_PURPOSE = re.compile("[A-Z0-9]{0,4}")


def _sepa(text: str) -> str:
    found = accounts.iban(text)
    if found[:2] not in accounts.SEPA:
        raise ValueError(f"{found[:2]} takes no part in SEPA: no transfer of this kind goes there.")
    return found


def _reference(text: str) -> str:
    return accounts.creditor_reference(text) if text else ""


def _purpose(text: str) -> str:
    found = text.strip().upper()
    if not _PURPOSE.fullmatch(found):
        raise ValueError("A purpose has up to four letters, such as CHAR for a donation.")
    return found


class EpcContent(Content):
    """A transfer in euros. Source: EPC069-12, version 002."""

    type: Literal["epc"]
    name: Annotated[Line, Field(min_length=1, max_length=70, description="Who gets the money.")]
    iban: Annotated[str, AfterValidator(_sepa), Field(max_length=60, examples=["DE89370400440532013000"])]
    bic: Annotated[str, AfterValidator(accounts.bic), Field(max_length=20)] = ""
    amount: Money | None = Field(default=None, description="In euros; left out: whoever pays says how much.")
    purpose: Annotated[str, AfterValidator(_purpose), Field(max_length=8)] = ""
    reference: Annotated[str, AfterValidator(_reference), Field(max_length=40)] = Field(
        default="", description="A creditor reference (ISO 11649), in place of a message."
    )
    message: Line = Field(default="", max_length=140, description="What it is for, in words.")
    hint: Line = Field(default="", max_length=70, description="For whoever pays; it does not go to the bank.")

    @model_validator(mode="after")
    def _one_of_them(self) -> "EpcContent":
        if self.reference and self.message:
            raise ValueError("A transfer carries a reference or a message. Leave one of them out.")
        return self
