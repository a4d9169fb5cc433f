"""Why a score is not full, in plain words, worst first; with changes that raise it, where the design is known."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qrdesk.core.artwork.processes import PROCESSES
from qrdesk.core.artwork.scan import fixes
from qrdesk.core.artwork.scan.camera import SHOTS
from qrdesk.core.artwork.scan.grade import FINDER_DAMAGE, MODULATION, Measured, at_least, at_most
from qrdesk.core.artwork.scan.seen import Seen
from qrdesk.core.artwork.scan.sizes import ROUND_EYES
from qrdesk.core.artwork.standards import CONTRAST, QUIET_ZONE, RED_CONTRAST, RESERVE
from qrdesk.core.artwork.symbol import Symbol
from qrdesk.core.schemas.artwork import Process, ScanFix, ScanReason
from qrdesk.core.schemas.design import Design

_WORDS = {
    "blur": "out of focus",
    "tilt": "taken at an angle",
    "contrast": "taken in fog or through glass",
    "noise": "taken in the dark",
    "jpeg": "badly compressed",
    "light": "lit from one side",
    "motion": "blurred by movement",
    "mix": "with several faults at once",
    "blots": "with dirt on it",
    "scratch": "with a scratch",
    "none": "taken from afar",
}
_FEW_MISSED = 3  # of all photographs: chance
_HARDLY_ANY = 0.02
_NOTHING = 0.005  # would be said as 0 %
_PALE_EYES = 0.85


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one code. Of somebody's picture, ``design`` and ``module_mm`` are not.

    ``hidden`` are the modules (x, y) that a logo hides or leaves out.
    """

    symbol: Symbol
    measured: Measured
    seen: Seen
    reserve: float
    eye_radius: float
    hidden: frozenset[tuple[int, int]] = frozenset()
    design: Design | None = None
    text: str = ""
    module_mm: float | None = None
    width_mm: float = 0.0
    process: Process = Process.SCREEN


def why(facts: Facts) -> tuple[ScanReason, ...]:
    """Return the reasons of a score, worst first; none for a code without fault."""
    small = _is_too_small(facts)
    found = [
        *_unread(facts),
        *(_of_modules(facts) if small else ()),
        *_of_colours(facts),
        *_of_eyes(facts),
        *_of_reserve(facts),
        *_of_patterns(facts),
        *_of_sizes(facts),
        *(() if small else _of_modules(facts)),
    ]
    return (*found, *_of_photographs(facts, explained=bool(found)))


def _reason(code: str, text: str, ways: Iterable[ScanFix] = ()) -> ScanReason:
    return ScanReason(code=code, text=text, fixes=tuple(ways))


def _unread(facts: Facts) -> Iterator[ScanReason]:
    if facts.seen.clean:
        return
    of_logo = facts.design is not None and facts.design.logo is not None
    cause = (
        "The logo hides too much of it." if of_logo and facts.reserve <= 0 else "Its parts are too hard to tell apart."
    )
    yield _reason("unreadable", f"The code cannot be read. {cause}")


def _of_colours(facts: Facts) -> Iterator[ScanReason]:
    measured, design = facts.measured, facts.design
    ways = fixes.for_contrast(design) if design else ()
    if measured.inverted:
        text = "The modules are lighter than the paper. Many hand scanners and older apps do not read that."
        yield _reason("inverted", text, fixes.for_inverted(design) if design else ())
    if at_least(measured.contrast, CONTRAST) < 4:
        text = f"The contrast is {int(100 * measured.contrast)} %. In poor light the code is missed; 70 % is good."
        yield _reason("contrast_low", text, () if measured.inverted else ways)
    elif measured.red_contrast < RED_CONTRAST[0]:
        text = "Tills and hand scanners with red light cannot tell the modules from the paper. Phones can."
        yield _reason("red_contrast_low", text, () if measured.inverted else ways)
    elif at_least(measured.modulation, MODULATION) < 4 and not _has_pale_eyes(facts):
        yield _of_modulation(facts)


def _of_modulation(facts: Facts) -> ScanReason:
    design = facts.design
    if design is not None and fixes.may_be_thin(design):
        text = "The modules are thin: they look grey from a distance."
        return _reason("modulation_low", text, fixes.for_body(design))
    text = "Some modules are much paler than others, and are missed first."
    return _reason("modulation_low", text, fixes.for_contrast(design) if design else ())


def _has_pale_eyes(facts: Facts) -> bool:
    own = facts.design is None or any(fixes.for_eye_colours(facts.design))  # else all modules are pale there
    return own and facts.measured.eyes < _PALE_EYES


def _eyes_mended(design: Design) -> list[ScanFix]:
    return list(fixes.for_eye_colours(design)) or list(fixes.for_contrast(design))


def _of_eyes(facts: Facts) -> Iterator[ScanReason]:
    design = facts.design
    if at_most(facts.measured.finder, FINDER_DAMAGE) < 4 or _has_pale_eyes(facts):
        text = "An eye of the code is damaged or too pale. Readers find the code by its three eyes."
        yield _reason("eye_damaged", text, _eyes_mended(design) if design else ())
    if facts.eye_radius > ROUND_EYES:
        ways = fixes.for_eyes(design) if design else ()
        if facts.eye_radius >= 1:
            text = "The eyes are circles. Older apps miss them, and cameras held at an angle."
        else:
            by = f" by {100 * facts.eye_radius:.0f} %" if design else ""  # a guess, in a picture
            text = f"The eyes are rounded{by}. Older apps miss some of those beyond 30 %."
        yield _reason("eyes_round", text, ways)


def _of_reserve(facts: Facts) -> Iterator[ScanReason]:
    if at_least(facts.reserve, RESERVE) >= 4:
        return
    left, design = max(facts.reserve, 0.0), facts.design
    if design is not None and design.logo is not None and facts.hidden & facts.measured.wrong:
        text = f"The logo leaves {100 * left:.0f} % of the error correction. Little is left for dirt and scratches."
        if left < _NOTHING:
            text = "The logo uses up the error correction. Nothing is left for dirt and scratches."
        yield _reason("logo_reserve", text, fixes.for_logo(design, facts.symbol, facts.text, facts.reserve))
    else:
        text = f"Only {100 * left:.0f} % of the error correction is left. Little is left for dirt and scratches."
        if left < _NOTHING:
            text = "The error correction is used up. Nothing is left for dirt and scratches."
        yield _reason("reserve_low", text, fixes.for_body(design) if design else ())


def _of_patterns(facts: Facts) -> Iterator[ScanReason]:
    measured = facts.measured
    if max(measured.timing, measured.alignment) > _HARDLY_ANY:
        text = (
            "A pattern that readers straighten the picture by is hidden. Held at an angle, the code is missed sooner."
        )
        yield _reason("pattern_hidden", text)


def _of_sizes(facts: Facts) -> Iterator[ScanReason]:
    quiet, design = facts.measured.quiet, facts.design
    if quiet < QUIET_ZONE:
        around = "no empty space" if quiet == 0 else f"an empty space of {quiet} module{'s' if quiet > 1 else ''}"
        text = f"There is {around} around the code; the standard is {QUIET_ZONE}."
        yield _reason("quiet_zone_narrow", text, fixes.for_quiet_zone(design) if design else ())


def _is_too_small(facts: Facts) -> bool:
    """Say whether its modules are below what is printed at all: then that is what is worst."""
    return facts.module_mm is not None and PROCESSES[facts.process].is_too_small(facts.module_mm)


def _of_modules(facts: Facts) -> Iterator[ScanReason]:
    module_mm = facts.module_mm
    if module_mm is None:
        return
    limits = PROCESSES[facts.process]
    wide = facts.width_mm / module_mm  # modules, with all that is around the code
    if not limits.is_good(module_mm):
        text = (
            f"A module is {module_mm:.2f} mm wide; printed this way it should be {limits.good_mm:g} mm. "
            f"Make the code at least {wide * limits.good_mm:.0f} mm wide."
        )
        yield _reason("module_small", text)
    elif limits.is_too_large(module_mm):
        text = (
            f"A module is {module_mm:.2f} mm wide; tills take {limits.most_mm:g} mm at most. "
            f"Make the code at most {int(wide * limits.most_mm)} mm wide."
        )
        yield _reason("module_large", text)


def _of_photographs(facts: Facts, *, explained: bool) -> Iterator[ScanReason]:
    seen, design = facts.seen, facts.design
    if not seen.clean or sum(seen.missed.values()) <= _FEW_MISSED:
        return
    conditions = list(dict.fromkeys(name.partition(" ")[0] for name, _ in seen.missed.most_common()))[:3]
    words = ", ".join(_WORDS[name] for name in conditions)
    text = f"Of {SHOTS} simulated photographs, {sum(seen.missed.values())} were not read, above all those {words}."
    yield _reason("photographs_missed", text, fixes.for_body(design) if design and not explained else ())
