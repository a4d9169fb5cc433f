"""What the contents of static codes share: lines that stay lines, and numbers of money."""

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, field_validator

from qrdesk.core.schemas.base import Sent
from qrdesk.core.schemas.lines import OneLine, is_reading_kept, not_turned
from qrdesk.core.schemas.masks import NOT_SHOWN, is_masked
from qrdesk.core.schemas.plainly import plainly

# every character at which some reader begins a new line
_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_COUNTRY = re.compile("[A-Z]{2}")
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+")
_MAILBOX = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.ASCII)
_BETWEEN_DIGITS = re.compile("[\\s().\\-/\u2010-\u2015\u2212]+")
_TRUNK = re.compile(r"\(0\)")  # is dialled within the country only
_DIALLED = re.compile(r"\+?[0-9]{2,20}|[0-9*#]{2,20}", re.ASCII)


class Content(Sent):
    """Something that a static code says. It stands in the symbol itself: what is printed can never be changed."""

    @field_validator("*")
    @classmethod
    def _not_masked(cls, value: object) -> object:
        if isinstance(value, str) and not is_reading_kept() and is_masked(value):
            raise ValueError(NOT_SHOWN)
        return value


def paragraphs(text: str) -> str:
    """Return ``text`` with one sort of line end, and nothing around it.

    Raises:
        ValueError: it would be read as something else than is written.
    """
    return _LINE_ENDS.sub("\n", not_turned(text)).strip()


def _country(text: str) -> str:
    code = text.strip().upper()
    if not _COUNTRY.fullmatch(code):
        raise ValueError("Write the country as its two letters, such as DE.")
    return code


def _mail(text: str) -> str:
    name, _, host = text.strip().rpartition("@")
    try:
        plain = host.lower() if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        plain = ""
    if len(name) > 64 or len(plain) > 189 or not (_MAILBOX.fullmatch(name) and _HOST.fullmatch(plain)):
        raise ValueError("This is no e-mail address. Write it like anna@example.com.")
    return f"{name}@{plain}"


def _number(text: str) -> str:
    abroad = _TRUNK.sub("", text) if text.lstrip().startswith("+") else text
    number = _BETWEEN_DIGITS.sub("", abroad)
    if not _DIALLED.fullmatch(number):
        raise ValueError("This is no phone number. Write it with its country, like +49 30 901820.")
    return number


def no_truth(value: Any) -> Any:
    """Return ``value`` if it is neither true nor false.

    Raises:
        ValueError: it is.
    """
    if isinstance(value, bool):
        raise ValueError("true and false are no amounts")
    return value


Line = OneLine
Paragraphs = Annotated[str, AfterValidator(paragraphs)]
Country = Annotated[str, AfterValidator(_country), Field(max_length=20, examples=["CH"])]
Mail = Annotated[str, AfterValidator(_mail), Field(max_length=254, examples=["anna@example.com"])]
Number = Annotated[str, AfterValidator(_number), Field(max_length=40, examples=["+49 30 901820"])]
Money = Annotated[
    Decimal,
    Field(ge=Decimal("0.01"), le=Decimal("999999999.99"), decimal_places=2, max_digits=40),
    BeforeValidator(no_truth),
    plainly("Write an amount from 0.01 to 999,999,999.99, with two decimal places at most."),
]
