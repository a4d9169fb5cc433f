"""Which links, codes, domains and designs have a picture: their ways and looks are texts that name files by ids."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from peewee import fn

from qrdesk.core.models import Code, Domain, File, Link, SavedDesign
from qrdesk.core.redirect import previews
from qrdesk.core.schemas.files import FileUses
from qrdesk.core.services.queries import tuples

_NAMES = re.compile(r"fil_[0-9A-Za-z]{10}|[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_MARKS = ("fil_", "-7")  # what every one of them has in it


def uses_of(workspace_id: int, files: Sequence[File]) -> dict[str, FileUses]:
    """Return what has each of a workspace's files, by its public id. Links that were deleted count no more."""
    names = {name: file.public_id for file in files for name in (file.public_id, file.uuid)}
    few = len(files) == 1
    paths = [previews.path_of(file.public_id) for file in files] if few else [previews.PATH]
    marks = list(names) if few else _MARKS
    mine = (Link.workspace == workspace_id) & Link.deleted_at.is_null()
    links = _counted(Link, Link.routing, mine, paths, previews.pictures_in, names)
    look = Code.design.concat(fn.COALESCE(Code.styling, ""))
    codes = _counted(Code, look, Code.workspace == workspace_id, marks, _NAMES.findall, names)
    look = Domain.default_design.concat(fn.COALESCE(Domain.styling, ""))
    domains = _counted(Domain, look, Domain.workspace == workspace_id, marks, _NAMES.findall, names)
    mine = SavedDesign.workspace == workspace_id
    designs = _counted(SavedDesign, SavedDesign.design, mine, marks, _NAMES.findall, names)
    return {
        one: FileUses(links=links[one], codes=codes[one], domains=domains[one], designs=designs[one])
        for one in names.values()
    }


def in_words(uses: FileUses) -> str:
    """Return who has a picture, such as "3 links and 1 code"; empty for nobody."""
    counts = ((uses.links, "link"), (uses.codes, "code"), (uses.domains, "domain"), (uses.designs, "design"))
    return " and ".join(f"{count:,} {what}{'' if count == 1 else 's'}" for count, what in counts if count)


def has_picture(workspace_id: int, picture_id: str) -> bool:
    """Say whether a workspace has a picture that everybody may fetch."""
    mine = (File.workspace == workspace_id) & (File.kind == "preview")
    return bool(picture_id) and File.select().where(mine & (File.public_id == picture_id)).exists()


def _counted(
    model: Any,
    text: Any,
    mine: Any,
    marks: Iterable[str],
    found_in: Callable[[str], list[str]],
    names: dict[str, str],
) -> Counter[str]:
    """Return how many of a model's rows that are ``mine`` name each file in their ``text``."""
    counts: Counter[str] = Counter()
    marked = reduce(or_, [text.contains(one) for one in marks])
    for (found,) in tuples(model.select(text).where(mine & marked)):
        counts.update({names[name] for name in found_in(found) if name in names})
    return counts
