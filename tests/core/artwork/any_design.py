"""Strategies of everything that the schemas of artwork take: looks, files of them, texts, and what people send."""

from collections.abc import Mapping

from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import ValidationError

from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.schemas.artwork import ArtworkFormat, ExportDraft, Process
from qrdesk.core.schemas.design import (
    BodyShape,
    Design,
    ErrorCorrection,
    EyeShape,
    FrameIcon,
    FrameShape,
)
from tests.core.artwork.logos import LINES, LOGOS, SVG

Fields = Mapping[str, object]
_SHARE = st.sampled_from([0.0, 1.0, 0.5]) | st.floats(0, 1)
_ODD_WORDS = (
    "",
    "Scan me",
    "سلام",
    "שלום",
    "नमस्ते",
    "žltý kôň",
    "👩‍👩‍👧",
    "\u0301",
    "%!PS (\\)",
    "<&>\"'",
    "W" * 60,
    "ﷺ" * 20,
)
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">%s</svg>'
_TRAPS = (
    b"", b"\0" * 40, b"<svg", LINES[:90], LOGOS["photo"].logo[:200], LOGOS["disc"].logo[:-40], _SVG % b"",
    _SVG % b'<path d="M0 0"/>', _SVG % b'<path d="M0 0L1e308 1e308L-1e308 5z"/>',
    _SVG % b'<rect width="nan" height="5"/>',
    _SVG % b'<path d="M0 0h10v10h-10z" transform="scale(0)"/>', _SVG % b'<circle r="1e-30"/>',
    _SVG % (b"<g>" * 3000 + b"</g>" * 3000), _SVG % (b'<path d="M0 0%s"/>' % (b"l9 9-9-1" * 3000)),
    b'<!DOCTYPE s [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
)  # fmt: skip


def _colours() -> SearchStrategy[str]:
    shares = st.tuples(*[st.sampled_from([0, 100, 12.5]) | st.integers(0, 100)] * 4).map(
        lambda four: ",".join(f"{share:g}" for share in four)
    )
    dark = st.sampled_from(["k", "#000000", "#102040", "cmyk:100,80,0,60", "spot:Navy=100,85,10,55"])
    return st.one_of(
        dark,
        st.integers(0, 0xFFFFFF).map("#{:06x}".format),
        shares.map("cmyk:{}".format),
        shares.map(lambda four: f"spot:Zlatá & #1 {four}={four}"),  # one name has one recipe
    )


def _gradients() -> SearchStrategy[Fields]:
    stops = st.lists(st.fixed_dictionaries({"at": _SHARE, "colour": _colours()}), min_size=2, max_size=8)
    angle = st.sampled_from([0, 90, -360]) | st.floats(-360, 360)
    return st.fixed_dictionaries({"kind": st.sampled_from(["linear", "radial"]), "angle": angle, "stops": stops})


def _eyes() -> SearchStrategy[dict[str, object]]:
    shape = st.sampled_from(list(EyeShape))
    more = {
        "frame_ink": _colours(),
        "ball_ink": _colours(),
        "frame_gradient": _gradients(),
        "ball_gradient": _gradients(),
    }
    round_ = {"frame": shape, "ball": shape, "frame_radius": _SHARE, "ball_radius": _SHARE}
    return st.fixed_dictionaries({}, optional={**round_, **more})


def _all_eyes() -> SearchStrategy[Fields]:
    corners = st.fixed_dictionaries({}, optional=dict.fromkeys(("top_left", "top_right", "bottom_left"), _eyes()))
    return st.builds(lambda all_, some: {**all_, **some}, _eyes(), corners)


def _logos() -> SearchStrategy[Fields]:
    offset = st.just(0.0) | st.floats(-0.5, 0.5)
    return st.fixed_dictionaries(
        {"file": st.just("fil_x"), "size": st.sampled_from([0.05, 0.15, 0.5]) | st.floats(0.05, 0.5)},
        optional={
            "margin": st.floats(0, 5), "plate": st.sampled_from(["none", "square", "circle", "outline"]),
            "clear": st.booleans(), "dx": offset, "dy": offset, "opacity": st.floats(0.1, 1), "ink": _colours(),
        },
    )  # fmt: skip


def _frames() -> SearchStrategy[Fields]:
    words = st.sampled_from(_ODD_WORDS) | st.text(max_size=60)
    return st.fixed_dictionaries(
        {"shape": st.sampled_from(list(FrameShape))},
        optional={
            "text": words, "bold": st.booleans(), "ink": _colours(), "text_ink": _colours(),
            "font": st.sampled_from(["Inter", "Script", "Roboto Slab", "Round", "Comic", ""]),
            "icon": st.sampled_from(list(FrameIcon)), "address": st.booleans(),
        },
    )  # fmt: skip


def _symbols() -> SearchStrategy[Fields]:
    truth = st.booleans()
    return st.fixed_dictionaries(
        {},
        optional={
            "version": st.sampled_from([1, 2, 7, 40]) | st.integers(1, 40), "mask": st.integers(0, 7), "boost": truth,
            "micro": truth, "eci": truth, "shape": st.sampled_from(["square", "circle"]),
        },
    )  # fmt: skip


def _taken(fields: Fields) -> Design:
    try:
        return Design.model_validate(fields)
    except ValidationError:  # no words that nobody can see, nor such as turn others round
        reject()


def designs() -> SearchStrategy[Design]:
    """Return every look that the schema takes; many of them can be read."""
    shape = st.sampled_from(list(BodyShape))
    fields = st.fixed_dictionaries(
        {},
        optional={
            "ink": _colours(), "paper": st.none() | _colours() | st.just("#ffffff"), "ink_gradient": _gradients(),
            "paper_gradient": _gradients(), "paper_radius": _SHARE, "quiet_zone": st.integers(0, 20),
            "error_correction": st.sampled_from(list(ErrorCorrection)),
            "body": st.fixed_dictionaries({"shape": shape}, optional={"size": st.floats(0.6, 1)}),
            "eyes": _all_eyes(), "logo": _logos(), "frame": _frames(), "symbol": _symbols(),
        },
    )  # fmt: skip
    return fields.map(_taken)


def drafts() -> SearchStrategy[ExportDraft]:
    """Return orders of files, none of them of more than a million pixels."""
    return st.builds(
        _draft,
        format=st.sampled_from(list(ArtworkFormat)),
        size_mm=st.sampled_from([5.0, 25.0, 2000.0]) | st.floats(5, 2000),
        dpi=st.integers(72, 600),
        colours=st.sampled_from(["auto", "cmyk", "grey", "bilevel"]),
        quality=st.integers(1, 100),
        bleed_mm=st.just(0.0) | st.floats(0, 20),
        crop_marks=st.booleans(),
        reduce_um=st.sampled_from([0.0, 200.0]) | st.floats(0, 200),
        snap=st.booleans(),
        process=st.sampled_from(list(Process)),
        confirmed=st.sampled_from([True, True, True, False]),
    )


def _draft(size_mm: float, dpi: int, **more: object) -> ExportDraft:
    most_mm = 1000 / dpi * 25.4
    return ExportDraft.model_validate({"size_mm": max(5.0, min(size_mm, most_mm)), "dpi": dpi, **more})


def assets() -> SearchStrategy[Assets]:
    """Return logos, fonts and profiles: good, broken and hostile."""
    broken = st.sampled_from(_TRAPS) | st.binary(max_size=60)
    kinds = st.sampled_from([SVG, "image/png", "image/jpeg", "", "text/html"])
    hostile = st.builds(Assets, logo=broken, logo_type=kinds, font=st.just(b"") | broken, profile=st.just(b"") | broken)
    return st.one_of(st.sampled_from(list(LOGOS.values())), st.just(NOTHING), hostile)


def texts() -> SearchStrategy[str]:
    """Return what codes say: addresses mostly, three kilobytes of digits, anything at all."""
    usual = st.sampled_from(["https://go.example/r/AB12CD", "HTTPS://GO.EXAMPLE/R/1", "4711", "https://príklad.sk/春"])
    long = st.sampled_from(["7" * 3000, "é" * 1500, "https://example.com/" + "a" * 300, "", " ", "\0\x7f", "点" * 900])
    return usual | usual | long | st.text(max_size=80)
