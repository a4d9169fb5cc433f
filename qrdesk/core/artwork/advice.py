"""What to know before artwork is printed: sentences for a person, worst first."""

from collections.abc import Iterator

from qrdesk.core.artwork.scene import Scene
from qrdesk.core.artwork.style import Look, look
from qrdesk.core.schemas.artwork import ArtworkFormat, ExportDraft, pixels
from qrdesk.core.schemas.design import Design

# ISO/IEC 15415: below .55 the contrast grade falls to C, where phones begin to fail in poor light.
GOOD_CONTRAST = 0.55
RED_CONTRAST = 0.4
LEAST_MODULE_MM = 0.33
STANDARD_QUIET_ZONE = 4
MOST_INK = 3.0  # total area coverage of coated stock (ISO Coated v2 300%)
DOTS_PER_MODULE = 4  # Denso Wave: at least four printer dots per module


def warnings(design: Design, scene: Scene, draft: ExportDraft) -> list[str]:
    """Return what may keep this artwork from being read or printed well; nothing for a plain good code."""
    paints = look(design)
    return [*_about_colours(paints), *_about_sizes(design, scene), *_about_the_file(paints, scene, draft)]


def _about_colours(paints: Look) -> Iterator[str]:
    if paints.inverted:
        yield "The modules are lighter than the paper. Phones read that, many hand scanners and older apps do not."
    if paints.contrast < GOOD_CONTRAST:
        yield f"The contrast is low ({paints.contrast:.0%}). In poor light the code may not be read."
    elif paints.red_contrast < RED_CONTRAST:
        yield "Tills and hand scanners with red light cannot tell this ink from the paper. Phones can."
    if paints.paper is None:
        stock = "dark" if paints.inverted else "light"
        yield f"The paper is transparent. Print it on a plain {stock} surface only; it was checked on such a surface."


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


def _about_the_file(paints: Look, scene: Scene, draft: ExportDraft) -> Iterator[str]:
    if paints.ink.cmyk is not None and sum(paints.ink.cmyk) > MOST_INK:
        yield f"The ink adds up to {sum(paints.ink.cmyk):.0%}. Most presses take {MOST_INK:.0%}; more may smear."
    if draft.format is ArtworkFormat.PNG:
        dots = scene.module_mm / scene.width_mm * pixels(scene.width_mm, draft.dpi)
        if dots < DOTS_PER_MODULE:
            yield f"A module is only {dots:.1f} pixels wide; print needs 4. Choose a higher resolution."
    if draft.format is ArtworkFormat.PDF and paints.mixes_colour_spaces:
        yield "Ink and paper mix press colours (CMYK) and screen colours (RGB). A print shop may ask for one kind."
    elif draft.format is not ArtworkFormat.PDF and paints.for_press:
        yield f"{draft.format.upper()} holds screen colours only. Choose PDF to keep the press colours as given."
