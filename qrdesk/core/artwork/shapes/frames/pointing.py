"""Frames that point at the code: a bubble, a ribbon, an arrow."""

from qrdesk.core.artwork.shapes.frames.boxes import outline
from qrdesk.core.artwork.shapes.frames.sheet import PANEL, Sheet, hole_air, solid
from qrdesk.core.artwork.shapes.outlines import polygon
from qrdesk.core.artwork.shapes.unions import joined, stroked, without

_CAPITALS = 7.4
_AIR = 1.3  # between a ribbon and its ends


def bubble(sheet: Sheet) -> None:
    """A speech bubble below the code that points up at it."""
    if not sheet.words_said:
        outline(sheet)
        return
    tail, height, line = 7.0, 19.0, 2.2
    edge = line + hole_air(4.8)
    sheet.place(edge, edge, PANEL + 2 * edge, 0)
    top = sheet.bottom + edge + tail + 1.5
    middle = sheet.width / 2
    sheet.ring(solid(0, 0, sheet.width, sheet.bottom + edge, 7.0), sheet.hole(4.8))
    body = solid(0, top, sheet.width, height, 7.0)
    tip = polygon([(middle, top - tail), (middle + 8.5, top + 2), (middle - 8.5, top + 2)], 1.0)
    sheet.ink += joined((body,), (tip,))
    sheet.on_ink = True
    sheet.say(middle, top + height / 2, PANEL - 10, _CAPITALS + 0.4)
    sheet.height = top + height
    if sheet.note_said:
        sheet.height = sheet.write_note(sheet.height + 4.6) + 5.2
    sheet.paper.append(solid(0.2, 0.2, sheet.width - 0.4, sheet.height - 0.4, 6.8))


def banner(sheet: Sheet) -> None:
    """A ribbon across the lower edge."""
    line, side, out, high, drop = 2.2, 12.0, 3.5, 19.0, 5.0
    said = bool(sheet.words_said)
    side = side if said else 0.0
    sheet.note_in_panel()
    edge = line + hole_air(4.8)
    sheet.place(side + edge, edge, PANEL + 2 * (side + edge), 0)
    top = sheet.bottom + edge - line  # of the ribbon
    around = solid(side, 0, PANEL + 2 * edge, top + (high if said else line), 7.0)
    sheet.height = top + (high + drop if said else line)
    hole = sheet.hole(4.8)
    sheet.panel(4.8)
    below = solid(0, top - 0.01, sheet.width, 99, 0)
    if not said:
        sheet.ring(around, hole)
        return
    band = solid(side - out, top, sheet.width - 2 * (side - out), high, 1.0)
    air = solid(side - out - _AIR, top - _AIR, sheet.width - 2 * (side - out - _AIR), high + 2 * _AIR, 1.0)
    reaching = ((0.0, side + 5), (sheet.width, sheet.width - side - 5))
    ends = tuple(polygon(_end(far, near, top + drop, high), 0.6) for far, near in reaching)
    sheet.ink += joined(without((around,), (hole,), (below,)), (band,))
    sheet.ink += without(ends, (air,))
    sheet.on_ink = True
    sheet.say(sheet.width / 2, top + high / 2, PANEL + 2, _CAPITALS + 0.6)


def _end(far: float, near: float, top: float, high: float) -> list[tuple[float, float]]:
    """Return the end of a ribbon, with its notch at ``far``, clockwise."""
    notch = far + (5.0 if near > far else -5.0)
    points = [(far, top), (near, top), (near, top + high), (far, top + high), (notch, top + high / 2)]
    return points if near > far else points[::-1]


def arrow(sheet: Sheet) -> None:
    """The words, and a curved arrow from them to the code."""
    sheet.place(0, 0, PANEL, PANEL)
    end = PANEL
    if sheet.words_said:
        room = 20.0
        wide, high = sheet.fits(PANEL - room - 10, 8.4)
        left = (PANEL - wide - room) / 2
        base = end + 11.5
        sheet.say(left + wide / 2, base, PANEL - room - 10, 8.4)
        x, y = left + wide + 4.0, base
        tip = x + 12.0
        shaft = f"M{x} {y}C{x + 8} {y + 1.5} {tip + 0.5} {y - 3} {tip} {end + 1.6}"
        head = f"M{tip - 4.8} {end + 6.2}L{tip} {end + 1.2}L{tip + 4.6} {end + 6.6}"
        sheet.ink += joined(stroked(shaft, 2.2), stroked(head, 2.2))
        end = base + high / 2 + 8
    if sheet.note_said:
        end = sheet.write_note(end - (2.6 if sheet.words_said else -0.6)) + 7.4
    sheet.height = end
    sheet.paper.append(solid(0, 0, PANEL, end, 0))
