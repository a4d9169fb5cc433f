"""Small pictures beside the words of a frame, on a square of 24, drawn for QRDesk."""

from functools import lru_cache

from qrdesk.core.artwork.scene import Outline
from qrdesk.core.artwork.shapes.outlines import placed
from qrdesk.core.artwork.shapes.unions import filled, joined, stroked
from qrdesk.core.schemas.design import FrameIcon

SIDE = 24.0
_LINE = 2.4
# Lines, and shapes that are filled, as SVG paths say them.
_LINES = {
    FrameIcon.SCAN: (
        "M3 8.5V6a3 3 0 0 1 3-3h2.5M15.5 3H18a3 3 0 0 1 3 3v2.5M21 15.5V18a3 3 0 0 1-3 3h-2.5M8.5 21H6a3 3 0 "
        "0 1-3-3v-2.5M6.5 12h11"
    ),
    FrameIcon.PHONE: (
        "M8.5 2h7a2.5 2.5 0 0 1 2.5 2.5v15a2.5 2.5 0 0 1-2.5 2.5h-7A2.5 2.5 0 0 1 6 19.5v-15A2.5 2.5 0 0 1 8.5 2z"
    ),
    FrameIcon.CAMERA: (
        "M4.5 7H7l1.8-3h6.4L17 7h2.5A2.5 2.5 0 0 1 22 9.5v8a2.5 2.5 0 0 1-2.5 2.5h-15A2.5 2.5 0 0 1 2 "
        "17.5v-8A2.5 2.5 0 0 1 4.5 7zM8.6 13.2a3.4 3.4 0 1 1 6.8 0a3.4 3.4 0 1 1 -6.8 0z"
    ),
    FrameIcon.LINK: (
        "M10.6 7.2l2.2-2.2a4.4 4.4 0 0 1 6.2 6.2l-3.4 3.4a4.4 4.4 0 0 1-6.2 0M13.4 16.8l-2.2 2.2a4.4 4.4 0 0 "
        "1-6.2-6.2l3.4-3.4a4.4 4.4 0 0 1 6.2 0"
    ),
    FrameIcon.WIFI: "M2 9.5a14.2 14.2 0 0 1 20 0M6 13.8a8.6 8.6 0 0 1 12 0",
    FrameIcon.MENU: "M4 2v5.5a3.5 3.5 0 0 0 7 0V2M7.5 2v20M19 22V2c-2.8 1.2-4 4.4-4 8.2V13a1 1 0 0 0 1 1h3",
    FrameIcon.CART: "M1.6 3h2.6l2.6 12h11.4l2.4-8.6H5.2",
    FrameIcon.PIN: "M12 22c-4.6-4.6-7.6-8.4-7.6-12.2a7.6 7.6 0 0 1 15.2 0c0 3.8-3 7.6-7.6 12.2z",
    FrameIcon.CALENDAR: (
        "M5.5 4.5h13A2.5 2.5 0 0 1 21 7v12a2.5 2.5 0 0 1-2.5 2.5h-13A2.5 2.5 0 0 1 3 19V7a2.5 2.5 0 0 1 "
        "2.5-2.5zM3 10h18M8 2.2v4.4M16 2.2v4.4"
    ),
    FrameIcon.MAIL: (
        "M4.5 4.5h15A2.5 2.5 0 0 1 22 7v10a2.5 2.5 0 0 1-2.5 2.5h-15A2.5 2.5 0 0 1 2 17V7a2.5 2.5 0 0 1 "
        "2.5-2.5zM3 7.4l9 6.4 9-6.4"
    ),
    FrameIcon.PLAY: "M7 4.6v14.8L19.4 12z",
    FrameIcon.PERSON: "M3.6 21.6a8.4 8.4 0 0 1 16.8 0M7.4 7a4.6 4.6 0 1 1 9.2 0a4.6 4.6 0 1 1 -9.2 0z",
    FrameIcon.EURO: "M19.4 5.6a8.4 8.4 0 1 0 0 12.8M2.6 9.8h11M2.6 14.2h11",
}
_SHAPES = {
    FrameIcon.PHONE: "M10.7 18a1.3 1.3 0 1 1 2.6 0a1.3 1.3 0 1 1 -2.6 0z",
    FrameIcon.WIFI: "M9.8 18.6a2.2 2.2 0 1 1 4.4 0a2.2 2.2 0 1 1 -4.4 0z",
    FrameIcon.CART: "M6.6 19.8a2 2 0 1 1 4 0a2 2 0 1 1 -4 0zM14.600000000000001 19.8a2 2 0 1 1 4 0a2 2 0 1 1 -4 0z",
    FrameIcon.PIN: "M9.4 9.8a2.6 2.6 0 1 1 5.2 0a2.6 2.6 0 1 1 -5.2 0z",
    FrameIcon.CALENDAR: (
        "M6.699999999999999 15.5a1.5 1.5 0 1 1 3.0 0a1.5 1.5 0 1 1 -3.0 0zM11.1 15.5a1.5 1.5 0 1 1 3.0 0a1.5 "
        "1.5 0 1 1 -3.0 0z"
    ),
    FrameIcon.STAR: "M12 1.6l3.2 6.6 7.2 1-5.2 5.1 1.2 7.2-6.4-3.4-6.4 3.4 1.2-7.2-5.2-5.1 7.2-1z",
    FrameIcon.HEART: (
        "M12 21.6C5.6 16.6 1.6 13 1.6 8.4A5.8 5.8 0 0 1 7.4 2.6c1.9 0 3.6.9 4.6 2.4 1-1.5 2.7-2.4 4.6-2.4a5.8"
        " 5.8 0 0 1 5.8 5.8c0 4.6-4 8.2-10.4 13.2z"
    ),
    FrameIcon.PLAY: "M7 4.6v14.8L19.4 12z",
}


@lru_cache(maxsize=32)
def icon(name: FrameIcon) -> tuple[Outline, ...]:
    """Return the outlines of an icon on a square of 1, y down."""
    parts: list[tuple[Outline, ...]] = []
    if name in _LINES:
        parts.append(stroked(_LINES[name], _LINE))
    if name in _SHAPES:
        parts.append(filled(_SHAPES[name]))
    return placed(joined(*parts), 1 / SIDE)
