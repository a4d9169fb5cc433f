"""Large contents in pieces: operators taken apart are a hundred times as many bytes."""

import re
from collections.abc import Iterator

LARGEST_CONTENT = 64 << 20  # bytes of one page or form: a sheet of large codes with modules of curves has 40 MB
_MOST_PACKED = 32  # bytes for one that is packed: drawings have 3 to 10, bombs a thousand
_PIECE = 1 << 20  # bytes
_LARGEST_PIECE = 4 << 20
# Where an operator of a path ends, with numbers alone around it: within a picture, a text or a list of anything else
# there may be letters that look like it, and these begin with what is no part of a path.
_CUT = re.compile(rb"[0-9.][ \r\n]+[mlc][ \r\n]+(?=[-+.0-9]|h[ \r\n])")
_MAY_HIDE = re.compile(rb"[(<\[%]|\bBI\b")


def likely_most(packed: int) -> int:
    """Return how many bytes contents may have that are so many when packed."""
    return min(LARGEST_CONTENT, max(_LARGEST_PIECE, _MOST_PACKED * packed))


def pieces(content: bytes) -> Iterator[bytes | None]:
    """Yield ``content`` piece by piece, never cut within an operator; None, and no more, for what cannot be cut.

    It is cut within paths only, which is what makes contents large.
    """
    if len(content) > LARGEST_CONTENT:
        yield None
        return
    begin = 0
    while len(content) - begin > _PIECE:
        end = _end(content, begin)
        if end is None:
            break
        yield content[begin:end]
        begin = end
    yield content[begin:] if len(content) - begin <= _LARGEST_PIECE else None


def _end(content: bytes, begin: int) -> int | None:
    """Return where to cut: behind the first operator of a path after enough bytes; None where that is not sure."""
    cut = _CUT.search(content, begin + _PIECE, begin + _LARGEST_PIECE)
    if cut is None or _MAY_HIDE.search(content, begin, cut.end()):
        return None
    return cut.end()
