"""Scenes of round modules, gradients and pictures, put together by hand: no shape of ours is trusted here."""

from io import BytesIO

from PIL import Image, ImageDraw

from qrdesk.core.artwork.scene import Box, Fill, Outline, Picture, Scene
from qrdesk.core.artwork.style import WHITE, Paint, Shading, paint
from qrdesk.core.artwork.symbol import encode
from qrdesk.core.schemas.design import ErrorCorrection

TEXT = "https://go.example/r/AB12CD"
SIZE_MM, QUIET = 25.0, 4
NAVY, PLUM, COAL = Paint((10, 40, 160)), Paint((120, 10, 90)), Paint((20, 20, 20))
_K = 0.5522847498  # how far the control points of a quarter of a circle lie out


def circle(x: float, y: float, radius: float) -> Outline:
    """Return a circle that runs clockwise."""
    k = radius * _K
    right, left, below, above = x + radius, x - radius, y + radius, y - radius
    return (
        (right, y),
        (right, y + k, x + k, below, x, below),
        (x - k, below, left, y + k, left, y),
        (left, y - k, x - k, above, x, above),
        (x + k, above, right, y - k, right, y),
    )


def hole(outline: Outline) -> Outline:
    """Return an outline of curves that runs the other way round."""
    ends = [piece[-2:] for piece in outline]
    back = [(*outline[at][2:4], *outline[at][0:2], *ends[at - 1]) for at in range(len(outline) - 1, 0, -1)]
    return (ends[-1], *back)  # type: ignore[return-value]  # six numbers each, which a star hides


def oblong(x: float, y: float, width: float, height: float) -> Outline:
    """Return a rectangle that runs clockwise."""
    return ((x, y), (x + width, y), (x + width, y + height), (x, y + height))


def shade(*paints: Paint, radial: bool = False) -> Shading:
    """Return a gradient over the whole artwork."""
    start = (SIZE_MM / 2, SIZE_MM / 2) if radial else (0.0, 0.0)
    last = len(paints) - 1
    return Shading(radial, start, (SIZE_MM, SIZE_MM), tuple((at / last, one) for at, one in enumerate(paints)))


def dots(
    ink: Paint | Shading = NAVY,
    paper: Paint | Shading | None = WHITE,
    *,
    logo: Picture | None = None,
    text: str = TEXT,
    ground: Paint = WHITE,
) -> Scene:
    """Return a code of round modules with round eyes, 25 mm wide."""
    rows = encode(text, ErrorCorrection.Q).rows
    side, module = len(rows), SIZE_MM / (len(rows) + 2 * QUIET)
    middles = ((3.5, 3.5), (side - 3.5, 3.5), (3.5, side - 3.5))
    places = [
        (x + 0.5, y + 0.5)
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark and all(max(abs(x + 0.5 - across), abs(y + 0.5 - down)) > 4 for across, down in middles)
    ]
    outlines = [circle((x + QUIET) * module, (y + QUIET) * module, module / 2) for x, y in places]
    for x, y in middles:
        at = ((x + QUIET) * module, (y + QUIET) * module)
        outlines += [circle(*at, 3.5 * module), hole(circle(*at, 2.5 * module)), circle(*at, 1.5 * module)]
    sheet = () if paper is None else (Fill((oblong(0, 0, SIZE_MM, SIZE_MM),), paper),)
    layers = (*sheet, Fill(tuple(outlines), ink), *(() if logo is None else (logo,)))
    box = Box(QUIET * module, QUIET * module, side * module)
    return Scene(SIZE_MM, SIZE_MM, module, layers, ground, box, ink, paper or ground)


def logo(opacity: float = 1.0) -> Picture:
    """Return a red disc with a white square, bare around, in the middle."""
    picture = Image.new("RGBA", (120, 120), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((2, 2, 117, 117), fill=(200, 30, 60, 255))
    pen.rectangle((40, 40, 79, 79), fill=(255, 255, 255, 255))
    file = BytesIO()
    picture.save(file, "PNG")
    side = SIZE_MM * 0.14
    return Picture((SIZE_MM - side) / 2, (SIZE_MM - side) / 2, side, side, file.getvalue(), opacity)


def only(*layers: Fill | Picture, width_mm: float = 10, height_mm: float = 10, ground: Paint = WHITE) -> Scene:
    """Return a scene that is no code."""
    return Scene(width_mm, height_mm, 1, layers, ground, Box(0, 0, width_mm), NAVY, ground)


SCENES = {
    "dots": dots(),
    "gradient": dots(shade(NAVY, PLUM, COAL)),
    "radial with logo": dots(shade(COAL, PLUM, radial=True), logo=logo()),
    "gradient paper": dots(COAL, shade(Paint((255, 240, 200)), Paint((200, 240, 255)))),
    "transparent": dots(paper=None, logo=logo()),
    "inverted": dots(WHITE, shade(NAVY, COAL), ground=COAL),
    "press": dots(shade(paint("cmyk:100,80,0,20"), paint("k"))),
    "spot": dots(paint("spot:PANTONE 286 C=100,75,0,2")),
}
