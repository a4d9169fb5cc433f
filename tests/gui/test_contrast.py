"""All pairs of the token file that text, borders and graphics stand in, light and dark, as its rules name them."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QColor

from qrdesk.core import resources
from tests.gui.test_theme import _contrast

COLOURS: dict[str, Any] = json.loads(resources.read_text("theme/tokens.json"))["colour"]
LEVELS = (
    "canvas", "base", "raised", "sunken", "well", "chip", "segment_on", "hover", "pressed", "selected",
    "selected_hover",
)  # fmt: skip
STATUSES = ("success", "warn", "danger", "info")
ON_LINKS = ("base", "raised", "canvas", "sunken", "hover", "selected")
ON_STATUS = ("base", "raised", "canvas", "sunken", "selected", "pressed")
EXEMPT = {"disabled"}  # of controls that are; and lines that only separate

Pair = tuple[str, str]


def colour(scheme: str, name: str) -> QColor:
    found: Any = COLOURS[scheme]
    for part in name.split("."):
        found = found[int(part)] if isinstance(found, list) else found[part]
    return QColor(found)


def texts() -> Iterator[Pair]:
    """Yield text and what it stands on; 4.5 to 1."""
    for role in ("primary", "secondary", "tertiary"):
        yield from ((f"text.{role}", f"surface.{level}") for level in LEVELS)
        yield from ((f"text.{role}", f"{status}.tint") for status in STATUSES)
    for name in ("text.link", "accent.text"):
        yield from ((name, f"surface.{level}") for level in ON_LINKS)
    yield from (("text.on_accent", f"accent.{state}") for state in ("default", "hover", "pressed"))
    yield from (("text.on_accent", f"danger.{state}") for state in ("default", "hover", "pressed"))
    yield from ((f"text.on_inverse{kind}", "surface.inverse") for kind in ("", "_muted", "_link"))
    for status in STATUSES:
        yield f"{status}.text", f"{status}.tint"
        yield from ((f"{status}.text", f"surface.{level}") for level in ON_STATUS)
    yield from ((f"syntax.{kind}", "surface.sunken") for kind in COLOURS["light"]["syntax"])
    yield "chart.axis", "surface.raised"
    yield "code.ink", "code.paper"


def graphics() -> Iterator[Pair]:
    """Yield borders and graphics that mean something, and what they stand on; 3 to 1."""
    for level in ("canvas", "base", "raised"):
        yield "border.control", f"surface.{level}"
        yield "focus.ring", f"surface.{level}"
        yield "accent.default", f"surface.{level}"
        yield "accent.graphic", f"surface.{level}"
    yield "accent.graphic", "surface.track"
    for status in STATUSES:
        yield f"{status}.default", "surface.raised"
    yield from (
        (f"chart.series.{place}", "surface.raised") for place in range(len(COLOURS["light"]["chart"]["series"]))
    )
    yield "chart.previous", "surface.raised"
    yield "chart.crosshair", "surface.raised"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_is_readable_where_it_stands(scheme: str) -> None:
    pairs = [(front, back, _contrast(colour(scheme, front), colour(scheme, back))) for front, back in texts()]
    assert len(pairs) >= 90
    assert [pair for pair in pairs if pair[2] < 4.5] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_border_and_graphic_that_means_something_is_seen(scheme: str) -> None:
    pairs = [(front, back, _contrast(colour(scheme, front), colour(scheme, back))) for front, back in graphics()]
    assert len(pairs) >= 25
    assert [pair for pair in pairs if pair[2] < 3] == []


def test_no_text_colour_is_left_out() -> None:
    checked = {front for front, _ in texts()}
    known = {f"text.{name}" for name in COLOURS["light"]["text"] if name not in EXEMPT}
    known |= {f"{status}.text" for status in (*STATUSES, "accent")}
    assert known <= checked
