"""Who wants to be told what: the endpoints of workspaces, as they are in the running transaction."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from qrdesk.core.hits import rows
from qrdesk.core.schemas.events import KINDS
from qrdesk.core.schemas.webhooks import Format
from qrdesk.core.webhooks.bodies import KNOWN

_SELECT = (
    'SELECT id, public_id, workspace_id, key_id, link_id, bots, format, kinds, "only" FROM endpoint '
    "WHERE workspace_id IN ("
)
_LINKS = (
    "SELECT link.id, link.public_id, folder.public_id FROM link LEFT JOIN folder ON folder.id = link.folder_id "
    "WHERE link.id IN ("
)
_TAGS = "SELECT link_tag.link_id, tag.public_id FROM link_tag JOIN tag ON tag.id = link_tag.tag_id WHERE link_id IN ("
_REMEMBERED = 1024  # ways of choosing: most endpoints choose alike


class Wish(NamedTuple):
    """What one endpoint wants to be told. Empty sets of ids are no bound."""

    endpoint_id: int
    public_id: str
    workspace_id: int
    key_id: int | None
    link_id: int | None
    bots: bool
    kinds: frozenset[str]
    folders: frozenset[str]
    tags: frozenset[str]
    links: frozenset[str]

    @property
    def bounded(self) -> bool:
        """Whether it has to be known which link it is."""
        return bool(self.folders or self.tags or self.links)


class _Marks(NamedTuple):
    """What a link is known by; each of the three is compared with a bound."""

    folders: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()


class Wanted:
    """What the endpoints of some workspaces want, paused and disabled ones too: what they miss waits for them."""

    def __init__(self, wishes: Iterable[Wish]) -> None:
        self._of: dict[tuple[int, int | None], list[Wish]] = {}  # by workspace and the link that they belong to
        self._kinds: dict[int, set[str]] = {}
        self._bounded = False
        for wish in wishes:
            self._of.setdefault((wish.workspace_id, wish.link_id), []).append(wish)
            self._kinds.setdefault(wish.workspace_id, set()).update(wish.kinds)
            self._bounded = self._bounded or wish.bounded
        self._marks: dict[int, _Marks] = {}
        self._found: dict[tuple[int, str, int | None, bool], tuple[Wish, ...]] = {}

    def wants(self, workspace_id: int, kind: str) -> bool:
        """Say whether any endpoint of a workspace wants events of a kind, of some link or other."""
        return kind in self._kinds.get(workspace_id, ())

    def learn(self, link_ids: Iterable[int | None]) -> None:
        """Look up at once, where anybody asks for it, what all of these links are known by."""
        if self._bounded:
            self._marks.update(_marks_of(one for one in link_ids if one is not None and one not in self._marks))

    def find(self, workspace_id: int, kind: str, link_id: int | None = None, *, bot: bool = False) -> tuple[Wish, ...]:
        """Return who wants an event, ``bot`` for a visit of a robot. ``learn`` before, where there are many links."""
        asked = (workspace_id, kind, link_id, bot)
        found = self._found.get(asked)
        if found is None:
            places = dict.fromkeys(((workspace_id, None), (workspace_id, link_id)))
            mine = (one for place in places for one in self._of.get(place, ()))
            asking = (one for one in mine if kind in one.kinds and (one.bots or not bot))
            found = self._found[asked] = tuple(one for one in asking if self._fits(one, link_id))
        return found

    def _fits(self, wish: Wish, link_id: int | None) -> bool:
        if not wish.bounded:
            return True
        if link_id is None:
            return False
        self.learn([link_id])
        marks = self._marks.get(link_id, _Marks())
        bounds = ((wish.folders, marks.folders), (wish.tags, marks.tags), (wish.links, marks.links))
        return all(not bound or bound & has for bound, has in bounds)


def load(workspace_ids: Iterable[int]) -> Wanted:
    """Return what is wanted in some workspaces: one question, which the index answers."""
    wanted = [(one,) for one in sorted(set(workspace_ids))]
    return Wanted(_wish(row) for row in rows.run(_SELECT, wanted, ") ORDER BY id"))


def _wish(row: Sequence[Any]) -> Wish:
    endpoint_id, public_id, workspace_id, key_id, link_id, bots, form, kinds, only = row
    return Wish(endpoint_id, public_id, workspace_id, key_id, link_id, bool(bots), _chosen(form, kinds), *_bounds(only))


@lru_cache(_REMEMBERED)
def _chosen(form: Format, kinds: str) -> frozenset[str]:
    known = frozenset(KNOWN.get(form, ())) & frozenset(KINDS)
    return known & frozenset(kinds.split()) if kinds.strip() else known


@lru_cache(_REMEMBERED)
def _bounds(only: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    try:
        bounds: Mapping[str, Sequence[str]] = json.loads(only or "{}")
        folders, tags, links = (frozenset(bounds.get(name) or ()) for name in ("folders", "tags", "links"))
    except (ValueError, TypeError, AttributeError):  # damaged: told of nothing, and nobody else is held up
        return frozenset({""}), frozenset(), frozenset()
    return folders, tags, links


def _marks_of(link_ids: Iterable[int]) -> dict[int, _Marks]:
    wanted = [(one,) for one in sorted(set(link_ids))]
    tags: dict[int, set[str]] = {}
    for link_id, tag in rows.run(_TAGS, wanted, ")"):
        tags.setdefault(link_id, set()).add(tag)
    return {
        link_id: _Marks(
            frozenset((folder,) if folder else ()), frozenset(tags.get(link_id, ())), frozenset((public_id,))
        )
        for link_id, public_id, folder in rows.run(_LINKS, wanted, ")")
    }
