"""A scene as PDF: the page is the artwork, press colours stay press colours, and there is no font in the file."""

from io import BytesIO

from reportlab.lib.colors import CMYKColor, Color
from reportlab.pdfgen.canvas import FILL_NON_ZERO, Canvas

from qrdesk.core.artwork.scene import Fill, Scene
from qrdesk.core.artwork.style import Paint

POINTS_PER_MM = 72 / 25.4


class _Page(Canvas):
    """A canvas that selects no font: reportlab's own start of page would list Helvetica, not embedded."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


def write(scene: Scene, title: str) -> bytes:
    """Return the file: one page, media box and trim box exactly the scene; the same bytes for the same scene.

    Paints with CMYK are written as DeviceCMYK, so ``k`` comes out on the black plate only; the
    others as DeviceRGB.
    """
    width, height = scene.width_mm * POINTS_PER_MM, scene.height_mm * POINTS_PER_MM
    file = BytesIO()
    page = _Page(
        file, pagesize=(width, height), trimBox=(0, 0, width, height), pageCompression=1, invariant=1, pdfVersion=(1, 4)
    )
    page.setTitle(title)
    page.setAuthor("")
    page.setSubject("")
    page.setCreator("QRDesk")
    page.transform(POINTS_PER_MM, 0, 0, -POINTS_PER_MM, 0, height)  # mm from the top left, as in the scene
    for fill in scene.layers:
        _draw(page, fill)
    page.showPage()
    page.save()
    return file.getvalue()


def _draw(page: Canvas, fill: Fill) -> None:
    page.setFillColor(_colour(fill.paint))
    path = page.beginPath()
    for outline in fill.outlines:
        path.moveTo(*outline[0])
        for x, y in outline[1:]:
            path.lineTo(x, y)
        path.close()
    page.drawPath(path, stroke=0, fill=1, fillMode=FILL_NON_ZERO)


def _colour(paint: Paint) -> Color:
    if paint.cmyk is not None:
        return CMYKColor(*paint.cmyk)
    red, green, blue = paint.rgb
    return Color(red / 255, green / 255, blue / 255)
