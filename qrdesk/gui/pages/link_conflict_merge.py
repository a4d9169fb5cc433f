"""Saving a link that somebody else may have changed meanwhile: what meets, what both may keep, and who it was."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication

from qrdesk.client import AuditQuery, Client, meeting
from qrdesk.core.errors import Conflict, QRDeskError
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words
from qrdesk.gui.pages import link_editor_form as form
from qrdesk.gui.pages.link_editor_form import Values

_BEFORE = timedelta(minutes=10)  # a change carries the moment it began


@dataclass(frozen=True, slots=True)
class Author:
    """Who changed something last; without a name where this is not for everybody to see."""

    at: datetime
    name: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A link as it is now, changed by somebody else since it was loaded."""

    link: LinkView
    author: Author


@dataclass(frozen=True, slots=True)
class Saved:
    """A link that was saved, and the fields that somebody else had changed meanwhile and that were kept."""

    link: LinkView
    theirs: tuple[str, ...] = ()


class ChangedMeanwhile(Exception):
    """Both changed the same field: a person chooses. Nothing was saved."""

    def __init__(self, now: Elsewhere) -> None:
        super().__init__()
        self.now = now


def clashes(base: Values, mine: Values, theirs: Values) -> tuple[str, ...]:
    """Return the fields that both changed since ``base``, and not alike."""
    differ, changed = mine.changed(theirs), theirs.changed(base)
    return tuple(name for name in mine.changed(base) if name in changed and name in differ)


def merged(base: Values, mine: Values, theirs: Values, chosen: Mapping[str, bool] | None = None) -> Values:
    """Return their values with my changes on top; of the fields that both changed mine only where ``chosen`` says."""
    taken = {name: value for name, value in mine.changed(base).items() if chosen is None or chosen.get(name, True)}
    return replace(theirs, **taken)


def resumed(before: Values | None, typed: Values | None, now: Values) -> tuple[Values, Values]:
    """Return base and values with which editing goes on, of what was typed over ``before`` and is ``now``.

    Where both changed a field, the base is as it was: saving then asks.
    """
    if typed is None:
        return now, now
    base = before or now
    both = {name: getattr(base, name) for name in clashes(base, typed, now)}
    return replace(now, **both), merged(base, typed, now)


def save(client: Client, link_id: str, base: Values, mine: Values) -> Saved:
    """Save my changes over whatever others changed in other fields since ``base`` was loaded.

    Raises:
        ChangedMeanwhile: others changed the same fields to something else; nothing was saved.
        PreconditionFailed: others were faster several times in a row.
    """

    def put(link: LinkView) -> Saved:
        theirs = Values.of(link)
        if clashes(base, mine, theirs):
            raise ChangedMeanwhile(Elsewhere(link, author_of(client, link)))
        kept = tuple(name for name in theirs.changed(base) if name not in mine.changed(base))
        wanted = _wanted(base, mine, theirs)
        return Saved(client.links.update(link.id, form.patch_of(wanted)) if wanted else link, kept)

    return meeting.over(client, partial(client.links.get, link_id), put)


def write(client: Client, link: LinkView | None, base: Values, mine: Values, host: str) -> Saved:
    """Save as ``save`` does; where there is no link yet, make it on ``host``, or the usual domain where that is empty.

    Raises:
        ChangedMeanwhile, PreconditionFailed: see ``save``.
    """
    if link is not None:
        return save(client, link.id, base, mine)
    return Saved(client.links.create(form.draft_of(mine).model_copy(update={"host": host or None})))


def take_back(client: Client, link: LinkView, before: Values, sent: Values) -> LinkView:
    """Undo what was sent to a link that was ``before``; what others changed meanwhile stays.

    Raises:
        Conflict: they changed the same; nothing was undone.
    """
    saved = Values.of(link)
    back = replace(saved, **{name: getattr(before, name) for name in sent.changed(before)})
    try:
        return save(client, link.id, saved, back).link
    except ChangedMeanwhile as met:
        raise Conflict(changed_by(met.now.author)) from met


def look(client: Client, link_id: str) -> Elsewhere:
    """Return a link as it is now, and who changed it last."""
    link = client.links.get(link_id)
    return Elsewhere(link, author_of(client, link))


def author_of(client: Client, link: LinkView) -> Author:
    """Return who changed a link last, as far as the caller may see that."""
    query = AuditQuery(subject=link.id, since=link.updated_at - _BEFORE, limit=1)
    try:
        entry = next(iter(client.audit.list(query).data), None)
    except QRDeskError:  # no key has to be able to read the log
        entry = None
    return Author(entry.at, entry.actor) if entry is not None else Author(link.updated_at)


def changed_by(author: Author) -> str:
    """Return who changed a link, and when, as a sentence."""
    at = words.clock(author.at)
    if not author.name:
        return QCoreApplication.translate("LinkConflict", "This link was changed elsewhere at {time}").format(time=at)
    return QCoreApplication.translate("LinkConflict", "{name} changed this link at {time}").format(
        name=author.name, time=at
    )


def _wanted(base: Values, mine: Values, theirs: Values) -> dict[str, Any]:
    """Return my changes that are not true already."""
    differ = mine.changed(theirs)
    return {name: value for name, value in mine.changed(base).items() if name in differ}
