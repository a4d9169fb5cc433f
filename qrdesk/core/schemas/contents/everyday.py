"""Addresses, words, numbers and places."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator

from qrdesk.core import destinations
from qrdesk.core.errors import BadDestination
from qrdesk.core.schemas.contents.base import Content, Line, Mail, Number, Paragraphs
from qrdesk.core.schemas.lines import NotTurned
from qrdesk.core.schemas.plainly import lower, plainly

_WORLDWIDE = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
_APPLE = re.compile(r"(?:id)?([0-9]{5,12})", re.ASCII)
_GOOGLE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)+", re.ASCII)


def web_address(text: str) -> str:
    """Return a web address in pure ASCII, as visitors' browsers get it.

    Raises:
        ValueError: it is none.
    """
    try:
        return destinations.check(text)
    except BadDestination as refused:
        raise ValueError(str(refused)) from refused


WebAddress = Annotated[str, AfterValidator(web_address), Field(max_length=2048, examples=["https://example.com/menu"])]


class UrlContent(Content):
    """A web address in the code itself. It can never lead elsewhere: a link can."""

    type: Literal["url"]
    url: WebAddress


class TextContent(Content):
    """Plain text."""

    type: Literal["text"]
    text: Annotated[Paragraphs, Field(min_length=1, max_length=4000)]


class PhoneContent(Content):
    """A number to call."""

    type: Literal["phone"]
    number: Number


class SmsContent(Content):
    """A text message that is ready to be sent."""

    type: Literal["sms"]
    number: Number
    message: Paragraphs = Field(default="", max_length=1000)
    form: Annotated[Literal["smsto", "sms"], BeforeValidator(lower)] = Field(
        default="smsto",
        description="How it is written: `smsto` is what all phones read, `sms` is the standard (RFC 5724).",
    )


class WhatsappContent(Content):
    """A WhatsApp chat, with words that are ready to be sent."""

    type: Literal["whatsapp"]
    number: Number = Field(description="With its country, like +49 30 901820.")
    message: Paragraphs = Field(default="", max_length=1000)

    @field_validator("number")
    @classmethod
    def _worldwide(cls, number: str) -> str:
        if not _WORLDWIDE.fullmatch(number):
            raise ValueError("WhatsApp needs the number with its country, like +49 30 901820.")
        return number


class EmailContent(Content):
    """An e-mail that is ready to be sent."""

    type: Literal["email"]
    to: Mail
    subject: Line = Field(default="", max_length=200)
    body: Paragraphs = Field(default="", max_length=1500)
    cc: Mail | None = None


class GeoContent(Content):
    """A place on earth, for maps."""

    type: Literal["geo"]
    latitude: Annotated[float, Field(ge=-90, le=90), plainly("The latitude is a number from -90 to 90.")]
    longitude: Annotated[float, Field(ge=-180, le=180), plainly("The longitude is a number from -180 to 180.")]


class AppContent(Content):
    """One app in one store. A code with a link does more: its rules send each phone to the store that it has."""

    type: Literal["app"]
    store: Annotated[Literal["apple", "google"], BeforeValidator(lower)]
    app: NotTurned = Field(
        max_length=150,
        description="At Apple the number of the app; at Google the name of its package.",
        examples=["284882215"],
    )

    @model_validator(mode="after")
    def _as_its_store_names_it(self) -> "AppContent":
        if self.store == "apple" and not _APPLE.fullmatch(self.app):
            raise ValueError("Apple names an app by a number, such as 284882215.")
        if self.store == "google" and not _GOOGLE.fullmatch(self.app):
            raise ValueError("Google names an app by its package, such as com.example.app.")
        return self
