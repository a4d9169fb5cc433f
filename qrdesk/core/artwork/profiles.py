"""ICC profiles of printing presses: the one that we ship, and a print shop's own, which is looked at with suspicion."""

import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache

from qrdesk.core import resources
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.files import MAX_OTHER_BYTES

_SHIPPED = "profiles/ISOcoated_v2_300_bas.icc.zz"  # as zlib packs it, which is as a PDF holds it
_HEADER, _TAG = 128, 12  # bytes
_MOST_TAGS = 100
_CUSTOM = "Custom"  # what PDF/X writes where a condition is in no registry


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile that has been checked. ``condition`` is the name of the printing condition in the ICC's registry."""

    content: bytes
    name: str
    condition: str = _CUSTOM
    version: int = 2

    @property
    def registered(self) -> bool:
        """Whether the registry of the ICC knows the condition."""
        return self.condition != _CUSTOM

    @property
    def deflated(self) -> bytes:
        """The content as zlib packs it."""
        return _packed() if self.registered else _deflated(self.content)


@lru_cache(maxsize=4)
def profile(content: bytes) -> Profile:
    """Return the profile ``content``, checked; with nothing in it, ours: ISO Coated v2 300 % (FOGRA39).

    Raises:
        Invalid: it is no CMYK profile of a press, it is damaged, or far too large.
    """
    if not content:
        return Profile(zlib.decompress(_packed()), "ISO Coated v2 300% (basICColor)", "FOGRA39")
    tags = _checked(content)
    _try(content)
    return Profile(content, _name(content, tags), version=content[8])


def _checked(content: bytes) -> dict[bytes, tuple[int, int]]:
    """Return where each tag lies and how long it is."""
    if len(content) > MAX_OTHER_BYTES:
        raise _refused(f"it is larger than {MAX_OTHER_BYTES // 1_000_000} MB")
    if len(content) < _HEADER + 4 or content[36:40] != b"acsp":
        raise _refused("it is not an ICC profile")
    if content[12:16] != b"prtr" or content[16:20] != b"CMYK" or content[20:24] not in {b"Lab ", b"XYZ "}:
        raise _refused("it is not for a CMYK press")
    if content[8] not in {2, 4}:
        raise _refused("its version is neither 2 nor 4")
    size, count = struct.unpack_from(">I", content)[0], struct.unpack_from(">I", content, _HEADER)[0]
    if size != len(content) or count > _MOST_TAGS or _HEADER + 4 + count * _TAG > size:
        raise _refused("it is damaged")
    found: dict[bytes, tuple[int, int]] = {}
    for place in range(count):
        tag, start, length = struct.unpack_from(">4sII", content, _HEADER + 4 + place * _TAG)
        if start + length > size:
            raise _refused("it is damaged")
        found[tag] = (start, length)
    if not {b"A2B0", b"B2A0"} <= found.keys():
        raise _refused("it has no tables from colours to inks and back")
    return found


def _try(content: bytes) -> None:
    from PIL import ImageCms  # noqa: PLC0415 Pillow takes 50 ms, and few files need a profile of a shop

    from qrdesk.core.artwork.inks import to_inks, to_lightness  # noqa: PLC0415 it needs this module itself

    try:
        to_inks(content)
        to_lightness(content)
    except (ImageCms.PyCMSError, OSError, ValueError) as refusal:
        raise _refused("it is damaged") from refusal


def _name(content: bytes, tags: dict[bytes, tuple[int, int]]) -> str:
    start, length = tags.get(b"desc", (0, 0))
    body = content[start : start + min(length, 1000)]
    if body[:4] == b"desc":
        text = body[12:].partition(b"\0")[0].decode("ascii", "replace")
    elif body[:4] == b"mluc" and len(body) >= 28:
        size, at = struct.unpack_from(">II", body, 20)
        text = body[at : at + size].decode("utf-16-be", "replace")
    else:
        text = ""
    text = "".join(character for character in text if character.isprintable()).strip()
    return text[:100] or "A press's own profile"


def _refused(because: str) -> Invalid:
    return Invalid.field(
        "profile", f"This profile cannot be used: {because}. Ask the print shop for its CMYK output profile (ICC)."
    )


@lru_cache(maxsize=1)
def _packed() -> bytes:
    return resources.path(_SHIPPED).read_bytes()


@lru_cache(maxsize=2)  # packing takes half a second
def _deflated(content: bytes) -> bytes:
    return zlib.compress(content, 9)
