"""Forms with a file in them (multipart/form-data), read strictly: two programs must not see two forms in one.

Source: RFC 7578, and RFC 2046 section 5.1 for what stands between the parts. A form is whole in memory already.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.base import Upload
from qrdesk.daemon.http import BadRequest, WrongMediaType

FORM = "multipart/form-data"
FILE = "file"  # the name of the part
_MAX_PARTS = 10
_MAX_HEADER = 2048  # bytes
_MAX_VALUE = 2048  # bytes of a part that is no file
_MAX_BOUNDARY = 70
_BCHARS = re.compile(r"[0-9A-Za-z'()+_,\-./:=? ]*[0-9A-Za-z'()+_,\-./:=?]")
_PARAMETER = re.compile(r';\s*(name|filename|filename\*)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))\s*', re.IGNORECASE)
_PLAIN = {"", "7bit", "8bit", "binary"}  # encodings that leave the bytes as they are


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    file_name: str | None  # None: no file
    content: bytes


def read_form(environ: Mapping[str, Any], body: bytes) -> tuple[dict[str, str], Upload]:
    """Return the fields of a form, and its file.

    Raises:
        WrongMediaType: it is sent as something else.
        BadRequest: it is no form, or none that can be read in one way alone.
        Invalid: it has no file, or one under another name.
    """
    boundary = _boundary(environ)
    fields: dict[str, str] = {}
    file: Upload | None = None
    for part in (_part(raw) for raw in _split(body, boundary)):
        if part.name in fields or (part.name == FILE and file is not None):
            raise BadRequest("The form has a part more than once.")
        if part.name == FILE:
            file = Upload(part.content, part.file_name or "")
        elif part.file_name is not None:
            raise Invalid.field(FILE, f"Send the file as the part “{FILE}”, and no other file.")
        else:
            fields[part.name] = _text(part)
    if file is None:
        raise Invalid.field(FILE, f"The form has no part “{FILE}”. Send the file as that.")
    return fields, file


def _boundary(environ: Mapping[str, Any]) -> str:
    sent = str(environ.get("CONTENT_TYPE", ""))
    media_type, _, options = sent.partition(";")
    if media_type.strip().lower() != FORM:
        raise WrongMediaType(f"A file is sent as a form, with the header “Content-Type: {FORM}”.")
    if str(environ.get("HTTP_CONTENT_ENCODING", "identity")).strip().lower() != "identity":
        raise WrongMediaType("The body must not be compressed.")
    said = (option.partition("=") for option in options.split(";"))  # no boundary has a semicolon in it
    named = [value.strip() for name, _, value in said if name.strip().lower() == "boundary"]
    boundary = re.sub(r'^"(.*)"$', r"\1", named[0]) if len(named) == 1 else ""
    if len(boundary) > _MAX_BOUNDARY or not _BCHARS.fullmatch(boundary):
        raise BadRequest("The header Content-Type does not say what stands between the parts of the form (boundary).")
    return boundary


def _split(body: bytes, boundary: str) -> list[bytes]:
    """Return what stands between the boundaries. Nothing may come before the first one but a line end."""
    mark = b"\r\n--" + boundary.encode("ascii")
    first, *rest = (body if body.startswith(b"\r\n") else b"\r\n" + body).split(mark, _MAX_PARTS + 1)
    if first or not rest:
        raise BadRequest("The body is no form: it does not begin with the boundary that its header names.")
    *parts, last = rest
    if len(parts) > _MAX_PARTS or not last.startswith(b"--") or last[2:].strip(b"\r\n \t"):
        raise BadRequest("The form does not end as it should, or has too many parts.")
    return parts


def _part(raw: bytes) -> _Part:
    header, blank, content = raw.partition(b"\r\n\r\n")
    lines = header.split(b"\r\n")
    if not blank or len(header) > _MAX_HEADER or lines[0].strip(b" \t"):
        raise _unreadable()
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, colon, value = line.partition(b":")
        key = name.decode("latin-1").lower()
        if not colon or key != key.strip() or key in headers:
            raise _unreadable()
        headers[key] = _utf8(value).strip()
    if headers.get("content-transfer-encoding", "").lower() not in _PLAIN:
        raise BadRequest("A part of the form is encoded. Send it as it is.")
    return _named(headers.get("content-disposition", ""), content)


def _named(disposition: str, content: bytes) -> _Part:
    kind, semicolon, rest = disposition.partition(";")
    found: dict[str, str] = {}
    position, rest = 0, semicolon + rest
    while match := _PARAMETER.match(rest, position):
        key = match[1].lower()
        if key in found:
            raise _unreadable()
        found[key] = match[3] or re.sub(r'\\(["\\])', r"\1", match[2] or "")
        position = match.end()
    if kind.strip().lower() != "form-data" or position != len(rest) or not found.get("name"):
        raise _unreadable()
    file_name = found.get("filename")
    if file_name is None and "filename*" in found:  # forbidden in forms, and sent all the same
        file_name = unquote(found["filename*"].rpartition("''")[2])
    return _Part(found["name"], file_name, content)


def _text(part: _Part) -> str:
    if len(part.content) > _MAX_VALUE:
        raise BadRequest("A part of the form that is no file is too long.")
    return _utf8(part.content)


def _utf8(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise BadRequest("The form is not UTF-8.") from fault


def _unreadable() -> BadRequest:
    return BadRequest("A part of the form cannot be read: it needs a header “Content-Disposition: form-data; name=…”.")
