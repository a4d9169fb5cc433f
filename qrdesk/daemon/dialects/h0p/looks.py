"""Designs of ours as ``qrCode`` of H0p, and back.

What both know (``styled``) is drawn. All that a client sent is kept as it came, beside the design, and given back so.
Where the design was changed since, what it says wins.
"""

import json
from collections.abc import Mapping
from copy import deepcopy
from functools import lru_cache
from typing import Any

from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.lines import as_kept
from qrdesk.core.services.whole_links import Look
from qrdesk.daemon.dialects.h0p import styled
from qrdesk.daemon.dialects.h0p.qr_options import check_length
from qrdesk.daemon.dialects.h0p.styled import Fact, Options, merged, side_of, usual

_AT_FIRST = {"error_correction", "quiet_zone", "ink", "paper"}  # all that was drawn of what was kept without a mark


def shown(look: Look, text: str) -> dict[str, Any]:
    """Return a look as H0p shows it, whole; ``text`` is what the code carries.

    Its picture is called as the design calls it.
    """
    whole = json.loads(_whole(look.design.model_dump_json(), look.styling))
    whole["options"]["data"] = text
    return whole


@lru_cache(256)
def _whole(design: str, styling: str) -> str:
    """Return a look as H0p shows it, as JSON: most links of a shop have the same, and a list has fifty of them."""
    look = Look(as_kept(design, Design.model_validate_json), styling)
    options = _settled(look)
    whole = merged(usual(look.design, side_of(options)), options)
    return json.dumps({"options": whole, "imageId": _image_id(look)})


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
    before = _settled(look)
    unsaid = usual(look.design, side_of(merged(before, said)))
    for name in [name for name in said if _is_whole(said[name], unsaid.get(name))]:
        before.pop(name, None)
        if name in unsaid:
            unsaid[name] = styled.without_some(unsaid[name])
    options = merged(before, said)
    image_id = sent["imageId"] if "imageId" in sent else _image_id(look)
    design = styled.wear(look.design, styled.read(options, unsaid, image_id or ""))
    check_length(_beyond(options, usual(design)))
    kept = {"options": options, "imageId": image_id, "drawn": True}
    return Look(design, json.dumps(kept, separators=(",", ":")))


def _kept(look: Look) -> dict[str, Any]:
    return json.loads(look.styling) if look.styling else {"options": {}, "imageId": None, "drawn": True}


def _image_id(look: Look) -> str | None:
    if look.design.logo is not None:
        return look.design.logo.file
    kept = _kept(look)
    return None if kept.get("drawn") else kept["imageId"]


def _settled(look: Look) -> Options:
    """Return the options that were sent, and in them what the design has said since."""
    if not look.styling:
        return {}
    kept = _kept(look)
    options: Options = deepcopy(kept["options"])
    said, now = styled.said(options, look.design), styled.plain(look.design)
    for fact in styled.FACTS:
        both_know = fact.place and (kept.get("drawn") or _AT_FIRST.issuperset(fact.fields))
        if both_know and styled.differ(fact, said, now):
            _write(options, fact, look.design)
            said = styled.said(options, look.design)  # eyes that are as the modules have changed with them
    return options


def _write(options: Options, fact: Fact, design: Design) -> None:
    """Let options say something as the design does."""
    now: Any = usual(design, side_of(options))
    if len(fact.place) == 1:
        options[fact.place[0]] = now[fact.place[0]]
        return
    name, key = fact.place
    part = dict(options.get(name) or {})
    if key in now[name]:
        part[key] = now[name][key]
    else:
        part.pop(key, None)
    if key == "color" and "gradient" not in now[name]:
        part.pop("gradient", None)  # it would be drawn in place of the colour
    options[name] = part


def _is_whole(sent: Any, unsaid: Any) -> bool:
    """Say whether a part that was sent has all that it has by default; one that we do not know is always whole."""
    if not isinstance(sent, dict) or unsaid is None:
        return isinstance(sent, dict)
    return isinstance(unsaid, dict) and styled.without_some(unsaid).keys() <= sent.keys()


def _beyond(options: Options, unsaid: Options) -> Options:
    """Return what options say beyond the default ones, which everybody is shown and may send back."""
    found: Options = {}
    for name, value in options.items():
        known = unsaid.get(name)
        if isinstance(value, dict) and isinstance(known, dict):
            found |= {name: rest} if (rest := _beyond(value, known)) else {}
        elif name not in unsaid or value != known:
            found[name] = value
    return found
