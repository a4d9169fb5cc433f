#!/usr/bin/env python3
"""Draw the icon of the app in the sizes that desktops want: needs PySide6.

python packaging/make_icons.py FOLDER    # icons/hicolor/48x48/apps/qrdesk.png and so on
"""

import os
import shutil
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parents[1] / "resources/theme/qrdesk.svg"
SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)  # as the icon theme specification and its users name them


def main() -> int:
    """Draw them all into the folder that was named."""
    if len(sys.argv) != 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    draw(Path(sys.argv[1]))
    return 0


def draw(into: Path) -> None:
    """Draw each size, and put the drawing itself beside them."""
    _application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    theme = into / "icons/hicolor"
    for size in SIZES:
        place = theme / f"{size}x{size}/apps/qrdesk.png"
        place.parent.mkdir(parents=True, exist_ok=True)
        if not _drawn(size).save(str(place)):
            raise OSError(f"{place} cannot be written.")
    place = theme / "scalable/apps/qrdesk.svg"
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(DRAWING, place)


def _drawn(size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    return image


if __name__ == "__main__":
    sys.exit(main())
