"""Digital money. Sources: BIP 21, EIP-681."""

from decimal import Context, Decimal

from qrdesk.core.artwork.contents.escapes import percent
from qrdesk.core.schemas.contents.addresses import address
from qrdesk.core.schemas.contents.coins import CryptoContent

_WEI_PLACES = 18  # of an ether, in which a wei is counted
_EXACT = Context(prec=60)  # more digits than any amount has


def crypto(content: CryptoContent) -> str:
    """Return the address of a payment; of Ethereum with the amount in wei, its smallest part."""
    to = address(content.address, content.coin)
    if content.coin == "ethereum":
        return f"ethereum:{to}" + (
            "" if content.amount is None else f"?value={int(content.amount.scaleb(_WEI_PLACES, _EXACT))}"
        )
    fields = {"label": content.label, "message": content.message}
    asked = [f"{name}={percent(value)}" for name, value in fields.items() if value]
    if content.amount is not None:
        asked.insert(0, f"amount={_plain(content.amount)}")
    return f"{content.coin}:{to}{'?' + '&'.join(asked) if asked else ''}"


def _plain(amount: Decimal) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
