"""What an endpoint may be: its address, the events it is told, its headers, and what is sent along."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from ipaddress import ip_address
from typing import Any
from urllib.parse import urldefrag, urlsplit

from qrdesk.core import destinations
from qrdesk.core.context import Context
from qrdesk.core.errors import BadDestination, Invalid, NotFound
from qrdesk.core.models import Folder, Link, Tag
from qrdesk.core.net.networks import may_reach, network_of, networks
from qrdesk.core.public_url import hostname
from qrdesk.core.schemas.base import quoted
from qrdesk.core.schemas.events import TEST
from qrdesk.core.schemas.webhooks import Format
from qrdesk.core.services import link_rows
from qrdesk.core.services.names import get_named
from qrdesk.core.settings import variable
from qrdesk.core.webhooks import bodies, signing

_MOST_URL = 2000
_MOST_TOLD = 10 * 1024  # bytes
_MOST_NAME, _MOST_VALUE = 100, 4000
_DEEPEST = 20  # levels of objects and lists
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # a token of RFC 9110, 5.6.2
_VALUE = re.compile(r"[!-~]([ \t!-~]*[!-~])?")  # visible; blanks only within
_OURS = frozenset(
    "host connection keep-alive te trailer transfer-encoding upgrade expect user-agent accept-encoding".split()
)
_OURS_BEFORE = ("content-", "webhook-", "proxy-")
_SIGNATURE = re.compile(r"x-.*signature")
_FOR_ANOTHER = (
    "The headers were entered for another server, and are not sent to this one by themselves. Enter them anew, or send "
    "none."
)
_PORTS = {"http": 80, "https": 443}
_THIS_COMPUTER = "127.0.0.0/8,::1/128"


def check_url(ctx: Context, text: str, field: str = "url") -> str:
    """Return the address in the form that is kept: pure ASCII, without a fragment.

    Raises:
        Invalid: it is no plain http(s) address, is too long, or names a private network that is not allowed.
    """
    try:
        url = urldefrag(destinations.check(text)).url
    except BadDestination as fault:
        raise Invalid.field(field, _said_of(fault, text)) from fault
    if len(url) > _MOST_URL:
        raise Invalid.field(
            field, f"This address has {len(url):,} characters as it is sent; {_MOST_URL:,} is the most."
        )
    _check_reachable(ctx, hostname(destinations.host_of(url)), field)
    return url


def _said_of(fault: BadDestination, text: str) -> str:
    if "@" in re.split(r"[/?#\\]", text.partition("://")[2], maxsplit=1)[0]:
        return "Leave out the user name and password before the “@”, and send them as the header Authorization."
    return "Enter the address that events are sent to." if not text.strip() else str(fault)


def _check_reachable(ctx: Context, host: str, field: str) -> None:
    """Refuse at once what the sender would refuse each time. Names are looked up when something is sent."""
    local = host == "localhost" or host.endswith(".localhost")
    try:
        address = ip_address("127.0.0.1" if local else host)
    except ValueError:
        return
    if may_reach(str(address), networks(ctx.settings.webhook_allowed_networks)):
        return
    network = _THIS_COMPUTER if local else network_of(str(address))
    setting = variable("webhook_allowed_networks")
    raise Invalid.field(
        field,
        f"{host} is in a private network, and nothing is sent there. Whoever runs this QRDesk can allow it with the "
        f"setting {setting}={network}.",
    )


def check_kinds(format: Format, kinds: Iterable[str]) -> str:
    """Return the kinds as they are kept, in one order. A format's own name for one, such as “scan.created”, will do.

    Raises:
        Invalid: the format cannot say one of them; those it can are named.
    """
    known = choosable(format)
    ours = {bodies.kind_in(format, kind): kind for kind in known}
    wanted = {ours.get(kind, kind) for kind in kinds}
    for kind in sorted(wanted - {*known}):
        raise Invalid.field("kinds", f"The format {format} has no event “{quoted(kind)}”. It has: {', '.join(known)}.")
    return " ".join(kind for kind in known if kind in wanted)


def choosable(format: Format) -> tuple[str, ...]:
    """Return the kinds that an endpoint of this format may choose from."""
    return tuple(kind for kind in bodies.KNOWN[format] if kind != TEST)


def check_only(ctx: Context, sent: Mapping[str, Sequence[str]], before: str = "{}") -> str:
    """Return the bounds as they are kept: ``sent``, and those from before that were not sent.

    Raises:
        Invalid: there is no such folder, tag or link in this workspace.
    """
    kept: dict[str, list[str]] = json.loads(before)
    for field, find in (("folders", _folder), ("tags", _tag), ("links", _link)):
        if field in sent:
            kept[field] = _found(ctx, field, find, sent[field])
    return json.dumps({field: ids for field, ids in kept.items() if ids}, separators=(",", ":"))


def _found(ctx: Context, field: str, find: Any, names: Sequence[str]) -> list[str]:
    ids: dict[str, None] = {}
    for place, name in enumerate(names):
        try:
            ids[find(ctx, name)] = None
        except NotFound as fault:
            raise Invalid(str(fault), field_errors={f"{field}.{place}": str(fault)}) from fault
    return list(ids)


def _folder(ctx: Context, name: str) -> str:
    return get_named(ctx, Folder, name, "folder").public_id


def _tag(ctx: Context, name: str) -> str:
    return get_named(ctx, Tag, name, "tag").public_id


def _link(ctx: Context, name: str) -> str:
    return link_rows.get_row(ctx, name).public_id


def find_link(ctx: Context, name: str, bounds: Iterable[Sequence[str]]) -> Link:
    """Return the link that an endpoint shall belong to; ``bounds`` are what else it should be narrowed to.

    Raises:
        Invalid: there is no such link in this workspace, or it is narrowed to others.
    """
    if any(bounds):
        raise Invalid.field("link", "It belongs to one link: leave out folders, tags and links.")
    try:
        return link_rows.get_row(ctx, name)
    except NotFound as fault:
        raise Invalid.field("link", str(fault)) from fault


def check_headers(headers: Mapping[str, str], signature_header: str = "") -> str | None:
    """Return headers as the JSON that is sealed; None where there are none. What is refused is named, never a value.

    Raises:
        Invalid: one cannot be sent, or is sent by QRDesk itself.
    """
    kept: dict[str, str] = {}
    seen: set[str] = set()
    for name, value in headers.items():
        plain = value.strip(" \t")
        if fault := _header_fault(name.lower(), plain, {signature_header.lower(), *seen}):
            raise Invalid.field("headers", f"“{quoted(name)}”: {fault}")
        seen.add(name.lower())
        kept[name] = plain
    return json.dumps(kept, separators=(",", ":")) if kept else None


def check_same_server(before: str, after: str) -> None:
    """Do nothing if an address is on the server that headers were entered for.

    Raises:
        Invalid: it is not.
    """
    if _server(before) != _server(after):
        raise Invalid.field("headers", _FOR_ANOTHER)


def _server(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or _PORTS.get(parts.scheme)


def _header_fault(name: str, value: str, taken: set[str]) -> str:
    """Return what is wrong with a header, its name in small letters; empty where nothing is."""
    if not _NAME.fullmatch(name):
        return "this is no name of a header."
    if len(name) > _MOST_NAME or len(value) > _MOST_VALUE:
        return f"names have up to {_MOST_NAME} characters, and values up to {_MOST_VALUE:,}."
    if name in _OURS or name.startswith(_OURS_BEFORE) or _SIGNATURE.fullmatch(name):
        return "QRDesk sends this header itself."
    if name in taken:
        return "this header is sent once only."
    return "" if _VALUE.fullmatch(value) else "its value has characters that no header can carry, or none at all."


def check_signature(format: Format, header: str, prefix: str) -> None:
    """Do nothing if the signature can go there.

    Raises:
        Invalid: the format says itself where it goes, or no header can be called so.
    """
    for field, value in (("signature_header", header), ("signature_prefix", prefix)):
        if value and format != "h0p":
            raise Invalid.field(field, f"The format {format} says itself where its signature goes.")
    name = header.lower()
    if header and (not _NAME.fullmatch(header) or name in _OURS or name.startswith(_OURS_BEFORE)):
        raise Invalid.field("signature_header", "The signature cannot be sent in a header of this name.")
    if prefix and not _VALUE.fullmatch(prefix):
        raise Invalid.field("signature_prefix", "This has characters that no header can carry.")


def check_told(data: Any) -> str:
    """Return what is sent along as JSON; empty for None.

    Raises:
        Invalid: it is no JSON that all programs read, or too much of it.
    """
    if data is None:
        return ""
    level = [data]
    for _ in range(_DEEPEST):
        level = [part for one in level for part in _parts(one)]
    if level:
        raise Invalid.field("data", f"Its parts lie too deep in one another: {_DEEPEST} levels are the most.")
    try:
        text = json.dumps(data, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
        size = len(text.encode())  # half a character is no UTF-8
    except (ValueError, TypeError) as fault:
        raise Invalid.field("data", "This cannot be written as JSON.") from fault
    if size > _MOST_TOLD:
        raise Invalid.field("data", f"This has {size:,} bytes as JSON; {_MOST_TOLD // 1024} KB are the most.")
    if "\0" in text or "\\u0000" in text:
        raise Invalid.field("data", "This has a control character in it, which no text can keep.")
    return text


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, (list, tuple)) else ()


def check_secret(format: Format, secret: str | None) -> str:
    """Return the secret, or a new one for None.

    Raises:
        Invalid: the format cannot sign with it.
    """
    if secret is None:
        return signing.mint_secret()
    try:
        return signing.check_secret(format, secret)
    except ValueError as fault:
        raise Invalid.field("secret", str(fault)) from fault
