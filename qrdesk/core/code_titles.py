"""What a code is called where others read along, as in the audit log: never by what only its readers are to know."""

import re
from collections.abc import Mapping
from typing import Any, cast

from qrdesk.core.schemas.codes import CodeView
from qrdesk.core.schemas.contents import AnyContent, MecardContent, VcardContent, WifiContent
from qrdesk.core.schemas.lines import MASK
from qrdesk.core.schemas.masks import is_secretive, masked_text

_NETWORK = re.compile(r"(?i)^\s*WIFI:(?:[^;\\]*;)*?S:(?P<ssid>(?:\\.|[^;\\])*)")
_ESCAPED = re.compile(r"\\(.)")
_PASSWORDS = frozenset({"password"})  # fields of contents
_PLAIN = frozenset({"url", "text", "phone", "geo", "email"})  # what these say is short, and what they are found by
_TELLING = ("url", "text", "title", "name", "to", "number")  # fields people know it by
_CALLED: Mapping[str, str] = {
    "wifi": "Wi-Fi",
    "vcard": "Contact",
    "mecard": "Contact",
    "sms": "SMS",
    "event": "Event",
    "epc": "Payment",
    "whatsapp": "WhatsApp",
    "app": "App",
    "swiss-bill": "Swiss bill",
    "crypto": "Crypto",
    "gs1": "GS1 Digital Link",
}


def title_of(code: CodeView) -> str:
    """Return a code's name; of one without, what it leads to, its network, or its kind."""
    if code.content is None or code.content.type in _PLAIN:
        return unsecret(code.name or code.text)
    if code.name:
        return unsecret(code.name)
    called = _CALLED.get(code.content.type, "Static code")
    return f"{called} {known_by(code.content)}" if isinstance(code.content, WifiContent) else called


def known_by(content: AnyContent) -> str:
    """Return what people know a static code by that says this, beside its kind; never a password."""
    if isinstance(content, WifiContent):
        return content.ssid
    if isinstance(content, VcardContent | MecardContent):
        return unsecret(" ".join(f"{content.first_name} {content.last_name}".split()) or content.organisation)
    said = next((str(getattr(content, name)) for name in _TELLING if getattr(content, name, "")), "")
    return " ".join(unsecret(said).split("://", 1)[-1].split())


def unsecret(said: str) -> str:
    """Return ``said``; of the text of a code that has a password in it, only what may be known of it."""
    if not is_secretive(said):
        return said
    network = _NETWORK.match(said)
    if network is None:
        return MASK
    ssid = _ESCAPED.sub(r"\1", network["ssid"])
    return f"Wi-Fi {ssid}"


def masked_content(content: AnyContent) -> AnyContent:
    """Return what a static code says without its passwords; the same where it has none."""
    said = {name: one for name in content.model_fields_set if isinstance(one := getattr(content, name), str) and one}
    hidden = {name: MASK if name in _PASSWORDS else masked_text(one) for name, one in said.items()}
    changed = {name: one for name, one in hidden.items() if one != said[name]}
    return content.model_copy(update=changed) if changed else content


def masked_code(code: CodeView) -> CodeView:
    """Return a code as lists show it; the same where it says no password, and is not named after one."""
    name = masked_text(code.name)
    if code.content is None:
        return code if name == code.name else code.model_copy(update={"name": name})
    content, text = masked_content(code.content), masked_text(code.text)
    if content is code.content and (name, text) == (code.name, code.text):
        return code
    return code.model_copy(update={"name": name, "content": content, "text": text})


def unsecret_all(value: Any) -> Any:
    """Return what JSON says with such texts masked, at any depth."""
    if isinstance(value, str):
        return masked_text(value)
    if isinstance(value, dict):
        return {name: unsecret_all(one) for name, one in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [unsecret_all(one) for one in cast("list[Any]", value)]
    return value
