"""Saving what somebody else may have changed meanwhile: nothing of theirs is lost, and nothing is lost to them."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from pydantic import BaseModel

from qrdesk.client.client import Client
from qrdesk.core.errors import Conflict, PreconditionFailed

T = TypeVar("T")
W = TypeVar("W")
V = TypeVar("V", bound=BaseModel)
P = TypeVar("P", bound=BaseModel)
_TRIES = 3  # others may be faster again and again, but hardly so often


class Overtaken(Conflict):
    """Somebody else changed the same fields meanwhile; nothing was saved.

    ``now`` is what they made of the thing, ``met`` of these fields, as JSON has them.
    """

    def __init__(self, now: Any, met: Mapping[str, Any]) -> None:
        super().__init__(f"Somebody else changed the same meanwhile, so nothing was saved: {', '.join(met)}.")
        self.now, self.met = now, met


def save_over(client: Client, get: Callable[[], V], update: Callable[[P], V], base: BaseModel, patch: P) -> V:
    """Save ``patch`` unless somebody else changed the same since ``base`` was loaded; other fields stay as they are.

    Raises:
        Overtaken: they did; nothing was saved.
        PreconditionFailed: they were faster several times in a row.
    """

    def save(now: V) -> V:
        if met := _met(base, now, patch):
            raise overtaken(now, met)
        return update(patch)

    return over(client, get, save)


def over(client: Client, get: Callable[[], T], save: Callable[[T], W]) -> W:
    """Let ``save`` change what ``get`` has just shown, once more where somebody else was faster in between.

    Raises:
        PreconditionFailed: they were faster several times in a row.
    """
    for _ in range(_TRIES):
        now = get()
        with suppress(PreconditionFailed), client.if_match(client.etag):
            return save(now)
    raise PreconditionFailed


def put_over(client: Client, get: Callable[[], V], put: Callable[[P], V], base: BaseModel, draft: P) -> V:
    """As ``save_over``, of what is saved as a whole: what ``draft`` leaves as ``base`` has it stays as others left it.

    Raises:
        Overtaken: somebody else changed what ``draft`` changes; nothing was saved.
        PreconditionFailed: they were faster several times in a row.
    """
    before, mine = base.model_dump(), draft.model_dump()
    patch = type(draft).model_validate({name: one for name, one in mine.items() if one != before[name]})

    def save(now: V) -> V:
        if met := _met(base, now, patch):
            raise overtaken(now, met)
        here = now.model_dump(include=set(mine))
        return put(type(draft).model_validate({**here, **patch.model_dump(exclude_unset=True)}))

    return over(client, get, save)


def overtaken(now: BaseModel, fields: Sequence[str]) -> Overtaken:
    """Return the error that says what others made of ``fields``."""
    here = now.model_dump(mode="json")
    return Overtaken(now, {name: here[name] for name in fields})


def _met(base: BaseModel, now: BaseModel, patch: BaseModel) -> Sequence[str]:
    """Return the fields of the patch that are not as they were; alike changes do not meet."""
    before, here, mine = (one.model_dump(mode="json") for one in (base, now, patch))
    return [
        name
        for name in sorted(patch.model_fields_set)
        if name in here and here[name] != before.get(name) and here[name] != mine[name]
    ]
