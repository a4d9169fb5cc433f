"""Looks to begin with: designs that QRDesk ships, each of which was seen to scan well."""

import json
from dataclasses import dataclass
from functools import cache

from qrdesk.core import resources
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.design import Design

GROUPS = {"plain": "Plain", "press": "For the press", "colour": "Colour", "framed": "Framed", "festive": "Festive"}


@dataclass(frozen=True, slots=True)
class Preset:
    """A design with a name that people read, and the group that it is shown in."""

    name: str
    group: str
    design: Design


@cache
def every() -> tuple[Preset, ...]:
    """Return all presets, in the order in which they are shown."""
    return tuple(
        Preset(entry["name"], title, Design.model_validate_json(json.dumps(entry["design"])))
        for group, title in GROUPS.items()
        for entry in json.loads(resources.read_text(f"presets/{group}.json"))
    )


def named(name: str) -> Preset:
    """Return the preset ``name``, however it is capitalised.

    Raises:
        Invalid: there is none of that name.
    """
    wanted = " ".join(name.split()).casefold()
    found = next((preset for preset in every() if preset.name.casefold() == wanted), None)
    if found is None:
        names = ", ".join(preset.name for preset in every())
        raise Invalid.field("preset", f"There is no preset “{name}”. Choose {names}.")
    return found
