"""Typed access to ``resources/theme/tokens.json``: the colours of a scheme and the measures of both."""

import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Literal, TypeVar, cast

from PySide6.QtGui import QColor

from qrdesk.core import resources

Scheme = Literal["light", "dark"]
Json = Mapping[str, object]
T = TypeVar("T")


@dataclass(frozen=True)
class Surface:
    """What things lie on."""

    canvas: QColor
    base: QColor
    raised: QColor
    sunken: QColor
    well: QColor
    chip: QColor
    track: QColor
    segment_on: QColor
    hover: QColor
    pressed: QColor
    selected: QColor
    selected_hover: QColor
    inverse: QColor
    inverse_hover: QColor
    scrim: QColor
    scrim_alpha: float


@dataclass(frozen=True)
class Text:
    """Text colours, each at least 4.5:1 on every surface it is meant for."""

    primary: QColor
    secondary: QColor
    tertiary: QColor
    disabled: QColor
    on_accent: QColor
    on_inverse: QColor
    on_inverse_muted: QColor
    on_inverse_link: QColor
    link: QColor


@dataclass(frozen=True)
class Border:
    """Lines: only ``control`` carries meaning (3:1)."""

    subtle: QColor
    default: QColor
    strong: QColor
    control: QColor
    control_hover: QColor
    inverse: QColor


@dataclass(frozen=True)
class Accent:
    """The one accent colour."""

    default: QColor
    graphic: QColor
    hover: QColor
    pressed: QColor
    tint: QColor
    tint_border: QColor
    text: QColor
    disabled: QColor


@dataclass(frozen=True)
class Status:
    """One meaning: success, warn, danger or info."""

    default: QColor
    hover: QColor
    text: QColor
    tint: QColor
    tint_border: QColor


@dataclass(frozen=True)
class Chart:
    """Colours of charts; take ``series`` in order, five at most."""

    series: tuple[QColor, ...]
    series_names: tuple[str, ...]
    sequential: tuple[QColor, ...]
    no_value: QColor
    grid: QColor
    axis: QColor
    crosshair: QColor
    previous: QColor
    bots: QColor
    area_alpha: float
    map_outline: QColor


@dataclass(frozen=True)
class CodeColours:
    """A code lies on paper, in the dark too."""

    paper: QColor
    ink: QColor
    paper_border: QColor


@dataclass(frozen=True)
class Scene:
    """Mock-up scenes of the studio; the same in both schemes."""

    card: QColor
    card_edge: QColor
    card_shade: QColor


@dataclass(frozen=True)
class Syntax:
    """Colours of JSON shown to a person."""

    key: QColor
    string: QColor
    number: QColor
    punctuation: QColor


@dataclass(frozen=True)
class Focus:
    """The focus ring."""

    ring: QColor


@dataclass(frozen=True)
class Theme:
    """Every colour of one scheme."""

    surface: Surface
    text: Text
    border: Border
    accent: Accent
    success: Status
    warn: Status
    danger: Status
    info: Status
    chart: Chart
    focus: Focus
    code: CodeColours
    scene: Scene
    syntax: Syntax


@dataclass(frozen=True)
class Frame:
    """Measures of the window's frame, in px."""

    window_min: tuple[int, int]
    window_default: tuple[int, int]
    top_bar: int
    sidebar: int
    sidebar_collapsed: int
    sidebar_item: int
    status_line: int
    page_header: int
    sheet_radius_top_left: int
    page_padding: int
    dense_padding: int


@dataclass(frozen=True)
class Panel:
    """Widths of the panels, in px; ``palette_top`` is the palette's distance from the top."""

    links_editor: int
    links_editor_min: int
    studio_content: int
    studio_tabs: int
    batch_columns: int
    batch_output: int
    analytics_live: int
    webhooks_list: int
    access_list: int
    palette: int
    palette_top: int
    toast: int
    home_side: int


@dataclass(frozen=True)
class Table:
    """Measures of tables, in px."""

    header: int
    row_compact: int
    row_default: int
    row_two_line: int
    cell_padding_x: int
    column_check: int
    column_code: int
    thumb: int


@dataclass(frozen=True)
class Measures:
    """What both schemes share, in px."""

    frame: Frame
    panel: Panel
    table: Table


@cache
def document() -> Json:
    """Return the whole token file, as it is."""
    return cast(Json, json.loads(resources.path("theme/tokens.json").read_text(encoding="utf-8")))


@cache
def theme(scheme: Scheme) -> Theme:
    """Return the colours of ``scheme``."""
    return _filled(Theme, part("colour", scheme))


@cache
def measures() -> Measures:
    """Return the measures, in px."""
    return _filled(Measures, document())


def part(*names: str) -> Json:
    """Return the object at that place of the token file.

    Raises:
        KeyError: the file has no such place.
    """
    found = document()
    for name in names:
        found = cast(Json, found[name])
    return found


_shown: Scheme = "light"


def scheme() -> Scheme:
    """Return the scheme now shown."""
    return _shown


def current() -> Theme:
    """Return the colours now shown; own painting asks for them in every ``paintEvent``."""
    return theme(_shown)


def show(scheme: Scheme) -> None:
    """Make ``scheme`` the one that ``current`` returns. ``style`` calls this; nobody else should."""
    global _shown  # noqa: PLW0603 - a process shows one scheme, and painting asks for it thousands of times a second
    _shown = scheme


@contextmanager
def on_paper() -> Generator[None]:
    """Let ``current`` return the light colours, for what is painted to be printed or passed on."""
    shown = _shown
    show("light")
    try:
        yield
    finally:
        show(shown)


def _filled(cls: type[T], values: Json) -> T:
    """Build the dataclass ``cls`` from the token object that has the same names."""
    if not is_dataclass(cls):
        raise TypeError(cls)
    return cls(**{f.name: _value(f.type, values[f.name]) for f in fields(cls)})


def _value(kind: object, value: object) -> object:
    if isinstance(kind, type) and is_dataclass(kind):
        return _filled(kind, cast(Json, value))
    if kind == tuple[QColor, ...]:
        return tuple(QColor(one) for one in cast(list[str], value))
    if isinstance(value, list):
        return tuple(cast(list[object], value))
    return QColor(cast(str, value)) if kind is QColor else value
