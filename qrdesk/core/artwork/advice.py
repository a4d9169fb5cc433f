"""What to know before artwork is printed: sentences for a person, worst first."""

from collections.abc import Iterator
from math import ceil

from qrdesk.core.artwork.corners import reaches_some_corners
from qrdesk.core.artwork.gradients import lightness
from qrdesk.core.artwork.inks import MOST_INK
from qrdesk.core.artwork.processes import DOTS_PER_MODULE, MOST_GROWTH, MOST_REDUCED, PROCESSES
from qrdesk.core.artwork.proof import painted, shades, weakest_contrast
from qrdesk.core.artwork.scene import Picture, Scene
from qrdesk.core.artwork.shapes import flowing
from qrdesk.core.artwork.standards import CONTRAST, QUIET_ZONE, RED_CONTRAST
from qrdesk.core.artwork.style import Paint
from qrdesk.core.schemas.artwork import FOR_PRESS, KEEPS_PLATES, OF_PIXELS, ArtworkFormat, FileOrder, Process, pixels
from qrdesk.core.schemas.design import BodyShape, Design

# ISO/IEC 15415: below .55 the contrast grade falls to C, where phones begin to fail in poor light.
GOOD_CONTRAST = CONTRAST[1]
# Modules that stand alone are missed when each edge draws back by a tenth of a module, others by a fifth: measured.
MOST_SHRUNK_ALONE, MOST_SHRUNK = 0.10, 0.20
STANDING_ALONE = frozenset(BodyShape) - flowing.SHAPES
DOTS_PER_BAR = 3  # bars are 1 to 4 of their narrowest wide, and told apart by that
_HAIR_MM = 1e-6
_UNEVEN_DOTS = 0.01  # off a whole number: over a code of 37 modules that is a third of a dot
_SNAPPED = frozenset({Process.THERMAL_203, Process.THERMAL_300, Process.GS1})
_HAVE_EDGES = FOR_PRESS | {ArtworkFormat.PDF}


def warnings(design: Design, scene: Scene, order: FileOrder) -> list[str]:
    """Return what may keep this artwork from being read or printed well; nothing for a plain good code."""
    return [
        *_about_colours(scene),
        *_about_sizes(design, scene, order),
        *_about_dots(scene, order),
        *_about_spreading(design, scene, order),
        *_about_pixels(scene, order),
        *_about_inks(scene, order),
        *_about_edges(scene, order),
    ]


def _about_colours(scene: Scene) -> Iterator[str]:
    inverted = lightness(scene.ink) > lightness(scene.under)
    contrast = weakest_contrast(scene)
    if inverted:
        yield "The modules are lighter than the paper. Phones read that, many hand scanners and older apps do not."
    if contrast < GOOD_CONTRAST:
        yield f"The contrast is low ({100 * contrast:.0f} %). In poor light the code may not be read."
    elif _red_contrast(scene) < RED_CONTRAST[0]:
        yield "Tills and hand scanners with red light cannot tell this ink from the paper. Phones can."
    if not scene.has_paper:
        stock = "dark" if inverted else "light"
        yield f"The paper is transparent. Print it on a plain {stock} surface only; it was checked on such a surface."


def _red_contrast(scene: Scene) -> float:
    """Return the least contrast under red light, 0 to 1, of any two colours of ink and paper."""
    pairs = [(under, ink) for under in shades(scene.under) for ink in shades(scene.ink)]
    return min(abs(under.red_reflectance - ink.red_reflectance) for under, ink in pairs)


def _about_sizes(design: Design, scene: Scene, order: FileOrder) -> Iterator[str]:
    tills = order.process is Process.GS1
    if design.quiet_zone == 0:
        yield "There is no quiet zone. Leave the space around the code empty, four modules on each side."
    elif design.quiet_zone < QUIET_ZONE and tills:
        yield f"The quiet zone is {design.quiet_zone}; tills need 4 modules on each side."
    elif design.quiet_zone < QUIET_ZONE:
        yield f"The quiet zone is {design.quiet_zone}; the standard is 4 modules. Keep other print away from the code."
    limits = PROCESSES[order.process]
    modules = scene.width_mm / scene.module_mm  # with all that is around the code
    if limits.is_too_small(scene.module_mm):
        yield (
            f"A module is only {scene.module_mm:.2f} mm wide; {limits.words} needs {limits.floor_mm:g} mm. "
            f"Make the code at least {ceil(modules * limits.floor_mm - 1e-6)} mm wide, or shorten its address."
        )
    elif limits.is_too_large(scene.module_mm):
        yield (
            f"A module is {scene.module_mm:.2f} mm wide; {limits.words} takes {limits.most_mm:g} mm at most. "
            f"Make the code at most {int(modules * limits.most_mm)} mm wide."
        )


def _about_dots(scene: Scene, order: FileOrder) -> Iterator[str]:
    """Say where modules are not a whole number of dots: some come out wider than others."""
    own = PROCESSES[order.process].dpi
    if order.process not in _SNAPPED or (own is None and order.format not in OF_PIXELS):
        return
    dpi = own or order.dpi
    if order.snap and order.dpi == dpi:
        return
    dots = scene.module_mm / 25.4 * dpi
    if abs(dots - round(dots)) > _UNEVEN_DOTS:
        yield (
            f"A module is {dots:.2f} dots wide at {dpi} dpi, so some modules print wider than others. "
            f"Choose snap at {dpi} dpi: then each is a whole number of dots."
        )


def _about_spreading(design: Design, scene: Scene, order: FileOrder) -> Iterator[str]:
    """Say where ink is expected to spread too far, or a bar-width reduction takes too much away."""
    limits = PROCESSES[order.process]
    growth = limits.growth(scene.module_mm, order.reduce_um)
    yield from _about_bars(scene, order)
    alone = design.body.shape in STANDING_ALONE
    if growth > MOST_GROWTH:
        yield (
            f"Ink is expected to spread by {100 * growth:.0f} % of a module at each edge; "
            f"{100 * MOST_GROWTH:.0f} % is the most. "
            f"Choose a bar-width reduction of {limits.gain_um:g} µm, or a larger code."
        )
    elif growth < -(MOST_SHRUNK_ALONE if alone else MOST_SHRUNK):
        yield (
            f"The bar-width reduction of {order.reduce_um:g} µm leaves the modules thin: each edge draws back by "
            f"{-100 * growth:.0f} % of a module. Choose {limits.gain_um:g} µm, or a larger code."
        )


def _about_bars(scene: Scene, order: FileOrder) -> Iterator[str]:
    """Say the same of the bars below the code, which are thinner than modules, and bear less."""
    if not scene.bar_mm:
        return
    limits = PROCESSES[order.process]
    growth = limits.growth(scene.bar_mm, min(order.reduce_um, MOST_REDUCED * scene.bar_mm * 1000))
    if growth > MOST_GROWTH:
        yield (
            f"Ink is expected to spread by {100 * growth:.0f} % of the narrowest bar of the barcode at each edge; "
            f"{100 * MOST_GROWTH:.0f} % is the most. "
            f"Choose a bar-width reduction of {limits.gain_um:g} µm, or a larger code."
        )
    if order.reduce_um / 1000 > MOST_REDUCED * scene.bar_mm + _HAIR_MM:
        yield (
            f"The bars of the barcode bear no bar-width reduction of {order.reduce_um:g} µm: theirs is "
            f"{MOST_REDUCED * scene.bar_mm * 1000:.0f} µm."
        )


def _about_pixels(scene: Scene, order: FileOrder) -> Iterator[str]:
    if order.format in OF_PIXELS:
        dots = scene.module_mm / scene.width_mm * pixels(scene.width_mm, order.dpi)
        if dots < DOTS_PER_MODULE:
            yield f"A module is only {dots:.1f} pixels wide; print needs {DOTS_PER_MODULE}. Choose a higher resolution."
        bar_dots = scene.bar_mm / 25.4 * order.dpi
        if 0 < bar_dots < DOTS_PER_BAR:
            yield (
                f"A bar of the barcode is only {bar_dots:.1f} pixels wide; tills need {DOTS_PER_BAR}. Choose a higher "
                "resolution."
            )


def _about_inks(scene: Scene, order: FileOrder) -> Iterator[str]:
    paints = list(painted(scene))
    pressed = [paint for paint in paints if paint.cmyk is not None]
    if not pressed:
        return
    mixed = [paint for paint in pressed if not paint.spot or order.format not in KEEPS_PLATES]
    most = max((sum(paint.cmyk or ()) for paint in mixed), default=0.0)
    if most > MOST_INK + 1e-6:
        yield f"The ink adds up to {100 * most:.0f} %. Most presses take {100 * MOST_INK:.0f} %; more may smear."
    yield from _about_their_kind(scene, order, paints, pressed)


def _about_their_kind(scene: Scene, order: FileOrder, paints: list[Paint], pressed: list[Paint]) -> Iterator[str]:
    if order.format is ArtworkFormat.PDF:
        if len(pressed) < len(paints) or any(isinstance(layer, Picture) for layer in scene.layers):
            yield (
                "This artwork mixes press colours (CMYK) and screen colours (RGB). A print shop may ask for one kind: "
                "PDF/X and EPS have press colours alone."
            )
    elif order.format is ArtworkFormat.TIFF:
        if any(paint.spot for paint in pressed) and order.colours in {"auto", "cmyk"}:
            yield "A TIFF mixes spot colours from the four inks. Choose PDF or EPS to keep their plates."
    elif order.format not in KEEPS_PLATES:
        name = order.format.upper()
        yield f"{name} holds screen colours only. Choose PDF, EPS or TIFF to keep the press colours as given."


def _about_edges(scene: Scene, order: FileOrder) -> Iterator[str]:
    if order.bleed_mm and order.format in _HAVE_EDGES and reaches_some_corners(scene):
        yield (
            "The outline of this artwork is round or has notches. The bleed is made for a straight cut around it: "
            "where it shall be cut along its outline, ask the print shop how."
        )
    if (order.bleed_mm or order.crop_marks) and order.format not in _HAVE_EDGES:
        yield "Bleed and crop marks are for PDF; this file has none."
