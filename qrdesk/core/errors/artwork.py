"""What is wrong with a code as it is drawn, or with a picture for it."""

from collections.abc import Sequence

from qrdesk.core.errors.base import Invalid, Kind, QRDeskError


class ArtworkUnreadable(QRDeskError):
    """The artwork, as designed, was not read back as the address it should carry."""

    kind = Kind.INVALID
    code = "artwork_unreadable"


class ArtworkRisky(QRDeskError):
    """A code that is read, though not surely enough to be printed without somebody saying so."""

    kind = Kind.INVALID
    code = "scan_score_low"

    @classmethod
    def of(cls, points: int, reasons: Sequence[str]) -> "ArtworkRisky":
        """Return the error for a scan score, and why it is not higher, as ``with_ways`` says it."""
        said = f"The scan score is only {points} of 100, so nothing was exported."
        return cls(" ".join((said, *reasons[:2], "Confirm to export it anyway.")))

    @staticmethod
    def with_ways(reason: str, ways: Sequence[str]) -> str:
        """Return a reason with what would mend it, as buttons call that; nothing more where nothing is known."""
        more = (f"What helps: {advice}." if place == 0 else f"Or: {advice}." for place, advice in enumerate(ways))
        return " ".join((reason, *more))


class PreflightFailed(QRDeskError):
    """A press file of ours that does not pass our own checks."""

    kind = Kind.INVALID
    code = "preflight_failed"

    @classmethod
    def of(cls, found: Sequence[str]) -> "PreflightFailed":
        """Return the error for what was found."""
        return cls(f"This file would not pass a print shop's checks, so nothing was exported. {' '.join(found[:3])}")


class BadPicture(Invalid):
    """A file that is no picture, is damaged or far too large, or would do more than be seen."""

    code = "picture_invalid"

    @classmethod
    def because(cls, reason: str) -> "BadPicture":
        """Return the error for the file that was sent."""
        return cls(reason, field_errors={"file": reason})
