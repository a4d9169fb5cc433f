"""Links of Honopu. What its documents print is always there; what is ours to name only where a link has it.

A link without a title has an empty one. A domain is chosen when a link is made, and ``url`` tells it from then on.
Source: contracts/honopu.md, 2.
"""

from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from qrdesk.core import database, slugs
from qrdesk.core.context import Context
from qrdesk.core.errors import Busy, Invalid
from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.links import LinkDraft, LinkPatch, LinkQuery, LinkView
from qrdesk.core.services import link_rows, links
from qrdesk.daemon.dialects.dialect import Ask, milliseconds, text_of, value_of
from qrdesk.daemon.dialects.honopu.pages import read_page, told_page
from qrdesk.daemon.dialects.honopu.rotation import LISTED, entries_of, in_its_words, mode_of, rules_of

FIELDS = {
    "destination": "destinationUrl",
    "slug": "shortCode",
    "time_zone": "timezone",
    "starts_at": "startsAt",
    "ends_at": "expiresAt",
    "rules": "rotation",
    "host": "domain",
}
# ours: as they call it, and other names that are taken for it
_NAMES = {
    "destination": ("destinationUrl", "destination"),
    "title": ("title", "name"),
    "time_zone": ("timezone", "timeZone"),
    "starts_at": ("startsAt", "startAt"),
    "ends_at": ("expiresAt", "expiry", "expires", "endsAt"),
    "tags": ("tags",),
    "utm": ("utm",),
}
_CLEARED: Mapping[str, Any] = {"title": "", "time_zone": "", "tags": [], "utm": {}}  # what null means
_UTM = ("source", "medium", "campaign", "term", "content")
_SHORT_CODE = ("shortCode", "slug")
_MADE_OF_BOTH = (*_SHORT_CODE, "domain", "mode", *LISTED)  # and of what the link is before
_TRIES = 5


class _Overtaken(Exception):
    """Somebody has changed the rules that new ones were made of."""


def create_link(ask: Ask) -> dict[str, Any]:
    """Make a link. Without a code of one's own it gets one of six letters.

    Raises:
        Invalid, BadDestination: a field cannot be used.
        BadSlug, SlugReserved, SlugTaken: the code cannot be had.
        NotFound: no such domain.
        PlanLimitReached: the links of this month are used up.
    """
    sent = ask.json
    fields = {**_fields(sent), "slug": text_of(sent, *_SHORT_CODE) or None, "host": text_of(sent, "domain") or None}
    draft = LinkDraft.model_validate({**fields, "rules": rules_of(sent, ()) or ()})
    with in_its_words():
        return _link(ask.do(links.create_link, draft))


def list_links(ask: Ask) -> dict[str, Any]:
    """Return some links, newest first.

    Raises:
        Invalid: a page that is no number.
    """
    search, tag, host = ask.word("search", "q", "query"), ask.word("tag"), ask.word("domain")

    def read(page: int, limit: int) -> Page[LinkView]:
        query = LinkQuery(state="any", search=search, tag=tag, host=host, page=page, limit=limit)
        return ask.do(links.list_links, query)

    return told_page(read_page(ask), read, _link)


def get_link(ask: Ask) -> dict[str, Any]:
    """Return one link.

    Raises:
        NotFound: no such link.
    """
    return _link(ask.do(links.get_link, ask.path["id"]))


def update_link(ask: Ask) -> dict[str, Any]:
    """Change a link. Its code and its domain may be sent again as they are.

    Raises:
        NotFound: no such link.
        Invalid, BadDestination: another code or domain; a field cannot be used.
        Busy: others change it all the time.
    """
    made_of_both = any(name in ask.json for name in _MADE_OF_BOTH)
    link = _changed(ask) if made_of_both else _update(ask, ask.path["id"], _fields(ask.json))
    return {**_link(link), "updatedAt": milliseconds(link.updated_at)}


def _changed(ask: Ask) -> LinkView:
    """Change a link, its rules too, which are made of those before: where these change meanwhile, they are made anew.

    Raises:
        QRDeskError: as ``update_link``.
    """
    for _ in range(_TRIES):
        before = links.get_link(ask.ctx, link_rows.get_id_to_change(ask.ctx, ask.path["id"]))
        _keep_address(before, ask.json)
        rules = rules_of(ask.json, before.rules)
        fields = _fields(ask.json) | ({} if rules is None else {"rules": rules})
        with suppress(_Overtaken), database.gathered(partial(_check_steady, ask.ctx, before)):
            return _update(ask, before.id, fields)
    raise Busy("Somebody else has just changed this link. Nothing was changed; send it again.")


def _check_steady(ctx: Context, before: LinkView) -> None:
    database.hold_edits()
    if links.get_link(ctx, before.id).rules != before.rules:
        raise _Overtaken


def _update(ask: Ask, link_id: str, fields: Mapping[str, Any]) -> LinkView:
    with in_its_words():
        return ask.do(links.update_link, link_id, LinkPatch.model_validate(fields))


def delete_link(ask: Ask) -> None:
    """Delete a link. Nobody gets its code again.

    Raises:
        NotFound: no such link.
    """
    ask.do(links.delete_link, ask.path["id"])


def _link(link: LinkView) -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": link.id,
        "shortCode": link.slug,
        "destinationUrl": link.destination,
        "title": link.title,
        "url": link.code_url,
        "createdAt": milliseconds(link.created_at),
    }
    mode = mode_of(link.rules)
    beside: dict[str, Any] = {
        "mode": mode if link.rules else None,
        "rotation": entries_of(link.rules),
        "timezone": link.time_zone,
        "utm": {name: value for name, value in link.utm.model_dump().items() if value},
        "startsAt": milliseconds(link.starts_at),
        "expiresAt": milliseconds(link.ends_at),
        "tags": link.tags,
    }
    return said | {name: value for name, value in beside.items() if value}


def _fields(sent: Mapping[str, Any]) -> dict[str, Any]:
    found = {ours: value_of(sent, *theirs) for ours, theirs in _NAMES.items() if any(one in sent for one in theirs)}
    for name, empty in _CLEARED.items():
        if name in found and found[name] is None:
            found[name] = empty
    if isinstance(found.get("utm"), dict):
        utm = found["utm"]
        found["utm"] = {name: value_of(utm, name, f"utm_{name}", f"utm{name.capitalize()}") or "" for name in _UTM}
    return found


def _keep_address(link: LinkView, sent: Mapping[str, Any]) -> None:
    """Do nothing unless another code or domain was sent.

    Raises:
        Invalid: one was.
    """
    code, host = text_of(sent, *_SHORT_CODE), text_of(sent, "domain")
    if code is not None and slugs.fold(code.strip()) != slugs.fold(link.slug):
        raise Invalid.field("shortCode", "The code of a link cannot be changed: it may be printed.")
    if host and host.strip().lower() != link.host:
        raise Invalid.field("domain", "A link stays on its domain: its address may be printed.")
