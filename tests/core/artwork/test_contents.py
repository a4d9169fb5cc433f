"""What is typed into a static code is what a reader takes out of it: no value becomes another, or two."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from qrdesk.core.artwork import export
from qrdesk.core.artwork.contents import suited, text_of
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.artwork import ArtworkFormat, ExportDraft
from qrdesk.core.schemas.contents import TYPES, AnyContent, Content
from qrdesk.core.schemas.design import Design, ErrorCorrection, SymbolWish
from tests.core.artwork.content_reading import moment, parts, query_of, read_fields, read_lines, text_value

_ANY: TypeAdapter[AnyContent] = TypeAdapter(Content)
# what people type, and what somebody types who wants more: every sign that means something in some standard
WICKED = st.text(
    st.sampled_from("aé😀;:,\\\"\n\r\t\u2028\x85 =&?#%+/@'()[]{}|<>") | st.characters(codec="utf-8"), max_size=30
)
INJECTED = "x\nTEL:110\r\nEND:VCARD\r\n;P:x;;\\"


def content(**fields: Any) -> Any:
    return _ANY.validate_python(fields)


def made(**fields: Any) -> tuple[Any, str] | None:
    """Return a content and its text; None where its fields were refused."""
    try:
        found = content(**fields)
    except ValidationError:
        return None
    return found, text_of(found)


EXAMPLES: dict[str, tuple[dict[str, Any], str]] = {
    "url": ({"url": "https://example.com/Menü"}, "https://example.com/Men%C3%BC"),
    "text": ({"text": " Hello\r\nworld "}, "Hello\nworld"),
    "wifi": ({"ssid": 'A;B"', "password": "12:34\\,56"}, 'WIFI:T:WPA;S:A\\;B\\";P:12\\:34\\\\\\,56;;'),
    "vcard": (
        {"first_name": "Anna", "last_name": "Lund, Dr", "phones": [{"number": "+49 30 90"}], "note": "a\nb;c"},
        (
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lund\\, Dr;Anna;;;\r\nFN:Anna Lund\\, Dr\r\nTEL;TYPE=CELL:+493090\r\n"
            "NOTE:a\\nb\\;c\r\nEND:VCARD"
        ),
    ),
    "mecard": (
        {"first_name": "Anna", "last_name": "Lund", "urls": ["https://a.example/"]},
        "MECARD:N:Lund,Anna;URL:https\\://a.example/;;",
    ),
    "email": (
        {"to": "anna@example.com", "subject": "Hi & bye", "body": "1\n2"},
        "mailto:anna@example.com?subject=Hi%20%26%20bye&body=1%0D%0A2",
    ),
    "sms": ({"number": "+49 (30) 90", "message": "Hi: there"}, "SMSTO:+493090:Hi: there"),
    "phone": ({"number": "*100#"}, "tel:*100%23"),
    "geo": ({"latitude": -0.0000001, "longitude": 16.3695}, "geo:0,16.3695"),
    "event": (
        {"title": "Fair", "starts_at": "2026-07-10T20:00:00", "time_zone": "Europe/Berlin", "location": "Here, there"},
        "BEGIN:VEVENT\r\nSUMMARY:Fair\r\nDTSTART:20260710T180000Z\r\nLOCATION:Here\\, there\r\nEND:VEVENT",
    ),
    "epc": (
        {"name": "Lund", "iban": "de89 3704 0044 0532 0130 00", "amount": 12.3, "reference": "RF18539007547034"},
        "BCD\n002\n1\nSCT\n\nLund\nDE89370400440532013000\nEUR12.30\n\nRF18539007547034",
    ),
    "whatsapp": ({"number": "+49 30 901820", "message": "a b&c"}, "https://wa.me/4930901820?text=a%20b%26c"),
    "app": ({"store": "Google", "app": "com.example.app"}, "https://play.google.com/store/apps/details?id=com.example.app"),
    "crypto": (
        {"coin": "bitcoin", "address": "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "amount": "0.00500", "label": "A&B"},
        "bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa?amount=0.005&label=A%26B",
    ),
    "swiss-bill": (
        {
            "iban": "CH44 3199 9123 0008 8901 2",
            "creditor": {"name": "Max Muster", "postcode": "8000", "town": "Zürich", "country": "ch"},
            "amount": "199.95",
            "reference": "21 00000 00003 13947 14300 09017",
        },
        "SPC\r\n0200\r\n1\r\nCH4431999123000889012\r\nS\r\nMax Muster\r\n\r\n\r\n8000\r\nZürich\r\nCH\r\n"
        + "\r\n" * 7
        + "199.95\r\nCHF\r\n"
        + "\r\n" * 7
        + "QRR\r\n210000000003139471430009017\r\n\r\nEPD",
    ),
    "gs1": (
        {"number": "4006381333931", "domain": "https://a.example/x/", "serial": "1/2", "expires_on": "2027-01-31",
         "weight_kg": "1.25", "batch": "B"},
        "https://a.example/x/01/04006381333931/10/B/21/1%2F2?17=270131&3102=000125",
    ),
}  # fmt: skip


def test_every_type_has_an_example_here() -> None:
    assert sorted(EXAMPLES) == sorted(TYPES)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_a_content_is_written_as_its_standard_has_it(kind: str) -> None:
    fields, wanted = EXAMPLES[kind]
    assert text_of(content(type=kind, **fields)) == wanted


@pytest.mark.parametrize("kind", EXAMPLES)
def test_a_content_is_read_from_its_own_artwork(kind: str) -> None:
    fields, wanted = EXAMPLES[kind]
    found = content(type=kind, **fields)
    design = suited(Design(symbol=SymbolWish(micro=True)), found)
    artwork = export.render(text_of(found), design, ExportDraft(format=ArtworkFormat.PNG, dpi=300, confirmed=True))
    assert artwork.report.decoded == wanted
    if kind in {"epc", "swiss-bill"}:
        assert artwork.report.error_correction is ErrorCorrection.M
        assert artwork.report.version <= {"epc": 13, "swiss-bill": 25}[kind]


@given(WICKED, WICKED, WICKED)
def test_wifi_is_read_back_field_by_field(ssid: str, password: str, identity: str) -> None:
    found = made(type="wifi", ssid=ssid, password=password, security="eap", method="PEAP", identity=identity)
    if found is None:
        return
    wifi, text = found
    wanted = {"T": "WPA2-EAP", "S": wifi.ssid, "E": "PEAP", "I": wifi.identity, "P": wifi.password}
    assert read_fields(text, "WIFI:") == [(name, value) for name, value in wanted.items() if value]
    assert (wifi.ssid, wifi.password, wifi.identity) == (ssid, password, identity), "nothing is tidied in a password"


@given(WICKED, WICKED, WICKED, WICKED)
def test_a_vcard_has_the_properties_that_were_typed_and_no_other(first: str, last: str, town: str, note: str) -> None:
    found = made(
        type="vcard", version="4.0", first_name=first, last_name=last, organisation="Café; Lund", note=note,
        addresses=[{"city": town, "country": "Spain"}], urls=["https://a.example/x;y,z"],
    )  # fmt: skip
    if found is None:
        return
    card, text = found
    lines = read_lines(text)
    names = ["BEGIN", "VERSION", "N", "FN", "ORG", "ADR", "URL", *(["NOTE"] if card.note else []), "END"]
    assert [name for name, _, _ in lines] == names
    values = {name: value for name, _, value in lines}
    assert parts(values["N"], ";") == [card.last_name, card.first_name, "", "", ""]
    assert parts(values["ORG"], ";") == ["Café; Lund"]
    assert parts(values["ADR"], ";") == ["", "", "", card.addresses[0].city, "", "", "Spain"]
    assert values["URL"] == "https://a.example/x;y,z"
    assert text_value(values.get("NOTE", "")) == card.note


@given(WICKED, WICKED, WICKED)
def test_a_mecard_has_the_fields_that_were_typed_and_no_other(first: str, last: str, note: str) -> None:
    found = made(type="mecard", first_name=first, last_name=last, organisation="Lund", note=note)
    if found is None:
        return
    card, text = found
    fields = read_fields(text, "MECARD:")
    assert [name for name, _ in fields] == [
        *(["N"] if card.first_name or card.last_name else []), "ORG", *(["NOTE"] if card.note else []),
    ]  # fmt: skip
    assert dict(fields).get("NOTE", "") == " ".join(card.note.split())


@given(WICKED, WICKED)
def test_an_event_has_the_properties_that_were_typed_and_no_other(title: str, description: str) -> None:
    found = made(
        type="event", title=title, description=description, starts_at="2026-03-01T10:00:00+05:00", whole_calendar=True
    )
    if found is None:
        return
    event, text = found
    lines = read_lines(text)
    names = ["BEGIN", "VERSION", "PRODID", "BEGIN", "UID", "DTSTAMP", "SUMMARY", "DTSTART"]
    assert [name for name, _, _ in lines] == [*names, *(["DESCRIPTION"] if event.description else []), "END", "END"]
    values = {name: value for name, _, value in lines}
    assert (text_value(values["SUMMARY"]), moment(values["DTSTART"])) == (event.title, event.starts_at)
    assert text_value(values.get("DESCRIPTION", "")) == event.description


@given(WICKED, WICKED)
def test_a_mail_has_the_fields_that_were_typed_and_no_other(subject: str, body: str) -> None:
    found = made(type="email", to="anna+b@example.com", subject=subject, body=body, cc="c@example.com")
    if found is None:
        return
    mail, text = found
    to, fields = query_of(text)
    wanted = {"cc": "c@example.com", "subject": mail.subject, "body": mail.body.replace("\n", "\r\n")}
    assert (to, fields) == ("anna+b@example.com", {name: value for name, value in wanted.items() if value})


@given(WICKED, WICKED, WICKED)
def test_a_payment_has_its_lines_whatever_is_typed(name: str, message: str, hint: str) -> None:
    found = made(type="epc", name=name, iban="DE89370400440532013000", message=message, hint=hint)
    if found is None:
        return
    transfer, text = found
    lines = [*text.split("\n"), *[""] * 12][:12]
    assert lines == [
        "BCD", "002", "1", "SCT", "", transfer.name, transfer.iban, "", "", "", transfer.message, transfer.hint,
    ]  # fmt: skip
    assert len(text.splitlines()) == len(text.split("\n")) <= 12


@given(WICKED, WICKED)
def test_a_bill_has_its_lines_whatever_is_typed(name: str, message: str) -> None:
    town = {"postcode": "8000", "town": "Zürich", "country": "CH"}
    found = made(
        type="swiss-bill", iban="CH9300762011623852957", creditor={"name": "A", **town}, debtor={"name": name, **town},
        message=message,
    )  # fmt: skip
    if found is None:
        return
    bill, text = found
    lines = text.split("\r\n")
    assert (len(lines), len(text.splitlines()), lines[21], lines[27:]) == (
        31, 31, bill.debtor.name, ["NON", "", bill.message, "EPD"],
    )  # fmt: skip


@given(WICKED, WICKED)
def test_a_coin_has_the_fields_that_were_typed_and_no_other(label: str, message: str) -> None:
    address = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
    found = made(type="crypto", coin="bitcoin", address=address, label=label, message=message)
    if found is None:
        return
    coin, text = found
    wanted = {"label": coin.label, "message": coin.message}
    assert query_of(text) == (address, {name: value for name, value in wanted.items() if value})


@pytest.mark.parametrize("kind", sorted(set(EXAMPLES) - {"text", "sms"}))  # whose text ends nowhere
@pytest.mark.parametrize("wicked", [INJECTED, "\ud800", "\0", "x" * 5000])
def test_wicked_text_in_any_field_begins_nothing_new_or_is_refused(kind: str, wicked: str) -> None:
    fields, _ = EXAMPLES[kind]
    for name in [name for name, value in fields.items() if isinstance(value, str)]:
        found = made(**{"type": kind, **fields, name: wicked})
        if found is not None:
            assert not re.search(r"[\r\n](TEL:110|END:VCARD\r\n;P)", found[1])
            assert kind not in {"wifi", "mecard"} or not re.search(r"(?<!\\);P:x", found[1])


def test_text_beyond_what_a_code_holds_is_refused_in_plain_words() -> None:
    with pytest.raises(Invalid, match=r"This makes 4,?\d{3} bytes; a QR code holds 2,953 at most") as refused:
        text_of(content(type="text", text="é" * 2001))
    assert refused.value.field_errors.keys() == {"content"}


def test_large_sums_of_ether_are_exact_to_the_last_wei() -> None:
    to = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
    some = content(type="crypto", coin="ethereum", address=to, amount="10000000000")
    assert text_of(some) == f"ethereum:{to}?value=1{'0' * 28}"
    exact = content(type="crypto", coin="ethereum", address=to, amount="123456789012.123456789012345678")
    assert text_of(exact) == f"ethereum:{to}?value=123456789012123456789012345678"
    with pytest.raises(ValidationError, match="18 decimal places"):
        content(type="crypto", coin="ethereum", address=to, amount="0.1234567890123456789")


def test_a_nought_for_calls_within_the_country_is_not_dialled_from_abroad() -> None:
    assert text_of(content(type="phone", number="+49 (0) 30 901820")) == "tel:+4930901820"
    assert text_of(content(type="phone", number="(0) 30 901820")) == "tel:030901820"
