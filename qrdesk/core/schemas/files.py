"""Files that people bring, as callers send and see them: pictures, fonts, and profiles of presses."""

from typing import Literal

from pydantic import Field

from qrdesk.core.schemas.access import Name
from qrdesk.core.schemas.base import Draft, Instant, PageQuery, View

PNG, JPEG, WEBP, SVG = "image/png", "image/jpeg", "image/webp", "image/svg+xml"
TTF, OTF, ICC = "font/ttf", "font/otf", "application/vnd.iccprofile"
MEDIA_TYPES = (PNG, JPEG, WEBP, SVG, TTF, OTF, ICC)
PREVIEW_TYPES = (PNG, JPEG, WEBP)
MAX_FILE_BYTES = 1_000_000  # with what is sent around it, it still fits into one request
LARGE_PICTURE = f"A picture may have {MAX_FILE_BYTES:,} bytes at most. Nothing was saved; send a smaller one."
# Of a font or profile, wherever one comes in: that is profiles of presses (0.5 to 3 MB) and fonts of most scripts, not
# those with all Chinese or Japanese signs (8 to 20 MB). Requests that bring files have room for it.
MAX_OTHER_BYTES = 4_000_000
LARGE_OTHER = f"A font or profile may have {MAX_OTHER_BYTES:,} bytes at most. Nothing was saved; send a smaller one."
LARGE_FILE = (
    f"A picture may have {MAX_FILE_BYTES:,} bytes at most, a font or profile {MAX_OTHER_BYTES:,}. Nothing was saved; "
    "send a smaller one."
)
FileKind = Literal["logo", "preview", "font", "profile"]
PICTURES = frozenset({"logo", "preview"})  # kinds that are made anew


class FileDraft(Draft):
    """What a file is for."""

    kind: FileKind = Field(
        default="logo",
        description="A `logo` stands in codes (PNG, JPEG, WebP, or SVG of plain shapes); a `preview` is what networks "
        "and messengers show of a link (PNG, JPEG or WebP). A `font` (TTF, OTF) writes the words of frames; a "
        "`profile` (ICC) is that of a print shop's CMYK press.",
    )
    name: Name | None = Field(default=None, description="What it is called. Left out: as the file was.")


class FileQuery(PageQuery):
    """Which pictures."""

    kind: FileKind | None = Field(default=None, description="Only those for this use.")


class FileUses(View):
    """What would lose a picture. It is not deleted before there is nothing left of it."""

    links: int = Field(default=0, description="Links that are shown with it.")
    codes: int = Field(default=0, description="Codes that have it in their look.")
    domains: int = Field(default=0, description="Domains that give it to new codes.")
    designs: int = Field(default=0, description="Saved designs that have it.")


class FileView(View):
    """A file. A picture was made anew from what was sent; fonts and profiles are kept as they came."""

    id: str
    uuid: str
    name: str
    kind: FileKind
    media_type: str = Field(examples=[PNG])
    size_bytes: int
    width_px: int | None = Field(description="Null for what has no size in pixels: shapes (SVG), fonts, profiles.")
    height_px: int | None
    digest: str = Field(description="SHA-256 of its bytes, as hex digits.")
    url: str | None = Field(
        description="Where everybody may fetch it, for `social.image_url` of links. Null for a logo, which is for you "
        "alone.",
        examples=["https://go.example.com/api/v1/pictures/fil_8X3k9pLMw7"],
    )
    used_by: FileUses
    created_at: Instant
