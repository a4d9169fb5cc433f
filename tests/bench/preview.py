"""The live preview, on one core: ``python -m tests.bench preview``, ten seconds.

What the Studio does for each change of a look, from the text to the picture in its window: drawn, read back in good
light and in poor, looked at for advice, turned into Qt's paths and painted. Each change is another one, as when
somebody types: nothing is there from before. Processor time of the thread counts; Qt paints without a screen.
"""

import os
import statistics
import time
from collections.abc import Mapping
from io import BytesIO

from PIL import Image, ImageDraw

from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.artwork.export import preview
from qrdesk.core.schemas.artwork import ExportDraft
from qrdesk.core.schemas.design import (
    Body,
    BodyShape,
    Design,
    ErrorCorrection,
    Eyes,
    EyeShape,
    Frame,
    FrameIcon,
    FrameShape,
    Gradient,
    Logo,
    Stop,
)

GOAL_MS = 30
_CHANGES = 60
_SIDE_PX = 640  # of the artboard in a window of 1280 x 800
_ROUNDED = Body(shape=BodyShape.ROUNDED)
_EYES = Eyes(frame=EyeShape.ROUNDED, ball=EyeShape.ROUNDED)
_NIGHT = Gradient(angle=45, stops=(Stop(at=0, colour="#102a54"), Stop(at=1, colour="#5a1846")))


def _logo() -> Assets:
    """Return a logo as people upload it: a round picture of 512 pixels that is clear around."""
    picture, out = Image.new("RGBA", (512, 512), (0, 0, 0, 0)), BytesIO()
    ImageDraw.Draw(picture).ellipse((8, 8, 504, 504), fill="#b3261e")
    picture.save(out, "PNG")
    return Assets(out.getvalue(), "image/png")


_LOOKS: Mapping[str, tuple[Design, Assets]] = {
    "plain": (Design(), NOTHING),
    "rounded, a gradient, a logo": (
        Design(
            body=_ROUNDED,
            eyes=_EYES,
            ink_gradient=_NIGHT,
            error_correction=ErrorCorrection.Q,
            logo=Logo(file="fil_bench00001", size=0.2),
        ),
        _logo(),
    ),
    "framed": (
        Design(
            body=_ROUNDED,
            eyes=_EYES,
            frame=Frame(shape=FrameShape.CARD, text="Scan me", icon=FrameIcon.SCAN, address=True),
        ),
        NOTHING,
    ),
}


def main(changes: int = _CHANGES) -> int:
    """Print how long a change takes; return 0 when the goal is met."""
    missed = 0
    for name, (design, assets) in _LOOKS.items():
        show(-1, design, assets)  # fonts and programs are read once
        took = sorted(show(number, design, assets) for number in range(changes))
        middle, slow = statistics.median(took), took[round(0.95 * (len(took) - 1))]
        met = middle <= GOAL_MS
        missed += not met
        print(
            f"preview  {middle:>6.1f} ms in the middle, {slow:.1f} ms in 95 of 100, {name}; "
            f"goal {GOAL_MS} ms: {'met' if met else 'MISSED'}"
        )
    return 1 if missed else 0


def show(number: int, design: Design, assets: Assets) -> float:
    """Show one change as the Studio does; return how long it took, in milliseconds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter

    from qrdesk.gui.widgets.scene_paint import paint_scene, shapes

    text = f"https://go.example.com/r/{number + 1:06}"
    image = QImage(_SIDE_PX, _SIDE_PX, QImage.Format.Format_ARGB32_Premultiplied)
    began = time.thread_time()
    scene, report = preview(text, design, ExportDraft(), assets)
    tall = scene.height_mm / scene.width_mm
    box = QRectF(0, 0, _SIDE_PX / max(1, tall), _SIDE_PX * min(1, tall))
    painter = QPainter(image)
    paint_scene(painter, box, scene, shapes(scene))
    painter.end()
    took_ms = (time.thread_time() - began) * 1000
    assert report.decoded == text, report.warnings
    return took_ms


if __name__ == "__main__":
    main()
