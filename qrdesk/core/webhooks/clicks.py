"""Each hit as an event, where somebody wants it: written by the drain, in the transaction that stores the hits."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from qrdesk.core.hits import hit_ids
from qrdesk.core.hits.hit_row import Agent, HitRow, Origin, Place, Way
from qrdesk.core.models.base import from_micros
from qrdesk.core.webhooks import briefs, outbox, wanting
from qrdesk.core.webhooks.outbox import Event

CLICKED = "link.clicked"
_Small = Agent | Place | Origin | Way


def tell(hits: Sequence[HitRow], ids_key: bytes, now: datetime) -> int:
    """Write the events of new hits that somebody wants, within the running transaction; return how many there are.

    Args:
        hits: those that were not stored before.
        ids_key: makes the ids that callers know hits by.
        now: decides what state the links are said to be in, and which keys are good.
    """
    wanted = wanting.load({hit.workspace_id for hit in hits}, now)
    heard = [hit for hit in hits if wanted.wants(hit.workspace_id, CLICKED)]
    if not heard:
        return 0
    wanted.learn({hit.link_id for hit in heard})
    heard = [hit for hit in heard if wanted.find(hit.workspace_id, CLICKED, hit.link_id, bot=hit.bot)]
    links = {
        link_id: outbox.text_of(brief) for link_id, brief in briefs.load({hit.link_id for hit in heard}, now).items()
    }
    texts = _Texts()
    told = [_event(hit, links[hit.link_id], texts, ids_key) for hit in heard if hit.link_id in links]
    outbox.write_all(told)
    return len(told)


class _Texts:
    """The small rows of hits as JSON: hits share them, so each is written once."""

    def __init__(self) -> None:
        self._kept: dict[int, str] = {}

    def of(self, row: _Small) -> str:
        """Return a row's members, without the braces. By its place in memory: the hits keep it alive."""
        text = self._kept.get(id(row))
        if text is None:
            text = self._kept[id(row)] = json.dumps(row._asdict(), separators=(",", ":"))[1:-1]
        return text


def _event(hit: HitRow, link: str, texts: _Texts, ids_key: bytes) -> Event:
    public_id = hit_ids.id_of(ids_key, hit.hit_id, hit.at)
    body = (
        f'{{"link":{link},"hit":{{"id":"{public_id}","uuid":"{hit_ids.uuid_of(public_id)}",'
        f'"at":"{briefs.written(from_micros(hit.at))}","source":"{"scan" if hit.scan else "click"}",'
        f'"bot":{"true" if hit.bot else "false"},"language":{json.dumps(hit.language)},'
        f"{texts.of(hit.agent)},{texts.of(hit.place)},{texts.of(hit.origin)},{texts.of(hit.way)}}}}}"
    )
    return Event(event_id_of(hit.hit_id), hit.at, hit.workspace_id, hit.link_id, CLICKED, body)


def event_id_of(hit_id: str) -> str:
    """Return the id of a hit's event: the same however often the hit is read."""
    return f"evt_{hashlib.sha256(f'{hit_id} {CLICKED}'.encode()).hexdigest()[:32]}"
