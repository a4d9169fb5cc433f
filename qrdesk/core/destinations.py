"""What a link may lead to: a plain http(s) address whose host a person and a browser read alike; or mail, phone, app.

Source: the rules of WHATWG URL that matter here, and UTS 46 for host names (library ``idna``).
"""

import ipaddress
import re
import unicodedata
from urllib.parse import quote, unquote

import idna

from qrdesk.core.errors import BadDestination
from qrdesk.core.schemas.rules import DestinationType

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
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # categories of Unicode
_APP = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)\Z", re.DOTALL | re.ASCII)
# a browser or a system would run, read or install what follows these, or open any page behind our back
_NEVER = frozenset(
    "javascript vbscript livescript mocha data file filesystem blob about view-source jar content resource intent "
    "android-app http https ws wss ftp ftps sftp gopher ssh telnet smb nfs rdp ldap ldaps jnlp jnlps mhtml mk its res "
    "shell hcp help search search-ms devtools microsoft-edge firefox x-web-search itms-services wyciwyg".split()
)
_NEVER_BEFORE = ("chrome", "googlechrome", "edge", "moz-", "opera", "brave", "vivaldi", "ms-", "safari-")
_STILL_FINE = frozenset({"ms-windows-store", "ms-outlook"})
_MAILBOX = re.compile(r"[A-Za-z0-9!#$&'*+/=_~-]+(\.[A-Za-z0-9!#$&'*+/=_~-]+)*", re.ASCII)
_SAFE_IN_MAILBOX = "!$'*+="
_LONGEST_MAILBOX, _LONGEST_MAIL = 64, 254  # RFC 5321, 4.5.3.1
_BETWEEN_DIGITS = re.compile("[\\s().\\-/\u2010-\u2015\u2212]+")
_PHONE = re.compile(r"\+[1-9][0-9]{6,14}|[0-9]{3,15}", re.ASCII)  # E.164; without its country it works at home only


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


def check_typed(text: str, kind: DestinationType) -> str:
    """Return a destination of this kind in the form that is stored: pure ASCII, so that ``type_of`` knows it again.

    A mail address becomes ``mailto:``, with a subject and a text if they were given; a number becomes ``tel:``; an app
    keeps its own scheme, in lower case.

    Raises:
        BadDestination: it is none of this kind, or one that a browser would run, read or install.
    """
    if kind is DestinationType.URL:
        return check(text)
    said = text.strip()
    if len(said) > MAX_LENGTH:
        raise _refuse(f"This has {len(said)} characters; {MAX_LENGTH} is the most.")
    kept = _TYPED[kind](said)
    if len(kept) > MAX_LENGTH:
        raise _refuse(f"This has {len(kept)} characters as it is sent; {MAX_LENGTH} is the most.")
    return kept


def type_of(stored: str) -> DestinationType:
    """Return what sort of thing a stored destination is."""
    scheme = stored.partition(":")[0]
    if scheme in {"http", "https"}:
        return DestinationType.URL
    return {"mailto": DestinationType.EMAIL, "tel": DestinationType.PHONE}.get(scheme, DestinationType.APP)


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
        if character == " " and "://" not in address:
            raise _refuse("This does not start like a web address. It should begin with https://.")
        _check_character(character)
    shape = _SHAPE.match(address)
    if shape is None:
        scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", address)
        if scheme and scheme[1].lower() not in {"http", "https"} and "." not in scheme[1]:
            raise _refuse(f"Only http and https addresses can be used, not “{scheme[1]}:”.")
        raise _refuse("This does not start like a web address. It should begin with https://.")
    return shape[1].lower(), shape[2], shape[3] or ""


def _check_character(character: str) -> None:
    if character in _FORBIDDEN:
        raise _refuse(f"A web address cannot contain “{character}”.")
    if _is_unseen(character):
        raise _refuse("This address has a blank or an invisible character in it.")


def _is_unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in _INVISIBLE


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


def _mail(text: str) -> str:
    address, _, fields = text.partition("?")
    if address[:7].lower() == "mailto:":
        address = _unquoted(address[7:])
    if any(map(_is_unseen, address)):
        raise _refuse("This mail address has a blank or an invisible character in it.")
    mailbox, _, host = address.rpartition("@")
    if not mailbox or not host or "," in address or ";" in address:
        raise _refuse("Enter one mail address, such as anna@example.com.")
    if not _MAILBOX.fullmatch(mailbox) or len(mailbox) > _LONGEST_MAILBOX:
        raise _refuse(f"“{mailbox[:80]}” cannot stand before the “@” of a mail address.")
    name = _host(host)
    if "." not in name or name.rpartition(".")[2].isdecimal():
        raise _refuse(f"“{host[:80]}” is no place that mail goes to. It should be like example.com.")
    if len(mailbox) + 1 + len(name) > _LONGEST_MAIL:
        raise _refuse("This mail address is too long.")
    kept = "&".join(_mail_fields(fields))
    return f"mailto:{quote(mailbox, safe=_SAFE_IN_MAILBOX)}@{name}" + (f"?{kept}" if kept else "")


def _mail_fields(text: str) -> list[str]:
    found: dict[str, str] = {}
    for one in filter(None, text.split("&")):
        name, _, value = one.partition("=")
        field = name.lower()
        if field not in {"subject", "body"} or field in found:
            raise _refuse("After its “?” a mail address can have one subject and one body, and nothing else.")
        said = re.sub("\r\n|\r|\n", "\r\n", _unquoted(value))
        plain = said.replace("\r\n", "").replace("\t", "") if field == "body" else said
        if any(unicodedata.category(char) in _INVISIBLE - {"Cf"} for char in plain):
            raise _refuse(f"The {field} has an invisible character in it.")
        found[field] = quote(said, safe="")
    return [f"{field}={value}" for field, value in found.items() if value]


def _unquoted(text: str) -> str:
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError as fault:
        raise _refuse("Some letters behind a “%” cannot be read. Write them out.") from fault


def _phone(text: str) -> str:
    number = text[4:] if text[:4].lower() == "tel:" else text
    if re.search(r"\+.*\(\s*0\s*\)", number):
        raise _refuse("Leave out the “(0)”: whoever dials from abroad must not dial it.")
    number, extended, extension = number.partition(";ext=")
    digits = _BETWEEN_DIGITS.sub("", number)
    if not _PHONE.fullmatch(digits) or (extended and not re.fullmatch("[0-9]{1,10}", extension)):
        raise _refuse("This is no telephone number. Write it with its country, such as +49 30 123456.")
    return f"tel:{digits}{extended}{extension}"


def _app(text: str) -> str:
    for character in text:
        _check_character(character)
    shape = _APP.match(text)
    if shape is None or (("." in shape[1] or shape[1] == "localhost") and re.match(r"[0-9]+(/|\Z)", shape[2])):
        raise _refuse("The address of an app begins with a word of its own and a colon, such as spotify:.")
    scheme = shape[1].lower()
    if scheme in {"mailto", "tel"}:
        raise _refuse(f"“{scheme}:” is no app. Choose {'e-mail' if scheme == 'mailto' else 'phone'} as its type.")
    if scheme in _NEVER or (scheme.startswith(_NEVER_BEFORE) and scheme not in _STILL_FINE):
        raise _refuse(f"“{scheme}:” cannot be used: it is no app of a visitor's own, or could do harm.")
    return f"{scheme}:{quote(_STRAY_PERCENT.sub('%25', shape[2]), safe=_SAFE)}"


_TYPED = {DestinationType.EMAIL: _mail, DestinationType.PHONE: _phone, DestinationType.APP: _app}
