"""Lists of links, domains, folders and tags, as questions that the core answers: about one of each at a time.

Answers are added up. Links, domains and folders share no hits. Links with several of the tags are counted once for each
of them, so the rest is taken away again; and what is in no folder is everything without what is in one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid
from qrdesk.core.services import folders, links, tag_overlaps, workspaces

MOST = 200  # questions for one answer
_UUID_CHARS = 36


@dataclass(frozen=True, slots=True)
class Cell:
    """One question: how often it counts, and what it is about, as in a PeriodQuery."""

    times: int = 1
    about: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for, by UUID; an empty list is all."""

    links: Sequence[str] = ()
    domains: Sequence[str] = ()
    folders: Sequence[str] = ()
    tags: Sequence[str] = ()


def cells_of(ctx: Context, wanted: Wanted) -> list[Cell]:
    """Return the questions whose answers, added up, are about what is wanted.

    Raises:
        NotFound: no such link or tag.
        Invalid: these would be too many.
    """
    kinds = [
        _each("link_id", [_uuid_of(ctx, name) for name in wanted.links]),
        _each("domain", wanted.domains),
        _of_folders(ctx, wanted.folders),
        _of_tags(ctx, wanted.tags),
    ]
    number = 1
    for kind in kinds:
        number *= len(kind)
    if number > MOST:
        raise Invalid("This asks about too many things at once. Name fewer links, domains, folders or tags.")
    found = (_joined(parts) for parts in product(*kinds))
    return [cell for cell in found if cell is not None]


def _uuid_of(ctx: Context, name: str) -> str:
    """Return the one spelling of a link's name; what looks like a UUID is looked for later."""
    return name.lower() if len(name) == _UUID_CHARS else links.get_link(ctx, name).uuid


def _joined(parts: tuple[Cell, ...]) -> Cell | None:
    """Return the question about all of these; None where no link is both of two."""
    times, about = 1, dict[str, Any]()
    for part in parts:
        if "link_id" in about and about["link_id"] != part.about.get("link_id", about["link_id"]):
            return None
        times *= part.times
        about |= part.about
    return Cell(times, about)


def _each(name: str, values: Sequence[str]) -> list[Cell]:
    return [Cell(about={name: value}) for value in dict.fromkeys(values)] or [Cell()]


def _of_folders(ctx: Context, wanted: Sequence[str]) -> list[Cell]:
    """Return the questions about folders; the one that links are in without being in any is called as the workspace."""
    own = workspaces.get_workspace(ctx)
    in_one = [name for name in wanted if name not in {own.uuid, own.id}]
    if len(in_one) == len(wanted):
        return _each("folder", wanted)
    in_none = [Cell(), *(Cell(-1, {"folder": folder.uuid}) for folder in folders.list_folders(ctx))]
    return [*_each("folder", in_one), *in_none] if in_one else in_none


def _of_tags(ctx: Context, wanted: Sequence[str]) -> list[Cell]:
    found = _each("tag", wanted)
    twice = tag_overlaps.count_carried(ctx, list(dict.fromkeys(wanted))) if len(found) > 1 else {}
    return [*found, *(Cell(1 - number, {"link_id": link_id}) for link_id, number in twice.items())]
