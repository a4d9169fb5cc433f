"""What artwork uses of skia-pathops."""

from collections.abc import Iterator, Sequence
from enum import IntEnum

class PathOpsError(Exception): ...

class FillType(IntEnum):
    WINDING = 0
    EVEN_ODD = 1

class LineCap(IntEnum):
    BUTT_CAP = 0
    ROUND_CAP = 1
    SQUARE_CAP = 2

class LineJoin(IntEnum):
    MITER_JOIN = 0
    ROUND_JOIN = 1
    BEVEL_JOIN = 2

class PathOp(IntEnum):
    DIFFERENCE = 0
    INTERSECTION = 1
    UNION = 2

class PathVerb(IntEnum):
    MOVE = 0
    LINE = 1
    QUAD = 2
    CONIC = 3
    CUBIC = 4
    CLOSE = 5

class Path:
    fillType: FillType
    def __init__(self, other: Path | None = ..., fillType: FillType | None = ...) -> None: ...
    def __iter__(self) -> Iterator[tuple[PathVerb, Sequence[tuple[float, float]]]]: ...
    def getPen(self) -> object: ...
    def transform(self, scaleX: float = ..., skewY: float = ..., skewX: float = ..., scaleY: float = ...) -> Path: ...
    def quadTo(self, x1: float, y1: float, x2: float, y2: float) -> None: ...
    @property
    def segments(self) -> Iterator[tuple[str, Sequence[tuple[float, float]]]]: ...
    def moveTo(self, x: float, y: float) -> None: ...
    def lineTo(self, x: float, y: float) -> None: ...
    def cubicTo(self, x1: float, y1: float, x2: float, y2: float, x3: float, y3: float) -> None: ...
    def close(self) -> None: ...
    def simplify(self, fix_winding: bool = ..., keep_starting_points: bool = ..., clockwise: bool = ...) -> None: ...
    def stroke(self, width: float, cap: LineCap, join: LineJoin, miter_limit: float) -> None: ...
    def convertConicsToQuads(self, tolerance: float = ...) -> None: ...

def op(one: Path, two: Path, operator: PathOp, fix_winding: bool = ...) -> Path: ...
