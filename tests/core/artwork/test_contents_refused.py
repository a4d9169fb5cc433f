"""What a static code cannot say is refused with the field it stands in, in words that help."""

from typing import Any

import pytest
from pydantic import ValidationError

from qrdesk.core.artwork.contents import text_of
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.codes import CodeDraft
from qrdesk.core.schemas.contents import accounts, addresses
from qrdesk.core.schemas.contents.gs1 import check_digit
from qrdesk.core.schemas.lines import as_kept
from qrdesk.core.validation import from_validation

IBAN = "DE89370400440532013000"
TOWN = {"name": "A", "postcode": "1", "town": "B", "country": "CH"}
BILL = {"type": "swiss-bill", "iban": "CH9300762011623852957", "creditor": TOWN}
BTC = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"type": "fax"}, "content", "must be one of: url, text"),
    ({}, "content", "needs a type"),
    ({"type": "url", "url": "javascript:alert(1)"}, "content.url", "http"),
    ({"type": "text", "text": " \n "}, "content.text", "empty"),
    ({"type": "text", "text": "abc\u202egpj"}, "content.text", "invisible"),
    ({"type": "wifi", "ssid": "ü" * 17, "password": "x" * 8}, "content.ssid", "32 bytes"),
    ({"type": "wifi", "ssid": "A", "password": "short"}, "content", "8 to 63"),
    ({"type": "wifi", "ssid": "A", "password": "pässword"}, "content", "8 to 63"),
    ({"type": "wifi", "ssid": "A", "security": "none", "password": "x"}, "content", "no password"),
    ({"type": "wifi", "ssid": "A", "security": "wep", "password": "four"}, "content", "WEP"),
    ({"type": "wifi", "ssid": "A", "security": "eap"}, "content", "EAP method"),
    ({"type": "wifi", "ssid": "A\nB", "password": "x" * 8}, "content.ssid", "line break"),
    ({"type": "wifi", "ssid": "A", "password": "12345678", "identity": "a"}, "content", "for eap"),
    ({"type": "vcard", "note": "x"}, "content", "who it is"),
    ({"type": "vcard", "first_name": "A", "phones": [{"number": "call me"}]}, "content.phones.0.number", "phone"),
    ({"type": "vcard", "first_name": "A", "addresses": [{}]}, "content.addresses.0", "at least one line"),
    ({"type": "email", "to": "a@b@c"}, "content.to", "e-mail"),
    ({"type": "email", "to": "a@example.com?bcc=x@y.zz"}, "content.to", "e-mail"),
    ({"type": "whatsapp", "number": "030 901820"}, "content.number", "country"),
    ({"type": "geo", "latitude": 91, "longitude": 0}, "content.latitude", "-90 to 90"),
    ({"type": "geo", "latitude": float("nan"), "longitude": 0}, "content.latitude", "-90 to 90"),
    ({"type": "app", "store": "apple", "app": "com.example"}, "content", "number"),
    ({"type": "event", "title": "A"}, "content", "when it begins"),
    ({"type": "event", "title": "A", "starts_at": "2026-01-01T10:00:00"}, "content", "time zone"),
    (
        {"type": "event", "title": "A", "first_day": "2026-01-02", "last_day": "2026-01-01"},
        "content",
        "before it begins",
    ),
    ({"type": "gs1", "number": "4006381333931", "best_before": "1949-01-01"}, "content.best_before", "2000-01-01"),
    ({"type": "event", "title": " ", "first_day": "2026-01-02"}, "content.title", "empty"),
    ({**BILL, "creditor": {**TOWN, "name": " "}}, "content.creditor.name", "empty"),
    (
        {"type": "event", "title": "A", "starts_at": "2026-03-29T02:30:00", "time_zone": "Europe/Berlin"},
        "content",
        "skip 02:30",
    ),
    ({"type": "event", "title": "A", "time_zone": "../etc/passwd"}, "content.time_zone", "no such time zone"),
    ({"type": "event", "title": "A", "starts_at": "0001-01-01T00:00:00+14:00"}, "content", "No calendar"),
    ({"type": "epc", "name": "A", "iban": "DE88370400440532013000"}, "content.iban", "check digits"),
    ({"type": "epc", "name": "A", "iban": IBAN[:-1]}, "content.iban", "22 characters"),
    ({"type": "epc", "name": "A", "iban": "BR1500000000000010932840814P2"}, "content.iban", "SEPA"),
    ({"type": "epc", "name": "A", "iban": IBAN, "bic": "COBA"}, "content.bic", "BIC"),
    ({"type": "epc", "name": "A", "iban": IBAN, "amount": 0}, "content.amount", "0.01 to 999,999,999.99"),
    ({"type": "epc", "name": "A", "iban": IBAN, "amount": "1.005"}, "content.amount", "two decimal places"),
    ({"type": "epc", "name": "A", "iban": IBAN, "amount": "1000000000"}, "content.amount", "999,999,999.99"),
    ({"type": "epc", "name": "A", "iban": IBAN, "amount": "NaN"}, "content.amount", "Write an amount"),
    ({"type": "epc", "name": "A", "iban": IBAN, "amount": True}, "content.amount", "Write an amount"),
    ({"type": "epc", "name": "A", "iban": IBAN, "reference": "RF19539007547034"}, "content.reference", "check digits"),
    (
        {"type": "epc", "name": "A", "iban": IBAN, "reference": "RF18539007547034", "message": "x"},
        "content",
        "reference or a message",
    ),
    ({**BILL, "iban": IBAN}, "content.iban", "Switzerland"),
    ({**BILL, "iban": "CH4431999123000889012"}, "content", "QR reference"),
    ({**BILL, "reference": "210000000003139471430009017"}, "content", "QR-IBAN"),
    ({**BILL, "reference": "210000000003139471430009018"}, "content.reference", "check digit"),
    ({**BILL, "creditor": {**TOWN, "name": "Ж"}}, "content.creditor.name", "Latin"),
    ({**BILL, "creditor": {**TOWN, "country": "CHE"}}, "content.creditor.country", "two letters"),
    ({**BILL, "message": "x" * 100, "billing": "//S1/" + "y" * 36}, "content", "140"),
    ({**BILL, "billing": "S1/10/1234"}, "content.billing", "begins with //"),
    ({**BILL, "iban": "CH4431999123000889012", "reference": "RF18539007547034"}, "content", "27 digits"),
    ({**BILL, "iban": "CH4431999123000889012", "reference": "0" * 27}, "content.reference", "zeros alone"),
    ({**BILL, "currency": "USD"}, "content.currency", "CHF or EUR"),
    ({**BILL, "amount": "0"}, "content.amount", "0.01 to 999,999,999.99"),
    ({**BILL, "amount": "1000000000"}, "content.amount", "0.01 to 999,999,999.99"),
    ({**BILL, "message": "10 × 5 ≥ 49"}, "content.message", "not “≥”"),
    ({**BILL, "creditor": {**TOWN, "postcode": ""}}, "content.creditor.postcode", "empty"),
    ({**BILL, "creditor": {**TOWN, "kind": "K"}}, "content.creditor.kind", "no such field"),
    ({**BILL, "procedures": ["x", "y", "z"]}, "content.procedures", "2 are the most"),
    ({**BILL, "creditor": {**TOWN, "postcode": "CH-8000"}}, "content.creditor.postcode", "without its country"),
    ({"type": "crypto", "coin": "bitcoin", "address": BTC[:-1] + "5"}, "content", "checksum"),
    ({"type": "crypto", "coin": "litecoin", "address": BTC}, "content", "Litecoin"),
    ({"type": "crypto", "coin": "bitcoin", "address": BTC, "amount": "0.000000001"}, "content", "8 decimal places"),
    (
        {"type": "crypto", "coin": "ethereum", "address": "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"},
        "content",
        "checksum",
    ),
    ({"type": "gs1", "number": "4006381333932"}, "content", "after 400638133393 comes 1"),
    ({"type": "gs1", "number": "123"}, "content", "8 or 12 or 13 or 14 digits"),
    ({"type": "gs1", "number": "4006381333931", "batch": "ä"}, "content.batch", "without accents"),
    ({"type": "gs1", "number": "4006381333931", "extension": "1"}, "content", "gln only"),
    ({"type": "gs1", "number": "4006381333931", "more": {"01": "1"}}, "content.more", "own field"),
    ({"type": "gs1", "number": "4006381333931", "domain": "https://a.example/?x"}, "content.domain", "question mark"),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "field", "said"), WRONG, ids=lambda one: str(one)[:40])
def test_what_cannot_be_said_is_refused_with_its_field(sent: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        CodeDraft.model_validate({"content": sent})
    told = from_validation(refused.value)
    assert list(told.field_errors) == [field]
    assert said in told.field_errors[field]
    assert "pydantic" not in str(told).lower()


def test_a_payment_that_would_need_too_large_a_symbol_is_refused() -> None:
    sent = {"type": "epc", "name": "ü" * 70, "iban": IBAN, "message": "ü" * 100}
    draft = CodeDraft.model_validate({"content": sent})
    assert draft.content is not None
    with pytest.raises(Invalid, match="a payment code holds 331") as refused:
        text_of(draft.content)
    assert list(refused.value.field_errors) == ["content.message"]


def test_a_bill_that_was_made_before_is_still_shown() -> None:
    """What is on paper stays what it is, whatever is asked of new ones."""
    creditor = {**TOWN, "postcode": "CH-8000"}
    sent = {**BILL, "iban": "CH4431999123000889012", "reference": "0" * 27, "billing": "S1", "creditor": creditor}
    with pytest.raises(ValidationError):
        CodeDraft.model_validate({"content": sent})
    kept = as_kept({"content": sent}, CodeDraft.model_validate).content
    assert kept is not None
    assert text_of(kept).split("\r\n")[8:9] == ["CH-8000"]


def test_a_bill_is_measured_in_bytes_as_its_symbol_is() -> None:
    party = {"name": "ü" * 70, "street": "ü" * 70, "postcode": "8000", "town": "ü" * 35, "country": "CH"}
    sent = {**BILL, "creditor": party, "debtor": party, "message": "ü" * 140}
    draft = CodeDraft.model_validate({"content": sent})
    assert draft.content is not None
    with pytest.raises(Invalid, match="bytes, and a QR-bill holds 997") as refused:
        text_of(draft.content)
    assert list(refused.value.field_errors) == ["content.message"]
    assert len(text_of(draft.content.model_copy(update={"message": ""})).encode()) <= 997


def test_accounts_of_every_country_are_as_long_as_they_are() -> None:
    """Examples of the SWIFT registry."""
    for iban in (
        "GB82 WEST 1234 5698 7654 32", "FR1420041010050500013M02606", "NO9386011117947",
        "MT84MALT011000012345MTLCAST001S", "SK31 1200 0000 1987 4263 7541",
        "LC55HEMM000100010012001200023015", "CH93 0076 2011 6238 5295 7",
    ):  # fmt: skip
        assert accounts.iban(iban) == iban.replace(" ", "")


@pytest.mark.parametrize(
    ("coin", "address"),
    [
        ("bitcoin", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"),
        ("bitcoin", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"),
        ("bitcoin", BTC.upper()),
        ("bitcoin", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"),
        ("dogecoin", "DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L"),
        ("ethereum", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"),
        ("ethereum", "0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359"),
    ],
)
def test_addresses_of_coins_are_known_and_one_changed_letter_is_not(coin: str, address: str) -> None:
    found = addresses.address(address, coin)
    assert found.lower() == address.lower()
    changed = address[:-1] + ("q" if address[-1].lower() != "q" else "p").upper()
    with pytest.raises(ValueError, match=r"checksum|no address"):
        addresses.address(changed, coin)


def test_bech32_of_version_0_is_not_taken_with_the_checksum_of_later_ones() -> None:
    with pytest.raises(ValueError, match="checksum"):
        addresses.address("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh", "bitcoin")


def test_check_digits_are_those_of_printed_codes() -> None:
    for number in ("4006381333931", "9638507"[:7] + "4", "036000291452", "106141412345678908"):
        assert check_digit(number[:-1]) == int(number[-1])
