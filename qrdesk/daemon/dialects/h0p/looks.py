"""Designs of ours as ``qrCode`` of H0p, and back.

Both know colour of the modules, colour behind them, margin and error correction. The rest is kept as a client sent it,
beside the design. Where the design was changed since, what it says wins. ``margin`` is taken as modules: the documents
name no unit, and the 4 of their example is the quiet zone of the standard.
"""

import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from qrdesk.core.artwork.style import paint
from qrdesk.core.schemas.design import Design
from qrdesk.core.services.whole_links import Look
from qrdesk.daemon.dialects.h0p.qr_options import CLEAR, check_length, plain_colour

_MOST_MARGIN = 20  # modules; more is kept as it was said, and drawn as this
_CORNERS = ("cornersSquareOptions", "cornersDotOptions")
_Options = dict[str, Any]


def shown(look: Look, text: str) -> dict[str, Any]:
    """Return a look as H0p shows it, whole; ``text`` is what the code carries."""
    kept = _kept(look)
    return {"options": {**_merged(_defaults(look.design), _settled(look)), "data": text}, "imageId": kept["imageId"]}


def changed(look: Look, sent: Mapping[str, Any]) -> Look:
    """Return a look after a change that was sent; what was not sent stays.

    A part that has all that answers always have of it was sent whole, and replaces what was there: so a gradient is
    taken away.

    Args:
        look: as it is.
        sent: a ``qrCode`` that was checked, with a UUID or None as its ``imageId`` if it has one.

    Raises:
        Invalid: there is too much of it by now.
    """
    said = {name: value for name, value in (sent.get("options") or {}).items() if name != "data"}
    before, usual = _settled(look), _defaults(look.design)
    options = _merged(
        {name: one for name, one in before.items() if not _is_whole(said.get(name), usual.get(name))}, said
    )
    image_id = sent["imageId"] if "imageId" in sent else _kept(look)["imageId"]
    styling = {"options": options, "imageId": image_id}
    now = _in_design(look.design)
    new = {name: _as_design(name, value) for name, value in _in_options(options).items() if value != now[name]}
    design = Design.model_validate({**look.design.model_dump(), **new})
    check_length(_beyond(options, _defaults(design)))
    return Look(design, json.dumps(styling, separators=(",", ":")))


def _kept(look: Look) -> dict[str, Any]:
    return json.loads(look.styling) if look.styling else {"options": {}, "imageId": None}


def _settled(look: Look) -> _Options:
    """Return the options that were sent, and in them what the design has said since."""
    options: _Options = deepcopy(_kept(look)["options"])
    said, now = _in_options(options), _in_design(look.design)
    for name in said:
        if said[name] != now[name]:
            _WRITE[name](options, said[name], now[name])
    return options


def _in_design(design: Design) -> dict[str, Any]:
    """Return what both know, as H0p's clients say it."""
    return {
        "ink": paint(design.ink).hex,
        "paper": CLEAR if design.paper is None else paint(design.paper).hex,
        "quiet_zone": design.quiet_zone,
        "error_correction": design.error_correction.value,
    }


def _in_options(options: _Options) -> dict[str, Any]:
    """Return what both know, as far as options say it."""
    dots, ground = _part(options, "dotsOptions"), _part(options, "backgroundOptions")
    margin, level = options.get("margin"), _part(options, "qrOptions").get("errorCorrectionLevel")
    ink = dots.get("color") or _first_stop(dots)
    found = {
        "ink": plain_colour(ink) if ink else None,
        "paper": plain_colour(ground["color"]) if ground.get("color") else None,
        "quiet_zone": None if margin is None else min(round(margin), _MOST_MARGIN),
        "error_correction": level,
    }
    return {name: value for name, value in found.items() if value is not None}


def _as_design(name: str, value: Any) -> Any:
    return None if name == "paper" and value == CLEAR else value


def _first_stop(dots: _Options) -> str | None:
    stops = _part(dots, "gradient").get("colorStops") or []
    solid = (stop["color"] for stop in stops if plain_colour(stop["color"]) != CLEAR)
    return next(solid, None)


def _write_ink(options: _Options, before: str, now: str) -> None:
    options["dotsOptions"] = {**_plain(options, "dotsOptions"), "color": now}
    for name in _CORNERS:  # those that were of one colour with the rest stay so: ours are
        corner = _part(options, name)
        if corner.get("color") and plain_colour(corner["color"]) == before:
            options[name] = {**corner, "color": now}


def _write_paper(options: _Options, _: str, now: str) -> None:
    options["backgroundOptions"] = {**_plain(options, "backgroundOptions"), "color": now}


def _write_margin(options: _Options, _: int, now: int) -> None:
    options["margin"] = now


def _write_level(options: _Options, _: str, now: str) -> None:
    options["qrOptions"] = {**_part(options, "qrOptions"), "errorCorrectionLevel": now}


_WRITE = {
    "ink": _write_ink,
    "paper": _write_paper,
    "quiet_zone": _write_margin,
    "error_correction": _write_level,
}


def _part(options: Mapping[str, Any], name: str) -> _Options:
    return options.get(name) or {}


def _plain(options: _Options, name: str) -> _Options:
    """Return a part without its gradient, which would be drawn in place of a colour."""
    return {key: value for key, value in _part(options, name).items() if key != "gradient"}


def _merged(below: _Options, above: Mapping[str, Any]) -> _Options:
    found = dict(below)
    for name, value in above.items():
        under = found.get(name)
        found[name] = _merged(under, value) if isinstance(under, dict) and isinstance(value, dict) else value
    return found


def _is_whole(sent: Any, usual: Any) -> bool:
    """Say whether a part that was sent has all that it has by default; one that we do not know is always whole."""
    return isinstance(sent, dict) and (usual is None or (isinstance(usual, dict) and usual.keys() <= sent.keys()))


def _beyond(options: _Options, usual: _Options) -> _Options:
    """Return what options say beyond the default ones, which everybody is shown and may send back."""
    found: _Options = {}
    for name, value in options.items():
        known = usual.get(name)
        if isinstance(value, dict) and isinstance(known, dict):
            found |= {name: rest} if (rest := _beyond(value, known)) else {}
        elif name not in usual or value != known:
            found[name] = value
    return found


def _defaults(design: Design) -> _Options:
    now = _in_design(design)
    return {
        "data": "",
        "type": "svg",
        "shape": "square",
        "width": 300,
        "height": 300,
        "margin": now["quiet_zone"],
        "image": None,
        "imageOptions": {"hideBackgroundDots": True, "imageSize": 0.4, "crossOrigin": "anonymous", "margin": 0},
        "dotsOptions": {"type": "square", "color": now["ink"], "roundSize": True},
        "cornersSquareOptions": {"type": "square", "color": now["ink"]},
        "cornersDotOptions": {"type": "square", "color": now["ink"]},
        "backgroundOptions": {"color": now["paper"]},
        "qrOptions": {"typeNumber": 0, "mode": "Byte", "errorCorrectionLevel": now["error_correction"]},
    }
