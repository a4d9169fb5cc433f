"""How surely a code is read: computed as verifiers do, and tried with sixty photographs of a simulated camera.

``view`` is what the camera sees, ``camera`` takes the photographs, ``readers`` and ``seen`` read them, ``grade`` and
``sizes`` measure, ``scoring`` makes points of it all, ``reasons`` and ``fixes`` say what to change; ``checking`` does
the same for pictures that people bring, which are ``opened`` first.
"""

from collections.abc import Mapping
from typing import Any, cast

from qrdesk.core.artwork.scene import Scene
from qrdesk.core.artwork.symbol import Symbol
from qrdesk.core.schemas.artwork import CodeCheck, ExportDraft, ScanScore
from qrdesk.core.schemas.design import Design


def score(
    scene: Scene,
    symbol: Symbol,
    text: str,
    design: Design,
    draft: ExportDraft,
    *,
    covered: frozenset[tuple[int, int]] = frozenset(),
) -> ScanScore:
    """Return how surely ``scene``, drawn from the other four, reads as ``text``. The same each time.

    Modules that read as the other colour are found in the scene itself; ``covered`` are those (x, y) that its logo
    hides or leaves out, right or not: damage there is said to be the logo's.
    """
    from qrdesk.core.artwork.scan import scoring  # noqa: PLC0415 numpy and Pillow take 150 ms, and few need a score

    return scoring.score(scene, symbol, text, design, draft, covered=covered)


def check_image(content: bytes, expected: str | None = None) -> CodeCheck:
    """Return how surely the one QR code in a picture (PNG, JPEG, WebP, TIFF, GIF, BMP) is read.

    Raises:
        BadPicture: it cannot be opened, is damaged or far too large.
        Invalid: there is no code in it, or several and none or more than one reads as ``expected``.
    """
    from qrdesk.core.artwork.scan import checking  # noqa: PLC0415 as above

    return checking.check(content, expected)


def applied(design: Design, changes: Mapping[str, object]) -> Design:
    """Return ``design`` with the ``changes`` of a ``ScanFix``: objects are merged, all else is put in place.

    Raises:
        ValidationError: it is no design any more.
    """
    return Design.model_validate(merged(design.model_dump(mode="json"), changes))


def merged(whole: Mapping[str, Any], changes: Mapping[str, object]) -> dict[str, Any]:
    """Return ``whole`` with ``changes``: objects are merged, all else is put in place."""
    made = dict(whole)
    for name, change in changes.items():
        old = made.get(name)
        if isinstance(change, Mapping) and isinstance(old, Mapping):
            made[name] = merged(cast(Mapping[str, Any], old), cast(Mapping[str, object], change))
        else:
            made[name] = change
    return made
