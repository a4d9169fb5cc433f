"""Digital money: a wallet opens with the address filled in."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from qrdesk.core.schemas.contents.addresses import address
from qrdesk.core.schemas.contents.base import Content, Line, no_truth
from qrdesk.core.schemas.lines import NotTurned
from qrdesk.core.schemas.plainly import lower, plainly

_COINS = ("bitcoin", "litecoin", "dogecoin", "ethereum")
_PLACES = {"ethereum": 18}


class CryptoContent(Content):
    """A payment in digital money. Sources: BIP 21; for Ethereum EIP-681."""

    type: Literal["crypto"]
    coin: Annotated[
        Literal["bitcoin", "litecoin", "dogecoin", "ethereum"],
        BeforeValidator(lower),
        plainly(f"Choose one of: {', '.join(_COINS)}."),
    ]
    address: NotTurned = Field(max_length=120, examples=["bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"])
    amount: Annotated[
        Decimal | None,
        Field(gt=0, le=Decimal(10**12), max_digits=40),
        BeforeValidator(no_truth),
        plainly("Write an amount above 0, such as 0.005."),
    ] = Field(default=None, description="In whole coins; left out: whoever pays says how much.")
    label: Line = Field(default="", max_length=80, description="Who gets it. Ethereum has no place for it.")
    message: Line = Field(default="", max_length=140, description="What it is for. Ethereum has no place for it.")

    @model_validator(mode="after")
    def _checked(self) -> "CryptoContent":
        address(self.address, self.coin)
        if self.coin == "ethereum" and (self.label or self.message):
            raise ValueError("A code for Ethereum has no place for label and message. Leave them out.")
        places = _PLACES.get(self.coin, 8)
        if self.amount is not None and _decimal_places(self.amount) > places:
            raise ValueError(f"The smallest part of a coin has {places} decimal places.")
        return self


def _decimal_places(amount: Decimal) -> int:
    exponent = amount.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
