"""Forms with a file in them, as browsers and programs send them."""

import io
from collections.abc import Mapping
from typing import Any

from PIL import Image

from qrdesk.core.operations import PREFIX
from tests.desks import Answer, Desk

BOUNDARY = "----tests7MA4YWxkTrZu0gW"
FILES = f"{PREFIX}/files"
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M1 1h8v8z" fill="#c00"/></svg>'


def photo(colour: str = "navy") -> bytes:
    """Return a picture for previews."""
    out = io.BytesIO()
    Image.new("RGB", (120, 63), colour).save(out, "JPEG")
    return out.getvalue()


def part(name: str, content: bytes, file_name: str | None = None) -> bytes:
    """Return one part of a form."""
    named = "" if file_name is None else f'; filename="{file_name}"'
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'.encode() + content + b"\r\n"


def body_of(fields: Mapping[str, str], content: bytes, file_name: str = "logo.svg") -> bytes:
    """Return a form with a file."""
    parts = [part(name, value.encode()) for name, value in fields.items()]
    return b"".join([*parts, part("file", content, file_name), f"--{BOUNDARY}--\r\n".encode()])


def form(api: Desk, fields: Mapping[str, str], content: bytes, path: str = FILES, **more: Any) -> Answer:
    """Send a form with a file."""
    file_name = more.pop("file_name", "logo.svg")
    return send(api, body_of(fields, content, file_name), path, **more)


def send(api: Desk, body: bytes, path: str = FILES, *, headers: Mapping[str, str] | None = None, **more: Any) -> Answer:
    """Send bytes as a form."""
    said = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", **(headers or {})}
    return api.ask("POST", path, content=body, headers=said, **more)
