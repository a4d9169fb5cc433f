"""Addresses, words, numbers and places."""

from urllib.parse import quote

from qrdesk.core.artwork.contents.escapes import percent
from qrdesk.core.schemas.contents.everyday import (
    AppContent,
    EmailContent,
    GeoContent,
    PhoneContent,
    SmsContent,
    TextContent,
    UrlContent,
    WhatsappContent,
)


def url(content: UrlContent) -> str:
    """Return the address itself."""
    return content.url


def text(content: TextContent) -> str:
    """Return the text itself."""
    return content.text


def phone(content: PhoneContent) -> str:
    """Return a ``tel:`` address. Source: RFC 3966."""
    return f"tel:{_dialled(content.number)}"


def sms(content: SmsContent) -> str:
    """Return ``SMSTO:number:message``, which goes on to the end of the text, or ``sms:`` as of RFC 5724."""
    if content.form == "sms":
        return f"sms:{_dialled(content.number)}" + (f"?body={percent(content.message)}" if content.message else "")
    return f"SMSTO:{content.number}:{content.message}"


def whatsapp(content: WhatsappContent) -> str:
    """Return a ``wa.me`` address; there a line break is one character."""
    text = f"?text={quote(content.message, safe='')}" if content.message else ""
    return f"https://wa.me/{content.number.lstrip('+')}{text}"


def email(content: EmailContent) -> str:
    """Return a ``mailto:`` address. Source: RFC 6068."""
    fields = {"cc": content.cc or "", "subject": content.subject, "body": content.body}
    asked = "&".join(
        f"{name}={_box(value) if name == 'cc' else percent(value)}" for name, value in fields.items() if value
    )
    return f"mailto:{_box(content.to)}{'?' + asked if asked else ''}"


def geo(content: GeoContent) -> str:
    """Return a ``geo:`` address, to a tenth of a metre. Source: RFC 5870, which knows no label."""
    return f"geo:{_degrees(content.latitude)},{_degrees(content.longitude)}"


def app(content: AppContent) -> str:
    """Return the page of an app in its store."""
    if content.store == "apple":
        return f"https://apps.apple.com/app/id{content.app.removeprefix('id')}"
    return f"https://play.google.com/store/apps/details?id={content.app}"


def _dialled(number: str) -> str:
    return number.replace("#", "%23")


def _box(address: str) -> str:
    return quote(address, safe="@!$'*+-.")


def _degrees(angle: float) -> str:
    return f"{round(angle, 6) + 0.0:.6f}".rstrip("0").rstrip(".")  # + 0.0: there is no -0 on earth
