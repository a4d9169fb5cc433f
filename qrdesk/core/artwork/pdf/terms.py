"""What a PDF is made for."""

from dataclasses import dataclass
from datetime import UTC, datetime

from qrdesk.core.schemas.artwork import FOR_PRESS, ArtworkFormat

POINTS_PER_MM = 72 / 25.4
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # in place of now: the same artwork is the same bytes


@dataclass(frozen=True, slots=True)
class Terms:
    """The kind of file, and what a print shop wants of it. ``profile`` is ICC; empty: the one that we ship.

    With ``at`` None the file says a day that stays the same.
    """

    kind: ArtworkFormat = ArtworkFormat.PDF
    bleed_mm: float = 0
    crop_marks: bool = False
    profile: bytes = b""
    at: datetime | None = None

    @property
    def for_press(self) -> bool:
        """Nothing but inks: no colour of a screen may be in the file."""
        return self.kind in FOR_PRESS

    @property
    def flat(self) -> bool:
        """Nothing may shine through."""
        return self.kind is ArtworkFormat.PDF_X1A

    @property
    def version(self) -> str:
        """Of PDF."""
        return "1.6" if self.kind is ArtworkFormat.PDF_X4 else "1.4"

    @property
    def day(self) -> datetime:
        """When it was made, in UTC."""
        return (self.at or _NO_DAY).astimezone(UTC)


SCREEN = Terms()
