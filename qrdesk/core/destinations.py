"""What a link may lead to: a plain http(s) address whose host a person and a browser read alike.

Source: the rules of WHATWG URL that matter here, and UTS 46 for host names (library ``idna``).
"""

import ipaddress
import re
import unicodedata
from urllib.parse import quote

import idna

from qrdesk.core.errors import BadDestination

MAX_LENGTH = 2048
# ASCII: else "ſ" would pass as an "s"
_SHAPE = re.compile(r"(?i)(https?)://([^/?#]*)([/?#].*)?\Z", re.DOTALL | re.ASCII)
# letters and marks that are not seen, and that IDNA leaves out without a word
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
# UTS 46 of 2023 reads these differently from the one before: old and new browsers go to different hosts, or to none
_DISPUTED = re.compile("[\u04c0\u10a0-\u10c5\u1e9e\u2132\u2183\U0002f868\U0002f874\U0002f91f\U0002f95f\U0002f9bf]")
_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK"})  # first words of the names of characters in Unicode
_FORBIDDEN = frozenset('\\<>"^{|}`')
_SAFE = "!$&'()*+,-./:;=?@_~%#[]"  # kept as they are; everything else is percent-encoded as UTF-8
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


def check(text: str) -> str:
    """Return the destination in the form that is stored and sent: pure ASCII, host lower case and IDNA.

    Raises:
        BadDestination: not http(s), no host, a hidden host, or characters no address may have.
    """
    address = text.strip()
    scheme, authority, rest = _split(address)
    checked = f"{scheme}://{_authority(authority)}{_tail(rest)}"
    if len(checked) > MAX_LENGTH:
        raise _refuse(f"This address has {len(checked)} characters as it is sent; {MAX_LENGTH} is the most.")
    return checked


def host_of(destination: str) -> str:
    """Return the host, and the port if there is one, of a checked destination."""
    return destination.split("/", 3)[2]


def _refuse(reason: str) -> BadDestination:
    return BadDestination(reason, field_errors={"destination": reason})


def _split(address: str) -> tuple[str, str, str]:
    if not address:
        raise _refuse("Enter the page this link should lead to.")
    if len(address) > MAX_LENGTH:
        raise _refuse(f"This address has {len(address)} characters; {MAX_LENGTH} is the most.")
    for character in address:
        if character in _FORBIDDEN:
            raise _refuse(f"A web address cannot contain “{character}”.")
        if character == " " and "://" not in address:
            raise _refuse("This does not start like a web address. It should begin with https://.")
        if character.isspace() or unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
            raise _refuse("This address has a blank or an invisible character in it.")
    shape = _SHAPE.match(address)
    if shape is None:
        scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", address)
        if scheme and scheme[1].lower() not in {"http", "https"} and "." not in scheme[1]:
            raise _refuse(f"Only http and https addresses can be used, not “{scheme[1]}:”.")
        raise _refuse("This does not start like a web address. It should begin with https://.")
    return shape[1].lower(), shape[2], shape[3] or ""


def _authority(authority: str) -> str:
    if "@" in authority:
        raise _refuse("This address hides where it leads: remove everything before the “@”.")
    if authority.startswith("["):
        inside, bracket, port = authority[1:].partition("]")
        if "%" in inside:
            raise _refuse("This address names a network card of one computer. Leave out the “%” and what follows.")
        try:
            host = f"[{ipaddress.IPv6Address(inside).compressed}]"
        except ValueError as fault:
            raise _refuse("The part in brackets is no IPv6 address.") from fault
        if not bracket or (port and not port.startswith(":")):
            raise _refuse("The part in brackets is no IPv6 address.")
        return host + _port(port[1:] if port else None)
    host, colon, port = authority.partition(":")
    return _host(host) + _port(port if colon else None)


def _host(host: str) -> str:
    if not host:
        raise _refuse("This address has no host name.")
    if "%" in host:
        raise _refuse("The host name hides letters behind “%”. Write it out.")
    if _UNSEEN.search(host):
        raise _refuse("The host name has an invisible character in it.")
    if disputed := _DISPUTED.search(host):
        raise _refuse(f"Browsers do not agree on “{disputed[0]}” in a host name. Write the name in small letters.")
    if host.endswith(("..", ".\u3002", "\u3002.", "\u3002\u3002")):
        raise _refuse("The host name ends in two dots.")
    _check_one_alphabet(host)
    try:
        name = idna.encode(host, uts46=True, std3_rules=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        name = _plain(host)
    name = name.rstrip(".")  # again after IDNA: U+3002 has become a dot by now
    if not name:
        raise _refuse("This address has no host name.")
    if name.rpartition(".")[2].isdecimal() or re.fullmatch(r"0x[0-9a-f]*", name.rpartition(".")[2]):
        try:
            return str(ipaddress.IPv4Address(name))
        except ValueError as fault:
            raise _refuse("The host looks like a number, but is no IP address.") from fault
    return name


def _check_one_alphabet(host: str) -> None:
    """Refuse a name that reads as another one, such as “pаypal” with a Cyrillic “а”. Written as xn-- it is meant."""
    for label in re.split(r"[.\u3002\uff0e\uff61]", unicodedata.normalize("NFKC", host)):
        names = {unicodedata.name(char, "").partition(" ")[0] for char in label if char.isalpha()}
        if len(names & _ALIKE) < 2:
            continue
        said = f"The host name mixes letters of two alphabets that look alike, in “{label}”."
        try:
            meant = idna.encode(label, uts46=True, std3_rules=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            raise _refuse(said) from None
        raise _refuse(f"{said} If you mean it, write {meant} there.")


def _plain(host: str) -> str:
    # idna refuses underscores, and some hyphens, that real hosts and browsers use
    name = host.rstrip(".").lower()
    if len(name) <= 253 and all(re.fullmatch(r"[a-z0-9_-]{1,63}", label) for label in name.split(".")):
        if any(label.startswith("xn--") for label in name.split(".")):
            raise _refuse("The host name is not written correctly.")
        return name
    raise _refuse("The host name is not written correctly.")


def _port(port: str | None) -> str:
    if not port:
        return ""
    if not (port.isascii() and port.isdecimal() and 1 <= int(port) <= 65535):
        raise _refuse("The port is no number from 1 to 65535.")
    return f":{int(port)}"


def _tail(rest: str) -> str:
    tail = quote(_STRAY_PERCENT.sub("%25", rest), safe=_SAFE)
    return tail if tail.startswith("/") else f"/{tail}"
