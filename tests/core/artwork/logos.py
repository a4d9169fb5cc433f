"""Logos as people have them: a line drawing, a badge with gradients, a disc that shines through, a photograph."""

from io import BytesIO

from PIL import Image, ImageDraw

from qrdesk.core.artwork.assets import Assets

SVG = "image/svg+xml"
LINES = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#d33" stroke-width="2"
 stroke-linecap="round" stroke-linejoin="round"><path d="M20.84 4.61a5.5 5.5 0 0 0-7.78 0L12 5.67l-1.06-1.06a5.5 5.5 0 0
 0-7.78 7.78l1.06 1.06L12 21.23l7.78-7.78 1.06-1.06a5.5 5.5 0 0 0 0-7.78z"/></svg>"""
SHAPES = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60"><defs><linearGradient id="a" x1="0" x2="1">
<stop offset="0" stop-color="#06c"/><stop offset="1" stop-color="hsl(300,80%,40%)"/></linearGradient>
<radialGradient id="b"><stop offset="0" stop-color="yellow"/><stop offset="1" stop-color="orange"/></radialGradient>
</defs><g transform="translate(1 0)"><rect x="2" y="2" width="114" height="56" rx="14" fill="url(#a)"/>
<circle cx="30" cy="30" r="18" fill="url(#b)"/><ellipse cx="30" cy="30" rx="5" ry="9" fill-opacity=".5"/>
<path transform="rotate(15 80 30)" fill="#fff" fill-rule="evenodd" d="M60 15h40v30h-40zM66 21h28v18h-28z"/>
<path d="M64 30 L80 24 96 30" stroke="white" fill="none" stroke-width="4" stroke-linejoin="bevel" opacity=".7"/>
<path fill="#222" d="M10 50 q10 -12 20 0 t20 0 v5 h-40z M12 52h6v2h-6z"/>
<polyline fill="none" stroke="#0a0" stroke-width="3" stroke-linecap="square" transform="scale(1 .5)"
 points="90 90 100 70 110 90"/>
</g></svg>"""


def _png(picture: Image.Image, kind: str = "PNG") -> bytes:
    file = BytesIO()
    picture.save(file, kind)
    return file.getvalue()


def _disc() -> bytes:
    picture = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((10, 10, 290, 290), fill=(20, 90, 200, 255))
    pen.rectangle((100, 100, 200, 200), fill=(255, 255, 255, 255))
    return _png(picture)


def _photo() -> bytes:
    picture = Image.new("RGB", (300, 400), "white")
    ImageDraw.Draw(picture).ellipse((30, 80, 270, 320), fill="#a02030")
    return _png(picture, "JPEG")


HEART, BADGE = Assets(LINES, SVG), Assets(SHAPES, SVG)
DISC, PHOTO = Assets(_disc(), "image/png"), Assets(_photo(), "image/jpeg")
LOGOS = {"heart": HEART, "badge": BADGE, "disc": DISC, "photo": PHOTO}
