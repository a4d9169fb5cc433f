"""Frames that are things: a tag, a phone, a bag, a clipboard."""

from qrdesk.core.artwork.shapes.frames.boxes import say_in_band
from qrdesk.core.artwork.shapes.frames.sheet import PANEL, Sheet, hole_air, solid
from qrdesk.core.artwork.shapes.outlines import circle, polygon
from qrdesk.core.artwork.shapes.unions import joined, stroked, without

_PANEL_RADIUS = 4.0
_AIR = hole_air(_PANEL_RADIUS)


def tag(sheet: Sheet) -> None:
    """A tag to hang on something, with its eyelet."""
    edge, head, slope = 6.4, 22.0, 21.0
    band = 20.0 if sheet.words_said else edge
    sheet.note_in_panel()
    sheet.place(edge, head, PANEL + 2 * edge, 0)
    width = sheet.width
    sheet.height = sheet.bottom + band
    shape = polygon(
        [(slope, 0), (width - slope, 0), (width, slope), (width, sheet.height), (0, sheet.height), (0, slope)], 7.0
    )
    sheet.ink += without((shape,), (circle(width / 2, head / 2, 4.2),), (sheet.hole(_PANEL_RADIUS),))
    sheet.panel(_PANEL_RADIUS)
    say_in_band(sheet, sheet.bottom + _AIR, band - _AIR)


def phone(sheet: Sheet) -> None:
    """A phone that shows the code."""
    edge, head, foot, radius = 5.0, 13.0, 11.0, 15.0
    room = 24.0 if sheet.words_said else 5.0
    sheet.note_in_panel()
    sheet.place(edge, edge + head, PANEL + 2 * edge, 0)
    sheet.height = sheet.bottom + room + foot + edge
    width, height = sheet.width, sheet.height
    screen = solid(edge, edge, PANEL, height - 2 * edge, radius - edge + 0.5)
    sheet.ring(solid(0, 0, width, height, radius), screen)
    sheet.ink.append(solid(width / 2 - 12, edge + 4.0, 24, 5.6, 2.8))
    sheet.ink.append(solid(width / 2 - 16, height - edge - 5.0, 32, 1.9, 0.95))
    sheet.paper.append(solid(edge / 2, edge / 2, width - edge, height - edge, radius - edge / 2))
    if sheet.words_said:
        sheet.ink.append(solid(edge + 9, sheet.bottom + 2, PANEL - 18, 18, 6))
        sheet.on_ink = True
        sheet.say(width / 2, sheet.bottom + 11, PANEL - 30, 7.0)


def bag(sheet: Sheet) -> None:
    """A shopping bag."""
    edge, head, handle, slant = 7.5, 14.5, 17.0, 4.5
    band = 21.0 if sheet.words_said else edge
    sheet.note_in_panel()
    sheet.place(edge + slant, handle + head, PANEL + 2 * (edge + slant), 0)
    sheet.height = sheet.bottom + band
    width, height = sheet.width, sheet.height
    body = polygon([(slant, handle), (width - slant, handle), (width, height), (0, height)], 6.0)
    left, right = width / 2 - 19, width / 2 + 19
    loop = stroked(f"M{left} {handle + 5}V18a19 16.6 0 0 1 38 0V{handle + 5}", 2.6)
    eyelets = (circle(left, handle + 6.6, 2.3), circle(right, handle + 6.6, 2.3))
    above = without(loop, (solid(0, handle - 0.1, width, 40, 0),))
    sheet.ink += without(joined((body,), above), eyelets, (sheet.hole(_PANEL_RADIUS),))
    sheet.panel(_PANEL_RADIUS)
    say_in_band(sheet, sheet.bottom + _AIR, band - _AIR)


def clipboard(sheet: Sheet) -> None:
    """A clipboard whose sheet is the code."""
    edge, head, rise = 7.2, 9.6, 8.5
    band = 20.0 if sheet.words_said else edge
    sheet.note_in_panel()
    sheet.place(edge, rise + head, PANEL + 2 * edge, 0)
    sheet.height = sheet.bottom + band
    width = sheet.width
    board = solid(0, rise, width, sheet.height - rise, 9.0)
    middle = width / 2
    gap = without((solid(middle - 23.5, rise - 5.0, 47, 12.6, 4.5),), (solid(0, 0, width, rise - 0.2, 0),))
    clip = without(
        joined((solid(middle - 21.7, rise - 3.4, 43.4, 9.2, 3.4),), (solid(middle - 9.5, 0, 19, 9, 5.0),)),
        (circle(middle, 4.6, 2.0),),
    )
    sheet.ink += without((board,), gap, (sheet.hole(_PANEL_RADIUS),))
    sheet.ink += clip
    sheet.panel(_PANEL_RADIUS)
    say_in_band(sheet, sheet.bottom + _AIR, band - _AIR)
