"""A scene as SVG: user units are mm, so the file is as wide as it says in every program."""

from base64 import b64encode
from math import dist

from qrdesk.core.artwork.scene import Fill, Outline, Picture, Scene
from qrdesk.core.artwork.style import Shading


def write(scene: Scene) -> bytes:
    """Return the file, for designers: a path for each paint, with its curves; gradients and pictures as such.

    SVG has screen colours only. There is no script, no style sheet, and nothing that lies elsewhere.
    """
    width, height = number(scene.width_mm), number(scene.height_mm)
    # by its old name, because programs for drawing know that one only
    linked = "".join(' xmlns:xlink="http://www.w3.org/1999/xlink"' for _ in _pictures(scene)[:1])
    gradients = _gradients(scene)
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        f'<svg xmlns="http://www.w3.org/2000/svg"{linked} width="{width}mm" height="{height}mm"',
        f' viewBox="0 0 {width} {height}">\n',
        *_defined(gradients),
        *(_image(layer) if isinstance(layer, Picture) else _path(layer, gradients) for layer in scene.layers),
        "</svg>\n",
    )
    return "".join(lines).encode()


def number(value: float) -> str:
    """Return ``value`` to a hundredth of a micrometre, without trailing zeros."""
    text = f"{value:.5f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _pictures(scene: Scene) -> list[Picture]:
    return [layer for layer in scene.layers if isinstance(layer, Picture)]


def _gradients(scene: Scene) -> dict[Shading, str]:
    """Return the id of each gradient."""
    fills = (layer for layer in scene.layers if isinstance(layer, Fill))
    found = dict.fromkeys(fill.paint for fill in fills if isinstance(fill.paint, Shading))
    return {shading: f"gradient-{place}" for place, shading in enumerate(found, start=1)}


def _defined(gradients: dict[Shading, str]) -> list[str]:
    if not gradients:
        return []
    return ["<defs>\n", *(_gradient(shading, name) for shading, name in gradients.items()), "</defs>\n"]


def _gradient(shading: Shading, name: str) -> str:
    (x1, y1), (x2, y2) = shading.start, shading.end
    if shading.radial:
        kind, names = "radialGradient", {"cx": x1, "cy": y1, "r": dist(shading.start, shading.end)}
    else:
        kind, names = "linearGradient", {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    where = "".join(f' {key}="{number(value)}"' for key, value in names.items())
    stops = "".join(f'<stop offset="{number(at)}" stop-color="{paint.hex}"/>' for at, paint in shading.stops)
    return f'<{kind} id="{name}" gradientUnits="userSpaceOnUse"{where}>{stops}</{kind}>\n'


def _path(fill: Fill, gradients: dict[Shading, str]) -> str:
    paint = f"url(#{gradients[fill.paint]})" if isinstance(fill.paint, Shading) else fill.paint.hex
    through = f' fill-opacity="{number(fill.opacity)}"' if fill.opacity < 1 else ""
    return f'<path fill="{paint}"{through} d="{"".join(_drawn(outline) for outline in fill.outlines)}"/>\n'


def _drawn(outline: Outline) -> str:
    pieces = [("L" if len(piece) == 2 else "C") + " ".join(map(number, piece)) for piece in outline[1:]]
    return "M" + " ".join(map(number, outline[0])) + "".join(pieces) + "Z"


def _image(picture: Picture) -> str:
    names = {"x": picture.x_mm, "y": picture.y_mm, "width": picture.width_mm, "height": picture.height_mm}
    box = "".join(f' {key}="{number(value)}"' for key, value in names.items())
    through = f' opacity="{number(picture.opacity)}"' if picture.opacity < 1 else ""
    content = b64encode(picture.png).decode()
    return f'<image{box}{through} preserveAspectRatio="none" xlink:href="data:image/png;base64,{content}"/>\n'
