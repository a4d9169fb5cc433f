"""What to know before artwork is printed: sentences for a person, worst first."""

from collections.abc import Iterator

from qrdesk.core.artwork.gradients import lightness
from qrdesk.core.artwork.proof import painted, shades, weakest_contrast
from qrdesk.core.artwork.scene import Picture, Scene
from qrdesk.core.artwork.style import Paint
from qrdesk.core.schemas.artwork import FOR_PRESS, OF_PIXELS, ArtworkFormat, ExportDraft, pixels
from qrdesk.core.schemas.design import Design

# ISO/IEC 15415: below .55 the contrast grade falls to C, where phones begin to fail in poor light.
GOOD_CONTRAST = 0.55
RED_CONTRAST = 0.4
LEAST_MODULE_MM = 0.33
STANDARD_QUIET_ZONE = 4
MOST_INK = 3.0  # total area coverage of coated stock (ISO Coated v2 300%)
DOTS_PER_MODULE = 4  # Denso Wave: at least four printer dots per module
_KEEPS_PLATES = FOR_PRESS | {ArtworkFormat.PDF, ArtworkFormat.EPS}  # a spot colour is an ink of its own there


def warnings(design: Design, scene: Scene, draft: ExportDraft) -> list[str]:
    """Return what may keep this artwork from being read or printed well; nothing for a plain good code."""
    return [
        *_about_colours(scene),
        *_about_sizes(design, scene),
        *_about_pixels(scene, draft),
        *_about_inks(scene, draft),
    ]


def _about_colours(scene: Scene) -> Iterator[str]:
    inverted = lightness(scene.ink) > lightness(scene.under)
    contrast = weakest_contrast(scene)
    if inverted:
        yield "The modules are lighter than the paper. Phones read that, many hand scanners and older apps do not."
    if contrast < GOOD_CONTRAST:
        yield f"The contrast is low ({contrast:.0%}). In poor light the code may not be read."
    elif _red_contrast(scene) < RED_CONTRAST:
        yield "Tills and hand scanners with red light cannot tell this ink from the paper. Phones can."
    if not scene.has_paper:
        stock = "dark" if inverted else "light"
        yield f"The paper is transparent. Print it on a plain {stock} surface only; it was checked on such a surface."


def _red_contrast(scene: Scene) -> float:
    """Return the least contrast under red light, 0 to 1, of any two colours of ink and paper."""
    pairs = [(under, ink) for under in shades(scene.under) for ink in shades(scene.ink)]
    return min(abs(under.red_reflectance - ink.red_reflectance) for under, ink in pairs)


def _about_sizes(design: Design, scene: Scene) -> Iterator[str]:
    if design.quiet_zone == 0:
        yield "There is no quiet zone. Leave the space around the code empty, four modules on each side."
    elif design.quiet_zone < STANDARD_QUIET_ZONE:
        yield f"The quiet zone is {design.quiet_zone}; the standard is 4 modules. Keep other print away from the code."
    if scene.module_mm < LEAST_MODULE_MM:
        width_mm = scene.width_mm * LEAST_MODULE_MM / scene.module_mm
        yield (
            f"A module is only {scene.module_mm:.2f} mm wide; print needs {LEAST_MODULE_MM} mm. "
            f"Make the code at least {width_mm:.0f} mm wide, or shorten its address."
        )


def _about_pixels(scene: Scene, draft: ExportDraft) -> Iterator[str]:
    if draft.format in OF_PIXELS:
        dots = scene.module_mm / scene.width_mm * pixels(scene.width_mm, draft.dpi)
        if dots < DOTS_PER_MODULE:
            yield f"A module is only {dots:.1f} pixels wide; print needs 4. Choose a higher resolution."


def _about_inks(scene: Scene, draft: ExportDraft) -> Iterator[str]:
    paints = list(painted(scene))
    pressed = [paint for paint in paints if paint.cmyk is not None]
    if not pressed:
        return
    mixed = [paint for paint in pressed if not paint.spot or draft.format not in _KEEPS_PLATES]
    most = max((sum(paint.cmyk or ()) for paint in mixed), default=0.0)
    if most > MOST_INK:
        yield f"The ink adds up to {most:.0%}. Most presses take {MOST_INK:.0%}; more may smear."
    yield from _about_their_kind(scene, draft, paints, pressed)


def _about_their_kind(scene: Scene, draft: ExportDraft, paints: list[Paint], pressed: list[Paint]) -> Iterator[str]:
    if draft.format is ArtworkFormat.PDF:
        if len(pressed) < len(paints) or any(isinstance(layer, Picture) for layer in scene.layers):
            yield (
                "This artwork mixes press colours (CMYK) and screen colours (RGB). A print shop may ask for one kind: "
                "PDF/X and EPS have press colours alone."
            )
    elif draft.format is ArtworkFormat.TIFF:
        if any(paint.spot for paint in pressed) and draft.colours in {"auto", "cmyk"}:
            yield "A TIFF mixes spot colours from the four inks. Choose PDF or EPS to keep their plates."
    elif draft.format not in _KEEPS_PLATES:
        name = draft.format.upper()
        yield f"{name} holds screen colours only. Choose PDF, EPS or TIFF to keep the press colours as given."
