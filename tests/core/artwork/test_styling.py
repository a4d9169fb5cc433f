"""Options of qr-code-styling become designs and back; what is lost is said."""

import json
from math import inf, nan, pi
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qrdesk.core.artwork import presets, styling
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.design import Design, ErrorCorrection, EyeShape

# the example of its own documentation, as its page exports it
OPTIONS: dict[str, Any] = {
    "type": "svg",
    "shape": "square",
    "width": 300,
    "height": 300,
    "data": "https://example.com",
    "margin": 30,
    "qrOptions": {"typeNumber": 4, "mode": "Byte", "errorCorrectionLevel": "H"},
    "image": "https://example.com/logo.svg",
    "imageOptions": {"saveAsBlob": True, "hideBackgroundDots": True, "imageSize": 0.4, "crossOrigin": "anonymous",
                     "margin": 10},
    "dotsOptions": {
        "type": "classy-rounded",
        "color": "rgb(106, 26, 76)",
        "gradient": {
            "type": "linear",
            "rotation": pi / 2,
            "colorStops": [{"offset": 0, "color": "#8688B2"}, {"offset": 1, "color": "indigo"}],
        },
    },
    "cornersSquareOptions": {"type": "extra-rounded", "color": "#abc"},
    "cornersDotOptions": {"type": "dot"},
    "backgroundOptions": {"round": 0.2, "color": "#e9ebee"},
}  # fmt: skip


def test_a_design_says_what_the_options_say() -> None:
    read = styling.from_options(OPTIONS, modules=33)
    design = read.design
    assert design.body.shape == "classy-rounded"
    assert (design.ink, design.paper, design.paper_radius) == ("#6a1a4c", "#e9ebee", 0.2)
    assert design.ink_gradient is not None
    assert design.ink_gradient.angle == pytest.approx(90)
    assert [stop.colour for stop in design.ink_gradient.stops] == ["#8688b2", "#4b0082"]
    assert (design.eyes.frame, design.eyes.ball) == (EyeShape.ROUNDED, EyeShape.CIRCLE)
    assert (design.eyes.frame_ink, design.eyes.ball_ink) == ("#aabbcc", None)
    assert (design.error_correction, design.symbol.version) == (ErrorCorrection.H, 4)
    assert design.quiet_zone == 4  # 30 px, where 240 px are 33 modules
    assert design.logo is None
    assert read.notes == ("The picture in the middle is not taken along. Upload it, and choose it as the logo.",)


def test_the_place_of_a_picture_is_kept_where_it_is_there() -> None:
    logo = styling.from_options(OPTIONS, modules=33, logo="fil_8X3k9pLMw7").design.logo
    assert logo is not None
    assert (logo.size, logo.margin, logo.clear) == (
        pytest.approx(0.346, abs=0.001),
        pytest.approx(1.38, abs=0.01),
        True,
    )


def test_no_options_are_its_own_defaults() -> None:
    assert styling.from_options({}).design == Design(error_correction=ErrorCorrection.Q, quiet_zone=0)


@pytest.mark.parametrize("name", [preset.name for preset in presets.every()])
def test_what_both_know_comes_back(name: str) -> None:
    first = styling.to_options(presets.named(name).design)
    second = styling.from_options(json.loads(json.dumps(first.options)))
    assert second.notes == ()
    assert styling.to_options(second.design).options == first.options


def test_options_of_theirs_come_back_as_they_were() -> None:
    plain = {**OPTIONS, "dotsOptions": {"type": "dots", "color": "#102030"}, "shape": "circle"}
    back = styling.to_options(styling.from_options(plain, modules=33, logo="x").design, modules=33).options
    assert back["dotsOptions"] == plain["dotsOptions"]
    assert back["backgroundOptions"] == plain["backgroundOptions"]
    assert back["qrOptions"] == {"typeNumber": 4, "errorCorrectionLevel": "H"}
    assert back["cornersSquareOptions"] == {"type": "extra-rounded", "color": "#aabbcc"}
    assert back["shape"] == "circle"
    assert back["imageOptions"]["imageSize"] == pytest.approx(0.4, abs=0.01)


def test_what_is_lost_is_said() -> None:
    design = Design.model_validate(
        {"ink": "k", "body": {"shape": "star", "size": 0.8}, "eyes": {"frame": "drop"}, "frame": {"shape": "card"},
         "barcode": True}
    )  # fmt: skip
    assert set(styling.to_options(design).notes) == {
        "The frame and its words are left out.",
        "The barcode is left out.",
        "The shape star became dots.",
        "Modules are at their full size.",
        "Eyes are rounded on all their corners.",
        "Press colours became those of the screen.",
    }
    logo = {"file": "fil_8X3k9pLMw7", "dx": 0.1, "opacity": 0.5, "ink": "#102080", "plate": "circle"}
    pictured = Design.model_validate({"logo": logo, "symbol": {"eci": True, "boost": False}})
    assert set(styling.to_options(pictured).notes) == {
        "The picture in the middle is left out; its size, margin and clear zone are kept.",
        "The picture stands in the middle.",
        "Nothing shines through the picture.",
        "The picture keeps its own colours.",
        "There is no plate behind the picture.",
        "Nothing says in which characters the text is (ECI).",
    }
    notes = styling.from_options({"plugin": 1, "dotsOptions": {"color": "#1020307f", "wobble": 3}}).notes
    assert notes == (
        "dotsOptions.color lets the ground shine through; here it is solid.",
        "dotsOptions.wobble has no counterpart here.",
        "plugin has no counterpart here.",
    )


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "a shape": ({"dotsOptions": {"type": "blobs"}}, "dotsOptions.type"),
    "a colour": ({"dotsOptions": {"color": "javascript:alert(1)"}}, "dotsOptions.color"),
    "a long colour": ({"backgroundOptions": {"color": "#" * 10_000}}, "backgroundOptions.color"),
    "nan": ({"margin": nan}, "margin"),
    "infinity": ({"width": inf}, "width"),
    "a huge number": ({"width": 10**400}, "width"),
    "true for a number": ({"qrOptions": {"typeNumber": True}}, "qrOptions.typeNumber"),
    "a list for an object": ({"qrOptions": []}, "qrOptions"),
    "stops": ({"dotsOptions": {"gradient": {"colorStops": "red"}}}, "dotsOptions.gradient.colorStops"),
    "a stop": ({"dotsOptions": {"gradient": {"colorStops": [1, 2]}}}, "dotsOptions.gradient.colorStops"),
}


@pytest.mark.parametrize(("options", "field"), REFUSED.values(), ids=REFUSED)
def test_a_value_that_is_not_what_its_name_says_is_refused(options: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        styling.from_options(options)
    assert list(refused.value.field_errors) == [field]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)
KEYS = st.sampled_from(
    ["dotsOptions", "qrOptions", "backgroundOptions", "cornersDotOptions", "margin", "width", "image"]
)
INNER = st.sampled_from(["type", "color", "gradient", "typeNumber", "round", "colorStops", "offset", "rotation"])


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(KEYS, ANYTHING | st.dictionaries(INNER, ANYTHING | st.dictionaries(INNER, ANYTHING))))
def test_anything_becomes_a_design_or_is_refused(options: dict[str, Any]) -> None:
    refusal, read = None, styling.Imported(Design(), ())
    try:
        read = styling.from_options(options)
    except Invalid as refused:
        refusal = refused
    assert refusal is None or len(refusal.field_errors) == 1
    assert len(read.notes) <= 20
    assert Design.model_validate_json(read.design.model_dump_json()) == read.design
