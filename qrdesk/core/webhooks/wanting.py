"""Who wants to be told what: the endpoints of workspaces, as they are in the running transaction."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from qrdesk.core.hits import rows
from qrdesk.core.models.base import to_micros
from qrdesk.core.schemas.events import KINDS
from qrdesk.core.schemas.webhooks import Format
from qrdesk.core.webhooks.bodies import KNOWN

_READ = (
    'e.id, e.public_id, e.workspace_id, e.key_id, e.link_id, e.bots, e.format, e.kinds, e."only", '
    "k.id, k.revoked_at, k.expires_at, m.left_at, l.deleted_at"
)
_OWNERS = (
    "LEFT JOIN api_key k ON k.id = e.key_id LEFT JOIN member m ON m.id = k.member_id "
    "LEFT JOIN link l ON l.id = e.link_id"
)
# those of workspaces, and whether single links have any: there may be one or more for each of very many links
_OF_WORKSPACES = (
    f") SELECT asked.id, EXISTS (SELECT 1 FROM endpoint o WHERE o.workspace_id = asked.id AND o.link_id > 0), {_READ} "  # noqa: S608 - our own words only
    f"FROM asked LEFT JOIN endpoint e ON e.workspace_id = asked.id AND e.link_id IS NULL {_OWNERS} ORDER BY e.id"
)
_OF_LINKS = f"SELECT {_READ} FROM endpoint e {_OWNERS} WHERE e.link_id IN ("  # noqa: S608 - as above
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
    """What the endpoints of some workspaces want, paused and disabled ones too: what they miss waits for them.

    Those of single links are looked up with their links.
    """

    def __init__(self, wishes: Iterable[Wish], of_links: Iterable[int] = (), now_us: int = 0) -> None:
        self._of: dict[tuple[int, int | None], list[Wish]] = {}  # by workspace and the link that they belong to
        self._kinds: dict[tuple[int, int | None], set[str]] = {}
        self._of_links = frozenset(of_links)  # workspaces where single links have endpoints
        self._now_us = now_us
        self._bounded = False
        self._met: set[int] = set()  # links whose own endpoints are known
        self._marks: dict[int, _Marks] = {}
        self._found: dict[tuple[int, str, int | None, bool], tuple[Wish, ...]] = {}
        self._add(wishes)

    def wants(self, workspace_id: int, kind: str) -> bool:
        """Say whether any endpoint of a workspace may want events of a kind, of some link or other."""
        return workspace_id in self._of_links or kind in self._kinds.get((workspace_id, None), ())

    def wants_of(self, workspace_id: int, kind: str, link_id: int) -> bool:
        """Say whether any endpoint wants events of a kind that this link could come to be chosen for."""
        self.meet([link_id])
        return any(kind in self._kinds.get((workspace_id, one), ()) for one in (None, link_id))

    def learn(self, link_ids: Iterable[int | None]) -> None:
        """Look up at once which endpoints these links have, and what they are known by where anybody asks for it."""
        links = {one for one in link_ids if one is not None}
        self.meet(links)
        if self._bounded:
            self._marks.update(_marks_of(links.difference(self._marks)))

    def find(self, workspace_id: int, kind: str, link_id: int | None = None, *, bot: bool = False) -> tuple[Wish, ...]:
        """Return who wants an event, ``bot`` for a visit of a robot. ``learn`` before, where there are many links."""
        asked = (workspace_id, kind, link_id, bot)
        found = self._found.get(asked)
        if found is None:
            self.meet(() if link_id is None else (link_id,))
            places = dict.fromkeys(((workspace_id, None), (workspace_id, link_id)))
            mine = (one for place in places for one in self._of.get(place, ()))
            asking = (one for one in mine if kind in one.kinds and (one.bots or not bot))
            found = self._found[asked] = tuple(one for one in asking if self._fits(one, link_id))
        return found

    def meet(self, link_ids: Iterable[int]) -> None:
        """Look up at once which endpoints these links have; what they are known by may still change."""
        if self._of_links and (new := sorted(set(link_ids).difference(self._met))):
            self._met.update(new)
            found = rows.run(_OF_LINKS, [(one,) for one in new], ") ORDER BY e.id")
            self._add(_wishes(found, self._now_us))

    def _add(self, wishes: Iterable[Wish]) -> None:
        for wish in wishes:
            place = (wish.workspace_id, wish.link_id)
            self._of.setdefault(place, []).append(wish)
            self._kinds.setdefault(place, set()).update(wish.kinds)
            self._bounded = self._bounded or wish.bounded

    def _fits(self, wish: Wish, link_id: int | None) -> bool:
        if not wish.bounded:
            return True
        if link_id is None:
            return False
        self.learn([link_id])
        marks = self._marks.get(link_id, _Marks())
        bounds = ((wish.folders, marks.folders), (wish.tags, marks.tags), (wish.links, marks.links))
        return all(not bound or bound & has for bound, has in bounds)


def load(workspace_ids: Iterable[int], now: datetime) -> Wanted:
    """Return what is wanted in some workspaces: one question, and one more for links where single links have endpoints.

    ``now`` decides which keys are good: an endpoint that came with a key is told nothing when that has ended.
    """
    asked = [(one,) for one in sorted(set(workspace_ids))]
    found = rows.run("WITH asked(id) AS (", asked, _OF_WORKSPACES)
    now_us = to_micros(now)
    of_links = {row[0] for row in found if row[1]}
    return Wanted(_wishes((row[2:] for row in found if row[2] is not None), now_us), of_links, now_us)


def _wishes(found: Iterable[Sequence[Any]], now_us: int) -> Iterator[Wish]:
    for row in found:
        endpoint_id, public_id, workspace_id, key_id, link_id, bots, form, kinds, only, *owner = row
        if key_id is None or _is_there(owner, now_us):
            chosen = _chosen(form, kinds)
            yield Wish(endpoint_id, public_id, workspace_id, key_id, link_id, bool(bots), chosen, *_bounds(only))


def _is_there(owner: Sequence[int | None], now_us: int) -> bool:
    """Say whether the key that an endpoint came with is good, and its link was not deleted."""
    key_id, revoked_at, expires_at, left_at, deleted_at = owner
    ended = revoked_at is not None or left_at is not None or deleted_at is not None
    return key_id is not None and not ended and (expires_at is None or expires_at > now_us)


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
