"""People and businesses: cards for address books."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from qrdesk.core.schemas.base import Sent
from qrdesk.core.schemas.contents.base import Content, Line, Mail, Number, Paragraphs
from qrdesk.core.schemas.contents.everyday import WebAddress
from qrdesk.core.schemas.plainly import lower, plainly

_Short = Annotated[Line, Field(max_length=100)]
_WHERE = "Choose mobile, work, home or fax."


class CardPhone(Sent):
    """A number of somebody."""

    number: Number
    kind: Annotated[Literal["mobile", "work", "home", "fax"], BeforeValidator(lower), plainly(_WHERE)] = "mobile"


class CardMail(Sent):
    """An e-mail address of somebody."""

    address: Mail
    kind: Annotated[Literal["work", "home"], BeforeValidator(lower), plainly("Choose work or home.")] = "work"


class CardAddress(Sent):
    """Where somebody lives or works."""

    street: _Short = ""
    city: _Short = ""
    region: _Short = ""
    postcode: _Short = ""
    country: _Short = ""
    kind: Annotated[Literal["work", "home"], BeforeValidator(lower), plainly("Choose work or home.")] = "work"

    @model_validator(mode="after")
    def _somewhere(self) -> "CardAddress":
        if not any((self.street, self.city, self.region, self.postcode, self.country)):
            raise ValueError("Fill in at least one line of the address.")
        return self


class _Card(Content):
    first_name: _Short = ""
    last_name: _Short = ""
    organisation: _Short = ""
    nickname: _Short = ""
    urls: tuple[WebAddress, ...] = Field(default=(), max_length=5)
    birthday: date | None = None
    note: Paragraphs = Field(default="", max_length=500)

    @model_validator(mode="after")
    def _somebody(self) -> "_Card":
        if not (self.first_name or self.last_name or self.organisation):
            raise ValueError("Say who it is: a first or last name, or an organisation.")
        return self


class VcardContent(_Card):
    """A card for address books, as vCard. Version 3.0 is what every phone reads."""

    type: Literal["vcard"]
    version: Annotated[Literal["3.0", "4.0"], plainly("Choose version 3.0 or 4.0.")] = "3.0"
    prefix: _Short = Field(default="", description="Such as Dr.")
    middle_name: _Short = ""
    suffix: _Short = ""
    department: _Short = ""
    title: _Short = Field(default="", description="What somebody does: such as Head Chef.")
    role: _Short = ""
    phones: tuple[CardPhone, ...] = Field(default=(), max_length=8)
    emails: tuple[CardMail, ...] = Field(default=(), max_length=5)
    addresses: tuple[CardAddress, ...] = Field(default=(), max_length=3)


class MecardContent(_Card):
    """A card for address books, as MeCard: it says less than a vCard, in a smaller code."""

    type: Literal["mecard"]
    phones: tuple[Number, ...] = Field(default=(), max_length=3)
    emails: tuple[Mail, ...] = Field(default=(), max_length=3)
    address: CardAddress | None = None
