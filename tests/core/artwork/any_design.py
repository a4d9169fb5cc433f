"""Strategies of everything that the schemas of artwork take: looks, files of them, texts, and what people send.

They are made of the schemas: a field that is new there is tried from then on.
"""

from collections.abc import Mapping
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le, MaxLen, MinLen
from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.schemas.artwork import ExportDraft
from qrdesk.core.schemas.design import Design
from tests.core.artwork.logos import LINES, LOGOS, SVG

Fields = Mapping[str, object]
Found = Mapping[str, SearchStrategy[Any]]
_USUAL = ("https://go.example/r/AB12CD", "HTTPS://GO.EXAMPLE/R/1", "4711", "https://príklad.sk/春")
ARTICLE = "https://id.gs1.org/01/04006381333931"
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
    return st.one_of(
        st.integers(0, 0xFFFFFF).map("#{:06x}".format),
        shares.map("cmyk:{}".format),
        shares.map(lambda four: f"spot:Zlatá & #1 {four}={four}"),  # one name has one recipe
    )


_DARK = st.sampled_from(["k", "#000000", "#102040", "cmyk:100,80,0,60", "spot:Navy=100,85,10,55"])
_INK = _DARK | _DARK | _colours()
_SPECIAL: Found = {  # what a schema calls a text only
    **dict.fromkeys(("ink", "frame_ink", "ball_ink"), _INK | st.none()),
    "colour": _INK,
    "text_ink": _colours() | st.none(),
    "paper": st.just("#ffffff") | st.just("#ffffff") | st.none() | _colours(),
    "file": st.just("fil_x"),
    "font": st.sampled_from(["Inter", "Script", "Roboto Slab", "Round", "Comic", ""]),
    "text": st.sampled_from(_ODD_WORDS) | st.text(max_size=60),
    "schema_version": st.just(2),
}
_OF_FILES: Found = {
    "size_mm": st.sampled_from([5.0, 25.0, 2000.0]) | st.floats(5, 2000),
    "dpi": st.integers(72, 600),
    "confirmed": st.sampled_from([True, True, True, True, True, False]),
    "parts": st.sampled_from([1, 1, 1, 2, 16]),
    "part": st.just(1),
    "profile": st.none(),
    "design": st.none(),
}


def _of(room: type[BaseModel], special: Found) -> SearchStrategy[Fields]:
    """Return whatever a schema takes; ``special`` are strategies of fields of these names, wherever they are."""
    found: dict[str, SearchStrategy[Any]] = {}
    for name, field in room.model_fields.items():
        found[name] = special[name] if name in special else _value(field.annotation, field.metadata, special)
    needed = {name for name, field in room.model_fields.items() if field.is_required()}
    return st.fixed_dictionaries(
        {name: one for name, one in found.items() if name in needed},
        optional={name: one for name, one in found.items() if name not in needed},
    )


def _value(kind: Any, bounds: list[Any], special: Found) -> SearchStrategy[Any]:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        own = [one for part in inner[1:] for one in (part.metadata if isinstance(part, FieldInfo) else [part])]
        return _value(inner[0], [*bounds, *own], special)
    if origin in {Union, UnionType}:
        return st.one_of([_value(one, bounds, special) for one in inner])
    if origin is Literal:
        return st.sampled_from(inner)
    if origin is tuple:
        least = next((one.min_length for one in bounds if isinstance(one, MinLen)), 0)
        most = next((one.max_length for one in bounds if isinstance(one, MaxLen)), 8)
        return st.lists(_value(inner[0], [], special), min_size=least, max_size=most)
    if kind in {int, float}:
        return _number(kind, bounds)
    if kind in {bool, NoneType}:
        return st.booleans() if kind is bool else st.none()
    if issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    assert issubclass(kind, BaseModel), f"{kind} needs a strategy of its own"
    return _of(kind, special)


def _number(kind: type[int | float], bounds: list[Any]) -> SearchStrategy[int | float]:
    """Return numbers within bounds, and often the bounds themselves."""
    least: Any = next(one.ge for one in bounds if isinstance(one, Ge))
    most: Any = next(one.le for one in bounds if isinstance(one, Le))
    within = st.integers(least, most) if kind is int else st.floats(least, most)
    return st.sampled_from([least, most]) | within


def _taken(fields: Fields) -> Design:
    try:
        return Design.model_validate(fields)
    except ValidationError:  # no words that nobody can see, nor such as turn others round
        reject()


def designs() -> SearchStrategy[Design]:
    """Return every look that the schema takes; many of them can be read."""
    return _of(Design, {**_SPECIAL, "ink": _INK}).map(_taken)


def drafts() -> SearchStrategy[ExportDraft]:
    """Return orders of files, none of them of more than a million pixels."""
    return _of(ExportDraft, _OF_FILES).map(_draft)


def _draft(fields: Fields) -> ExportDraft:
    dpi, size_mm = fields.get("dpi", 600), fields.get("size_mm", 25.0)
    assert isinstance(dpi, int)
    assert isinstance(size_mm, float)
    most_mm = 1000 / dpi * 25.4
    try:
        return ExportDraft.model_validate({**fields, "dpi": dpi, "size_mm": max(5.0, min(size_mm, most_mm))})
    except ValidationError:  # parts that there are not
        reject()


def assets() -> SearchStrategy[Assets]:
    """Return logos, fonts and profiles: good, broken and hostile."""
    broken = st.sampled_from(_TRAPS) | st.binary(max_size=60)
    kinds = st.sampled_from([SVG, "image/png", "image/jpeg", "", "text/html"])
    hostile = st.builds(Assets, logo=broken, logo_type=kinds, font=st.just(b"") | broken, profile=st.just(b"") | broken)
    return st.one_of(st.sampled_from(list(LOGOS.values())), st.just(NOTHING), hostile)


def texts() -> SearchStrategy[str]:
    """Return what codes say: addresses mostly, three kilobytes of digits, anything at all."""
    usual = st.sampled_from([*_USUAL, ARTICLE])
    long = st.sampled_from(["7" * 3000, "é" * 1500, "https://example.com/" + "a" * 300, "", " ", "\0\x7f", "点" * 900])
    return usual | usual | long | st.text(max_size=80)
