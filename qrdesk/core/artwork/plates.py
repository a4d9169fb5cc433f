"""Colours by the plates that they are printed from."""

from collections.abc import Sequence
from dataclasses import dataclass

from qrdesk.core.artwork.inks import NO_INK, cmyk_of
from qrdesk.core.artwork.style import Cmyk, Paint
from qrdesk.core.artwork.svg import number

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")


@dataclass(frozen=True, slots=True)
class Plate:
    """A plate and what its ink looks like, as CMYK, where there is no such ink."""

    name: str
    looks: Cmyk


ALL = Plate("All", (1.0, 1.0, 1.0, 1.0))  # PDF's word for every plate there is
_PROCESS_PLATES = tuple(
    Plate(name, (float(place == 0), float(place == 1), float(place == 2), float(place == 3)))
    for place, name in enumerate(PROCESS)
)


@dataclass(frozen=True, slots=True)
class Tone:
    """How much, 0 to 1, is on which plates: the four of each press, and those of spot colours."""

    process: Cmyk
    spots: tuple[tuple[Plate, float], ...] = ()

    @property
    def bare(self) -> bool:
        """Nothing is printed: the paper's own white."""
        return not any(self.process) and not any(share for _, share in self.spots)

    @property
    def black_alone(self) -> bool:
        """All of black, and nothing else."""
        return self.process == (0.0, 0.0, 0.0, 1.0) and not self.spots


def without_process(plates: Sequence[Plate]) -> tuple[Plate, ...]:
    """Return those of ``plates`` that are spot colours: the four of each press are theirs already."""
    return tuple(plate for plate in plates if plate not in _PROCESS_PLATES)


def tone(paint: Paint, profile: bytes) -> Tone:
    """Return the plates of a paint; ``profile`` is for one that is a screen's colour."""
    if paint.spot and paint.cmyk is not None:
        return Tone(NO_INK, ((Plate(paint.spot, paint.cmyk), 1.0),))
    return Tone(cmyk_of(paint, profile))


def mixed(over: Tone, under: Tone, opacity: float) -> Tone:
    """Return ``over`` as it looks when ``under`` shines through it: the shares of both on each plate."""
    rest = 1 - opacity
    cyan, magenta, yellow, key = (
        round(a * opacity + b * rest, 4) for a, b in zip(over.process, under.process, strict=True)
    )
    spots: dict[Plate, float] = {}
    for plate, share in (*((p, s * opacity) for p, s in over.spots), *((p, s * rest) for p, s in under.spots)):
        spots[plate] = round(spots.get(plate, 0) + share, 4)
    return Tone((cyan, magenta, yellow, key), tuple(spots.items()))


def plates_of(tones: Sequence[Tone]) -> tuple[Plate, ...]:
    """Return the plates that ``tones`` are printed from together; none where the four of each press are enough.

    Each name is there once, as PDF wants it: where kept looks have two recipes of one ink, the last is shown.
    """
    spots = {plate.name: plate for tone in tones for plate, _ in tone.spots}
    if not spots:
        return ()
    inked = [plate for place, plate in enumerate(_PROCESS_PLATES) if any(tone.process[place] for tone in tones)]
    return (*inked, *spots.values())


def shares(of: Tone, plates: Sequence[Plate]) -> tuple[float, ...]:
    """Return how much of ``of`` is on each of ``plates``; on the four of each press where there are none."""
    if not plates:
        return of.process
    found: dict[str, float] = dict(zip(PROCESS, of.process, strict=True))
    for plate, share in of.spots:
        found[plate.name] = min(1.0, found.get(plate.name, 0.0) + share)
    return tuple(found.get(plate.name, 0.0) for plate in plates)


def overlaid(plates: Sequence[Plate]) -> str:
    """Return words of PostScript from the shares of ``plates`` to CMYK: they add up, to 1 at most."""
    count = len(plates)
    lines: list[str] = []
    for ink in range(4):
        lines.append("0")
        for place, plate in enumerate(plates):
            if plate.looks[ink]:
                # below the share wanted lie those after it, the sums that are done, and this sum
                share = number(plate.looks[ink]).removeprefix("0") or "0"
                lines.append(f"{count - 1 - place + ink + 1} index {share} mul add")
        lines.append("dup 1 gt {pop 1} if")
    lines.append(f"{count + 4} 4 roll " + "pop " * count)
    return " ".join(lines)
