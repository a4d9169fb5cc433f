"""A scene as SVG: user units are mm, so the file is as wide as it says in every program."""

from qrdesk.core.artwork.scene import Fill, Scene


def write(scene: Scene) -> bytes:
    """Return the file. SVG has screen colours only."""
    width, height = number(scene.width_mm), number(scene.height_mm)
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm"'
        f' viewBox="0 0 {width} {height}">\n'
    )
    return (head + "".join(_path(fill) for fill in scene.layers) + "</svg>\n").encode()


def number(value: float) -> str:
    """Return ``value`` to a hundredth of a micrometre, without trailing zeros."""
    text = f"{value:.5f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _path(fill: Fill) -> str:
    outlines = "".join(
        "M" + "L".join(f"{number(x)} {number(y)}" for x, y in outline) + "Z" for outline in fill.outlines
    )
    return f'<path fill="{fill.paint.hex}" d="{outlines}"/>\n'
