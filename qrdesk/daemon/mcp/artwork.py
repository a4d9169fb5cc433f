"""Artwork for a link: several operations as one tool, since an agent that wants a code wants to see it."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from qrdesk.core.errors import ArtworkRisky, Invalid
from qrdesk.core.schemas.artwork import ArtworkFormat, ExportDraft, pixels
from qrdesk.core.schemas.base import Blob, Draft
from qrdesk.core.schemas.codes import CodeDraft, CodeQuery, CodeView
from qrdesk.core.services import codes
from qrdesk.daemon.mcp.tool import Call, Found, Part, Picture


class _OfLink(Draft):
    """Of which link: agents make no static codes."""

    link_id: str = Field(max_length=200, description="Id or slug of the link it leads to.")


PARTS = (
    Part("code", _OfLink, ("link_id",)),
    Part("export", ExportDraft, ("size_mm", "dpi", "design", "remember", "confirmed")),
)
_GO_ON = (
    "Tell the person why it would be read badly; dark modules on light paper help. If they want it as it is, call this "
    "again with `confirmed` true."
)
_SIDE = 1500  # pixels: more helps no agent to see, and only large files to print
_CODES = 50  # of a link are looked through for one that can be used again


def make(call: Call, arguments: Mapping[str, Any]) -> tuple[CodeView, Blob]:
    """Return the code of a link, made where it has none that carries the link's own address, and its artwork.

    Raises:
        Invalid: it would be too many pixels for an answer.
        ArtworkRisky: its scan score is low; how to go on is said of ``confirmed``.
    """
    wanted: _OfLink = arguments["code"]
    sent: ExportDraft = arguments["export"]
    draft = sent.model_copy(update={"format": ArtworkFormat.PNG})
    if (side := pixels(draft.size_mm, draft.dpi)) > _SIDE:
        raise Invalid.field(
            "dpi",
            f"This would be {side:,} pixels wide; {_SIDE:,} are the most here. Choose fewer dpi or mm. For large "
            "prints a person makes an SVG or PDF in the app, or with: qrdesk code export",
        )
    found = call(codes.list_codes, CodeQuery(link_id=wanted.link_id, limit=_CODES)).data
    code = next((one for one in found if not one.slug), None) or call(
        codes.create_code, CodeDraft(link_id=wanted.link_id)
    )
    try:
        return code, call(codes.export_code, code.id, draft)
    except ArtworkRisky as fault:
        raise ArtworkRisky(str(fault), field_errors={"confirmed": _GO_ON}) from fault


def show(answer: tuple[CodeView, Blob], _: Mapping[str, Any]) -> Found:
    """Show the picture, what it carries, and what to know before it is printed."""
    code, blob = answer
    known = {name: blob.report[name] for name in ("width_mm", "module_mm", "warnings") if blob.report.get(name)}
    fields = {"code_id": code.id, "carries": code.text, "reads_back": blob.report.get("decoded"), **known}
    return Found(fields, Picture(blob.content, blob.media_type))
