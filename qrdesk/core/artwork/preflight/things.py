"""What contents name: pictures, fonts, gradients and states."""

from qrdesk.core.artwork.inks import MOST_INK
from qrdesk.core.artwork.preflight.found import Found
from qrdesk.core.artwork.preflight.opened import Object, Unreadable, decoded, get, is_stream, items, listed, word
from qrdesk.core.artwork.preflight.spaces import Space, space

SLACK = 0.005  # of ink: shares are rounded
_LARGEST_PICTURE = 64 << 20  # bytes that are counted through
_DEEPEST = 8
_AS_IT_IS = {"/Identity", "/Default"}


def check_state(state: Object, found: Found) -> None:
    """Check a graphics state: opacity and transfer curves. Overprint is checked where something is painted with it."""
    for key in ("/ca", "/CA"):
        if float(get(state, key) if get(state, key) is not None else 1) != 1:
            found.wrong("transparency", "Something is painted so that what is under it shines through.")
    if word(get(state, "/SMask")) != "/None" and get(state, "/SMask") is not None:
        found.wrong("transparency", "Something is painted through a soft mask.")
    modes = listed(get(state, "/BM")) or [get(state, "/BM")]
    if any(word(mode) not in {"", "/Normal", "/Compatible"} for mode in modes):
        found.wrong("transparency", "Something is blended with what is under it.")
    for key in ("/TR", "/TR2"):
        curve = get(state, key)
        if curve is not None and word(curve) not in _AS_IT_IS:
            found.wrong("colours", "A transfer curve changes how much ink is printed.")


def check_group(holder: Object, resources: Object, found: Found) -> None:
    """Check a page or form that is painted as one: only what may shine through is."""
    group = get(holder, "/Group")
    if word(get(group, "/S")) == "/Transparency":
        found.wrong("transparency", "Parts of it are painted as one transparent group.")
        if get(group, "/CS") is not None:
            say_wrong(space(get(group, "/CS"), resources), "A transparent group", found)


def check_picture(picture: Object, resources: Object, found: Found) -> None:
    """Check a picture: its colours, its mask and how much ink it takes."""
    if get(picture, "/SMask") is not None or get(picture, "/SMaskInData"):
        found.wrong("transparency", "A picture has a soft edge, through which shows what is under it.")
    if get(picture, "/OPI") is not None:
        found.wrong("colours", "A picture stands for a file that is not here (OPI).")
    if get(picture, "/ImageMask"):
        return
    given = get(picture, "/ColorSpace")
    if given is None:
        found.wrong("colours", "A picture does not say in which colours it is.")
        return
    of = space(given, resources)
    say_wrong(of, "A picture", found)
    if of.kind == "/DeviceCMYK" and get(picture, "/BitsPerComponent") == 8:
        _check_ink(picture, found)


def check_shading(shading: Object, resources: Object, found: Found) -> None:
    """Check a gradient: its colours, and the ink of each of its stops."""
    of = space(get(shading, "/ColorSpace"), resources)
    say_wrong(of, "A gradient", found)
    if of.kind in {"/DeviceCMYK", "/DeviceN"}:
        function = get(shading, "/Function")
        for each in listed(function) or [function]:
            _check_stops(each, found, 0)


def check_font(font: Object, found: Found) -> None:
    """Check that a font is in the file."""
    if word(get(font, "/Subtype")) == "/Type3":
        return
    name = word(get(font, "/BaseFont")).removeprefix("/")[:80] or "without a name"
    for each in listed(get(font, "/DescendantFonts")) or [font]:
        descriptor = get(each, "/FontDescriptor")
        if not any(is_stream(get(descriptor, key)) for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            found.wrong("fonts", f"The font {name} is not embedded.")


def say_wrong(of: Space, what: str, found: Found) -> None:
    """Note a colour space that is not made of inks, or in which an ink looks otherwise than before."""
    if of.wrong:
        found.wrong("colours", f"{what} is in {of.wrong}.")
    elif of.recipe and found.is_other(of.plates[0], of.recipe):
        found.wrong("colours", f"The spot colour “{of.plates[0][:100]}” has two recipes: one name is one ink.")


def say_too_much(total: float, what: str, found: Found) -> None:
    """Note what takes more ink than paper takes."""
    if total > MOST_INK + SLACK:
        found.wrong("ink", f"{what} needs {100 * total:.0f} % of ink; paper takes {100 * MOST_INK:.0f} %.")


def _check_stops(function: Object, found: Found, depth: int) -> None:
    if depth > _DEEPEST:
        return
    for key in ("/C0", "/C1"):
        shares = [float(share) for share in listed(get(function, key))]
        if len(shares) > 1:
            say_too_much(sum(shares), "A colour of a gradient", found)
    for each in listed(get(function, "/Functions")):
        _check_stops(each, found, depth + 1)


def _check_ink(picture: Object, found: Found) -> None:
    import numpy as np  # noqa: PLC0415 100 ms, for those who have pictures

    size = int(get(picture, "/Width") or 0) * int(get(picture, "/Height") or 0) * 4
    if "/DCTDecode" in {word(name) for name in listed(get(picture, "/Filter"))} | {word(get(picture, "/Filter"))}:
        return  # a photograph that a camera's program has packed: its decoder is not ours to trust
    try:
        content = decoded(picture, min(size, _LARGEST_PICTURE))
    except Unreadable as problem:
        found.wrong("ink", f"A picture {problem}.")
        return
    pixels = np.frombuffer(content[: len(content) // 4 * 4], dtype=np.uint8).reshape(-1, 4)
    if len(pixels):
        say_too_much(int(pixels.sum(axis=1, dtype=np.uint16).max()) / 255, "A picture", found)


def drawn_by(font: Object) -> list[Object]:
    """Return the contents of a font whose letters are drawn (Type 3)."""
    if word(get(font, "/Subtype")) != "/Type3":
        return []
    return [letter for _, letter in items(get(font, "/CharProcs")) if is_stream(letter)]
