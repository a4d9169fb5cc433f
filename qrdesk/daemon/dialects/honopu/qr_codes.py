"""QR codes of Honopu, of which its documents print no body: each carries the ``/r/`` address of its link.

A picture is fetched with a key, as everything here, and counts as printed: nobody knows where it goes from there. Who
has it already is sent none, and HEAD tells of it alone; neither is remembered.
Source: contracts/honopu.md, 2.4.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote, urlencode, urlsplit

from qrdesk import __version__
from qrdesk.core.artwork import export
from qrdesk.core.errors import Invalid, NotFound
from qrdesk.core.schemas.artwork import ArtworkFormat, ExportDraft
from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.codes import CodeDraft, CodeQuery, CodeView
from qrdesk.core.services import codes, design_assets
from qrdesk.daemon import etags
from qrdesk.daemon.dialects.dialect import Ask, Said, milliseconds, text_of, value_of
from qrdesk.daemon.dialects.honopu.pages import read_page, told_page

FIELDS = {
    "link_id": "linkId",
    "design.ink": "foregroundColor",
    "design.paper": "backgroundColor",
    "design.error_correction": "errorCorrection",
    "design.quiet_zone": "margin",
}
_DESIGN = {
    "ink": ("foregroundColor", "foreground", "color"),
    "paper": ("backgroundColor", "background"),
    "error_correction": ("errorCorrection", "errorCorrectionLevel"),
    "quiet_zone": ("margin",),
}
_LEVELS = {"low": "L", "medium": "M", "quartile": "Q", "high": "H"}
_MEDIA_TYPES = {
    ArtworkFormat.SVG: "image/svg+xml",
    ArtworkFormat.PNG: "image/png",
    ArtworkFormat.PDF: "application/pdf",
}
_SIDE_PX, _LEAST_PX, _MOST_PX = 512, 50, 10_000
_DPI = 254  # ten pixels to the millimetre: every side in pixels is a width in mm without a rest


def create_code(ask: Ask) -> dict[str, Any]:
    """Make a code for a link.

    Raises:
        NotFound: no such link.
        Invalid: a field cannot be used.
    """
    sent = ask.json
    wanted: dict[str, Any] = {
        "format": _format(text_of(sent, "format") or ""),
        "size": _side("" if sent.get("size") is None else str(sent["size"])),
    }
    fields = {"link_id": value_of(sent, "linkId", "link_id"), "name": text_of(sent, "name", "title") or ""}
    design = _design(sent)
    draft = CodeDraft.model_validate({**fields, "design": design} if design else fields)
    return _code(ask.do(codes.create_code, draft), {name: str(value) for name, value in wanted.items() if value})


def list_codes(ask: Ask) -> dict[str, Any]:
    """Return some codes, newest first; of one link where it is named.

    Raises:
        NotFound: no such link.
        Invalid: a page that is no number.
    """
    link_id = ask.word("linkId", "link_id")

    def read(page: int, limit: int) -> Page[CodeView]:
        return ask.do(codes.list_codes, CodeQuery(link_id=link_id, kind="link", page=page, limit=limit))

    return told_page(read_page(ask), read, _code)


def get_code(ask: Ask) -> dict[str, Any]:
    """Return one code.

    Raises:
        NotFound: no such code.
    """
    return _code(_of_link(ask))


def get_image(ask: Ask) -> Said:
    """Return the picture of a code: SVG, PNG or PDF; of a PNG the side can be named, in pixels.

    Raises:
        NotFound: no such code.
        Invalid: no such format, or a side that is too small or too large.
        ArtworkUnreadable: its look cannot be read back.
    """
    format, side = _format(ask.word("format")) or ArtworkFormat.SVG, _side(ask.word("size")) or _SIDE_PX
    code = _of_link(ask)
    mark = _mark(code, format, side)
    headers = {
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(f'{_short_code(code)}.{format}', safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",  # an SVG opened as a page may do nothing
        "Cache-Control": "private, no-cache",
        "ETag": mark,
    }
    if etags.has_it(ask.environ, mark):
        return Said(b"", 304, headers)
    # the look that the mark stands for, whatever it is by now
    draft = ExportDraft(format=format, size_mm=side / 10, dpi=_DPI, design=code.design, confirmed=True)
    if ask.environ["REQUEST_METHOD"] == "HEAD":
        assets = design_assets.assets_of(ask.ctx, code.design)
        content = ask.ctx.compute(export.render, code.text, code.design, draft, assets).content
    else:
        content = ask.do(codes.export_code, code.id, draft).content
    return Said(content, headers={**headers, "Content-Type": _MEDIA_TYPES[format]})


def _of_link(ask: Ask) -> CodeView:
    """Return the code that the path names; a static one is none of Honopu's.

    Raises:
        NotFound: there is none.
    """
    code = ask.do(codes.get_code, ask.path["id"])
    if code.link_id is None:
        raise NotFound.of("code", ask.path["id"])
    return code


def _mark(code: CodeView, format: ArtworkFormat, side_px: int) -> str:
    """Return the tag of a picture: the same for the same question, until another release may draw it differently."""
    said = json.dumps([__version__, code.text, code.design.model_dump(mode="json"), format, side_px])
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def _short_code(code: CodeView) -> str:
    return unquote(urlsplit(code.text).path.rpartition("/")[2])


def _code(code: CodeView, wanted: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return a code; ``wanted`` says which picture of it was asked for when it was made."""
    base = urlsplit(code.text)
    asked = f"?{urlencode(wanted)}" if wanted else ""
    said: dict[str, Any] = {
        "id": code.id,
        "linkId": code.link_id,
        "shortCode": _short_code(code),
        "url": code.text,
        "imageUrl": f"{base.scheme}://{base.netloc}/api/qr-codes/{code.id}/image{asked}",
        "createdAt": milliseconds(code.created_at),
    }
    return {**said, "name": code.name} if code.name else said


def _design(sent: Mapping[str, Any]) -> dict[str, Any]:
    found = {ours: value_of(sent, *theirs) for ours, theirs in _DESIGN.items()}
    level = found["error_correction"]
    if isinstance(level, str):
        found["error_correction"] = _LEVELS.get(level.strip().lower(), level)
    return {name: value for name, value in found.items() if value is not None}


def _format(word: str) -> ArtworkFormat | None:
    """Return the format called ``word``; None for none.

    Raises:
        Invalid: there is no such format.
    """
    name = word.strip().lower()
    if name and name not in set(_MEDIA_TYPES):
        raise Invalid.field("format", f"This must be one of: {', '.join(_MEDIA_TYPES)}.")
    return ArtworkFormat(name) if name else None


def _side(word: str) -> int | None:
    """Return the side of a picture in pixels; None for none.

    Raises:
        Invalid: it is no whole number, or too small or too large.
    """
    if not word:
        return None
    if not (word.isascii() and word.isdecimal() and len(word) < 6 and _LEAST_PX <= int(word) <= _MOST_PX):
        raise Invalid.field("size", f"This must be a whole number of pixels from {_LEAST_PX} to {_MOST_PX:,}.")
    return int(word)
