"""Payments that banking apps fill in: fields by their line, so no field may ever hold a line end, and none does.

Sources: EPC069-12, version 002; Swiss Implementation Guidelines QR-bill 2.3 (header 0200).
"""

from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.contents.bills import BillParty, SwissBillContent
from qrdesk.core.schemas.contents.payments import EpcContent

EPC_BYTES, BILL_BYTES = 331, 997  # what versions 13 and 25 hold at level M


def epc(content: EpcContent) -> str:
    """Return a SEPA transfer: UTF-8, empty fields at the end left out.

    Raises:
        Invalid: it is longer than the standard allows.
    """
    fields = [
        *("BCD", "002", "1", "SCT", content.bic, content.name, content.iban),
        "" if content.amount is None else f"EUR{content.amount:.2f}",
        *(content.purpose, content.reference, content.message, content.hint),
    ]
    text = "\n".join(fields).rstrip("\n")
    size = len(text.encode())
    if size > EPC_BYTES:
        reason = f"This makes {size} bytes, and a payment code holds {EPC_BYTES}. Shorten the name or the message."
        raise Invalid.field("content.message", reason)
    return text


def swiss_bill(content: SwissBillContent) -> str:
    """Return what stands in the code of a QR-bill.

    Raises:
        Invalid: it is longer than the standard allows.
    """
    fields = [
        *("SPC", "0200", "1", content.iban, *_party(content.creditor), *_party(None)),
        "" if content.amount is None else f"{content.amount:.2f}",
        *(content.currency, *_party(content.debtor), content.reference_type, content.reference),
        *(content.message, "EPD", content.billing, *content.procedures),
    ]
    if not (content.billing or content.procedures):
        fields.pop()  # what follows the trailer may be left out
    text = "\r\n".join(fields)
    size = len(text.encode())
    if size > BILL_BYTES:
        reason = f"This makes {size} bytes, and a QR-bill holds {BILL_BYTES}. Shorten its texts."
        raise Invalid.field("content.message", reason)
    return text


def _party(party: BillParty | None) -> tuple[str, ...]:
    if party is None:
        return ("",) * 7
    return ("S", party.name, party.street, party.house_number, party.postcode, party.town, party.country)
