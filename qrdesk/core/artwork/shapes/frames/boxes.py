"""Frames that are boxes: lines around the code, labels and cards."""

from qrdesk.core.artwork.shapes.frames.sheet import PANEL, Sheet, hole_air, solid
from qrdesk.core.artwork.shapes.outlines import box, circle
from qrdesk.core.artwork.shapes.unions import stroked, without

_CAPITALS = 7.4
_WIDEST = 86.0
_BELOW = 15.5  # room for words on paper: what the quiet zone leaves above them, they have below


def outline(sheet: Sheet) -> None:
    """One line around all."""
    _lined(sheet, ((2.2, 7.0),), 0)


def double(sheet: Sheet) -> None:
    """A strong line with a fine one in it."""
    _lined(sheet, ((2.4, 3.0), (0.8, 1.0)), 1.7)


def _lined(sheet: Sheet, lines: tuple[tuple[float, float], ...], between: float) -> None:
    inner = max(lines[-1][1] - lines[-1][0], 0.35 * lines[-1][1])
    edge = sum(width for width, _ in lines) + between * (len(lines) - 1) + hole_air(inner)
    bottom = _write_below(sheet, edge, edge)
    sheet.width, sheet.height = PANEL + 2 * edge, bottom + edge
    sheet.paper.append(solid(0, 0, sheet.width, sheet.height, lines[0][1]))
    inset = 0.0
    for width, radius in lines:
        outer = solid(inset, inset, sheet.width - 2 * inset, sheet.height - 2 * inset, radius)
        inset += width
        inner = max(radius - width, 0.35 * radius)
        sheet.ring(outer, solid(inset, inset, sheet.width - 2 * inset, sheet.height - 2 * inset, inner))
        inset += between


def _write_below(sheet: Sheet, x: float, y: float) -> float:
    """Write words and address on paper below the code, and return where the paper ends."""
    sheet.place(x, y, 0, 0)
    end = sheet.bottom
    if sheet.words_said:
        end += sheet.rise(_WIDEST, _CAPITALS)
        sheet.say(x + PANEL / 2, end + 1.0 + _CAPITALS / 2, _WIDEST, _CAPITALS)
        end += _BELOW
    if sheet.note_said:
        end = sheet.write_note(end + (0.6 if not sheet.words_said else -3.4)) + 7.4
    return end


def plain(sheet: Sheet) -> None:
    """The words alone."""
    end = _write_below(sheet, 0, 0)
    sheet.width, sheet.height = PANEL, end
    sheet.paper.append(solid(0, 0, sheet.width, sheet.height, 0))


def corners(sheet: Sheet) -> None:
    """Four corners, as a camera shows them."""
    line, arm, radius = 2.4, 20.0, 7.0
    edge = line + hole_air(radius - line)
    sheet.place(edge, edge, PANEL + 2 * edge, 0)
    side = sheet.width
    near, far, turn = line / 2, side - line / 2, radius - line / 2
    sheet.ink += stroked(
        f"M{near} {arm}V{radius}a{turn} {turn} 0 0 1 {turn} {-turn}H{arm}"
        f"M{side - arm} {near}H{side - radius}a{turn} {turn} 0 0 1 {turn} {turn}V{arm}"
        f"M{far} {side - arm}V{side - radius}a{turn} {turn} 0 0 1 {-turn} {turn}H{side - arm}"
        f"M{arm} {far}H{radius}a{turn} {turn} 0 0 1 {-turn} {-turn}V{side - arm}",
        line,
    )
    end = side
    if sheet.words_said:
        sheet.say(side / 2, end + 5.6 + _CAPITALS / 2, side - 14, _CAPITALS)
        end += 5.6 + _CAPITALS
    if sheet.note_said:
        end = sheet.write_note(end + 4.6)
    sheet.height = end + 5.6 if end > side else end
    sheet.paper.append(solid(0, 0, side, sheet.height, radius))


def label_below(sheet: Sheet) -> None:
    """A line around the code, and the words on a solid band below."""
    _labelled(sheet, above=False)


def label_above(sheet: Sheet) -> None:
    """The same, above."""
    _labelled(sheet, above=True)


def _labelled(sheet: Sheet, *, above: bool) -> None:
    line, radius = 2.2, 6.0
    _solid_around(sheet, line, radius, radius - line, 17.5 if sheet.words_said else None, above=above)


def card(sheet: Sheet) -> None:
    """A solid card with the code on a panel of paper."""
    _solid_around(sheet, 5.2, 10.0, 5.0, 20.0 if sheet.words_said else None, capitals=8.2)


def _solid_around(
    sheet: Sheet,
    edge: float,
    radius: float,
    inner: float,
    band: float | None,
    *,
    above: bool = False,
    capitals: float = _CAPITALS,
) -> None:
    """Draw a solid box with a hole for the code, and a band for the words if it has one."""
    sheet.note_in_panel()
    air = hole_air(inner)
    thick = edge if band is None else band
    sheet.place(edge + air, (thick if above else edge) + air, PANEL + 2 * (edge + air), 0)
    end = sheet.bottom + air
    sheet.height = end + (edge if above else thick)
    sheet.ring(solid(0, 0, sheet.width, sheet.height, radius), sheet.hole(inner))
    sheet.panel(inner)
    # the edge beside the band is a little of it, and the words stand in the middle of what is left
    say_in_band(sheet, 0.4 if above else end, thick - 0.4, capitals)


def say_in_band(sheet: Sheet, top: float, height: float, capitals: float = _CAPITALS) -> None:
    """Write the words in the middle of a band of ink."""
    sheet.on_ink = True
    sheet.say(sheet.width / 2, top + height / 2, PANEL - 8, capitals)


def button(sheet: Sheet) -> None:
    """The words on a solid button below the code."""
    sheet.place(0, 0, PANEL, PANEL)
    end = sheet.bottom
    if sheet.words_said:
        wide, _ = sheet.fits(PANEL - 30, _CAPITALS)
        width, height = max(wide + 18, 56.0), 17.0
        sheet.ink.append(solid((PANEL - width) / 2, end, width, height, height / 2))
        sheet.on_ink = True
        sheet.say(PANEL / 2, end + height / 2, PANEL - 30, _CAPITALS)
        end += height + 8
    if sheet.note_said:
        end = sheet.write_note(end - (3 if sheet.words_said else -0.6)) + 7.4
    sheet.height = end
    sheet.paper.append(solid(0, 0, PANEL, end, 0))


def ticket(sheet: Sheet) -> None:
    """A ticket whose stub has the words, with a row of holes to tear it off at."""
    line, radius, notch = 2.4, 5.0, 4.4
    band = 25.0 if sheet.words_said else 2 * notch + 3.0
    sheet.note_in_panel()
    sheet.place(line + 1, line + 1, PANEL + 2 * line + 2, 0)
    sheet.height = sheet.bottom + band
    tear = sheet.bottom + notch + 1.2
    whole = (solid(0, 0, sheet.width, sheet.height, radius),)
    inside = (box(line, line, sheet.width - 2 * line, sheet.bottom - line, (radius - line, radius - line, 0, 0)),)
    notches = (circle(0, tear, notch), circle(sheet.width, tear, notch))
    first, last = notch + 3.2, sheet.width - notch - 3.2
    count = round((last - first) / 4.6)
    holes = tuple(circle(first + at * (last - first) / count, tear, 0.95) for at in range(count + 1))
    sheet.ink += without(whole, inside, notches, holes)
    sheet.paper += without(whole, notches)
    say_in_band(sheet, tear + 0.6, sheet.height - tear - 1.4)
