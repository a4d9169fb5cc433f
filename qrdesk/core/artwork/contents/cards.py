"""Cards for address books.

vCard lines end with CR LF and are not folded: phones read a long line, and folding only makes the symbol larger.
Sources: RFC 2426 (3.0), RFC 6350 (4.0), NTT DOCOMO's "Synchronization with Native Applications" (MeCard).
"""

from collections.abc import Iterator
from datetime import date

from qrdesk.core.artwork.contents.escapes import backslashed, one_value
from qrdesk.core.schemas.contents.people import CardAddress, MecardContent, VcardContent

_KINDS = {"mobile": "CELL", "work": "WORK", "home": "HOME", "fax": "FAX"}
_SIGNS = "\\;,:"


def vcard(content: VcardContent) -> str:
    """Return a vCard."""
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{content.version}", *_lines(content), "END:VCARD"])


def _lines(card: VcardContent) -> Iterator[str]:
    named = (card.last_name, card.first_name, card.middle_name, card.prefix, card.suffix)
    yield f"N:{';'.join(map(one_value, named))}"
    shown = " ".join(filter(None, (card.prefix, card.first_name, card.middle_name, card.last_name, card.suffix)))
    yield f"FN:{one_value(shown or card.organisation)}"
    if card.organisation or card.department:
        yield f"ORG:{';'.join(one_value(part) for part in _without_end((card.organisation, card.department)))}"
    said = {"TITLE": card.title, "ROLE": card.role, "NICKNAME": card.nickname}
    yield from (f"{name}:{one_value(value)}" for name, value in said.items() if value)
    for phone in card.phones:
        yield f"TEL;TYPE={_kind(card, phone.kind)}:{phone.number}"
    for email in card.emails:
        yield f"EMAIL;TYPE={_kind(card, email.kind)}:{one_value(email.address)}"
    for one in card.addresses:
        yield f"ADR;TYPE={_kind(card, one.kind)}:;;{';'.join(map(one_value, _parts(one)))}"
    yield from (f"URL:{address}" for address in card.urls)  # a URI is no text: nothing in it is escaped
    if card.birthday:
        yield f"BDAY:{card.birthday.isoformat()}" if card.version == "3.0" else f"BDAY:{_day(card.birthday)}"
    if card.note:
        yield f"NOTE:{one_value(card.note)}"


def _kind(card: VcardContent, kind: str) -> str:
    return _KINDS[kind] if card.version == "3.0" else _KINDS[kind].lower()


def mecard(content: MecardContent) -> str:
    """Return ``MECARD:...;;``. A line break is a blank there: it has no sign for one."""
    names = [_safe(content.last_name), _safe(content.first_name)]
    fields = [("N", ",".join(_without_end(tuple(names))))]
    fields += [("TEL", number) for number in content.phones]
    fields += [("EMAIL", _safe(address)) for address in content.emails]
    fields += [("URL", _safe(address)) for address in content.urls]
    if content.address is not None:
        fields.append(("ADR", f",,{','.join(map(_safe, _parts(content.address)))}"))
    fields += [("ORG", _safe(content.organisation)), ("NICKNAME", _safe(content.nickname))]
    fields.append(("BDAY", _day(content.birthday) if content.birthday else ""))
    fields.append(("NOTE", _safe(" ".join(content.note.split()))))
    return "MECARD:" + "".join(f"{name}:{value};" for name, value in fields if value) + ";"


def _safe(text: str) -> str:
    return backslashed(text, _SIGNS)


def _parts(address: CardAddress) -> tuple[str, ...]:
    return (address.street, address.city, address.region, address.postcode, address.country)


def _without_end(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return ``parts`` without empty ones at the end."""
    last = max((place for place, part in enumerate(parts) if part), default=-1)
    return parts[: last + 1]


def _day(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"
